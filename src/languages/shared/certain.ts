// Knows comparisons whose outcome stands in the source: `expect(true).toBe(true)`, `assert True`, `assert.Equal(t, 1, 1)`.

const literal =
  /^(?:[Tt]rue|[Ff]alse|nil|null|undefined|None|[-+]?\d[\w.]{0,40}|"(?:[^"\\\n]|\\.){0,200}"|'(?:[^'\\\n]|\\.){0,200}'|`[^`$\\]{0,200}`)$/;
const nothing: ReadonlySet<string> = new Set(['nil', 'null', 'undefined', 'None']);
const empty: ReadonlySet<string> = new Set([...nothing, 'false', 'False', '0', '0.0', '""', "''", '``']);

type Holds = (first: string, second: string | undefined) => boolean;

const by = (holds: Holds, names: string): [string, Holds][] => names.split(' ').map((name) => [name, holds]);

/** Checks by their name in all the libraries, and when one holds of literals. */
const checks: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ...by(
    (first) => !empty.has(first),
    'assert ok isOk isTrue true truthy assertTrue True toBeTruthy debug_assert prop_assert assert_ failUnless',
  ),
  ...by((first) => empty.has(first), 'notOk isNotOk isFalse false falsy assertFalse False toBeFalsy failIf'),
  ...by(
    (first) => nothing.has(first),
    'null isNull undefined isUndefined toBeNull toBeUndefined Nil NoError assertIsNone',
  ),
  ...by((first) => !nothing.has(first), 'exist exists toBeDefined isDefined NotNil assertIsNotNone'),
  ...by(
    (first, second) => first === second,
    'equal equals eql eq is same like strictEqual deepEqual deepStrictEqual toBe toEqual toStrictEqual assertEqual assertEquals assertIs ' +
      'Equal EqualValues Exactly assert_eq debug_assert_eq prop_assert_eq',
  ),
  ...by(
    (first, second) => second !== undefined && first !== second,
    'notEqual notStrictEqual notDeepEqual not assertNotEqual NotEqual assert_ne debug_assert_ne prop_assert_ne',
  ),
]);

export const isLiteral = (source: string): boolean => source.length <= 250 && literal.test(source.trim());

/** Why such a check cannot fail: it compares literals, and it holds of them. Undefined where it can, or where nobody knows. */
export const whyCertain = (check: string, given: readonly string[], isNegated = false): string | undefined => {
  const holds = checks.get(check);
  const [first, second] = given.map((one) => one.trim());
  if (holds === undefined || first === undefined || !isLiteral(first)) return undefined;
  if (second !== undefined && !isLiteral(second)) return undefined;
  return holds(first, second) === isNegated ? undefined : comparesLiterals;
};

export const comparesLiterals = 'looks at nothing but literals';
export const isSwallowed = 'fails into a handler that drops it';
export const isNeverReached = 'stands behind a return';
export const isNeverTrue = 'stands under a condition that never holds';
export const overNothing = 'stands in a loop over nothing';
export const isNeverCalled = 'stands in a function that nobody calls';

const idle: ReadonlySet<string> = new Set([isNeverReached, isNeverTrue, overNothing, isNeverCalled]);

/** What never runs calls nothing, either. */
export const neverRuns = (vain: string | undefined): boolean => vain !== undefined && idle.has(vain);

/** The literal that a name certainly stands for; undefined where it may stand for anything. */
export type LiteralOf = (name: string) => string | undefined;

const certainlyTrue = /^(?:[Tt]rue|[1-9]\d{0,14})$/;
const comparison = /^(["'`\dtTfFnuN+-][^\s=!]*)\s?([!=]==?)\s?(\S+)$/;
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/;
const negation = /^(?:!|not\s)\s*(\([^()]*\)|[\w$]+)$/;
const name = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/**
 * Whether a condition certainly holds: it is a literal, compares two (`1 != 1`), or is decided by a name that stands for one;
 * null for every other.
 */
export const outcomeOf = (condition: string, literalOf: LiteralOf = unknown): boolean | null => {
  const bare = withoutBrackets(condition.trim());
  if (bare.length > longestLiteral) return isNeverAll(bare, literalOf) ? false : null;
  if (empty.has(bare)) return false;
  if (certainlyTrue.test(bare)) return true;
  if (name.test(bare)) {
    const literal = literalOf(bare);
    return literal === undefined ? null : outcomeOf(literal);
  }
  const denied = negation.exec(bare)?.[1];
  if (denied !== undefined) {
    const outcome = outcomeOf(denied, literalOf);
    return outcome === null ? null : !outcome;
  }
  const [, left = '', operator = '', right = ''] = comparison.exec(bare) ?? [];
  if (left !== '') return outcomeOfComparison(left, right, operator.startsWith('='));
  return isNeverAll(bare, literalOf) ? false : null;
};

const outcomeOfComparison = (left: string, right: string, isEqual: boolean): boolean | null => {
  if (left === right) return isLiteral(left) ? isEqual : null;
  return wholeNumber.test(left) && wholeNumber.test(right) ? !isEqual : null;
};

/** Where one of several parts is enough, or where it is more than one expression, the ends of a condition do not decide it. */
const mayHoldInPart = /\|\||[?{}()"'`/#,;]|=>|\b(?:or|if|else|lambda)\b/;
/** Only a name or a literal at an end can decide it: most conditions have none there. */
const hasPlainEnd =
  /^[(!\s]*[\p{L}\p{N}_$]+[)\s]*(?:&&|\sand\s)|(?:&&|\sand\s)[(!\s]*(?:not\s+)?[\p{L}\p{N}_$]+[)\s]*$|^[(\s]*not\s/u;
const innermost = /\([^()]{0,300}\)/g;
const ends = [/^([^&]{1,80}?)(?:&&|\sand\s)/, /(?:&&|\sand\s)([^&]{1,80})$/];

/** `false && run()`, `run() and off`: all of it must hold, and a part never does. */
const isNeverAll = (condition: string, literalOf: LiteralOf): boolean => {
  if (!condition.includes('&&') && !condition.includes(' and ')) return false;
  if (condition.length > longestConjunction || !hasPlainEnd.test(condition)) return false;
  const flat = condition.replace(innermost, '').replace(innermost, '');
  if (mayHoldInPart.test(flat)) return false;
  return ends.some((end) => {
    const part = end.exec(flat)?.[1];
    return part !== undefined && outcomeOf(part, literalOf) === false;
  });
};

/** Without brackets around the whole of it: `((off))`, but not `(a) && (b)`. */
const withoutBrackets = (condition: string): string => {
  if (!condition.startsWith('(') || !condition.endsWith(')')) return condition;
  const inner = condition.slice(1, -1).trim();
  return inner.indexOf(')') >= inner.indexOf('(') && inner.lastIndexOf('(') <= inner.lastIndexOf(')')
    ? withoutBrackets(inner)
    : condition;
};

const unknown: LiteralOf = () => undefined;
const longestLiteral = 40;
const longestConjunction = 1000;
