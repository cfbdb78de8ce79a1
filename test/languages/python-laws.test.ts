// Holds the sketch to what the parser sees, on generated Python, and both to bounds on hostile input.
// Its contracts: docs/plans/python-tests-plan.md
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import type { Extractor } from '../../src/languages/language.ts';
import { python } from '../../src/languages/python/index.ts';
import type { TestFileFacts } from '../../src/model/test.ts';
import { spoken } from './describe-it-projection.ts';

let reader: Extractor;
beforeAll(async () => {
  reader = await python.open(readAsset);
});
afterAll(() => reader.close());

const word = fc.constantFrom('BC-1', 'BC-2/BC-3', '{', '}', '("', "it's", '# x', '\\', 'é😀', 'def test_fake():', '');
const words = fc.array(word, { maxLength: 3 }).map((all) => all.join(' '));
const short = words.map((text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`);
const single = words.map((text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`);
const raw = words.map((text) => `r"${text.replaceAll(/["\\]/g, '')}"`);
const long = fc.array(word, { maxLength: 3 }).map((lines) => `"""${lines.join('\n    ').replaceAll(/["\\]/g, '')}"""`);
const format = words.map((text) => `f"${text.replaceAll(/["\\{}]/g, '')}{value!r}"`);
const text = fc.oneof(short, single, raw, long, format);
const beside = fc.array(fc.oneof(short, single), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '));
const sum = fc
  .array(fc.oneof(beside, fc.constant('x')), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(' + '));
const comment = words.map((said) => `# ${said}`);
const value = fc.oneof(
  text,
  sum,
  fc.constantFrom(
    '1',
    '-2.5',
    '0x1F',
    '1e-3',
    '-5e-6',
    'None',
    'True',
    'x',
    'x.y',
    'f(1)',
    'ValueError',
    '[1, 2]',
    '{}',
    '(1,)',
  ),
  fc.tuple(text, text).map(([a, b]) => `f(${a}, k=[${b}])[${a}].g(${b})`),
  text.map((a) => `{${a}: 1, 'k': ${a}}`),
  text.map((a) => `[y for y in g(${a}) if y]`),
  text.map((a) => `lambda a, b=1: (${a})`),
  sum.map((a) => `(${a})`),
  fc.tuple(text, text).map(([a, b]) => `(${a} if x else ${b})`),
  fc.tuple(short, comment, short).map(([a, c, b]) => `(\n${a}  ${c}\n        ${b}\n)`),
);

type Lines = readonly string[];
const indented = (lines: Lines): Lines =>
  lines.flatMap((line) => line.split('\n')).map((line) => (line === '' ? '' : `    ${line}`));

const { block } = fc.letrec<{ statement: Lines; block: Lines }>((tie) => ({
  block: fc
    .tuple(fc.array(tie('statement'), { maxLength: 3 }), fc.constantFrom('pass', 'x = 1', '...', 'assert x'))
    .map(([statements, last]) => indented([...statements.flat(), last])),
  statement: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    comment.map((said) => [said]),
    fc.constant(['']),
    fc.tuple(value, comment).map(([a, c]) => [`x = ${a}  ${c}`]),
    fc.tuple(value, sum).map(([a, b]) => [`assert ${a}, ${b}`]),
    fc.tuple(value, sum, comment).map(([a, b, c]) => [`assert x == ${a}, (${b}) % y  ${c}`]),
    fc.tuple(sum, value).map(([a, b]) => [`pytest.fail(${a}); f(${b})`]),
    fc.tuple(value, sum).map(([a, b]) => [`self.assertEqual(${a}, x, ${b})`]),
    fc.tuple(value, sum).map(([a, b]) => [`raise ValueError(${a}, ${b})`]),
    fc.tuple(short, tie('block')).map(([a, inner]) => [`with self.subTest(${a}):`, ...inner]),
    fc.tuple(value, tie('block')).map(([a, inner]) => [`with f(${a}) as g, h:`, ...inner]),
    fc.tuple(value, tie('block'), tie('block')).map(([a, yes, no]) => [`if x in ${a}:`, ...yes, 'else:', ...no]),
    fc.tuple(value, tie('block')).map(([a, inner]) => [`for i, j in f(${a}):`, ...inner]),
    tie('block').map((inner) => ['try:', ...inner, 'except ValueError as e:', '    pass']),
    tie('block').map((inner) => ['def inner(a, b="("):', ...inner]),
    tie('block').map((inner) => ['class Inner(Base):', ...inner]),
  ),
}));

const decorator = fc.oneof(
  fc.constantFrom('@slow', '@pytest.mark.skip', '@decorated(1)'),
  short.map((said) => `@pytest.mark.contract(${said})`),
  fc.array(value, { maxLength: 4 }).map((values) => `@pytest.mark.parametrize("n", [${values.join(', ')}])`),
  fc
    .array(fc.tuple(value, short, comment), { minLength: 1, maxLength: 3 })
    .map(
      (rows) =>
        `@pytest.mark.parametrize("a,b", [\n${rows.map(([a, b, c]) => `    (${a}, ${b}),  ${c}`).join('\n')}\n])`,
    ),
);
const head = fc.constantFrom(
  'def test_%(n):',
  'async def test_%(a, b="x"):',
  'def helper%(x):',
  'def test_%(self) -> "x":',
);
const docstring = fc.oneof(
  fc.constant([]),
  long.map((said) => [`    ${said}`]),
  single.map((said) => [`    ${said}`]),
);
const above = fc.array(fc.oneof(comment, fc.constant('')), { maxLength: 3 });
const definition = fc
  .tuple(above, fc.array(decorator, { maxLength: 2 }), head, docstring, block, above)
  .map(([lead, decorators, first, doc, inner, behind]) => [
    ...lead,
    ...decorators,
    first,
    ...doc,
    ...inner,
    ...indented(behind),
  ]);
const named = (lines: Lines, i: number): Lines => lines.map((line) => line.replace('%(', `${i}(`));
const suite = fc
  .tuple(
    fc.constantFrom('class Test%:', 'class Test%(unittest.TestCase):', 'class Fake%(Base):'),
    docstring,
    fc.array(definition, { minLength: 1, maxLength: 3 }),
  )
  .map(([first, doc, methods]) => [first, ...doc, ...indented(methods.flatMap(named))]);
const other = fc.tuple(value, comment).map(([a, c]) => [`CASES = ${a}  ${c}`]);
const top = fc.oneof(
  { weight: 3, arbitrary: definition },
  { weight: 2, arbitrary: suite },
  { weight: 1, arbitrary: other },
);
const file = fc
  .tuple(above, fc.option(long), fc.array(top, { maxLength: 5 }), above)
  .map(([header, doc, parts, end]) =>
    [
      ...header,
      ...(doc === null ? [] : [doc]),
      'import pytest  # imported',
      'from unittest import (\n    TestCase,  # BC-9\n)',
      ...parts.flatMap((lines, i) => lines.map((line) => line.replace(/%(?=[(:])/, `${i}`))),
      ...end,
      '',
    ].join('\n'),
  );

/** Everything but places: a part counts its lines from its own first one. */
const wordsOf = ({ tests, loose }: Pick<TestFileFacts, 'tests' | 'loose'>) => ({
  tests: tests.map(({ path, doc, comments, messages }) => ({
    path,
    said: [...(doc === null ? [] : [doc]), ...comments, ...messages].map((one) => one.text),
  })),
  loose: loose.map((one) => [one.placement, one.text]),
});

describe('Python outline', () => {
  it('BC-9: says on generated Python what the parser says', () => {
    let parsed = 0;
    fc.assert(
      fc.property(file, (source) => {
        const facts = reader.extract(source);
        if (facts.problems.length > 0) return;
        parsed++;
        expect(spoken(python.outline(source))).toEqual(spoken(facts));
      }),
      { numRuns: 400 },
    );
    // Most of what is generated must be valid Python, or the property would say nothing.
    expect(parsed).toBeGreaterThan(300);
  });

  it('BC-9: the parts say together what the whole says, and equal text gives the same part', () => {
    fc.assert(
      fc.property(file, (source) => {
        const parts = python.outlineParts(source, () => true);
        const whole = wordsOf(python.outline(source));
        expect(
          wordsOf({ tests: parts.flatMap(({ tests }) => tests), loose: parts.flatMap(({ loose }) => loose) }),
        ).toEqual(whole);
        expect(python.outlineParts(source, () => true)[0]).toBe(parts[0]);
      }),
      { numRuns: 150 },
    );
  });

  it('BC-9: a part that nobody wants still names its tests', () => {
    const source = `class Base(TestCase):\n    def test_a(self):\n        """unwanted"""\n\ndef test_b():\n    x = f("(") # {\n`;
    const parts = python.outlineParts(source, () => false);
    expect(parts.flatMap(({ tests }) => tests.map(({ path, doc }) => [path.join(' > '), doc]))).toEqual([
      ['Base::test_a', null],
      ['test_b', null],
    ]);
  });

  it('BC-12: a fragment with an ellipsis, prose and an unfinished function is still read', () => {
    const source = [
      "Don't forget:",
      '    # verifies BC-1',
      '    def test_one(self):',
      '        ...',
      '        assert (got == want, "BC-2"',
      '',
      '    def test_two(self):',
      '        """BC-3',
    ].join('\n');
    const { tests, problems } = python.outline(source);
    expect(tests.map(({ path, doc, at }) => [path[0], doc?.text, at.line])).toEqual([
      ['test_one', 'verifies BC-1', 3],
      ['test_two', 'BC-3', 7],
    ]);
    expect(problems.map(({ at }) => at?.line)).toEqual([5]);
  });

  it('BC-12: never throws, whatever the text', () => {
    const shreds = fc.constantFrom(
      ...[
        '"',
        '"""',
        "'",
        '#',
        '\n',
        '    ',
        '\t',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        'def ',
        'test_x',
        ':',
        ',',
        '\\',
        '\\\n',
        ';',
        '=',
        'f"',
        '@',
      ],
      ...[
        'class Test',
        'if ',
        'else:',
        'with self.subTest(',
        'assert ',
        'lambda ',
        'for ',
        ' in ',
        'match x:',
        'import ',
        'async ',
        '\ud800',
        '\f',
      ],
      '@pytest.mark.parametrize("a", [',
    );
    fc.assert(
      fc.property(fc.array(shreds, { maxLength: 60 }), (parts) => {
        const source = parts.join('');
        const rows = source.split('\n').length;
        for (const facts of [python.outline(source), reader.extract(source)]) {
          for (const { at } of [...facts.tests, ...facts.loose]) expect(at.endLine).toBeLessThanOrEqual(rows);
        }
        for (const part of python.outlineParts(source, () => true))
          expect(part.tests.every(({ path }) => path.length > 0)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

const inTest = (body: string): string => `def test_x():\n${body}\n\ndef test_y():\n    assert 1, "BC-2"\n`;

describe('hostile Python', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['5,000 parentheses', inTest(`    x = ${'('.repeat(5000)}1${')'.repeat(5000)}`)],
    ['50,000 open brackets', inTest(`    x = ${'['.repeat(50_000)}`)],
    ['5,000 blocks', inTest(Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i + 4)}if x:`).join('\n'))],
    ['5,000 classes in each other', Array.from({ length: 5000 }, (_, i) => `${' '.repeat(i)}class Test:`).join('\n')],
    ['a sum of 20,000 strings', inTest(`    assert x, "a"${' + "b"'.repeat(20_000)}`)],
    ['a chain of 20,000 calls', inTest(`    x${'.f("a")'.repeat(20_000)}`)],
    ['20,000 lambdas', inTest(`    x = ${'lambda: '.repeat(20_000)}1`)],
    ['1 MB on one line', inTest(`    ${'assert x == "a"; '.repeat(60_000)}`)],
    ['100,000 quotes', inTest(`    ${'"'.repeat(100_001)}`)],
    ['100,000 backslashes', inTest(`    ${'\\'.repeat(100_001)}`)],
    ['20,000 decorators', `${'@a\n'.repeat(20_000)}${inTest('    pass')}`],
    ['20,000 comments behind a function', inTest(`    pass\n${'    # BC-1\n\n'.repeat(20_000)}`)],
    ['a product of tables', `${'@pytest.mark.parametrize("a", range(100))\n'.repeat(6)}${inTest('    pass')}`],
    ['names in a circle', `A = B\nB = A\n@pytest.mark.parametrize("a", A)\n${inTest('    pass')}`],
    [
      'classes in a circle',
      'class TestA(TestB):\n  def test_a(self): pass\nclass TestB(TestA):\n  def test_b(self): pass\n',
    ],
  ];
  it.each(hostile)('BC-13: %s is read in bounded time', (_title, source) => {
    for (const read of [reader.extract, python.outline]) {
      const began = performance.now();
      const facts = read(source);
      python.outlineParts(source, () => true);
      expect(performance.now() - began).toBeLessThan(15_000);
      expect(facts.problems.length).toBeLessThan(55);
      expect(facts.tests.length + facts.problems.length).toBeGreaterThan(0);
      expect(JSON.stringify(facts).length).toBeLessThan(10_000_000);
    }
    expect(reader.extract(inTest('    pass')).problems).toEqual([]);
  });

  it('BC-13: 20 MB are read as far as the bound, and the problems say what is missing', () => {
    const { tests, problems } = reader.extract('def test_x():\n    assert f(1) == 2, "BC-1"  # BC-2\n'.repeat(400_000));
    expect(tests.length).toBe(20_000);
    expect(problems.map(({ effect }) => effect)).toEqual([
      expect.stringContaining('without a parser'),
      expect.stringContaining('is not read'),
      expect.stringContaining('are not read'),
    ]);
  });

  it('BC-13: a file that is no text is recorded and not read', () => {
    const facts = reader.extract(`\u0000\ufffd${inTest('    pass')}\u0000\ufffd`.repeat(50).replaceAll(' ', '\u0000'));
    expect(facts.tests).toEqual([]);
    expect(facts.problems).toMatchObject([{ effect: 'it is not read' }]);
  });

  it('BC-13: a file in another encoding than UTF-8 is read, and a problem says so', () => {
    const facts = reader.extract(`# -*- coding: latin-1 -*-\n${inTest('    assert x, "caf\ufffd"')}`);
    expect(facts.tests.map(({ path }) => path[0])).toEqual(['test_x', 'test_y']);
    expect(facts.problems.map(({ what }) => what)).toEqual([expect.stringContaining('latin-1')]);
  });

  it('BC-13: form feeds, tabs and carriage returns change nothing about blocks', () => {
    const source = 'class TestA:\n\tdef test_a(self):\n\t\tassert x\n\f\n\tdef test_b(self):\n        assert y\n';
    for (const text of [source, source.replaceAll('\n', '\r\n'), `\ufeff${source}`]) {
      for (const facts of [reader.extract(text), python.outline(text)]) {
        expect(facts.tests.map(({ path }) => path.join('.'))).toEqual(['TestA::test_a', 'TestA::test_b']);
      }
    }
  });
});
