// Finds expected values that a test works out by a formula: `expectedDelay := 1000 + 2*n`, `assert.Equal(t, 0.6*hit+0.4*(1-load), score)`.
import type { Assertion, StructureFact } from '../../../model/test.ts';
import { splitArguments } from '../declarations.ts';
import {
  type Body,
  factAt,
  firstOf,
  isOwnCondition,
  lineEnd,
  mostPlaces,
  type Said,
  unknownRoot,
  wordsIn,
} from './body.ts';
import { isFormula } from './formulas.ts';

/** Without a number as a weight it may be a law that is checked in place: `q*c+r != x`. */
const weighs = /(?:^|[^\w\x80-\uffff])[\d.]+[ \t]*\*|\*[ \t]*\d/;

/** Formulas in what one assertion compares; `code` is its condition. */
export const comparedFormulas = (assertion: Assertion, code: string): Said[] =>
  comparedIn(assertion, code)
    .filter((side) => isFormula(side) && weighs.test(side))
    .map((side) => ({ pattern: 'formula', name: side, root: unknownRoot }));

const equals = /\.(?:Equal|EqualValues|InDelta|InEpsilon)f?$/;

/** What is compared for equality: the arguments of `assert.Equal`, both sides of `!=`. */
const comparedIn = (assertion: Assertion, code: string): readonly string[] => {
  if (!isOwnCondition(assertion)) return equals.test(assertion.callee) ? splitArguments(code) : [];
  const conditions = code.split(/&&|\|\||;/).filter((one) => /[=!]=/.test(one) && !/[<>]/.test(one));
  return conditions.flatMap((one) => one.split(/[=!]=/)).map((side) => side.trim());
};

/** A share of the expected value is allowed for, `abs(got-want)/want > 0.1`: what chance brings about is held against theory. */
const isEstimated = ({ assertions }: Body, name: string): boolean =>
  assertions.some(({ subject }) => subject.replaceAll(' ', '').includes(`/${name}>`));

/** One that is only printed proves nothing; one that goes into another expected value does. */
const isCompared = ({ code, assertions }: Body, name: string): boolean => {
  const asserts = (one: string): boolean => assertions.some(({ subject }) => wordsIn(subject).has(one));
  const others = [...code.matchAll(expected)].slice(0, mostPlaces);
  return asserts(name) || others.some(([, other = '', value = '']) => wordsIn(value).has(name) && asserts(other));
};

const expected = /^[ \t]*((?:expected|want)(?:[\p{Lu}_][\w\x80-\u{10ffff}]*)?)[ \t]*:?=[ \t]*([^\n]+)$/gmu;

/** `expectedDelay := 1000 + 2*n`. */
export function* expectedFormulas(body: Body): Iterable<StructureFact> {
  for (const { index, 0: whole, 1: name = '', 2: formula = '' } of firstOf(body.code, expected)) {
    if (!/[-+*/]/.test(formula) || !isFormula(formula)) continue;
    if (isEstimated(body, name) || !isCompared(body, name)) continue;
    const start = index + whole.indexOf(name);
    yield factAt(
      body,
      { pattern: 'formula', name: formula.trim(), root: unknownRoot },
      { start, end: lineEnd(body, start) },
    );
  }
}
