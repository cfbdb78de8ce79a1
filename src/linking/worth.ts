// Can this test fail? Only what is certain is called hollow: a test that hands its handle to something unknown may fail there.
import type { TestNode } from '../model/graph.ts';
import type { Assertion, Call, Helper } from '../model/test.ts';
import { type HeadTests, isFunction, scopeOf } from './head-tests.ts';
import type { HeadTest } from './world.ts';

export function worthOf(test: HeadTest, tests: HeadTests): TestNode['worth'] {
  const { above, below } = familyOf(test, tests);
  if ([test, ...above].some(isNeverRun)) return 'skipped';
  const heard = [test, ...below.filter((t) => !isNeverRun(t)), ...(leansOn(test) ? above : [])];
  return heard.some((t) => canFail(t, tests)) ? 'asserts' : 'hollow';
}

function familyOf(test: HeadTest, tests: HeadTests): { above: readonly HeadTest[]; below: readonly HeadTest[] } {
  if (isFunction(test.syntax)) return { above: [], below: tests.subtestsOf(test) };
  const root = (tests.byName.get(test.top) ?? []).find((t) => t.path === test.path);
  const all = root ? tests.subtestsOf(root) : [];
  const above = all.filter((t) => test.name.startsWith(`${t.name}/`));
  return { above: root ? [root, ...above] : above, below: all.filter((t) => t.name.startsWith(`${test.name}/`)) };
}

/** Skipped without a condition, left out of every build, or a benchmark, which a plain test run never starts. */
const isNeverRun = ({ syntax, file }: HeadTest): boolean =>
  syntax.kind === 'benchmark' ||
  syntax.skips.some((s) => s.kind === 'always') ||
  /(^|[^\w!])ignore\b/.test(file.facts.buildConstraint ?? '');

/** A row of a table has no body of its own, and a closure may call what its function declared: their function's assertions are theirs. */
const leansOn = ({ syntax }: HeadTest): boolean =>
  (syntax.assertions.length === 0 && syntax.calls.length === 0 && syntax.messages.length === 0) ||
  syntax.calls.some((c) => !c.callee.includes('.'));

/** Comparing and recovering prove nothing by themselves; what is done with the outcome does. */
const proves = (assertion: Assertion): boolean => assertion.kind !== 'compare' && assertion.kind !== 'panic';

function canFail(test: HeadTest, tests: HeadTests): boolean {
  const { assertions, calls } = test.syntax;
  const helpers = helpersOf(tests);
  const named = (callee: string): Helper | undefined => helpers.get(`${scopeOf(test.file)}\u0000${callee}`);
  return assertions.some(proves) || calls.some((call) => mayFailIn(call, named, new Set()));
}

/** The callee receives the handle and may fail with it: known helpers of the package are followed, unknown functions are believed. */
function mayFailIn(call: Call, named: (callee: string) => Helper | undefined, seen: Set<Helper>): boolean {
  const helper = named(call.callee);
  if (!helper) return call.passesHandle;
  // Where anything may throw, a helper asserts without being handed anything.
  if (seen.has(helper) || (helper.handle !== '' && !call.passesHandle)) return false;
  seen.add(helper);
  return helper.assertions.some(proves) || helper.calls.some((inner) => mayFailIn(inner, named, seen));
}

const known = new WeakMap<HeadTests, ReadonlyMap<string, Helper>>();

function helpersOf(tests: HeadTests): ReadonlyMap<string, Helper> {
  const remembered = known.get(tests);
  if (remembered) return remembered;
  const helpers = new Map<string, Helper>();
  for (const file of new Set(tests.all.map((t) => t.file))) {
    for (const helper of file.facts.helpers) helpers.set(`${scopeOf(file)}\u0000${helper.name}`, helper);
  }
  known.set(tests, helpers);
  return helpers;
}
