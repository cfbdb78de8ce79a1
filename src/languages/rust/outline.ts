// Reads Rust without a parser: old revisions by the thousand, and a plan's fenced tests, which are often fragments.

import type { FactsProblem } from '../../model/problem.ts';
import type { TestFileFacts, TestSyntax } from '../../model/test.ts';
import type { OutlinePart } from '../language.ts';
import { lineTable, rangeAt } from '../shared/lines.ts';
import { mayHoldTests } from './attributes.ts';
import { factsOf } from './facts.ts';
import { sketch } from './sketch.ts';

/** A file without tests: nothing of it is of interest. */
export const noFacts: TestFileFacts = {
  language: 'rust',
  package: null,
  buildConstraint: null,
  tests: [],
  helpers: [],
  loose: [],
  declares: [],
  suppressions: [],
  problems: [],
};

/** Everything that is read without a parser, calls and assertions included. */
export const readSketch = (text: string): TestFileFacts => {
  const source = { text, lines: lineTable(text) };
  const { parts, unclosed } = sketch(text, 0, text.length);
  const problems = unclosed.map(
    (start): FactsProblem => ({
      at: rangeAt(source.lines, start, start + 1),
      what: 'a bracket that opens in this item is never closed, or one closes too much',
      effect: 'the item is read up to the next one',
    }),
  );
  return factsOf(source, parts, problems);
};

/** An outline promises names, comments and messages only. */
const withoutCode = (facts: TestFileFacts): TestFileFacts => ({
  ...facts,
  helpers: [],
  tests: facts.tests.map((test) => ({ ...test, calls: [], assertions: [], files: [], skips: [] })),
});

export const outline = (text: string): TestFileFacts => (mayHoldTests(text) ? withoutCode(readSketch(text)) : noFacts);

const namesOnly = (test: TestSyntax): TestSyntax => ({ ...test, doc: null, comments: [], messages: [] });

export const outlineParts = (text: string, wanted: (piece: string) => boolean): OutlinePart[] => {
  const facts = outline(text);
  return [wanted(text) ? facts : { tests: facts.tests.map(namesOnly), loose: [] }];
};
