// Which of a test's assertions a reader wants to see beside a mention: one answer for what is read and for what is shown.

/** So close stand an assertion and the comment above it, or two assertions about one thing. */
const NEAR = 6;

/**
 * Two lines at most. Those that follow close; a comment over the whole test is answered by its last ones, as what comes first there
 * only prepares.
 */
export function checksBeside(checks: readonly number[], line: number): readonly number[] {
  const after = checks.findIndex((check) => check >= line);
  const first = checks[after] ?? Number.POSITIVE_INFINITY;
  const [one, two] = first - line <= NEAR ? checks.slice(after, after + 2) : checks.slice(-2);
  if (one === undefined) return [];
  if (two === undefined) return [one];
  return two - one <= NEAR ? [one, two] : [first - line <= NEAR ? one : two];
}
