// What the graph says of each contract: how it is tied to tests, what they are worth, and in one sentence why.

import type { ContractNode, Link, LinkFact } from '../model/graph.ts';
import type { ContractFacts } from '../model/plan.ts';
import { someOf } from '../model/some-of.ts';
import type { Claims } from './claims.ts';
import { fencedButMissing, type RowVerdict } from './declared.ts';
import { contentHash } from './hash.ts';
import type { HeadTests } from './head-tests.ts';
import { group, type Pairings } from './pairings.ts';
import { insteadWords, namedInstead } from './row-names-others.ts';
import { stateOf, worthOfAll } from './states.ts';
import type { ContractLineage, HeadTest, World } from './world.ts';
import { judgeWorth, worthOf } from './worth.ts';

const LINK_ORDER: readonly LinkFact[] = ['linked', 'declared', 'ambiguous', 'planned', 'claimed', 'waived', 'none'];

/** Hash of each contract's words, by id. */
export type Wordings = ReadonlyMap<string, string>;

export const wordingsOf = (world: World): Wordings =>
  new Map([...world.contracts.values()].map(({ id, contract }) => [id, contentHash(wording(contract))]));

interface Known {
  readonly world: World;
  readonly wordings: Wordings;
  readonly pairings: Pairings;
  readonly tests: HeadTests;
  readonly verdicts: readonly RowVerdict[];
}

export function contractNodes(
  { world, wordings, pairings, tests, verdicts }: Known,
  links: readonly Link[],
  claims: Claims,
): ContractNode[] {
  const linksTo = group(
    links.filter((l) => l.to !== null),
    (l) => l.to,
  );
  const ambiguous = new Map<string, string>();
  for (const link of links) {
    if (link.kind !== 'mention' || link.status !== 'ambiguous') continue;
    for (const id of link.candidates) if (!ambiguous.has(id)) ambiguous.set(id, link.why);
  }
  const verdictsOf = new Map<string, RowVerdict[]>();
  for (const v of verdicts)
    for (const c of new Set(v.row.contracts)) verdictsOf.set(c.id, [...(verdictsOf.get(c.id) ?? []), v]);
  const fenced = fencedButMissing(pairings, tests);
  const byId = new Map(tests.all.map((t) => [t.id, t]));
  return [...world.contracts.values()].map((contract) => {
    const own = linksTo.get(contract.id) ?? [];
    const rows = verdictsOf.get(contract.id) ?? [];
    const spoken = own.filter((l) => l.kind === 'mention' && !l.weak);
    const strong = testsOf(spoken, byId);
    const declared = testsOf(
      own.filter((l) => l.kind === 'declared' || (l.kind === 'mention' && l.weak)),
      byId,
    );
    const facts: Record<LinkFact, boolean> = {
      linked: strong.length > 0,
      declared: declared.length > 0,
      ambiguous: ambiguous.has(contract.id),
      planned: rows.some((r) => r.fact === 'planned') || fenced.has(contract.id),
      // What a row says of it is the plan's last word.
      claimed: rows.some((r) => r.fact === 'claimed') || (rows.length === 0 && claims.has(contract.id)),
      waived: rows.some((r) => r.fact === 'waived'),
      none: true,
    };
    const measured = isMeasured(rows, [...strong, ...declared]);
    const link = measured ? 'waived' : (LINK_ORDER.find((fact) => facts[fact]) ?? 'none');
    const judged = link === 'linked' ? strong : link === 'declared' ? declared : [];
    const worth = worthOfAll(judged.map((t) => worthOf(t, tests)));
    const asserting =
      link === 'linked' && worth !== 'asserts' ? declared.filter((t) => worthOf(t, tests) === 'asserts') : [];
    const state = asserting.length > 0 ? 'declared' : stateOf({ link, worth, result: 'none-given' });
    const told = asserting.length > 0 ? asserting : judged;
    const proving = state === 'linked' ? strong.filter((t) => worthOf(t, tests) === 'asserts') : [];
    const others = proving.length > 0 ? namedInstead(contract.id, spoken, proving, pairings) : [];
    const instead = insteadWords(
      others,
      proving.map((t) => t.name),
      rows.some((r) => r.tests.length > 0),
    );
    return contractNode(
      contract,
      own,
      {
        textHash: wordings.get(contract.id) ?? '',
        link,
        worth,
        result: 'none-given',
        state,
        ...(others.length === 0 ? {} : { rowNamesOthers: others }),
        why: `${whyState(state, withWhys(told, tests), rows, fenced.get(contract.id) ?? [], claims.get(contract.id) ?? '')}${instead}${doubtOf(state, ambiguous.get(contract.id))}`,
      },
      pairings,
    );
  });
}

/** The plan asks for a benchmark, and there is nothing else: what is measured is not asserted, and a person reads it. */
const isMeasured = (rows: readonly RowVerdict[], tied: readonly HeadTest[]): boolean =>
  tied.length > 0 &&
  tied.every((t) => t.syntax.kind === 'benchmark') &&
  rows.some((r) => r.row.row.types.includes('benchmark'));

