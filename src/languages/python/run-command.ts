// Writes the pytest command that runs tests.
import type { RunnableTest } from '../language.ts';

/**
 * Arguments, unquoted: `pytest a/test_x.py::TestX::test_y[1-foo]`. `name` is that of the test with its classes, then `/` and the row. What `subTest`
 * names cannot be run alone, so its test is.
 */
export const runCommand = ({ path, name }: { readonly path: string; readonly name: string }): readonly string[] => {
  const slash = name.indexOf('/');
  const test = slash === -1 ? name : name.slice(0, slash);
  const row = slash === -1 ? '' : name.slice(slash + 1);
  return ['pytest', `${path}::${test}${/^\[[\s\S]*\]$/.test(row) ? row : ''}`];
};

/** One command for all of them. */
export const runCommands = (tests: readonly RunnableTest[]): readonly (readonly string[])[] => {
  const ids = tests.map(({ path, name, dynamic }) =>
    runCommand({ path, name: dynamic ? (name.split('/')[0] ?? name) : name }).slice(1),
  );
  return [['pytest', ...new Set(ids.flat())]];
};
