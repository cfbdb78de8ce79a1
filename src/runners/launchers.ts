// What stands before the runner in a command: launchers (npx, uv run), and scripts of package.json that hold the real command.
import { baseName } from './known.ts';

/** First words of launchers, without their flags. */
const LAUNCHERS: readonly (readonly string[])[] = [
  ['npx'],
  ['npm', 'exec'],
  ['npm', 'x'],
  ['pnpm', 'exec'],
  ['pnpm', 'dlx'],
  ['yarn', 'exec'],
  ['yarn', 'dlx'],
  ['bunx'],
  ['bun', 'x'],
  ['uv', 'run'],
  ['poetry', 'run'],
  ['pipenv', 'run'],
  ['pdm', 'run'],
  ['rye', 'run'],
  ['env'],
  ['cross-env'],
];
/** They also start what they do not know as a script. */
const SHORT = ['pnpm', 'yarn', 'bun'];
const WITH_VALUE = new Set(['-p', '--package', '--with', '--extra', '--group', '--python']);
const ASSIGNMENT = /^[A-Za-z_]\w*=/;

const startsWith = (words: readonly string[], at: number, begin: readonly string[]): boolean =>
  begin.every((word, offset) => (offset === 0 ? baseName(words[at]) : words[at + offset]) === word);

/** Where the runner's own words begin. */
export function afterLauncher(words: readonly string[]): number {
  let at = 0;
  for (;;) {
    while (ASSIGNMENT.test(words[at] ?? '') && at > 0) at += 1;
    const launcher =
      LAUNCHERS.find((each) => startsWith(words, at, each)) ??
      (SHORT.includes(baseName(words[at])) && words.length > at + 1 ? [baseName(words[at])] : undefined);
    if (launcher === undefined) return at;
    at += launcher.length;
    while ((words[at] ?? '').startsWith('-')) at += WITH_VALUE.has(words[at] ?? '') ? 2 : 1;
  }
}

export interface Script {
  readonly name: string;
  readonly text: string;
  /** Arguments that the user gives to it. */
  readonly given: readonly string[];
  /** npm keeps flags for itself unless they stand behind `--`. */
  readonly needsDashes: boolean;
}

const NPM_TEST = new Set(['test', 't', 'tst']);
const RUN = new Set(['run', 'run-script']);

/** The script that a package manager would start; null where the command starts none. Flags of the manager's own make it unknown. */
export function scriptIn(words: readonly string[], own: number, scripts: ReadonlyMap<string, string>): Script | null {
  const manager = baseName(words[0]);
  const isNpm = manager === 'npm';
  if (!isNpm && !SHORT.includes(manager)) return null;
  // Of these, a word that is no script is a program.
  if (!isNpm && own > 1) return null;
  const at = RUN.has(words[1] ?? '') ? 2 : 1;
  const word = words[at] ?? '';
  // `bun test` is bun's own runner.
  if (manager === 'bun' && at === 1) return null;
  if (isNpm && at === 1 && !NPM_TEST.has(word)) return null;
  const name = isNpm && at === 1 ? 'test' : !isNpm && at === 1 && word === 't' ? 'test' : word;
  const text = scripts.get(name);
  if (text === undefined) return null;
  return { name, text, given: words.slice(at + 1).filter((each) => each !== '--'), needsDashes: isNpm };
}

/** The words of the last command of a line for a shell; only its beginning and its flags are looked at, so quotes stay. */
export function scriptWords(text: string): readonly string[] {
  const last = text.split(/&&|\|\||[;|&\n]/).at(-1) ?? '';
  const words = last.split(/\s+/).filter((word) => word !== '');
  return words.slice(words.findIndex((word) => !ASSIGNMENT.test(word)));
}