function testsOf(links: readonly Link[], byId: ReadonlyMap<string, HeadTest>): HeadTest[] {
  return [...new Set(links.map((l) => l.from))].flatMap((id) => byId.get(id) ?? []);
}

/** What a test says that may mean this contract and was not counted for it. */
const doubtOf = (state: ContractNode['state'], why: string | undefined): string =>
  why === undefined ? '' : state === 'ambiguous' ? `: ${why}` : `; not counted: ${why}`;

interface ToldTest {
  readonly name: string;
  readonly why: string;
}

const withWhys = (judged: readonly HeadTest[], tests: HeadTests): readonly ToldTest[] =>
  judged.map((t) => ({ name: t.name, why: judgeWorth(t, tests).why }));

/** The first of them with the reason, then names. */
function reasoned([first, ...others]: readonly ToldTest[]): string {
  if (first === undefined) return '';
  const names = others.slice(0, 2).map((t) => t.name);
  const rest = others.length - names.length;
  return [`${first.name} (${first.why})`, ...names, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

function whyState(
  state: ContractNode['state'],
  judged: readonly ToldTest[],
  rows: readonly RowVerdict[],
  fenced: readonly string[],
  claim: string,
): string {
  const names = someOf(judged.map((t) => t.name));
  const missing = [...rows.flatMap((r) => r.missing.map((m) => m.name)), ...fenced];
  const says: Readonly<Record<ContractNode['state'], () => string>> = {
    failing: () => `a linked test failed: ${names}`,
    verified: () => `${names} ran and passed on this commit`,
    'not-run': () => `linked by ${names}, which did not run`,
    linked: () =>
      `${names} ${judged.length === 1 ? 'says so itself and asserts' : 'say so themselves and assert'}; no test results were given`,
    skipped: () => `every linked test is always skipped: ${reasoned(judged)}`,
    hollow: () => `no linked test asserts anything: ${reasoned(judged)}`,
    declared: () => `only the plan or a banner ties it to ${names}`,
    ambiguous: () => 'a test may mean it',
    planned: () => `the plan names a test that does not exist: ${someOf([...new Set(missing)])}`,
    claimed: () => {
      const row = rows.find((r) => r.fact === 'claimed');
      return row === undefined ? claim : whatIsClaimed(row);
    },
    waived: () => {
      const waiver = rows.find((r) => r.fact === 'waived')?.row.row.waiver;
      return typeof waiver === 'string'
        ? `the plan means it to have no automated test: “${waiver}”`
        : 'the plan means it to be measured by a benchmark, which asserts nothing';
    },
    untested: () =>
      rows.length > 0
        ? `no test names it, and its row in the test strategy names no test${whatItSays(rows)}`
        : 'no test names it, and no row of the test strategy does',
  };
  return says[state]();
}

/** Instead of a test, `Guard in root.go; deferred to PR16`. */
function whatItSays(rows: readonly RowVerdict[]): string {
  const said = rows.map(({ row }) => row.row.testCell.trim()).find((cell) => /\p{L}{2}/u.test(cell));
  if (said === undefined) return '';
  return `: “${said.length <= LONGEST_CELL ? said : `${said.slice(0, LONGEST_CELL - 1).trimEnd()}…`}”`;
}

const LONGEST_CELL = 160;

function whatIsClaimed({ row, patterns }: RowVerdict): string {
  const { testCell, tests } = row.row;
  const [pattern] = patterns;
  if (pattern?.only !== undefined)
    return `the plan names ${pattern.written}, which no test is called, and ${pattern.only} alone begins so`;
  if (pattern !== undefined) {
    const bear = pattern.tests === 1 ? '1 test bears' : `${pattern.tests} tests bear`;
    return `the plan names the pattern ${pattern.written}, and ${bear} such a name: no test is named exactly`;
  }
  const [named] = tests;
  return named === undefined
    ? `the plan claims tests without naming one: “${testCell}”`
    : `the plan names ${named.name}, which several packages have, and says of none that it is meant`;
}

const wording = (c: ContractFacts): string =>
  [c.label, c.title, ...c.clauses.map((x) => `${x.keyword} ${x.text}`)].join(' ').replace(/\s+/g, ' ').trim();

function contractNode(
  contract: ContractLineage,
  links: readonly Link[],
  facts: Pick<ContractNode, 'link' | 'worth' | 'result' | 'state' | 'why' | 'textHash' | 'rowNamesOthers'>,
  pairings: Pairings,
): ContractNode {
  const c = contract.contract;
  return {
    kind: 'contract',
    id: contract.id,
    plan: contract.planPath,
    label: contract.label,
    title: c.title,
    group: c.group,
    clauses: c.clauses,
    at: c.at,
    endLine: c.endLine,
    ...facts,
    ...(c.aside === undefined ? {} : { aside: c.aside }),
    tasks: links.filter((l) => l.kind === 'plans').map((l) => l.from),
    rows: (pairings.rowsByContract.get(contract.id) ?? [])
      .filter((r) => r.document.path === contract.planPath)
      .map(({ row }) => ({ at: row.at, typeCell: row.typeCell, testCell: row.testCell })),
  };
}
