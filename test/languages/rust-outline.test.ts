// Holds the reading without a parser to what the parser sees, on generated Rust, and shows what it makes of fragments.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { rust } from '../../src/languages/rust/index.ts';
import { isStringAt, skipQuoted } from '../../src/languages/rust/lexing.ts';
import { openParser, type SyntaxParser } from '../../src/languages/shared/tree-sitter.ts';
import { said } from './projection.ts';

let reader: Extractor;
let parser: SyntaxParser;
const tokens = ['line_comment', 'block_comment', 'string_literal', 'raw_string_literal', 'char_literal'];
beforeAll(async () => {
  reader = await rust.open(readAsset);
  parser = await openParser(readAsset, 'rust', { kinds: tokens, leaves: tokens, signs: '"/\'(', maxDepth: 500 });
});
afterAll(() => {
  reader.close();
  parser.close();
});

const word = fc.constantFrom(
  'BC-1',
  'BC-2/BC-3',
  '{',
  '}',
  '("',
  "it's",
  '// x',
  '#',
  'é😀',
  '#[test] fn fake() {',
  '',
);
const words = fc.array(word, { maxLength: 3 }).map((each) => each.join(' '));
const quoted = words.map((text) => JSON.stringify(text));
const raw = fc
  .tuple(fc.constantFrom('r##', 'br##', 'r###'), words)
  .map(([prefix, text]) => `${prefix}"${text}\n"# /* "${prefix.replace(/^b?r/, '')}`);
const literal = fc.oneof(quoted, quoted, raw);
const byte = fc.constantFrom("'{'", "'}'", "'\"'", "'\\''", "'\\\\'", "'/'", "'é'", "'\\u{7d}'", "b'{'", "'😀'");
const lineComment = fc.tuple(fc.constantFrom('//', '///', '//!', '////'), words).map((parts) => parts.join(' '));
const plainComment = words.map((text) => `// ${text}`);
const blockComment = words.map((text) => `/* ${text.replaceAll('/', '|')}\n /* inner " */ ' */`);

const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie('statement'), { maxLength: 3 }).map((statements) => `{\n${statements.join('\n')}\n}`),
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    plainComment,
    blockComment,
    literal.map((value) => `let x = f::<&'static str>(${value}, m["k"]);`),
    byte.map((value) => `let r: &'a u8 = g(${value}) / 2; // ${value}`),
    fc.tuple(quoted, quoted).map(([data, message]) => `assert_eq!(h(${data}), ${data}, ${message}, x);`),
    fc.tuple(literal, plainComment).map(([value, comment]) => `panic!("{}", ${value}); ${comment}`),
    fc.tuple(literal, quoted).map(([data, message]) => `read(${data}).expect(${message});`),
    quoted.map((message) => `assert!(a < b, "{}", format!(${message}, 1));`),
    tie('block').map((block) => `if let Some(x) = f() ${block}`),
    tie('block').map((block) => `for n in 0..3 ${block}`),
    tie('block').map((block) => `let c = |x: &'_ u8| ${block};`),
    tie('block').map((block) => `tokio::select! { v = f() => ${block} }`),
  ),
}));
const body = fc.array(statement, { maxLength: 5 }).map((statements) => `{\n${statements.join('\n')}\n}`);
const above = fc.array(fc.oneof(plainComment, fc.constant('')), { maxLength: 3 }).map((lines) => lines.join('\n'));
const attributes = fc.constantFrom(
  '#[test]',
  '#[tokio::test(flavor = "multi_thread")]',
  '#[test]\n#[ignore = "later } ("]',
  '/// doc: BC-4\n#[test]\n// between\n#[should_panic(expected = "x")]',
  '#[rstest]\n#[case(1, "{")]\n#[case::two(2, ")")]',
  '#[allow(dead_code)]',
  '',
);
const signature = fc.constantFrom(
  'fn %()',
  'async fn %()',
  'pub(crate) fn %() -> Result<(), Box<dyn Error>>',
  "fn %<'a, F: Fn(&'a str) -> [u8; 2]>(f: F) where F: Copy",
  'unsafe extern "C" fn %()',
);
const other = fc.oneof(
  literal.map((value) => `const C: &[u8] = ${value.startsWith('b') ? value : `b${JSON.stringify('x')}`};`),
  fc.constant("struct Thing<'a> { name: &'a str } // behind"),
  fc.constant("impl<'a> Thing<'a> { fn inside(&self) { /* BC-5 */ } }"),
  fc.constant('macro_rules! m { ($x:expr) => { { $x } }; }'),
  fc.constant('use a::{b, c};'),
  fc.constant('proptest! { #[test] fn law(n in 0..5) { prop_assert!(n < 5, "BC-6"); } }'),
);
const item = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(attributes, signature, body).map(([a, s, b]) => `${a}\n${s} ${b}`) },
  { weight: 1, arbitrary: other },
);
const items = fc.array(fc.tuple(above, item), { maxLength: 4 }).map((all) => all.map((each) => each.join('\n')));
const named = (all: readonly string[], prefix: string): string =>
  all.map((text, i) => text.replace('%', `${prefix}${i}`)).join('\n\n');
