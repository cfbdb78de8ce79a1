// Rows that name no test but another contract, `Covered by BC-4`: whatever keeps that contract keeps theirs, by the word of the plan.
import type { Link, NodeId } from '../model/graph.ts';
import type { RowVerdict } from './declared.ts';
import { group, placeIn } from './pairings.ts';
import type { ContractLineage, World } from './world.ts';

/** `tied`: what mentions and rows tie already. */
export function borrowedLinks(world: World, verdicts: readonly RowVerdict[], tied: readonly Link[]): Link[] {
  const borrowing = verdicts.filter(({ row }) => (row.row.sameAs ?? []).length > 0);
  if (borrowing.length === 0) return [];
  const byContract = group(
    tied.filter((l) => l.kind === 'declared' || (l.kind === 'mention' && l.status === 'resolved')),
    (l) => l.to,
  );
  const rowsOf = group(
    borrowing.flatMap(({ row }) => row.contracts.map((contract) => ({ row, contract }))),
    (each) => each.contract.id,
  );
  const namedBy = (id: NodeId): readonly { readonly lender: ContractLineage; readonly path: string }[] =>
    (rowsOf.get(id) ?? []).flatMap(({ row: { document, row } }) =>
      (row.sameAs ?? []).flatMap((label) => {
        const lender = world.contractIn(document.path, label);
        return lender === null ? [] : [{ lender, path: document.path }];
      }),
    );
  /** What rows of the plan tie; where they tie nothing, whatever does. */
  const keepers = (contract: ContractLineage, path: string): readonly Link[] => {
    const all = byContract.get(contract.id) ?? [];
    const declared = all.filter((l) => l.kind === 'declared' && l.at.kind === 'file' && l.at.path === path);
    return declared.length > 0 ? declared : all;
  };
  return [...rowsOf.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const { contract } = first;
    const known = new Set((byContract.get(contract.id) ?? []).map((l) => l.from));
    const links: Link[] = [];
    // What a row names may itself be covered by others; each is asked once.
    const asked = new Set([contract.id]);
    const open = [contract.id];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const { lender, path } of namedBy(next)) {
        if (asked.has(lender.id)) continue;
        asked.add(lender.id);
        const keeping = keepers(lender, path);
        if (keeping.length === 0) open.push(lender.id);
        for (const link of keeping) {
          if (known.has(link.from)) continue;
          known.add(link.from);
          links.push(borrow(first, lender, link));
        }
      }
    }
    return links;
  });
}

function borrow(
  { row, contract }: { readonly row: RowVerdict['row']; readonly contract: ContractLineage },
  lender: ContractLineage,
  link: Link,
): Link {
  const at = placeIn(row.document, row.row.at);
  const says = `the test strategy of ${row.document.path} says that the tests of ${lender.label} keep ${contract.label}`;
  return {
    kind: 'declared',
    from: link.from,
    to: contract.id,
    label: contract.label,
    channel: 'plan-row',
    status: 'resolved',
    weak: true,
    confidence: Math.min(link.confidence, 0.9),
    evidence: [{ kind: 'declared-row', says, names: [contract.id], at }, ...link.evidence],
    candidates: [],
    losers: [],
    why: `${says}; ${link.why}`,
    raw: row.row.testCell,
    at,
  };
}
