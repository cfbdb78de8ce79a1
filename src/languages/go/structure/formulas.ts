// Tells a formula that is worked out again in a test from what tests rightly count: products of what they put in, sums that are conserved.

import { skipGroup } from '../lexing.ts';

/** What is around a formula without changing what it is: `int64(…)`, `math.Round(…)`, brackets. */
const wrapper = /^(?:u?int(?:8|16|32|64)?|float(?:32|64)|math\.(?:Round|Floor|Ceil|Abs|Trunc)|time\.Duration)?\(/;
const operator = /[-+*/%]/g;
const operand = /(?<![\w\x80-\uffff.)\]])[A-Za-z\x80-\uffff_][\w\x80-\uffff.]*(?![\w\x80-\uffff.(])/g;
const curve = /\bmath\.(?:Pow|Exp|Log|Log2|Log10|Sqrt)\(/;
/** `i` of a loop counts what the test itself put in; `time.Second` and `math.Pi` never vary. */
const constant = /^(?:[ijk]|idx|nil|true|false|iota|\p{Ll}[\w\x80-\u{10ffff}]*\.\p{Lu}[\w\x80-\u{10ffff}]*)$/u;
/** A row's field varies although its name begins with a capital: `c.Rate`. */
const libraries = /^(?:time|math)\./;
/** Built, converted, quoted or counted by position: `&stats{…}`, `x.(*T)`, `row[i*n + j]`. */
const isOther = /[{}"'`&?:=]|\.\(|(?<![\w\x80-\uffff.])[ijk](?![\w\x80-\uffff.(])/;

/** Without what only wraps it. */
const unwrapped = (formula: string): string => {
  let text = formula.trim();
  for (let i = 0; i < 8; i++) {
    const head = wrapper.exec(text)?.[0];
    if (head === undefined || skipGroup(text, head.length - 1, text.length) !== text.length) return text;
    text = text.slice(head.length, -1).trim();
  }
  return text;
};

/** Before the plus of `2 * +x` or of `1e+6`. */
const isSign = /(?:^|[-+*/%(])\s*$|(?<![A-Za-z\x80-\uffff_])[\d.]+[eE]$/;

/** The terms of a sum, bracketed ones as a whole. */
const termsOf = (formula: string): string[] => {
  const terms: string[] = [];
  let from = 0;
  for (let at = 0; at < formula.length; ) {
    const c = formula.charAt(at);
    const isSum = (c === '+' || c === '-') && at > from && !isSign.test(formula.slice(Math.max(0, at - 9), at));
    if (isSum) {
      terms.push(formula.slice(from, at));
      from = at + 1;
    }
    at = c === '(' || c === '[' || c === '{' ? Math.max(at + 1, skipGroup(formula, at, formula.length)) : at + 1;
  }
  return [...terms, formula.slice(from)];
};

const variablesOf = (formula: string): ReadonlySet<string> =>
  new Set([...formula.matchAll(operand)].map(([found]) => found).filter((found) => !isConstant(found)));

const isConstant = (found: string): boolean => constant.test(found) && (!found.includes('.') || libraries.test(found));

const variesIn = (term: string): boolean => variablesOf(term).size > 0 && /[*/]/.test(term);

/**
 * Is this the formula of an implementation: a weighted sum (`1000 + 2*n`), a curve (`math.Exp(mu)`), or a longer product of quantities?
 * `sessions * (rounds - 1)`, `2 * 3` and `completed + running` count what was put in; one operation more or less is no formula.
 */
export const isFormula = (source: string): boolean => {
  const formula = unwrapped(source);
  const variables = variablesOf(formula);
  if (variables.size === 0 || formula.length > 400 || isOther.test(formula)) return false;
  if (curve.test(formula)) return [...formula.matchAll(operator)].length > 0;
  const terms = termsOf(formula);
  if (terms.length > 1) return terms.some(variesIn);
  const factors = [...formula.matchAll(/[*/]/g)].length;
  return factors >= 3 && variables.size >= 2;
};
