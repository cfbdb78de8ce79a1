// What the languages of the describe/it family have in common; a language adds its parser.
import type { TestFileFacts } from '../../../model/test.ts';
import type { Extractor, Language, LanguageAbout } from '../../language.ts';
import { readFacts } from './facts.ts';
import { runCommand } from './run-command.ts';
import { sketch } from './sketch.ts';
import type { TreeParser } from './tree.ts';

export interface Dialect {
  readonly about: LanguageAbout;
  /** As people call it. */
  readonly name: string;
  /** Loads the parser; called only when a file of this language must be parsed. */
  openParser(): Promise<TreeParser>;
}

/** Longer texts are only sketched: no test file written by hand comes near, and a syntax tree takes 300 times its text. */
const longestText = 1_500_000;

/** A sketch takes 50 times its text, so there is an end to that as well. */
const longestSketch = 5_000_000;

export const describeItLanguage = (dialect: Dialect): Language => {
  const { about, name } = dialect;
  const outline = (text: string): TestFileFacts => withoutCode(sketched(about.id, name, text));
  return {
    ...about,
    async open(): Promise<Extractor> {
      const parser = await dialect.openParser();
      return { extract: (text) => extract(dialect, parser, text), close: () => {} };
    },
    outline,
    outlineParts: (text, wanted) => [wanted(text) ? outline(text) : { ...namesOnly(outline(text)), loose: [] }],
    runCommand,
  };
};

const sketched = (id: string, name: string, text: string): TestFileFacts => {
  if (text.length <= longestSketch) return readFacts(id, name, text, sketch(text));
  const start = text.slice(0, longestSketch);
  const facts = readFacts(id, name, start, sketch(start));
  const what = `the file is longer than ${longestSketch} characters`;
  return { ...facts, problems: [{ at: null, what, effect: 'what comes behind them is not read' }, ...facts.problems] };
};

/** An outline promises names, comments and messages only. */
const withoutCode = (facts: TestFileFacts): TestFileFacts => ({
  ...facts,
  helpers: [],
  tests: facts.tests.map((test) => ({ ...test, calls: [], assertions: [], files: [], skips: [] })),
});

const namesOnly = (facts: TestFileFacts): TestFileFacts => ({
  ...facts,
  tests: facts.tests.map((test) => ({ ...test, doc: null, comments: [], messages: [] })),
});

const extract = ({ about: { id }, name }: Dialect, parser: TreeParser, text: string): TestFileFacts => {
  if (looksBinary(text)) {
    const what = 'the file is no text; MPEG transport streams end in .ts too';
    return { ...readFacts(id, name, '', sketch('')), problems: [{ at: null, what, effect: 'it is not read' }] };
  }
  if (text.length > longestText)
    return sketchedOnly(id, name, text, `the file is longer than ${longestText} characters`);
  const parsed = parser.parse(text);
  if ('tree' in parsed) return readFacts(id, name, text, parsed.tree);
  if ('tooMuch' in parsed) return sketchedOnly(id, name, text, parsed.tooMuch);
  return readFacts(id, name, text, { ...sketch(text), faults: [parsed.gaveUp] });
};

const sketchedOnly = (id: string, name: string, text: string, what: string): TestFileFacts => {
  const facts = sketched(id, name, text);
  const effect = 'it is read without a parser: conditions around skips, and calls in unusual places, may be missed';
  return { ...facts, problems: [{ at: null, what, effect }, ...facts.problems] };
};

/** Bytes that are no characters arrive as U+FFFD. */
const looksBinary = (text: string): boolean => {
  const start = text.slice(0, 4096);
  let strange = 0;
  for (const c of start) if (c === '\u0000' || c === '\ufffd') strange++;
  return strange * 20 > start.length;
};
