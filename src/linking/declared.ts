// What plans say about tests that exist: `declared` links, and what remains a claim, a waiver or a wish.
import type { Evidence, Link, LinkFact, NodeId } from '../model/graph.ts';
import type { Place } from '../model/location.ts';
import type { NamedTest } from '../model/plan.ts';
import { type HeadTests, isFunction } from './head-tests.ts';
import { type Heir, type Heirs, type Inherited, nameOf } from './heirs.ts';
import {
  filesOfRow,
  meantByTitle,
  type Pairings,
  type Placed,
  placeIn,
  pointedAt,
  type ResolvedRow,
  testsOf,
  wordTests,
} from './pairings.ts';
import { isTitle, topName } from './titles.ts';
import { type ContractLineage, directoryOf, type HeadTest, type World } from './world.ts';

/** What one strategy row amounts to for its contracts. */
export interface RowVerdict {
  readonly row: ResolvedRow;
  readonly fact: Extract<LinkFact, 'declared' | 'planned' | 'claimed' | 'waived' | 'none'>;
  readonly tests: readonly HeadTest[];
  /** Names and patterns that no test of the tree bears. */
  readonly missing: readonly NamedTest[];
  /** Patterns with the number of tests that bear such a name: which of them is meant, nothing says. */
  readonly patterns: readonly { readonly written: string; readonly tests: number; readonly only?: string }[];
  /** By test: why it is meant by a row that writes another name. */
  readonly inherited: ReadonlyMap<NodeId, Inherited>;
}

export function judgeRow(resolved: ResolvedRow, tests: HeadTests): RowVerdict {
  const { row } = resolved;
  const found: HeadTest[] = [];
  const missing: NamedTest[] = [];
  const patterns: { written: string; tests: number; only?: string }[] = [];
  const inherited = new Map<NodeId, Inherited>();
  for (const named of row.tests) {
    if (named.kind === 'glob') {
      const fits = patternOf(topName(named.name));
      const count = tests.all.filter((t) => fits(t.name) && isFunction(t.syntax)).length;
      if (count > 0) patterns.push({ written: named.name, tests: count });
      else missing.push(named);
      continue;
    }
    const hits = findNamed(named, resolved, tests);
    if (hits.length === 0 && (!existsSomewhere(named, tests) || lacksSubtest(named, tests))) {
      missing.push(named);
      const longer = begunBy(named.name, resolved, tests);
      if (longer !== null) patterns.push({ written: named.name, tests: 1, only: longer.name });
    }
    found.push(...hits);
    const heir = resolved.inherited.find((each) => each.named === named);
    if (heir) for (const { id } of hits) inherited.set(id, heir);
  }
  found.push(...wordTests(resolved, tests).filter((test) => !found.includes(test)));
  const fact =
    found.length > 0
      ? 'declared'
      : missing.some(({ name }) => !begins(patterns, name))
        ? 'planned'
        : row.existing || row.tests.length > 0
          ? 'claimed'
          : row.waiver !== null
            ? 'waived'
            : 'none';
  return { row: resolved, fact, tests: found, missing, patterns, inherited };
}

/** Whether a test that is there begins with this name, and is all that can be meant by it. */
const begins = (patterns: RowVerdict['patterns'], name: string): boolean =>
  patterns.some(({ written, only }) => only !== undefined && written === name);

/**
 * `TestCart_Remove`, where the only test whose name begins so is `TestCart_Remove_LastItem`. A test that the plan names itself is meant by
 * its own name, and by another only where the words before that speak of a test there is.
 */
function begunBy(name: string, { document: { last }, row }: ResolvedRow, tests: HeadTests): HeadTest | null {
  if (!/[^_]_[^_]/.test(name) || tests.byName.has(name)) return null;
  const longer = tests.continuing(name);
  // A test that the plan shows is what it wants, and `TestRate_Negative` may be none of `TestRate_Negative_Panics`.
  if (longer === null || last.codeBlocks.some(({ outline }) => outline && testsOf(outline).includes(name))) return null;
  if (COVERED_BY.test(row.testCell)) return longer;
  const isNamed =
    last.namedTests?.includes(longer.name) === true ||
    last.strategy.some((each) => each.tests.some((named) => topName(named.name) === longer.name));
  return isNamed ? null : longer;
}

const COVERED_BY = /^\W*(?:covered|verified|proved|proven|tested)\s+by\s/i;

/** `TestNew*Config`: the parts between the stars in this order, the first and the last at the ends. */
function patternOf(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const between = parts.slice(1, -1);
  return (name) => {
    if (!name.startsWith(first) || !name.endsWith(last)) return false;
    let from = first.length;
    for (const part of between) {
      const at = name.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return from <= name.length - last.length;
  };
}

/** The tests that a plan's exact name means; none where several packages share the name and the row points at none of them. */
export function findNamed(named: NamedTest, row: Placed, tests: HeadTests): readonly HeadTest[] {
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
  for (const { row, tests, inherited } of verdicts) {
    for (const contract of row.contracts) {
      for (const test of tests) {
        const id = `${test.id}\u0000${contract.id}`;
        if (!links.has(id)) links.set(id, declaredLink(row, contract, test, inherited.get(test.id)));
      }
    }
  }
  return [...links.values()];
}

function declaredLink(row: ResolvedRow, contract: ContractLineage, test: HeadTest, heir: Inherited | undefined): Link {
  const at = placeIn(row.document, row.row.at);
  const what = heir?.written.name ?? (isFunction(test.syntax) ? test.name : `the subtest ${test.name}`);
  const says = `the test strategy of ${row.document.path} names ${what} for ${contract.label}`;
  const renamed = (heir?.by ?? []).map((each) => renaming(each, contract));
  return {
    ...declaring(test, contract, at),
    evidence: [{ kind: 'declared-row', says, names: [contract.id], at }, ...renamed],
    why: [says, ...renamed.map((each) => each.says)].join('; '),
    raw: row.row.testCell,
  };
}

const renaming = ({ from, to, document, at }: Heir, { id }: ContractLineage): Evidence => ({
  kind: 'superseded',
  says: `${document.path} says that ${to} supersedes ${from}`,
  names: [id],
  at: placeIn(document, at),
});

/** A `SUPERSEDES: TestOld -> TestNew` inside a contract says that the new test keeps it. */
export const declaredByHeirs = (world: World, { all }: Heirs, tests: HeadTests): Link[] =>
  all.flatMap((heir): Link[] => {
    const { document, at } = heir;
    const around = document.last.contracts.find((c) => c.at.line <= at.line && at.line <= c.endLine);
    const contract = around ? world.contractIn(document.path, around.label) : null;
    if (contract === null) return [];
    const meant = findNamed(nameOf(heir.to, heir), { document, row: { files: [], tasks: [] } }, tests);
    const evidence = renaming(heir, contract);
    return meant.map((test) => ({
      ...declaring(test, contract, placeIn(document, at)),
      evidence: [evidence],
      why: evidence.says,
      raw: `${heir.from} -> ${heir.to}`,
    }));
  });

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
