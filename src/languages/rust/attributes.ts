// What the attributes of a function or a module say of it: that it is a test, of which kind, with which cases, and when it is left out.
import type { TestSyntaxKind } from '../../model/test.ts';
import type { Span } from './items.ts';
import { isStringAt, literalValue, skipBlank, skipQuoted, splitArguments } from './lexing.ts';

export interface Attribute extends Span {
  /** `tokio::test`, `case::name`, `cfg_attr`. */
  readonly path: string;
  /** Source between its brackets or behind its `=`. */
  readonly given: string;
  /** Condition of the `cfg_attr` that it stands in, else ''. */
  readonly condition: string;
}

const head = /#\s*!?\s*\[\s*(?:unsafe\s*\(\s*)?((?:r#)?[\p{L}_][\p{L}\p{N}_]*(?:\s*::\s*[\p{L}_][\p{L}\p{N}_]*)*)\s*/uy;
const nested = /^((?:r#)?[\p{L}_][\p{L}\p{N}_]*(?:\s*::\s*[\p{L}_][\p{L}\p{N}_]*)*)\s*/u;

/** The attribute in `text[start, end)`; those inside a `cfg_attr` come as their own, with its condition. */
export const readAttribute = (text: string, { start, end }: Span): Attribute[] => {
  head.lastIndex = start;
  const match = head.exec(text);
  if (match === null || start + match[0].length > end) return [];
  const path = (match[1] ?? '').replaceAll(/\s/g, '');
  const given = unwrapped(text.slice(start + match[0].length, end - 1));
  if (path !== 'cfg_attr') return [{ path, given, condition: '', start, end }];
  const [condition, ...more] = pieces(given);
  return more.flatMap((piece) => {
    const inner = nested.exec(piece);
    if (inner === null) return [];
    const own = (inner[1] ?? '').replaceAll(/\s/g, '');
    return [{ path: own, given: unwrapped(piece.slice(inner[0].length)), condition: condition ?? '', start, end }];
  });
};

/** `(a, b)` → `a, b`; `= "x"` → `"x"`. */
const unwrapped = (source: string): string => {
  const text = source.trim();
  if (text.startsWith('=')) return text.slice(1).trim();
  return /^[([{]/.test(text) ? text.slice(1, -1).trim() : text;
};

const pieces = (source: string): string[] =>
  splitArguments(source, 0, source.length).map(({ start, end }) => source.slice(start, end));

const lastOf = (path: string): string => path.slice(path.lastIndexOf(':') + 1);

/** By the last name of the path: `#[tokio::test]` is a test as `#[test]` is. */
const testAttributes: ReadonlyMap<string, TestSyntaxKind> = new Map([
  ['test', 'test'],
  ['rstest', 'test'],
  ['test_case', 'test'],
  ['test_matrix', 'test'],
  ['wasm_bindgen_test', 'test'],
  ['quickcheck', 'test'],
  ['proptest', 'test'],
  ['property_test', 'test'],
  ['parameterized', 'test'],
  ['bench', 'benchmark'],
]);

/** `#[apply(template)]` of rstest_reuse; other crates apply macros to what is no test, and to no parameters of this kind. */
const takesCases = (path: string, parameters: string): boolean =>
  lastOf(path) === 'apply' && /#\s*\[\s*(?:case|values|future)\b/.test(parameters);

export const kindOf = (attributes: readonly Attribute[], parameters: string): TestSyntaxKind | null => {
  for (const { path } of attributes) {
    const kind = takesCases(path, parameters) ? 'test' : testAttributes.get(lastOf(path));
    if (kind !== undefined) return kind;
  }
  return null;
};

/** May this text hold a test at all? Asked of every source file before it is parsed. */
export const mayHoldTests = (text: string): boolean => signs.test(text);

const signs =
  /#\s*\[[\w\s:(,="!]{0,80}\b(?:test|rstest|test_case|test_matrix|wasm_bindgen_test|quickcheck|proptest|property_test|parameterized|apply|bench)\b|\b(?:proptest|quickcheck)\s*!|\bCriterion\b/;

export interface Condition {
  readonly kind: 'always' | 'conditional';
  readonly condition: string;
  readonly at: Span;
}

/** `cfg(test)` holds whenever tests run; every other `cfg` may leave the test out. */
export const conditionsOf = (attributes: readonly Attribute[]): Condition[] =>
  attributes.flatMap((attribute): Condition[] => {
    const { path, given, condition } = attribute;
    if (path === 'ignore' && condition === '') return [{ kind: 'always', condition: said(given), at: attribute }];
    if (path === 'ignore') return [{ kind: 'conditional', condition, at: attribute }];
    if (condition !== '' && testAttributes.has(lastOf(path)))
      return [{ kind: 'conditional', condition, at: attribute }];
    if (path === 'cfg' && given !== 'test') return [{ kind: 'conditional', condition: given, at: attribute }];
    return [];
  });

const said = (given: string): string => (isStringAt(given, 0) ? literalValue(given, 0, given.length) : given);

export const isTestConfiguration = (attributes: readonly Attribute[]): boolean =>
  attributes.some(({ path, given }) => path === 'cfg' && /(?<!not\s*\(\s*)(?<![\w-])test(?![\w-])/.test(given));

/** `#[should_panic(expected = "…")]`: what it expects, '' where anything will do; null without it. */
export const expectedPanic = (
  attributes: readonly Attribute[],
): { readonly subject: string; readonly at: Span } | null => {
  const found = attributes.find(({ path, condition }) => path === 'should_panic' && condition === '');
  return found === undefined ? null : { subject: found.given, at: found };
};

/** `#[doc = "…"]` */
export const docTexts = (attributes: readonly Attribute[]): { readonly text: string; readonly at: Span }[] =>
  attributes.flatMap((attribute) =>
    attribute.path === 'doc' && isStringAt(attribute.given, 0) ? [{ text: said(attribute.given), at: attribute }] : [],
  );

export interface Case {
  readonly name: string;
  readonly dynamic: boolean;
  readonly at: Span;
}

/**
 * The cases that attributes write out, with the names that the runner gives them: `case_1_description` of rstest (numbered with as many
 * digits as the last one has), the description of test_case in snake case. What is made from values has no name in the source.
 */
export const casesOf = (attributes: readonly Attribute[], parameters: string): Case[] => {
  const numbered = attributes.filter(({ path }) => path === 'case' || path.startsWith('case::'));
  const digits = String(numbered.length).length;
  const ofRstest = numbered.map((attribute, i): Case => {
    const description = attribute.path.slice('case::'.length);
    const number = String(i + 1).padStart(digits, '0');
    return {
      name: description === '' ? `case_${number}` : `case_${number}_${description}`,
      dynamic: false,
      at: attribute,
    };
  });
  const described = attributes.filter(({ path }) => lastOf(path) === 'test_case').map(describedCase);
  const cases = [...ofRstest, ...described];
  const values = /#\s*\[\s*(?:values|files)\b/.test(parameters);
  const matrix = attributes.find(({ path }) => lastOf(path) === 'test_matrix');
  const [first] = attributes;
  if (cases.length > 0 || first === undefined || (!values && matrix === undefined)) return cases;
  const source = matrix === undefined ? parameters : matrix.given;
  return [{ name: source.replaceAll(/\s+/g, ' ').trim().slice(0, longestName), dynamic: true, at: matrix ?? first }];
};

const longestName = 200;

/** `#[test_case(1, 2 => 3; "adds up")]` */
const describedCase = (attribute: Attribute): Case => {
  const { given } = attribute;
  const at = behindSemicolon(given);
  const first = at === -1 ? at : skipBlank(given, at, given.length);
  if (first === -1 || !isStringAt(given, first))
    return { name: given.replaceAll(/\s+/g, ' ').slice(0, longestName), dynamic: true, at: attribute };
  const text = literalValue(given, first, skipQuoted(given, first, given.length));
  return { name: snakeCase(text), dynamic: false, at: attribute };
};

const behindSemicolon = (given: string): number => {
  for (let at = 0; at < given.length; ) {
    if (given.charCodeAt(at) === 59) return at + 1;
    at = Math.max(at + 1, skipQuoted(given, at, given.length));
  }
  return -1;
};

/** As test_case makes a name: small letters, everything else an underscore. */
const snakeCase = (text: string): string => {
  const name = text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^\d/.test(name) ? `_${name}` : name;
};
