// Moves what was read from a piece of a text to the piece's place in the whole.
import type { Range } from '../../model/location.ts';
import type { FactsProblem } from '../../model/problem.ts';
import type { Helper, LooseComment, TestFileFacts, TestSyntax } from '../../model/test.ts';

export interface Shift {
  test(test: TestSyntax): TestSyntax;
  helper(helper: Helper): Helper;
  loose(comment: LooseComment): LooseComment;
  place<T extends { readonly at: Range }>(value: T): T;
  problem(problem: FactsProblem): FactsProblem;
}

/** `lines` are added to every line, `columns` to what stands on the first line of the piece. */
export const shiftBy = (lines: number, columns: number): Shift => {
  const move = ({ line, column, endLine, endColumn }: Range): Range => ({
    line: line + lines,
    column: line === 1 ? column + columns : column,
    endLine: endLine + lines,
    endColumn: endLine === 1 ? endColumn + columns : endColumn,
  });
  const placed = <T extends { readonly at: Range }>(value: T): T => ({ ...value, at: move(value.at) });
  const all = <T extends { readonly at: Range }>(values: readonly T[]): readonly T[] =>
    values.length === 0 ? values : values.map(placed);
  return {
    test: (test) => ({
      path: test.path,
      kind: test.kind,
      doc: test.doc === null ? null : placed(test.doc),
      comments: all(test.comments),
      messages: all(test.messages),
      files: all(test.files),
      calls: all(test.calls),
      assertions: all(test.assertions),
      skips: all(test.skips),
      ...(test.structure === undefined ? {} : { structure: all(test.structure) }),
      dynamic: test.dynamic,
      at: move(test.at),
    }),
    helper: (helper) => ({
      ...helper,
      calls: all(helper.calls),
      assertions: all(helper.assertions),
      at: move(helper.at),
    }),
    loose: placed,
    place: placed,
    problem: (problem) => ({ ...problem, at: problem.at === null ? null : move(problem.at) }),
  };
};

/** A whole file's facts, moved down: a plan's fenced code has the lines of the plan. */
export const shiftFacts = (facts: TestFileFacts, lines: number): TestFileFacts => {
  const shift = shiftBy(lines, 0);
  return {
    ...facts,
    tests: facts.tests.map(shift.test),
    helpers: facts.helpers.map(shift.helper),
    loose: facts.loose.map(shift.loose),
    suppressions: facts.suppressions.map(shift.place),
    problems: facts.problems.map(shift.problem),
  };
};
