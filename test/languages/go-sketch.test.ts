// Holds the sketch of well-formed Go to the parser: the same tree, node for node, or none at all.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { extractPlain } from '../../src/languages/go/extract.ts';
import { go } from '../../src/languages/go/index.ts';
import { kindNames, leafKinds, signs } from '../../src/languages/go/kinds.ts';
import { sketch } from '../../src/languages/go/sketch/index.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { type FlatTree, openParser, type SyntaxParser } from '../../src/languages/shared/tree-sitter.ts';

const folder = fileURLToPath(new URL('../../fixtures/languages/go/', import.meta.url));
const fixtures = readdirSync(folder)
  .filter((name) => name !== 'broken')
  .map((name) => readFileSync(`${folder}${name}/input.go.txt`, 'utf8'));

let parser: SyntaxParser;
let reader: Extractor;
beforeAll(async () => {
  const options = { kinds: kindNames, leaves: leafKinds, signs, maxDepth: 1000 };
  parser = await openParser(readAsset, 'go', options);
  reader = await go.open(readAsset);
});
afterAll(() => {
  parser.close();
  reader.close();
});

/** Nodes as `kind start-end →next`; the file itself may begin with its first token or with the text. */
const nodesOf = (tree: FlatTree): string[] =>
  Array.from({ length: tree.size }, (_, i) => {
    const kind = kindNames[(tree.kind[i] ?? 0) - 1] ?? 'other';
    return i === 0 ? kind : `${kind} ${tree.start[i]}-${tree.end[i]} →${tree.next[i]}`;
  });

const declarations = [
  'var a, b T = 1, f("x"); var (\n\tc = 1 // one\n\td T\n)',
  'const a = iota; const (\n\tA T = f("x")\n\tB\n)',
  'type (\n\tA = B\n\tC[T any] []T\n\tD map[string][]int\n\tE chan<- int\n\tF <-chan p.T\n\tG [3]int\n\tH p.Q[int]\n)',
  'type T struct {\n\ta, b int `tag`\n\t*E\n\tp.Q "t"\n\tf func(a int) (b string)\n\tg [4]byte // c\n}',
  'type I interface {\n\tM(a int) string\n\tE\n\tp.F\n}',
  'func f[T any, K comparable](a T, b ...int) (x int, err error) { return a, "x" }',
  'func (r *R[T]) M(a, b int, c []T, _ [2]int, func() error) *T { return nil }',
  'var x = f("a")[1:2].(T).g(h...)(1)[i]; var y = []byte("x"); var z = make([]int, 3); var w = new(T)',
  'var x = (*T)(nil); var y = func(a int) (int, error) { return 1, "x" }(2); var z = f[int, p.T]("x")',
  'var x = a["k"]("y"); var y = -a + ^b*"c"; var z = !f("x") && ("a" == b || *c) | d&^e',
  'var x = []string{"a", /* c */ "b"}; var y = map[string]T{"a": {1, "x"}, k: T{}, // d\n}; var z = &p.T{a: "b"}',
  'var x = [...]int{1: 2}; var y = struct{ a string }{"x"}; var z = p.T[int]{}; var w = T[int, string]{a: {}}',
  'var x = interface{}("x"); var y = struct{}{}; var z = \'{\'; var w = 0x1p-2 + 1_000i + .5; var r = `a\nb`',
];

const statements = [
  'a.b("x"); a++; a <- b; x, y := <-c, 1; x += f("y"); x /= 2',
  'L:\n\tfor {\n\t\tbreak L\n\t}\n\tgoto L',
  'if x := g(); x != nil { a() } else if y { b() } else { c() }',
  'for i := 0; i < 10; i++ { }; for range x { }; for k, v := range m { f("a") }; for k = range m { }; for ;; { }',
  'for cond() { }; for range []T{{"a"}} { }; if (T{"a"}) == x { }; if v, ok := x.(T); ok && v.y(T{}) { }',
  'switch x := y; x {\n\tcase 1, "a": // one\n\t\ta()\n\t\t// two\n\tcase g(2):\n\t// three\n\tdefault:\n\t\tc() /* four */\n\n\t}',
  'switch v := y.(type) { case int, *T: a("x"); case nil: b()\n\tdefault: }; switch y.(type) { }; switch { }',
  'select {\n\tcase x := <-c: a("x")\n\tcase c <- f("y"):\n\tcase <-d:\n\t\tb() // one\n\t// two\n\tcase x, ok = <-c:\n\tdefault:\n\t}',
  'defer func() { recover() }(); go g("x"); { a() }',
  'var x int = f("a")\n\ttype T struct{ a string }\n\tconst z = "c"',
  'x := f(\n\t\ta, // one\n\t\t/* two */ b,\n\t\t// three\n\t)',
  'a.\n\t\t// one\n\t\tb("x").\n\t\tc(func() { d("y") })',
  'return // one\n\t// two',
];

const fileOf = (declaration: string): string =>
  `// Package a.\npackage a\n\nimport (\n\t"testing"\n)\n\n${declaration}\n`;
const sources = [
  ...declarations.map(fileOf),
  ...statements.map((text) => fileOf(`func TestX(t *testing.T) {\n\t${text}\n}`)),
];

describe('the sketch of Go', () => {
  it.each([...sources, ...fixtures])('BC-1: gives the tree of the parser: %#', (source) => {
    const parsed = parser.parse(source);
    const sketched = sketch(source);
    if (parsed === null || sketched === null) throw new Error(`not read: ${source}`);
    if (parsed.errors.length === 0) expect(nodesOf(sketched)).toEqual(nodesOf(parsed));
  });

  it('BC-1: facts of a file are the same with and without the parser', () => {
    for (const source of [...sources, ...fixtures]) expect(extractPlain(source)).toEqual(reader.extract(source));
  });

  const damage = fc.tuple(
    fc.constantFrom(...sources, ...fixtures),
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.constantFrom('', '{', '}', '(', ')', '"', '`', "'", '\n', '/*', ',', ':=', '.', ' case ', 'func ', '[', ';'),
  );

  it('BC-2: what the parser finds broken, the sketch does not read', () => {
    fc.assert(
      fc.property(damage, ([source, place, length, written]) => {
        const at = place % source.length;
        const text = source.slice(0, at) + written + source.slice(at + length);
        const sketched = sketch(text);
        if (sketched === null) return;
        const parsed = parser.parse(text);
        if (parsed?.errors.length === 0) expect(nodesOf(sketched)).toEqual(nodesOf(parsed));
        else throw new Error('the parser found an error');
      }),
      { numRuns: 600 },
    );
  });

  it('BC-2: hostile text costs time that grows with its length', () => {
    const many = 20_000;
    const texts = ['a + ', 'f("x") + ', '(', 'f("x").', '[]', '-', 'func() {', '{', 'a[', '/**/', 'x, '];
    const began = performance.now();
    for (const text of texts) sketch(`package a\nvar x = ${text.repeat(many)}1\n`);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('BC-3: a fragment that names no test holds none', () => {
    const words = fc.constantFrom(
      'func ',
      'Test',
      'X(t *testing.T) ',
      '{',
      '}',
      '// BC-1',
      '\n',
      'Run',
      'type A int',
      'b',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        if (go.mayHoldTest?.(text) === false) expect(go.outline(text).tests).toEqual([]);
      }),
    );
  });
});
