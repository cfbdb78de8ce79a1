// Says how a skip is guarded, and which decorators and marks skip or speak.
import type { Message, Skip } from '../../model/test.ts';
import { rangeAt } from '../shared/lines.ts';
import { type Binding, markOf, type Names, readsEnvironment, type Source } from './names.ts';
import { messagesIn, utterances } from './speech.ts';
import type { Expression, Span } from './tree.ts';

const longestCondition = 200;
const word = /[\p{L}_][\p{L}\p{N}_]*/gu;

export const sourceOf = ({ text }: Source, { start, end }: Span): string =>
  text.slice(start, Math.min(end, start + longestCondition)).trim();

/** `guards` are the conditions around a skip, outermost first; `direct` is false in loops and closures. */
export const guardKind = (
  guards: readonly string[],
  direct: boolean,
  environment: ReadonlySet<string>,
): Skip['kind'] => {
  const asks = (guard: string): boolean =>
    readsEnvironment.test(guard) || (guard.match(word) ?? []).some((name) => environment.has(name));
  if (guards.some(asks)) return 'environment';
  return guards.length === 0 && direct ? 'always' : 'conditional';
};

/** What the marks of a test say and skip. */
export interface Marked {
  readonly skips: readonly Skip[];
  readonly messages: readonly Message[];
}

/** Marks whose strings are no words of the test. */
const dataMarks: ReadonlySet<string> = new Set(
  'parametrize usefixtures filterwarnings timeout flaky django_db asyncio xdist_group'.split(' '),
);
const conditionless: Readonly<Record<string, string>> = { xfail: 'xfail', expectedFailure: 'expectedFailure' };

export const readMarks = (marks: readonly Binding[], names: Names): Marked => {
  const skips: Skip[] = [];
  const messages: Message[] = [];
  for (const { value, source } of marks) {
    const mark = markOf(value, names);
    if (mark === null || !isMark(mark.name)) continue;
    const last = mark.name.slice(mark.name.lastIndexOf('.') + 1);
    const at = rangeAt(source.lines, value.start, value.end);
    const skip = skipOf(last, mark.given, source, names);
    if (skip !== null) skips.push({ ...skip, at });
    if (dataMarks.has(last)) continue;
    const said =
      skip === null
        ? mark.given.flatMap((given) => utterances(given.kind === 'keyword' ? given.value : given))
        : messagesIn(mark.given, skip.condition === '' ? 0 : 1);
    for (const { text, start, end } of said) {
      messages.push({ text, callee: mark.name, at: rangeAt(source.lines, start, end) });
    }
  }
  return { skips, messages };
};

/** `pytest.mark.slow`, `unittest.skip`; any other decorator is a call. */
export const isMark = (name: string): boolean =>
  /(?:^|\.)mark\.\w+$/.test(name) || /^unittest\.(?:case\.)?(?:skip|skipIf|skipUnless|expectedFailure)$/.test(name);

const skipOf = (
  mark: string,
  given: readonly Expression[],
  source: Source,
  { environment }: Names,
): Pick<Skip, 'kind' | 'condition'> | null => {
  const named = given.find((one) => one.kind === 'keyword' && one.name === 'condition');
  const first = named?.kind === 'keyword' ? named.value : given.find(({ kind }) => kind !== 'keyword');
  const condition = first === undefined ? '' : first.kind === 'text' ? first.text : sourceOf(source, first);
  if (mark === 'skip') return { kind: 'always', condition: '' };
  if (mark === 'skipif' || mark === 'skipIf' || mark === 'skipUnless') {
    const guard = mark === 'skipUnless' ? `not (${condition})` : condition;
    if (guard === 'True' || guard === 'not (False)') return { kind: 'always', condition: guard };
    return { kind: guardKind([guard], true, environment), condition: guard };
  }
  const words = conditionless[mark];
  if (words === undefined) return null;
  const isRun = !given.some(
    (one) => one.kind === 'keyword' && one.name === 'run' && sourceOf(source, one.value) === 'False',
  );
  const shown = condition === '' || first?.kind === 'text' ? words : `${words}: ${condition}`;
  return { kind: isRun ? 'conditional' : 'always', condition: shown };
};
