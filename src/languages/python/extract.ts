// Reads a Python test file with the parser; what the parser cannot read is read without it.
import type { FactsProblem } from '../../model/problem.ts';
import type { TestFileFacts } from '../../model/test.ts';
import type { SyntaxParser } from '../shared/tree-sitter.ts';
import { readFacts } from './facts.ts';
import { sketched } from './outline.ts';
import { reduceTree } from './reduce.ts';
import { sketch } from './sketch.ts';
import type { Fault, SourceTree, Statement } from './tree.ts';

/** Longer texts are only sketched: no test file written by hand comes near, and the parser's memory is not returned. */
const longestText = 4_000_000;
/** Statements of the module that are parsed one by one where the whole cannot be. */
const mostPieces = 5_000;

export const extract = (parser: SyntaxParser, text: string): TestFileFacts => {
  if (looksBinary(text))
    return withProblem(readFacts('', sketch('')), { what: 'the file is no text', effect: 'it is not read' });
  const facts = text.length > longestText ? sketchedOnly(text) : readFacts(text, parse(parser, text));
  const encoding = foreignEncoding(text);
  return encoding === null
    ? facts
    : withProblem(facts, {
        what: `the file says that its encoding is ${encoding}; it is read as UTF-8`,
        effect: 'names and words with other characters than those of ASCII are damaged',
      });
};

const withProblem = (facts: TestFileFacts, problem: Omit<FactsProblem, 'at'>): TestFileFacts => ({
  ...facts,
  problems: [{ at: null, ...problem }, ...facts.problems],
});

const sketchedOnly = (text: string): TestFileFacts =>
  withProblem(sketched(text), {
    what: `the file is longer than ${longestText} characters`,
    effect: 'it is read without a parser: syntax errors in it are not found',
  });

const parse = (parser: SyntaxParser, text: string): SourceTree => {
  const quiet = quietRuns(text);
  const flat = parser.parse(quiet);
  if (flat === null) return parsePieces(parser, text, quiet, []);
  const tree = reduceTree(text, flat);
  if (tree.faults.length > 0) return parsePieces(parser, text, quiet, tree.faults);
  return quiet === text ? tree : { ...tree, comments: sketch(text).comments };
};

/** Comment lines in a row that the parser may see: its scanner looks at all that follow again for each of them. */
const longestRun = 300;

/** The text with blanks for the comments of endless runs; all else stays where it is. */
const quietRuns = (text: string): string => {
  let run = 0;
  let out = '';
  let copied = 0;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    while (at < end && /[ \t\r\f]/.test(text.charAt(at))) at++;
    if (text.charCodeAt(at) !== 35) run = at === end ? run : 0;
    else if (++run > longestRun) {
      out += text.slice(copied, at) + ' '.repeat(end - at);
      copied = end;
    }
    at = end + 1;
  }
  return copied === 0 ? text : out + text.slice(copied);
};

/** Statement by statement, so that an error costs no more than the one it stands in, and that one only its parser. */
const parsePieces = (parser: SyntaxParser, text: string, quiet: string, known: readonly Fault[]): SourceTree => {
  const rough = sketch(text);
  const faults: Fault[] = [];
  let { tooDeep } = rough;
  const statements = rough.statements.flatMap((statement, i): readonly Statement[] => {
    if (i >= mostPieces) return [statement];
    const flat = parser.parse(quiet.slice(statement.start, statement.end));
    if (flat === null) {
      const { start } = statement;
      faults.push({ start, end: start + 1, what: 'the parser gave up on the statement that begins here' });
      return [statement];
    }
    const tree = reduceTree(text, flat, statement.start);
    // One error leads to others: the first says where.
    faults.push(...tree.faults.slice(0, 1));
    if (tooDeep === -1) tooDeep = tree.tooDeep;
    return tree.faults.length === 0 ? tree.statements : [statement];
  });
  const found = [faults, known, rough.faults].find(({ length }) => length > 0) ?? [];
  return { statements, comments: rough.comments, faults: found, tooDeep };
};

/** Bytes that are no characters arrive as U+FFFD. */
const looksBinary = (text: string): boolean => {
  const start = text.slice(0, 4096);
  let strange = 0;
  for (const c of start) if (c === '\u0000' || c === '\ufffd') strange++;
  return strange * 20 > start.length;
};

const cookie = /^(?:[^\n]*\n)?[ \t\f]*#[^\n]{0,200}?coding[:=][ \t]*([-\w.]+)/;

/** The encoding that the file claims, where its bytes are not the UTF-8 that they were taken for. */
const foreignEncoding = (text: string): string | null =>
  text.includes('\ufffd') ? (cookie.exec(text.slice(0, 1000))?.[1] ?? null) : null;
