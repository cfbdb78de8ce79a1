// Can this test fail? Only what is certain is called hollow: a test that hands its handle on may fail there.
import type { TestNode } from '../model/graph.ts';
import type { HeadTests } from './head-tests.ts';
import { isFunction } from './head-tests.ts';
import type { HeadTest } from './world.ts';

export function worthOf(test: HeadTest, tests: HeadTests): TestNode['worth'] {
  const family = isFunction(test.syntax)
    ? [test, ...tests.subtestsOf(test)]
    : [test, ...(tests.byName.get(test.top) ?? []).filter((t) => t.path === test.path)];
  const own = isFunction(test.syntax) ? [test] : family;
  if (own.some((t) => t.syntax.skips.some((s) => s.kind === 'always'))) return 'skipped';
  const canFail = family.some(
    (t) =>
      t.syntax.assertions.length > 0 || t.syntax.calls.some((c) => c.passesHandle || assertsWithoutHandle(t, c.callee)),
  );
  return canFail ? 'asserts' : 'hollow';
}

/** Where anything may throw, a function of the file asserts without being handed anything. */
const assertsWithoutHandle = (test: HeadTest, callee: string): boolean =>
  test.file.facts.helpers.some((helper) => helper.handle === '' && helper.name === callee);
