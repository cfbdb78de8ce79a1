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
export const isOverNothing = 'stands in a loop over nothing';
export const isNeverCalled = 'stands in a function that nobody calls';

const idle: ReadonlySet<string> = new Set([isNeverReached, isNeverTrue, isOverNothing, isNeverCalled]);

/** What never runs calls nothing, either. */
export const neverRuns = (vain: string | undefined): boolean => vain !== undefined && idle.has(vain);

const outcomes: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'True', '1'].map((text) => [text, true] as const),
  ...['false', 'False', '0'].map((text) => [text, false] as const),
]);

/** Whether a condition holds that is a literal, or compares one with itself (`1 != 1`); null for every other. */
export const outcomeOf = (condition: string): boolean | null => {
  if (condition.length > longestLiteral) return null;
  const bare = condition.replace(/^[\s(]+|[\s)]+$/g, '');
  const [, left = '', operator, right] = /^(\S+)\s?([!=]==?)\s?(\S+)$/.exec(bare) ?? [];
  if (left !== '' && left === right && isLiteral(left)) return operator?.startsWith('=') ?? null;
  return outcomes.get(bare) ?? null;
};

const longestLiteral = 40;

/** How often each word stands in a source: what is named once is declared and not called; a comment that names it leaves the doubt. */
export const wordCounts = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}_$]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};
