// Finds the test of a result by the dotted or double-colon path of its module: pytest and unittest, and Rust's runners.
import type { TestNode } from '../model/graph.ts';
import type { TestResult } from '../model/results.ts';
import { type Finder, type Found, found, push } from './finder.ts';
import { moduleSpelling } from './spelling.ts';

interface PythonTest {
  readonly node: TestNode;
  /** `tests.test_cart.TestCart`: module and classes. */
  readonly scope: string;
  /** `[1-2]` for a row, `` for the function. */
  readonly row: string;
}

export function pythonFinder(tests: readonly TestNode[]): Finder {
  const byFunction = new Map<string, PythonTest[]>();
  for (const node of tests) {
    if (node.language !== 'python') continue;
    const slash = node.name.indexOf('/');
    const identity = slash === -1 ? node.name : node.name.slice(0, slash);
    const steps = identity.split(/ > |::/);
    const scope = [moduleSpelling(node.path), ...steps.slice(0, -1)].join('.');
    push(byFunction, steps.at(-1) ?? '', { node, scope, row: slash === -1 ? '' : node.name.slice(slash + 1) });
  }
  return (result) => {
    const bracket = result.name.indexOf('[');
    const name = bracket === -1 ? result.name : result.name.slice(0, bracket);
    const row = bracket === -1 ? '' : result.name.slice(bracket);
    const named = byFunction.get(name) ?? [];
    if (named.length === 0) return null;
    const here = inScope(named, scopesOf(result));
    const scopes = new Set(here.map(({ scope }) => scope));
    if (scopes.size > 1) return found({ rivals: here.filter((each) => each.row === '').map(({ node }) => node) });
    return here.length === 0 ? null : foundRow(here, row);
  };
}

/** As JUnit's class name has it, and as file and classes have it. */
function scopesOf({ package: packageName, file, suites }: TestResult): readonly string[] {
  const byFile =
    file === null
      ? []
      : [[moduleSpelling(file), ...suites].join('.'), `${moduleSpelling(file)}.${packageName.split('.').at(-1)}`];
  return [packageName, ...byFile];
}

/** The tests of exactly this module and class; else those of which one's path is the end of the other's. */
function inScope(named: readonly PythonTest[], scopes: readonly string[]): readonly PythonTest[] {
  const same = named.filter(({ scope }) => scopes.includes(scope));
  if (same.length > 0) return same;
  return named.filter((test) =>
    scopes.some(
      (scope) =>
        scope !== '' && (test.scope.endsWith(`.${scope}`) || (scope.includes('.') && scope.endsWith(`.${test.scope}`))),
    ),
  );
}

function foundRow(here: readonly PythonTest[], row: string): Found {
  const whole = here.filter((each) => each.row === '').map(({ node }) => node);
  if (row === '') return found({ own: whole });
  const own = here.filter((each) => each.row === row && !each.node.dynamic).map(({ node }) => node);
  if (own.length > 0) return found({ own, partOf: whole });
  const made = here.filter((each) => each.node.dynamic).map(({ node }) => node);
  return made.length === 1 ? found({ partOf: [...whole, ...made] }) : found({ partOf: whole, unclear: made });
}

/** nextest writes the crate as the class and `module::tests::name` as the name. */
export function rustFinder(tests: readonly TestNode[]): Finder {
  const byName = new Map<string, TestNode[]>();
  for (const node of tests) if (node.language === 'rust') push(byName, node.name, node);
  return ({ name }) => {
    const steps = name.split('::');
    const named = byName.get(steps.at(-1) ?? '') ?? [];
    const modules = steps.slice(0, -1).filter((step) => step !== 'tests');
    const here =
      named.length < 2 ? named : named.filter(({ path }) => modules.every((step) => path.split(/[/.]/).includes(step)));
    if (here.length === 0) return named.length === 0 ? null : found({ rivals: named });
    return here.length === 1 ? found({ own: here }) : found({ rivals: here });
  };
}
