// What plans say about tests that exist: `declared` links, and what remains a claim, a waiver or a wish.
import type { Link, LinkFact } from '../model/graph.ts';
import type { Place } from '../model/location.ts';
import type { NamedTest } from '../model/plan.ts';
import { type HeadTests, isFunction } from './head-tests.ts';
import {
  filesOfRow,
  isTitle,
  meantByTitle,
  type Pairings,
  placeIn,
  pointedAt,
  type ResolvedRow,
  topName,
  wordTests,
} from './pairings.ts';
import { type ContractLineage, directoryOf, type HeadTest } from './world.ts';

/** What one strategy row amounts to for its contracts. */
export interface RowVerdict {
  readonly row: ResolvedRow;
  readonly fact: Extract<LinkFact, 'declared' | 'planned' | 'claimed' | 'waived' | 'none'>;
  readonly tests: readonly HeadTest[];
  /** Names and patterns that no test of the tree bears. */
  readonly missing: readonly NamedTest[];
  /** Patterns with the number of tests that bear such a name: which of them is meant, nothing says. */
  readonly patterns: readonly { readonly written: string; readonly tests: number }[];
}

export function judgeRow(resolved: ResolvedRow, tests: HeadTests): RowVerdict {
  const { row } = resolved;
  const found: HeadTest[] = [];
  const missing: NamedTest[] = [];
  const patterns: { written: string; tests: number }[] = [];
  for (const named of row.tests) {
    if (named.kind === 'glob') {
      const count = tests.all.filter((t) => isFunction(t.syntax) && fitsPattern(t.name, topName(named.name))).length;
      if (count > 0) patterns.push({ written: named.name, tests: count });
      else missing.push(named);
      continue;
    }
    const hits = findNamed(named, resolved, tests);
    if (hits.length === 0 && (!existsSomewhere(named, tests) || lacksSubtest(named, tests))) missing.push(named);
    found.push(...hits);
  }
  found.push(...wordTests(resolved, tests).filter((test) => !found.includes(test)));
  const fact =
    found.length > 0
      ? 'declared'
      : missing.length > 0
        ? 'planned'
        : row.existing || row.tests.length > 0
          ? 'claimed'
          : row.waiver !== null
            ? 'waived'
            : 'none';
  return { row: resolved, fact, tests: found, missing, patterns };
}

/** `TestNew*Config`: the parts between the stars in this order, the first and the last at the ends. */
function fitsPattern(name: string, pattern: string): boolean {
  const parts = pattern.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  for (const part of parts.slice(1, -1)) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return from <= name.length - last.length;
}

/** The tests that a plan's exact name means; none where several packages share the name and the row points at none of them. */
export function findNamed(named: NamedTest, row: ResolvedRow, tests: HeadTests): readonly HeadTest[] {
  if (isTitle(named)) return meantByTitle(named, row, tests);
  const top = topName(named.name);
  const all = tests.byName.get(top) ?? [];
  const pointed = all.length > 1 ? pointedAt(all, filesOfRow(row)) : all;
  const [one] = pointed;
  // One function for each system (`q_linux_test.go`, `q_windows_test.go`) is one test.
  if (!one || new Set(pointed.map((t) => directoryOf(t.path))).size > 1) return [];
  const sub = named.name.slice(top.length + 1);
  const below =
    sub === '' ? undefined : tests.subtestsOf(one).find((t) => goName(t.name.slice(top.length + 1)) === goName(sub));
  if (below) return [below];
  return sub === '' || !knowsSubtests(one, tests) ? [one] : [];
}

/** All its subtests are known by name: none is made at run time. */
const knowsSubtests = (test: HeadTest, tests: HeadTests): boolean =>
  tests.subtestsOf(test).length > 0 && !tests.subtestsOf(test).some((t) => t.syntax.dynamic);

function lacksSubtest(named: NamedTest, tests: HeadTests): boolean {
  const top = topName(named.name);
  const functions = tests.byName.get(top) ?? [];
  return named.name.length > top.length && functions.length > 0 && functions.every((t) => knowsSubtests(t, tests));
}

const existsSomewhere = (named: NamedTest, tests: HeadTests): boolean =>
  isTitle(named) ? tests.titled(named.name).length > 0 : tests.byName.has(topName(named.name));

const goName = (name: string): string => name.replace(/\s/g, '_');

export function declaredLinks(verdicts: readonly RowVerdict[]): Link[] {
  const links = new Map<string, Link>();
  for (const { row, tests } of verdicts) {
    for (const contract of row.contracts) {
      for (const test of tests) {
        const id = `${test.id}\u0000${contract.id}`;
        if (!links.has(id)) links.set(id, declaredLink(row, contract, test));
      }
    }
  }
  return [...links.values()];
}

function declaredLink(row: ResolvedRow, contract: ContractLineage, test: HeadTest): Link {
  const at = placeIn(row.document, row.row.at);
  const what = isFunction(test.syntax) ? test.name : `the subtest ${test.name}`;
  const says = `the test strategy of ${row.document.path} names ${what} for ${contract.label}`;
  return {
    ...declaring(test, contract, at),
    evidence: [{ kind: 'declared-row', says, names: [contract.id], at }],
    why: says,
    raw: row.row.testCell,
  };
}

const declaring = (
  test: HeadTest,
  contract: ContractLineage,
  at: Place,
): Omit<Link, 'evidence' | 'why' | 'raw' | 'writtenBy'> => ({
  kind: 'declared',
  from: test.id,
  to: contract.id,
  label: contract.label,
  channel: 'plan-row',
  status: 'resolved',
  weak: true,
  confidence: 0.9,
  candidates: [],
  losers: [],
  at,
});

/**
 * A plan without a test strategy declares by the code that it shows: `// TestX verifies BC-1.` above `func TestX`, which landed without
 * that comment. Beside a table its code is a draft of it.
 */
export function declaredByCode(pairings: Pairings, tests: HeadTests): Link[] {
  return [...pairings.byTest].flatMap(([name, pairs]) => {
    const [test, another] = tests.byName.get(name) ?? [];
    if (!test || another) return [];
    const shown = pairs.filter(({ by, document }) => by === 'fence' && document.last.strategy.length === 0);
    const once = new Map(shown.map((pair) => [pair.contract.id, pair]));
    return [...once.values()].map(({ contract, document, at }): Link => {
      const says = `the code that ${document.path} shows says ${contract.label} of ${test.name}, and the plan has no test strategy`;
      return {
        ...declaring(test, contract, placeIn(document, at)),
        channel: 'plan-fence',
        evidence: [{ kind: 'paired-by-plan', says, names: [contract.id], at: placeIn(document, at) }],
        why: says,
        raw: contract.label,
      };
    });
  });
}

/** Tests that a plan shows in a fence for a contract and that do not exist. */
export function fencedButMissing(pairings: Pairings, tests: HeadTests): Map<string, string[]> {
  const missing = new Map<string, string[]>();
  for (const [name, pairs] of pairings.byTest) {
    if (tests.byName.has(name) || tests.titled(name).length > 0) continue;
    for (const pair of pairs) {
      if (pair.by === 'row') continue;
      missing.set(pair.contract.id, [...new Set([...(missing.get(pair.contract.id) ?? []), name])]);
    }
  }
  return missing;
}
