// Holds the scanner to what the parser sees, on generated Go, and shows what it makes of fragments.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGrammar, defaultFamilies } from '../../src/ids/index.ts';
import { readAsset } from '../../src/io/assets.ts';
import { go } from '../../src/languages/go/index.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { readMentions, readSpoken } from '../../src/linking/mentions.ts';
import { identityOf } from '../../src/linking/test-name.ts';
import type { TestFileFacts, TestSyntax } from '../../src/model/test.ts';
import { said } from './projection.ts';

let reader: Extractor;
beforeAll(async () => {
  reader = await go.open(readAsset);
});
afterAll(() => reader.close());

const word = fc.constantFrom(
  'BC-1',
  'BC-2/BC-3',
  '{',
  '}',
  '("',
  "it's",
  '// x',
  '/*',
  '`',
  'é😀',
  'func TestFake(t *testing.T) {',
  '',
);
const interpreted = fc.array(word, { maxLength: 3 }).map((words) => JSON.stringify(words.join(' ')));
const raw = fc.array(word, { maxLength: 3 }).map((words) => `\`${words.join('\n').replaceAll('`', "'")}\``);
const literal = fc.oneof(interpreted, raw);
const rune = fc.constantFrom("'{'", "'}'", "'\"'", "'\\''", "'`'", "'\\\\'", "'/'", "'é'", "'\\u007d'");
const lineComment = fc.array(word, { maxLength: 3 }).map((words) => `// ${words.join(' ')}`);
const blockComment = fc.array(word, { maxLength: 3 }).map((words) => `/* ${words.join('\n').replaceAll('*', '')} */`);
const joined = fc.array(literal, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' +\n'));

const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
  block: fc.array(tie('statement'), { maxLength: 3 }).map((statements) => `{\n${statements.join('\n')}\n}`),
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    lineComment,
    blockComment,
    fc.constant(''),
    literal.map((value) => `x := f(${value}, m["k"])`),
    rune.map((value) => `r := g(${value}) / 2 // ${value}`),
    joined.map((value) => `t.Errorf(${value}, got)`),
    fc.tuple(joined, lineComment).map(([value, comment]) => `t.Fatal(fmt.Sprintf(${value}), x) ${comment}`),
    fc.tuple(literal, literal).map(([data, message]) => `assert.Equal(t, ${data}, h(got, ${data}), ${message})`),
    fc.tuple(literal, joined).map(([data, message]) => `t.Log([]string{${data}}, x+${message}, "a"+y)`),
    tie('block').map((block) => `if x := f(); x != nil ${block}`),
    tie('block').map((block) => `for _, tt := range tests ${block}`),
    tie('block').map((block) => `defer func() ${block}()`),
    tie('block').map((block) => `assert.Panics(t, func() ${block}, "message")`),
    fc.tuple(joined, tie('block')).map(([name, block]) => `t.Run(${name}, func(t *testing.T) ${block})`),
    tie('block').map((block) => `t.Run(tt.name, func(t *testing.T) ${block})`),
    fc.tuple(literal, literal).map(([a, b]) => `rows := []struct{ name string }{{name: ${a}}, {${b}}} // rows`),
  ),
}));
const body = fc.array(statement, { maxLength: 6 }).map((statements) => `{\n${statements.join('\n')}\n}`);
const above = fc
  .array(fc.oneof(lineComment, blockComment, fc.constant('')), { maxLength: 4 })
  .map((lines) => lines.join('\n'));
