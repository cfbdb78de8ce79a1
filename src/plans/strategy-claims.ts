// What a strategy row says of tests that are there already, without naming one.
import type { NamedSpan } from './named-tests.ts';

const mentionsExisting = /\b(?:pre-?)?existing\b/i;

/** Up to here a phrase goes on: `cache_test.go` ends no sentence. */
const on = (stops: string, most: number): string => String.raw`(?:[^${stops}.]|\.(?=\w)){0,${most}}?`;

/** The word must qualify tests: `Existing golden tests`, `(pre-existing)`, `existing TestX pattern`, `All routing tests`. */
const existingTests = new RegExp(
  String.raw`\b(?:pre-?)?existing\b${on(';|', 80)}(?:\btests?\b|\bTest[A-Z]|\bsuites?\b|\bbenchmarks?\b)`,
  'i',
);
const allTests = new RegExp(
  String.raw`\b(?:all|full|entire)\b(?![^,;.]{0,40}\bnew\b)${on(',;', 60)}\b(?:tests?|suites?)\b`,
  'i',
);

/** `Golden tests (unchanged)`, `unchanged golden tests`. */
const unchangedTests = /\btests?\s{0,4}\(unchanged\)|\bunchanged\b[^.;|]{0,40}?\btests\b/i;

/** `Golden dataset tests remain passing`. */
const passingTests =
  /\b(?:tests|suite)\b[^.;|]{0,40}?\b(?:remains?|stays?|still|keeps?|continues?(?:\s+to)?)\s+(?:pass(?:es|ing)?|green)\b/i;

/** `Cluster tests pass with the new factory`: those of something that is named, not `Test passes` or `Unit tests pass`. */
const testsOfSomething =
  /^\W{0,4}(?!(?:unit|integration|behaviou?ral|new|this|that|each|every|both)\s+tests?\b)(?:(?!new\b)[\w/-]{1,40}\s+){1,5}(?:tests\s+(?:pass|verify|cover)|test\s+passes)\b/i;

/** `The test IS the regression guard`: one that another row names. */
const thatTest =
  /^\W{0,4}(?:the|this|that)\s(?:same\s)?tests?\b(?!\s(?:should|must|will|would|shall|has|have|needs?|to)\b)/i;

/** `All three new tests verify the outcome`: those of the other rows, and none of them by name. */
const testsOfOthers =
  /^\W{0,4}all\s(?:of\s)?(?:(?:the|these)\s)?(?:\w{1,20}\s){0,2}tests\s(?:above\s)?(?:verify|check|assert|cover|prove|exercise)\b/i;

/** `go test ./...` and nothing else: whatever tests there are. */
const wholeSuite =
  /^`?(?:go test(?:\s+-(?:race|v|short|count=\d{1,3})){0,4}\s+\.\/\.\.\.|(?:npm|pnpm|yarn)\s+(?:run\s+)?test|pytest|cargo test|make test)`?$/;

const claims = [existingTests, allTests, testsOfOthers, unchangedTests, passingTests, testsOfSomething, thatTest];

export const saysExisting = (cell: string, spans: readonly NamedSpan[], beside: readonly string[]): boolean => {
  if (wholeSuite.test(cell.trim())) return true;
  // Before the first exact name the word speaks of it; behind a name only parentheses that open with it do.
  if (spans.some(({ end }) => /^`?\s*\(\s*(?:pre-?)?existing\b/i.test(cell.slice(end, end + 40)))) return true;
  const first = spans.find(({ kind }) => kind !== 'glob');
  if (first === undefined) {
    if (claims.some((claim) => claim.test(cell))) return true;
    // `Build-level | Regression — existing tests pass`: the words beside it say so too.
    return beside.some(
      (text) => /^\W*(?:pre-?)?existing\b|\((?:pre-?)?existing\)/i.test(text) || existingTests.test(text),
    );
  }
  const before = cell.slice(0, first.start);
  return mentionsExisting.test(before) || allTests.test(before);
};

/** `Unit (implicit)`, `covered implicitly`: by tests of something else, and the plan says of none that it is meant. */
const implied = /\(implicit(?:ly)?\)|\b(?:covered|tested|verified|exercised)\s+(?:implicitly|indirectly)\b/i;

/** `verified via flag tests`: of which kind it says, and no more. */
const verifiedByTests =
  /\b(?:covered|verified|tested|exercised|proven)\s+(?:by|via|through)\s+(?![^.,;|()]{0,60}\b(?:new|manual|smoke|no|not)\b)[^.,;|()—]{0,60}?\btests?\b/i;

/** `Implicit | Test completes without panic`. */
const implicitWord = /^\W*implicit\b/i;

/** Says less than that tests exist, and is heard only where the row says nothing else. */
export const impliesTests = (testCell: string, typeCell: string): boolean =>
  [testCell, typeCell].some((cell) => implied.test(cell)) ||
  verifiedByTests.test(testCell) ||
  ((implicitWord.test(testCell) || implicitWord.test(typeCell)) && /\btests?\b/i.test(testCell));

/** The same of an item of a list. */
export const saysOthersKeep = (text: string): boolean => saysExisting(text, [], []) || impliesTests(text, '');
