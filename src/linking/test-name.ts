// What a test is called through all its revisions. A Go function is its name, wherever its subtests lie; everywhere else it is the full title.
import type { TestSyntax } from '../model/test.ts';

/** Lies below a test that has an identity of its own, and shares it. */
export const isSubtest = ({ kind }: Pick<TestSyntax, 'kind'>): boolean => kind === 'subtest';

/** `TestX` for `TestX` and for each of its subtests; `Parser > keeps comments` for a test inside a suite. */
export const identityOf = (syntax: Pick<TestSyntax, 'kind' | 'path'>): string =>
  isSubtest(syntax) ? (syntax.path[0] ?? '') : syntax.path.join(' > ');

/** As people write it: `TestX/empty input`, `Parser > keeps comments`. */
export const nameOf = (syntax: Pick<TestSyntax, 'kind' | 'path'>): string =>
  isSubtest(syntax) ? syntax.path.join('/') : identityOf(syntax);
