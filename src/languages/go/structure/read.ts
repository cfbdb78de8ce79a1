// What a test says about the inside of its subject: concrete types, fields that only its package can name, formulas worked out again.
// Read from the source of the function and from the conditions that the one walk found; the tree is not walked again.
import { compareRanges } from '../../../model/location.ts';
import type { StructureFact } from '../../../model/test.ts';
import type { Draft, Source } from '../draft.ts';
import { assertedTypes, comparedTypes } from './asserted-types.ts';
import { type Body, mostPlaces, openBody, type Span } from './body.ts';
import { expectedFormulas } from './expected-formulas.ts';
import { conditionFacts, setFields } from './inside-fields.ts';

/** Of one function: a generated test can have thousands, and the first say it all. */
const mostFacts = 40;

/** A field with a lower-case name that is no method, or a product with a number: nothing else in a condition is of interest. */
const mayLookInside = /\.[\p{Ll}_][\w\x80-\u{10ffff}]*(?![\w\x80-\u{10ffff}(])|\d[ \t]*\*|\*[ \t]*\d/u;

type Reader = (body: Body) => Iterable<StructureFact>;

const readConditions: Reader = (body) =>
  body.assertions
    .filter(({ subject }) => mayLookInside.test(subject))
    .slice(0, mostPlaces)
    .flatMap((one) => [...conditionFacts(body, one)]);

/** What to look for, and a cheap look whether a function can hold it at all: most hold nothing. */
const readers: readonly {
  readonly read: Reader;
  readonly mayHold: (text: string, drafts: readonly Draft[]) => boolean;
}[] = [
  { read: assertedTypes, mayHold: (text) => text.includes('.(*') || text.includes('.(type)') },
  { read: comparedTypes, mayHold: (text) => text.includes('TypeOf(') || text.includes('IsType') },
  {
    read: readConditions,
    mayHold: (_text, drafts) => drafts.some((one) => one.assertions.some(({ subject }) => mayLookInside.test(subject))),
  },
  { read: setFields, mayHold: (text) => setsField.test(text) },
  { read: expectedFormulas, mayHold: (text) => expectsProduct.test(text) },
];

const setsField = /\.[\p{Ll}_][\w\x80-\u{10ffff}]*(?:\[[^\]\n]*\])?[ \t]*(?:[-+*/|&^%]?=[^=]|\+\+|--)/u;
const expectsProduct = /(?:expected|want)\w*[ \t]*:?=[^\n]*[*/]/;

/** Reads the function in the span of the source; `drafts` are what the walk made of it. */
export const readStructure = (source: Source, span: Span, drafts: readonly Draft[]): StructureFact[] => {
  const text = source.text.slice(span.start, span.end);
  const able = readers.filter(({ mayHold }) => mayHold(text, drafts));
  if (able.length === 0) return [];
  const body = openBody(source, span, drafts);
  const facts = able.flatMap(({ read }) => [...read(body)]);
  return facts.sort((a, b) => compareRanges(a.at, b.at)).slice(0, mostFacts);
};
