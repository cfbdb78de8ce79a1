// Writes the command that runs tests of a describe/it file.
import type { RunnableTest } from '../../language.ts';

/** What a regular expression of the runner must not take for a pattern. */
const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/**
 * Arguments, unquoted. `name` is the full title, joined by ` > `. vitest's `-t` is a pattern over the titles joined by blanks; jest's is the
 * same, so that only the runner's name has to be exchanged. A title may hold ` > ` itself, so both readings match. Cypress has no filter by title.
 */
export const runCommand = ({ path, name }: { readonly path: string; readonly name: string }): readonly string[] =>
  /\.cy\.[cm]?[jt]sx?$/.test(path)
    ? ['npx', 'cypress', 'run', '--spec', path]
    : ['npx', 'vitest', 'run', path, '-t', `^${name.split(' > ').map(quoted).join('(?: >)? ')}$`];

type Runner = (path: string, titles: readonly (readonly string[])[]) => readonly string[];

/** One pattern for all titles, as the runner sees them: joined by blanks. */
const joined = (titles: readonly (readonly string[])[]): string => {
  const patterns = titles.map((levels) => levels.map(quoted).join('(?: >)? '));
  return patterns.length === 1 ? `^${patterns.join('')}$` : `^(?:${patterns.join('|')})$`;
};

const filtered =
  (words: readonly string[], flag: string): Runner =>
  (path, titles) =>
    titles.length === 0 ? [...words, path] : [...words, path, flag, joined(titles)];

/** node matches each level by itself. */
const nodeTest: Runner = (path, titles) => {
  const names = titles.map((levels) => `^${quoted(levels.at(-1) ?? '')}$`);
  return ['node', '--test', ...names.flatMap((name) => ['--test-name-pattern', name]), path];
};

/** By a word in the name that the results give their tool; vitest where none is known. */
const runners: readonly (readonly [RegExp, Runner])[] = [
  [/\bjest\b/i, filtered(['npx', 'jest'], '-t')],
  [/\bmocha\b/i, filtered(['npx', 'mocha'], '--grep')],
  [/\bnode\b/i, nodeTest],
];
const vitest = filtered(['npx', 'vitest', 'run'], '-t');

/** One command a file. A title made at run time is not filtered by: the whole file runs. */
export const runCommands = (
  tests: readonly RunnableTest[],
  tools: readonly string[],
): readonly (readonly string[])[] => {
  const [, runner = vitest] = runners.find(([word]) => tools.some((tool) => word.test(tool))) ?? [];
  const files = new Map<string, RunnableTest[]>();
  for (const test of tests) files.set(test.path, [...(files.get(test.path) ?? []), test]);
  return [...files].map(([path, own]) => {
    const [first] = own;
    if (first && /\.cy\.[cm]?[jt]sx?$/.test(path)) return runCommand(first);
    const titles = own.some(({ dynamic }) => dynamic) ? [] : own.map(({ name }) => name.split(' > '));
    return runner(path, titles);
  });
};
