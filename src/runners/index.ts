// The commands that start tests, as text: which runner one is, what it must be told to write results, and where these will be. Starts nothing.
import { UserError } from '../errors.ts';
import { cargoRefusal, KNOWN, type ResultPlace, type Runner, type RunnerSurroundings } from './known.ts';
import { afterLauncher, type Script, scriptIn, scriptWords } from './launchers.ts';

export { type GoOutput, goOutput, type Shown } from './go-output.ts';

/** What will be started, and where its results will be. */
export interface PreparedCommand {
  /** Program and arguments; no shell reads them. */
  readonly words: readonly string[];
  /** What trace changed, in words; empty where it changed nothing. */
  readonly said: readonly string[];
  readonly results: ResultPlace;
}

export interface Around extends RunnerSurroundings {
  /** Scripts of the package.json where the command is started. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** UserError for a command that is no known runner, or that cannot write results in the way it is called. */
export function prepareCommand(words: readonly string[], around: Around): PreparedCommand {
  const own = afterLauncher(words);
  const script = scriptIn(words, own, around.scripts);
  const prepared = script === null ? direct(words, own, around) : ofScript(words, script, around);
  if (prepared !== null) return prepared;
  throw cargoRefusal(words.slice(own)) ?? unknown(words, script);
}

function direct(words: readonly string[], own: number, around: Around): PreparedCommand | null {
  const found = runnerOf(words.slice(own));
  if (found === null) return null;
  const begin = own + found.length;
  const { before, after, left, results } = found.runner.prepare(words.slice(begin), around);
  const kept = without(words.slice(begin), left);
  const end = kept.indexOf('--');
  const place = end < 0 ? kept.length : end;
  return {
    words: [...words.slice(0, begin), ...before, ...kept.slice(0, place), ...after, ...kept.slice(place)],
    said: said([...before, ...after], left),
    results,
  };
}

/** Words behind the name of a script reach the last command in it; nothing can be put between or taken out. */
function ofScript(words: readonly string[], script: Script, around: Around): PreparedCommand | null {
  const all = scriptWords(script.text);
  const own = afterLauncher(all);
  const found = runnerOf(all.slice(own));
  if (found === null || !found.runner.fromScript(all.slice(own + found.length))) return null;
  const { before, after, left, results } = found.runner.prepare(
    [...all.slice(own + found.length), ...script.given],
    around,
  );
  if (left.length > 0) return null;
  const added = [...before, ...after];
  const bridge = script.needsDashes && !words.includes('--') && added.length > 0 ? ['--'] : [];
  return { words: [...words, ...bridge, ...added], said: said(added, []), results };
}

function runnerOf(words: readonly string[]): { readonly runner: Runner; readonly length: number } | null {
  for (const runner of KNOWN) {
    const length = runner.begins(words);
    if (length > 0) return { runner, length };
  }
  return null;
}

function without(words: readonly string[], left: readonly string[]): string[] {
  const end = words.indexOf('-args');
  return words.filter((word, at) => !left.includes(word) || (end >= 0 && at > end));
}

const said = (added: readonly string[], left: readonly string[]): string[] => [
  ...(added.length > 0 ? [`added, so that it writes results: ${added.join(' ')}`] : []),
  ...(left.length > 0 ? [`left out, because the added words contain it: ${left.join(' ')}`] : []),
];

function unknown(words: readonly string[], script: Script | null): UserError {
  const names = KNOWN.map(({ name }) => name).join(', ');
  const what =
    script === null
      ? `\`${words.join(' ')}\` is no test runner that trace knows`
      : `the script ${script.name} does not end in a test runner that can be told to write results: ${script.text}`;
  return new UserError(
    what,
    `Known: ${names}, also behind npx and the like or as the last command of a package.json script. For any other, let it write its results and name them: trace run --results out.xml -- ${words.join(' ')}`,
  );
}
