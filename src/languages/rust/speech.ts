// Which macros and methods can fail a test or speak for it, and which of their strings do: messages, never data.
import type { Assertion } from '../../model/test.ts';
import { isStringAt, literalValue, skipBlank, skipGroup, skipQuoted, splitArguments } from './lexing.ts';

export interface Speaker {
  /** `log` speaks but asserts nothing. */
  readonly kind: Assertion['kind'] | 'log';
  /** Arguments before the first that can be a message. */
  readonly dataArguments: number;
}

const rows = (kind: Speaker['kind'], dataArguments: number, names: string): [string, Speaker][] =>
  names.split(' ').map((name) => [name, { kind, dataArguments }]);

/** By the last name of the path. */
const macros: ReadonlyMap<string, Speaker> = new Map([
  ...rows('fatal', 0, 'panic unreachable todo unimplemented bail'),
  ...rows(
    'assert',
    1,
    'assert debug_assert prop_assert ensure assert_ok assert_err assert_some assert_none assert_ready assert_pending',
  ),
  ...rows(
    'assert',
    2,
    'assert_eq assert_ne debug_assert_eq debug_assert_ne prop_assert_eq prop_assert_ne assert_matches',
  ),
  ...rows('log', 0, 'println print eprintln eprint info warn error debug trace'),
]);

const snapshot = /^assert_(?:\w{1,20}_)?snapshot(?:_matches)?$/;
const asserting = /^(?:debug_|prop_)?assert(?:_|$)/;

export const macroSpeaker = (path: string): Speaker | null => {
  const name = path.slice(path.lastIndexOf(':') + 1);
  const known = macros.get(name);
  if (known !== undefined) return known;
  if (snapshot.test(name)) return { kind: 'output', dataArguments: Number.POSITIVE_INFINITY };
  return asserting.test(name) ? { kind: 'assert', dataArguments: 2 } : null;
};

/** Compared with a recorded file that only its own tool writes. */
export const isSnapshot = (path: string): boolean => snapshot.test(path.slice(path.lastIndexOf(':') + 1));

const methods: ReadonlyMap<string, Speaker> = new Map([...rows('fatal', 0, 'unwrap unwrap_err expect expect_err')]);

const checks: Speaker = { kind: 'assert', dataArguments: Number.POSITIVE_INFINITY };

/** trybuild compiles the files that it is told of, and fails where the compiler says something else. */
const compiles: ReadonlySet<string> = new Set(['pass', 'compile_fail']);

/** A method by its name; one that begins with `assert` is believed: `command.assert().success()`, `expect![[…]].assert_eq(&x)`. */
export const methodSpeaker = (name: string, usesTrybuild: boolean): Speaker | null =>
  methods.get(name) ?? (asserting.test(name) || (usesTrybuild && compiles.has(name)) ? checks : null);

/** A function of another file with such a name is believed to be able to fail the test. */
export const soundsLikeCheck = (callee: string): boolean =>
  /^(?:assert|check|verify|expect|ensure|require|must|quickcheck)(?:_|$)/.test(
    callee.slice(Math.max(callee.lastIndexOf(':'), callee.lastIndexOf('.')) + 1),
  );

export interface Utterance {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const longestArguments = 100_000;
const buildsText = /^(?:&\s*)?(?:[\w:]{0,40}::)?(?:format|format_args|concat)\s*!\s*[([{]/;

/** The strings that speak in the argument list whose bracket stands at `open`; those inside `format!` and `concat!` too. */
export const utterances = (text: string, open: number, end: number, dataArguments: number): Utterance[] => {
  if (dataArguments === Number.POSITIVE_INFINITY || end - open > longestArguments) return [];
  const found: Utterance[] = [];
  for (const { start, end: last } of splitArguments(text, open + 1, end - 1).slice(dataArguments)) {
    const at = text.charCodeAt(start) === 38 ? skipBlank(text, start + 1, last) : start;
    if (isStringAt(text, at)) {
      const after = skipQuoted(text, at, last);
      found.push({ text: literalValue(text, at, after), start: at, end: after });
      continue;
    }
    const builder = buildsText.exec(text.slice(start, start + 80))?.[0];
    if (builder === undefined) continue;
    const inner = start + builder.length - 1;
    found.push(...utterances(text, inner, Math.min(skipGroup(text, inner, last), last), 0));
  }
  return found;
};