const trailing = fc.oneof(
  fc.constant(''),
  lineComment.map((comment) => ` ${comment}`),
  fc.constant(' ;'),
);
const signature = fc.constantFrom(
  'func %(t *testing.T)',
  'func %(b *testing.B)',
  'func %(t *testing.T, n int)',
  'func (s *Suite) %(t *testing.T)',
  'func %()',
  'func helper%(t testing.TB) error',
  'func Benchmark%(b *testing.B)',
  'func Example%()',
);
const other = fc.oneof(
  literal.map((value) => `var v = ${value}`),
  literal.map((value) => `const (\n\t// inside\n\tc = ${value} // behind\n)`),
  fc.constant('type thing struct {\n\tname string // field\n}'),
  rune.map((value) => `var r =\n\t${value}`),
);
const declaration = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(signature, body).map(([head, block]) => `${head} ${block}`) },
  { weight: 1, arbitrary: other },
);
const file = fc
  .tuple(above, above, fc.array(fc.tuple(above, declaration, trailing), { maxLength: 6 }), above)
  .map(([header, between, declarations, end]) =>
    [
      header,
      'package a',
      between,
      'import (\n\t"testing" // standard\n\t"github.com/stretchr/testify/assert"\n)',
      ...declarations.map(([lead, text, tail], i) => `${lead}\n${text.replace('%', `Test${i}`)}${tail}`),
      end,
    ].join('\n'),
  );

