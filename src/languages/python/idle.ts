// Finds what never runs in a Python test: loops without a round, and what stands behind a return.
import { isNeverTrue, outcomeOf, overNothing } from '../shared/certain.ts';
import { type Literals, nothingIn } from '../shared/literals.ts';
import type { Bind, Guard, Loop, Statement } from './tree.ts';

export const wordAt = (text: string, at: number, word: string): boolean =>
  text.startsWith(word, at) && !/\w/.test(text.charAt(at + word.length));

export const isReturn = ({ kind, start }: Statement, text: string): boolean =>
  kind === 'say' && wordAt(text, start, 'return');

/** Whether what stands below a condition is certainly reached, or certainly not; null where nobody knows. */
export const isReached = ({ condition, isElse, start }: Guard, text: string, literals: Literals): boolean | null => {
  const outcome = outcomeOf(text.slice(condition.start, condition.end), literals.at({ start }));
  if (outcome === null) return null;
  // An `elif`, and an `else` behind one, is only asked where nothing above it holds.
  return outcome !== isElse && (wordAt(text, start, 'if') || null);
};

/** Notes `on = False` and `rows = []` for what follows up to `until`. */
export const bindLiteral = (literals: Literals, { names, value }: Bind, text: string, until: number): void => {
  const [only, ...more] = names;
  if (only === undefined || more.length > 0) return;
  if (value.kind === 'constant' || value.kind === 'text')
    literals.bind(only, text.slice(value.start, value.end), until);
  else if ('items' in value && value.items.length === 0) literals.bind(only, nothingIn, until);
};

const repeats = /while\b([^:\n]{1,200}):/y;
const rounds = /(?:async\s+)?for\s[^:\n]{1,200}?\sin\b([^:\n]{1,60}):/y;
const empty = /^(?:\[\s*\]|\(\s*\)|\{\s*\}|range\(\s*0\s*\)|(?:list|tuple|set|dict)\(\s*\))$/;

/** Why a loop has no round; undefined where it may have one. */
export const whyNoRound = ({ start }: Loop, text: string, literals: Literals): string | undefined => {
  repeats.lastIndex = start;
  const condition = repeats.exec(text)?.[1];
  if (condition !== undefined) return outcomeOf(condition, literals.at({ start })) === false ? isNeverTrue : undefined;
  rounds.lastIndex = start;
  const over = rounds.exec(text)?.[1]?.trim() ?? '';
  return empty.test(over) || literals.of(over, start) === nothingIn ? overNothing : undefined;
};
