// Which invariant test would notice a wrong golden value? A golden file once expected 499 completions because a request was dropped.
import type { GuardFact, Link, TestNode } from '../model/graph.ts';

const OF_ITS_OWN: ReadonlySet<string> = new Set(['test', 'fuzz', 'example']);

/** Golden tests with the test that guards their values, or with how many invariant tests stand near and guard nothing. */
export function withGuards(tests: readonly TestNode[], links: readonly Link[]): readonly TestNode[] {
  const laws = tests.filter((test) => hasRole(test, 'invariant'));
  const golden = tests.filter((test) => OF_ITS_OWN.has(test.testKind) && hasRole(test, 'golden'));
  if (golden.length === 0) return tests;
  const contracts = contractsByFunction(links);
  const guards = new Map(golden.map((test) => [test.id, guardOf(test, laws, contracts)]));
  return tests.map((test) => {
    const guard = guards.get(test.id);
    return guard === undefined ? test : { ...test, guard };
  });
}

const hasRole = (test: TestNode, role: 'golden' | 'invariant'): boolean => test.roles.some((r) => r.role === role);

type Contracts = ReadonlyMap<string, ReadonlySet<string>>;

/** Subtests speak for their function. */
function contractsByFunction(links: readonly Link[]): Contracts {
  const contracts = new Map<string, Set<string>>();
  for (const { kind, from, to } of links) {
    if (to === null || (kind !== 'mention' && kind !== 'declared')) continue;
    const known = contracts.get(functionOf(from));
    if (known) known.add(to);
    else contracts.set(functionOf(from), new Set([to]));
  }
  return contracts;
}

/** `q/q_test.go::TestX` of `q/q_test.go::TestX/sub`. */
function functionOf(id: string): string {
  const name = id.indexOf('::') + 2;
  const slash = id.indexOf('/', name);
  return slash === -1 ? id : id.slice(0, slash);
}

function guardOf(golden: TestNode, laws: readonly TestNode[], contracts: Contracts): GuardFact {
  const others = laws.filter((t) => t.testKind !== 'subtest');
  const near = {
    inFile: others.filter((t) => t.path === golden.path).length,
    inPackage: others.filter((t) => folderOf(t.path) === folderOf(golden.path)).length,
  };
  for (const [by, pairs] of PAIRINGS) {
    for (const law of laws) {
      const why = pairs(golden, law, contracts);
      if (why !== null) return { test: law.id, by, why, ...near };
    }
  }
  const why = `invariant tests in the same file: ${near.inFile}, in the same package: ${near.inPackage}`;
  return { test: null, by: null, why, ...near };
}

type Pairing = (golden: TestNode, law: TestNode, contracts: Contracts) => string | null;

/** The strongest first: what both read tells more than a contract that both are tied to. */
const PAIRINGS: readonly (readonly [Exclude<GuardFact['by'], null>, Pairing])[] = [
  [
    'data',
    (golden, law) => {
      const shared = golden.goldenFiles.find((left) =>
        law.goldenFiles.some((right) => isSameData(golden.path, left, law.path, right)),
      );
      return shared === undefined ? null : `both read ${shared}`;
    },
  ],
  [
    'name',
    (golden, law) => {
      if (names(golden, law)) return 'the comment of the golden test names it';
      return names(law, golden) ? 'its comment names the golden test' : null;
    },
  ],
  [
    'contract',
    (golden, law, contracts) => {
      const own = contracts.get(functionOf(golden.id)) ?? new Set();
      const shared = [...(contracts.get(functionOf(law.id)) ?? [])].find((id) => own.has(id));
      return shared === undefined ? null : `both are tied to ${shared}`;
    },
  ],
];

const names = (speaker: TestNode, other: TestNode): boolean =>
  speaker.names?.includes(other.name.split('/')[0] ?? '') ?? false;

/** A loader is itself. A path is seen from the folder of its test; a bare name, put together at run time, only within one folder. */
function isSameData(fromA: string, a: string, fromB: string, b: string): boolean {
  if (a.endsWith('()') || b.endsWith('()')) return a === b;
  if (a.includes('/') && b.includes('/')) return resolved(fromA, a) === resolved(fromB, b);
  return folderOf(fromA) === folderOf(fromB) && lastPart(a) === lastPart(b);
}

function resolved(from: string, file: string): string {
  const parts: string[] = [];
  for (const part of `${folderOf(from)}${file}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
