// Reads a Rust file with the parser: it says where items begin and end and what cannot be read; their insides are read as tokens.
import type { FactsProblem } from '../../model/problem.ts';
import type { TestFileFacts } from '../../model/test.ts';
import { type LineTable, lineTable, rangeAt } from '../shared/lines.ts';
import type { FlatTree, SyntaxFault, SyntaxParser } from '../shared/tree-sitter.ts';
import { mayHoldTests } from './attributes.ts';
import { factsOf } from './facts.ts';
import type { Part } from './items.ts';
import { kind } from './kinds.ts';
import { hasEndlessLine } from './lexing.ts';
import { noFacts, readSketch } from './outline.ts';
import { sketch } from './sketch.ts';

/** Longer texts are read without the parser: no Rust file written by hand comes near, and the parser's memory is not returned. */
const longestText = 4_000_000;

/** Characters of code on one line, literals counting as one. */
const longestLine = 10_000;

export const extract = (parser: SyntaxParser, text: string): TestFileFacts => {
  if (!mayHoldTests(text)) return noFacts;
  if (text.length > longestText) return unparsed(text, `the file is longer than ${longestText} characters`);
  if (hasEndlessLine(text, longestLine)) return unparsed(text, `a line is longer than ${longestLine} characters`);
  const tree = parser.parse(text);
  if (tree === null) return unparsed(text, 'the parser gave up on this file');
  const lines = lineTable(text);
  if (tree.errors.length > 0) {
    const facts = readSketch(text);
    const problems = [...tree.errors.map((fault) => syntaxProblem(lines, text, fault)), ...facts.problems];
    return { ...facts, problems: problems.sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0)) };
  }
  return factsOf({ text, lines }, partsOf(text, tree, 0), depthProblems(tree, lines));
};

const unparsed = (text: string, what: string): TestFileFacts => {
  const facts = readSketch(text);
  const effect = 'it is read without a parser: where items begin and end may be wrong';
  return { ...facts, problems: [{ at: null, what, effect }, ...facts.problems] };
};

const syntaxProblem = (lines: LineTable, text: string, { start, end, missing }: SyntaxFault): FactsProblem => ({
  at: rangeAt(lines, start, Math.min(end, text.length)),
  what: missing === null ? 'this is not valid Rust' : `\`${missing}\` is missing here`,
  effect: 'the file is read without a parser: where items begin and end near this place may be wrong',
});

const depthProblems = ({ tooDeep }: FlatTree, lines: LineTable): FactsProblem[] =>
  tooDeep === -1
    ? []
    : [
        {
          at: rangeAt(lines, tooDeep, tooDeep + 1),
          what: 'the code is nested too deeply here',
          effect: 'what lies deeper is not read',
        },
      ];

const whatOf: ReadonlyMap<number, Part['what']> = new Map([
  [kind.line_comment, 'comment'],
  [kind.block_comment, 'comment'],
  [kind.attribute_item, 'attribute'],
  [kind.inner_attribute_item, 'inner'],
]);

/** The children of the file or of a module's braces. */
const partsOf = (text: string, tree: FlatTree, node: number): Part[] => {
  const parts: Part[] = [];
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after) {
    const start = tree.start[child] ?? 0;
    const end = tree.end[child] ?? 0;
    const own = tree.kind[child] ?? 0;
    const last = parts.at(-1);
    // To the parser, `#![cfg(unix)]` on the first line is one of these.
    if (own === kind.shebang) parts.push(...sketch(text, start, end).parts);
    // `quote!(…);` is an item and an empty statement to the parser.
    else if (own === kind.empty_statement && last?.what === 'item') parts[parts.length - 1] = { ...last, end };
    else parts.push({ what: whatOf.get(own) ?? 'item', start, end, inside: insideOf(text, tree, child, own) });
  }
  return parts;
};

const insideOf = (text: string, tree: FlatTree, node: number, own: number): Part['inside'] => {
  if (own !== kind.mod_item) return null;
  const after = tree.next[node] ?? 0;
  for (let child = node + 1; child < after; child = tree.next[child] ?? after)
    if (tree.kind[child] === kind.declaration_list) return () => partsOf(text, tree, child);
  return null;
};