describe('Go outline', () => {
  it('BC-8: says on generated Go what the parser says', () => {
    let parsed = 0;
    fc.assert(
      fc.property(file, (source) => {
        const facts = reader.extract(source);
        if (facts.problems.length > 0) return;
        parsed++;
        expect(said(go.outline(source))).toEqual(said(facts));
      }),
      { numRuns: 400 },
    );
    // Most of what is generated must be valid Go, or the property would say nothing.
    expect(parsed).toBeGreaterThan(300);
  });

  it('BC-8: what is remembered of a function never shows in another place', () => {
    fc.assert(
      fc.property(file, fc.nat(5), (source, lines) => {
        const first = go.outline(source);
        const moved = go.outline('\n'.repeat(lines) + source);
        expect(go.outline(source)).toEqual(first);
        expect(moved.tests.map(({ at }) => at.line)).toEqual(first.tests.map(({ at }) => at.line + lines));
        expect(moved.loose.map(({ at }) => at.line)).toEqual(first.loose.map(({ at }) => at.line + lines));
      }),
      { numRuns: 100 },
    );
  });

  it('BC-8: literal subtests have entries with their own words', () => {
    const source =
      'func TestX(t *testing.T) {\n\tt.Run("sub (BC-1)", func(t *testing.T) {\n\t\t// BC-2\n\t})\n\t// BC-3\n}\n';
    expect(
      go.outline(source).tests.map(({ path, comments, at }) => [path, comments.map(({ text }) => text), at.endLine]),
    ).toEqual([
      [['TestX'], ['BC-3'], 6],
      [['TestX', 'sub (BC-1)'], ['BC-2'], 4],
    ]);
  });

  it('BC-13: old revisions give the subtests that a function takes from tables, wherever these stand', () => {
    const loop = (over: string, name = 'tt.name') =>
      `{\n\tfor _, tt := range ${over} {\n\t\tt.Run(${name}, func(t *testing.T) { t.Error("x") })\n\t}\n}`;
    const sources = [
      `func TestA(t *testing.T) {\n\ttests := []struct {\n\t\tname string\n\t\ta int\n\t}{{"BC-1 one", 1}, {name: "BC-2 two"}}\n${loop('tests').slice(1)}`,
      `func TestB(t *testing.T) ${loop('[]struct{ name string; say string }{{"BC-3 three", "BC-9"}}')}`,
      'func TestC(t *testing.T) {\n\tfor name := range map[string]int{"BC-4 four": 1} {\n\t\tt.Run(name, func(t *testing.T) {})\n\t}\n}',
      `func TestD(t *testing.T) ${loop('[]string{"BC-5 five"}', 'tt')}`,
      `var cases = []row{{1, "BC-6 six"}}\n\ntype row struct {\n\tn int\n\tname string\n}\n\nfunc TestE(t *testing.T) ${loop('cases')}`,
      'func TestF(t *testing.T) {\n\tfor i := range 3 {\n\t\tt.Run(fmt.Sprintf("BC-7 %d", i), func(t *testing.T) {})\n\t}\n}',
    ];
    const wanted = (piece: string) => piece.includes('BC-');
    for (const source of sources) {
      const text = `package a\n\nimport "testing"\n\n${source}\n`;
      const names = (tests: readonly TestSyntax[]) => tests.map(({ path }) => path.join('/')).sort();
      const parts = go.outlineParts(text, wanted);
      expect(names(parts.flatMap(({ tests }) => tests)).filter((name) => !name.endsWith('/tt.name'))).toEqual(
        names(reader.extract(text).tests),
      );
      const rowsAgain = go.outlineParts(`${text}// More\n`, wanted).flatMap(({ tests }) => tests);
      for (const [i, test] of parts.flatMap(({ tests }) => tests).entries()) expect(rowsAgain[i]).toBe(test);
    }
  });

  it('BC-15: however little of them is read, old revisions and fences say what they say', () => {
    const grammar = createGrammar(defaultFamilies);
    const everything = () => true;
    const heard = (facts: TestFileFacts) => ({
      tests: new Set(facts.tests.map((test) => `${test.kind === 'main'} ${identityOf(test)}`)),
      mentions: readMentions(facts, grammar).map(({ owner, ...mention }) => {
        const speaker = facts.tests[owner];
        return { ...mention, speaker: speaker && identityOf(speaker) };
      }),
    });
    let quiet = 0;
    fc.assert(
      fc.property(file, (source) => {
        // A table that the loops of the generated tests range over.
        const text = source.replaceAll('rows := ', 'tests := ');
        const asked = go.outlineParts(text, grammar.mayContain);
        const whole = go.outlineParts(text, everything);
        expect(readSpoken(asked, grammar)).toEqual(readSpoken(whole, grammar));
        expect(heard(go.outline(text, grammar.mayContain))).toEqual(heard(go.outline(text)));
        if (JSON.stringify(asked).length < JSON.stringify(whole).length) quiet++;
      }),
      { numRuns: 300 },
    );
    // Some of it must be read less deep, or the property would say nothing.
    expect(quiet).toBeGreaterThan(100);
  });

  it('BC-15: a name that is joined or written by number is no less a name', () => {
    const rows = '{name: "BC" + "-1 one"}, {name: "BC\\x2d2 two"}, {name: "three"}';
    const text = `// BC-9 holds\nfunc TestX(t *testing.T) {\n\ttests := []struct{ name string }{${rows}}\n\tfor _, tt := range tests {\n\t\tt.Run(tt.name, func(t *testing.T) {})\n\t}\n}\n`;
    const grammar = createGrammar(defaultFamilies);
    const labels = readSpoken(go.outlineParts(text, grammar.mayContain), grammar).spoken.map(({ label }) => label);
    expect(labels).toEqual(['BC-9', 'BC-1', 'BC-2']);
  });

  it('BC-15: a message that is joined or written by number is heard as well', () => {
    const say = (message: string) =>
      `// BC-9 holds\nfunc TestX(t *testing.T) {\n\tt.Log(${message}) // as ever;\n\t// BC-8\n}\n`;
    const grammar = createGrammar(defaultFamilies);
    const labels = (message: string) =>
      readSpoken(go.outlineParts(say(message), grammar.mayContain), grammar).spoken.map(({ label }) => label);
    for (const message of [
      '"BC-1"',
      '"BC" + ("-1")',
      '("BC") + /* x */ `-1`',
      '"BC\\x2d1"',
      'fmt.Sprintf("%d BC-1", 2)',
    ])
      expect(labels(message), message).toEqual(['BC-9', 'BC-8', 'BC-1']);
    for (const message of ['"BC", "-1"', 'bc - 1']) expect(labels(message), message).toEqual(['BC-9', 'BC-8']);
  });

  it('BC-14: a suite’s methods have the names that go test prints, wherever its runner stands', () => {
    const type = 'type S struct {\n\tsuite.Suite\n\tn int\n}';
    const run = 'func TestS(t *testing.T) { suite.Run(t, new(S)) }';
    const adds =
      '// BC-1 holds\nfunc (s *S) TestAdds() {\n\ts.Require().Equal(3, Add(1, 2), "BC-2")\n\ts.Run("sub BC-3", func() { s.T().Errorf("BC-4") })\n\ts.check(s.T())\n\tAdd(2, 3)\n}';
    const helper = 'func (s *S) helper() { s.Equal(1, 2) }\n\nfunc (s *S) Testing() { s.Equal(1, 2) }';
    const names = [
      [
        [type, run, adds, helper],
        ['TestS', 'TestS/TestAdds', 'TestS/TestAdds/sub BC-3'],
      ],
      [
        [type, 'func TestS(t *testing.T) {\n\ts := &S{n: 1}\n\tsuite.Run(t, s)\n}', adds],
        ['TestS', 'TestS/TestAdds', 'TestS/TestAdds/sub BC-3'],
      ],
      [
        [type, adds],
        ['S.TestAdds', 'S.TestAdds/sub BC-3'],
      ],
      [
        [adds, helper],
        ['S.TestAdds', 'S.TestAdds/sub BC-3'],
      ],
      [['type S struct{ n int }', adds], []],
    ] as const;
    for (const [parts, wanted] of names) {
      const text = `package a\n\nimport (\n\t"testing"\n\t"github.com/stretchr/testify/suite"\n)\n\n${parts.join('\n\n')}\n`;
      const facts = reader.extract(text);
      const named = facts.tests.map(({ path }) => path.join('/'));
      expect(named.sort()).toEqual([...wanted].sort());
      expect(said(go.outline(text))).toEqual(said(facts));
      expect(
        go
          .outlineParts(text, () => true)
          .flatMap(({ tests }) => tests.map(({ path }) => path.join('/')))
          .sort(),
      ).toEqual(named);
      const test = facts.tests.find(({ path }) => /TestAdds$/.test(path.at(-1) ?? ''));
      if (test === undefined) continue;
      expect(test.dynamic).toBe(wanted[0] === 'S.TestAdds');
      expect([test.doc?.text, ...test.messages.map((message) => message.text)]).toEqual(['BC-1 holds', 'BC-2']);
      expect(test.assertions.map(({ callee, kind }) => [callee, kind])).toEqual([['s.Require().Equal', 'require']]);
      expect(test.calls.map(({ callee, passesHandle }) => [callee, passesHandle])).toEqual([
        ['Add', false],
        ['s.check', true],
      ]);
    }
  });

  it('BC-10: a fragment with an ellipsis, prose and an unfinished function is still read', () => {
    const source = [
      "Don't forget:",
      '...',
      '// TestOne verifies BC-1',
      'func TestOne(t *testing.T) {',
      '    ...',
      '    if got != want {',
      '        t.Error("BC-2")',
      '',
      '  func TestTwo(t *testing.T) {',
      '      // BC-3',
      '      ...',
    ].join('\n');
    const { tests, package: name, problems } = go.outline(source);
    expect(name).toBeNull();
    expect(tests.map(({ path, doc, at }) => [path[0], doc?.text ?? null, at.line])).toEqual([
      ['TestOne', 'TestOne verifies BC-1', 4],
      ['TestTwo', null, 9],
    ]);
    expect(tests.flatMap(({ comments, messages }) => [...comments, ...messages]).map(({ text }) => text)).toEqual([
      'BC-2',
      'BC-3',
    ]);
    expect(problems.map(({ at }) => at?.line)).toEqual([4, 9]);
  });

  it('BC-10: never throws, whatever the text', () => {
    const pieces = fc.constantFrom(
      '"',
      '`',
      "'",
      '/*',
      '//',
      '\n',
      '{',
      '}',
      '(',
      ')',
      'func ',
      'TestX',
      't *testing.T',
      '\\',
      ';',
      't.Run(',
      't.Error(',
      ' ',
      'package',
      'import',
      '+',
      ',',
      '\ud800',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const source = parts.join('');
        const count = source.split('\n').length;
        for (const facts of [go.outline(source), reader.extract(source)]) {
          expect(facts.tests.every(({ at }) => at.line >= 1 && at.endLine <= count)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