const file = fc
  .tuple(fc.oneof(lineComment, fc.constant('')), items, fc.constantFrom('', '#[cfg(test)]\n', '/// m\n'), items, above)
  .map(([head, outer, marked, inner, end]) =>
    [
      head.startsWith('///') ? '' : head,
      'use a::b;',
      named(outer, 'a'),
      `${marked}mod tests {\n//! inside\n${named(inner, 'b')}\n}`,
      end,
    ].join('\n'),
  );

describe('Rust outline', () => {
  it('BC-9: says on generated Rust what the parser says', () => {
    let parsed = 0;
    fc.assert(
      fc.property(file, (source) => {
        const facts = reader.extract(source);
        if (facts.problems.length > 0) return;
        parsed++;
        expect(said(rust.outline(source))).toEqual(said(facts));
        expect(rust.outline(source).declares).toEqual(facts.declares);
      }),
      { numRuns: 300 },
    );
    // Most of what is generated must be valid Rust, or the property would say nothing.
    expect(parsed).toBeGreaterThan(200);
  });

  it('BC-9: takes for comments, strings and characters what the parser takes for them', () => {
    let compared = 0;
    fc.assert(
      fc.property(file, (source) => {
        const tree = parser.parse(source);
        if (tree === null || tree.errors.length > 0) return;
        const seen = Array.from({ length: tree.size }, (_, i) => i)
          .filter((i) => tree.kind[i] !== 0)
          .map((i) => source.slice(tree.start[i], tree.end[i]));
        const own: string[] = [];
        for (let at = 0; at < source.length; ) {
          const after = skipQuoted(source, at, source.length);
          const isQuoted = after > at + 1;
          // The parser counts the prefix of a byte string or character as a part of it.
          const isByte =
            isQuoted && !isStringAt(source, at - 1) && /(?:^|[^\w])b$/.test(source.slice(Math.max(0, at - 2), at));
          if (isQuoted) own.push(source.slice(isByte && source[at] !== '/' ? at - 1 : at, after));
          at = Math.max(at + 1, after);
        }
        compared += seen.length;
        expect(own).toEqual(seen);
      }),
      { numRuns: 150 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('BC-9: reads the fragments that plans show', () => {
    const { tests } = rust.outline(
      '#[tokio::test]\nasync fn adds_up() {\n    // BC-3\n    assert_eq!(add(1, 1), 2, "BC-4");',
    );
    expect(tests.map(({ path, comments, messages }) => [path, comments[0]?.text, messages.length])).toEqual([
      [['adds_up'], 'BC-3', 1],
    ]);
    expect(rust.outline('let x = 1;\nassert!(x > 0); // #[test]').tests).toEqual([]);
  });

  it('BC-9: an item that is never closed costs no item below it', () => {
    const source = '#[test]\nfn a() {\n  f(;\n\n#[test]\nfn b() {}\n\nmod tests {\n  #[test]\n  fn c() {}\n}\n';
    const { tests, problems } = rust.outline(source);
    expect(tests.map(({ path }) => path[0])).toEqual(['a', 'b', 'tests::c']);
    expect(problems.map(({ at }) => at?.line)).toEqual([2]);
  });

  it('BC-9: parts that nobody wants give names alone', () => {
    const source = '// --- BC-1 ---\n\n/// BC-2\n#[test]\nfn a() { panic!("BC-3"); }\n';
    const [part] = rust.outlineParts(source, () => false);
    expect(part?.tests.map(({ path, doc, messages }) => [path, doc, messages])).toEqual([[['a'], null, []]]);
    expect(part?.loose).toEqual([]);
    expect(rust.outlineParts(source, () => true)[0]?.loose.length).toBe(1);
  });
});
