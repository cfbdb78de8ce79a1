// Writes the command that runs one test of a describe/it file.

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
