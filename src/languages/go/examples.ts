// What an example promises to print: the comment that `go test` compares its output with.
import type { Assertion } from '../../model/test.ts';
import { type CommentSpan, commentText, groupComments } from '../shared/comments.ts';
import { rangeAt } from '../shared/lines.ts';
import type { Source } from './draft.ts';

const promise = /^(output|unordered output):/i;

/** The last comment of an example when it begins with `Output:` or `Unordered output:`. */
export const exampleOutput = ({ text, lines }: Source, comments: readonly CommentSpan[]): Assertion[] => {
  const last = groupComments(text, comments).at(-1);
  if (last === undefined) return [];
  const said = commentText(text, last.start, last.end).trim();
  const callee = promise.exec(said)?.[1];
  if (callee === undefined) return [];
  const subject = said
    .slice(callee.length + 1)
    .trim()
    .slice(0, 200);
  return [{ callee, kind: 'output', subject, at: rangeAt(lines, last.start, last.end) }];
};
