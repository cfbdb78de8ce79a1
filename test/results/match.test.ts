// From the names in the source to the names in the results, with the sources that the result files were made from.
// Its contracts: docs/plans/results-plan.md
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';
import { languageOf, loadLanguage } from '../../src/languages/index.ts';
import { gatherTests } from '../../src/linking/head-tests.ts';
import type { TestNode } from '../../src/model/graph.ts';
import { wholeLine } from '../../src/model/location.ts';
import type { ResultMatch, TestRun } from '../../src/model/results.ts';
import { type MatchContext, matchResults } from '../../src/results/index.ts';
import { goNumbering, goSpelling } from '../../src/results/spelling.ts';
import { event, fixtures, read, readText } from './reading.ts';

const SHOP: MatchContext = { modules: [{ path: 'example.com/shop', dir: '' }], root: null };
const NOWHERE: MatchContext = { modules: [], root: null };

/** A test of the source, made up: `node('a/x_test.go', 'TestX/a b')`. */
const node = (path: string, name: string, more: Partial<TestNode> = {}): TestNode => ({
  kind: 'test',
  id: `${path}::${name}`,
  path,
  name,
  language: path.endsWith('.go')
    ? 'go'
    : path.endsWith('.py')
      ? 'python'
      : path.endsWith('.rs')
        ? 'rust'
        : 'typescript',
  testKind: name.includes('/') ? 'subtest' : 'test',
  roles: [],
  worth: 'asserts',
  dynamic: false,
  at: wholeLine(1),
  addedBy: null,
  goldenFiles: [],
  ...more,
});

/** The tests of files below fixtures/results/source, as linking names them; `folder` is left out of their paths. */
async function sourceTests(folder: string, paths: readonly string[]): Promise<readonly TestNode[]> {
  const files = [];
  for (const path of paths) {
    const language = await loadLanguage(languageOf(path)?.id);
    const extractor = await language?.open(readAsset);
    if (extractor === undefined) throw new Error(`no language reads ${path}`);
    files.push({ path, facts: extractor.extract(readFileSync(join(fixtures, 'source', folder, path), 'utf8')) });
    extractor.close();
  }
  return gatherTests(files).all.map(({ id, path, name, language, syntax }) =>
    node(path, name, { id, language, testKind: syntax.kind, dynamic: syntax.dynamic, at: syntax.at }),
  );
}

const match = (tests: readonly TestNode[], runs: readonly TestRun[], context = NOWHERE): ResultMatch =>
  matchResults(
    tests,
    runs.map((run, i) => ({ name: `file ${i + 1}`, run })),
    context,
  );

const outcomesOf = ({ outcomes }: ResultMatch): Readonly<Record<string, string>> =>
  Object.fromEntries(outcomes.map(({ test, outcome }) => [test.slice(test.indexOf('::') + 2), outcome]));

const GO_FILES = ['broken', 'cart', 'exits', 'flaky', 'forged', 'panics', 'seeds', 'swallowed'].map(
  (name) => `${name}/${name}_test.go`,
);

describe('Go names', () => {
  let tests: readonly TestNode[] = [];
  beforeAll(async () => {
    tests = await sourceTests('go', GO_FILES);
  });

  const EXPECTED = {
    TestNeverCompiled: 'not-run',
    TestTotal: 'passed',
    TestDiscount: 'fail',
    'TestDiscount/BC-3: GIVEN x, WHEN y': 'passed',
    'TestDiscount/too much': 'fail',
    TestOnlySkips: 'skipped',
    'TestNames/dup#01': 'passed',
    'TestNames/tab\there': 'passed',
    'TestNames/nul\u0000byte': 'passed',
    'TestNames/a/b': 'passed',
    'TestRows/"n="+n': 'passed',
    TestFine: 'not-run',
    TestNotYet: 'fail',
    TestAfter: 'not-run',
    FuzzPrice: 'passed',
    ExamplePrice: 'passed',
    BenchmarkPrice: 'not-run',
    TestNext: 'passed',
    TestNoNewline: 'not-run',
  };

  it('BC-11: every test of the example is found in the events of its run', async () => {
    const answer = match(tests, [await read('go/run-go1.19.jsonl')], SHOP);
    expect(outcomesOf(answer)).toMatchObject(EXPECTED);
    expect(answer.lostResults).toEqual([]);
    expect(answer.lostTests).toEqual(['broken/broken_test.go::TestNeverCompiled', 'panics/panics_test.go::TestAfter']);
    const whys = new Map(answer.outcomes.map(({ test, why }) => [test, why]));
    expect(whys.get('broken/broken_test.go::TestNeverCompiled')).toBe(
      'example.com/shop/broken could not be built or loaded',
    );
    expect(whys.get('panics/panics_test.go::TestAfter')).toBe('no result bears its name');
    expect(answer.problems.map(({ what }) => what)[0]).toMatch(/^2 of \d+ tests \([\d.]+ %\) have no result: /);
  });

  it('BC-11: gotestsum’s file says the same, but for what it lets a program print', async () => {
    const answer = match(tests, [await read('go/gotestsum-1.8.2.xml')], SHOP);
    expect(outcomesOf(answer)).toMatchObject({ ...EXPECTED, TestNotYet: 'flaky', TestNoNewline: 'fail' });
    expect(answer.lostResults.map(({ name }) => name)).toEqual(['TestNobody']);
  });

  it('BC-11: without go.mod the module is found from the packages, and packages of another one are lost with it', async () => {
    const run = await read('go/run-go1.19.jsonl');
    expect(match(tests, [run])).toEqual(match(tests, [run], SHOP));
    const foreign = match(tests, [run], { modules: [{ path: 'example.com/other', dir: '' }], root: null });
    expect(foreign.outcomes.every(({ outcome }) => outcome === 'not-run')).toBe(true);
    expect(foreign.problems[0]?.effect).toContain('another repository');
  });

  it('BC-11: equal names have a number in the order of the source, as go test gives it', () => {
    const number = goNumbering();
    const names = ['dup', 'dup', 'dup', 'dup#01', '', '', 'a b', 'a_b'].map((name) => `TestX/${goSpelling(name)}`);
    expect(names.map((name) => number(name).slice(6))).toEqual([
      'dup',
      'dup#01',
      'dup#02',
      'dup#01#01',
      '#00',
      '#01',
      'a_b',
      'a_b#01',
    ]);
  });

  it('BC-11: a name that ends in a slash is not an empty name', async () => {
    const tests = ['TestX', 'TestX/trail/', 'TestX/a', 'TestX/a/'].map((name) => node('x_test.go', name));
    const names = ['TestX', 'TestX/trail/', 'TestX/a', 'TestX/a/#00'];
    const lines = [...names.map((name) => event('run', 'm', name)), ...names.map((name) => event('pass', 'm', name))];
    const run = await readText(`${lines.join('')}${event('pass', 'm')}`);
    const { outcomes } = match(tests, [run], { modules: [{ path: 'm', dir: '' }], root: null });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'passed', 'passed']);
  });

  it('BC-11: no two subtests ever get one name', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('', 'a', 'a b', 'a_b', 'a#01', 'a#02', 'a#01#01', '#00'), { maxLength: 12 }),
        (names) => {
          const number = goNumbering();
          const given = names.map((name) => number(`TestX/${goSpelling(name)}`));
          expect(new Set(given).size).toBe(given.length);
        },
      ),
    );
  });

  it('BC-11: of a test that two files of a package declare, for two systems, nobody knows which one ran', async () => {
    const tests = [
      node('x_unix_test.go', 'TestX'),
      node('x_windows_test.go', 'TestX'),
      node('x_unix_test.go', 'TestX/a'),
    ];
    const run = await readText(
      event('run', 'm', 'TestX') +
        event('run', 'm', 'TestX/a') +
        event('pass', 'm', 'TestX/a') +
        event('pass', 'm', 'TestX') +
        event('pass', 'm'),
    );
    expect(match(tests, [run]).outcomes.map(({ outcome }) => outcome)).toEqual(['not-run', 'passed', 'not-run']);
  });

  it('BC-11: a package of the same end in two modules is nobody’s', async () => {
    const both = [node('a/kv/x_test.go', 'TestX'), node('b/kv/x_test.go', 'TestX')];
    const run = await readText(event('run', 'm/kv', 'TestX') + event('pass', 'm/kv', 'TestX') + event('pass', 'm/kv'));
    const answer = match(both, [run]);
    expect(Object.values(outcomesOf(answer))).toEqual(['not-run']);
    expect(answer.lostResults).toHaveLength(1);
  });
});

describe('rows whose names are made at run time', () => {
  const ran = (...names: readonly (readonly [string, string])[]): Promise<TestRun> =>
    readText(
      [
        ...names.map(([name]) => event('run', 'm', name)),
        ...names.map(([name, end]) => event(end, 'm', name)).reverse(),
        event('pass', 'm'),
      ].join(''),
    );
  const at = (name: string): TestNode => node('x_test.go', name, { dynamic: true });
  const written = (name: string): TestNode => node('x_test.go', name);

  it('BC-14: belong to the one subtest that can have made them, the worst of them counts', async () => {
    const tests = [written('TestX'), written('TestX/plain'), at('TestX/tt.name')];
    const run = await ran(['TestX', 'pass'], ['TestX/plain', 'pass'], ['TestX/one', 'pass'], ['TestX/two', 'skip']);
    expect(outcomesOf(match(tests, [run]))).toEqual({
      TestX: 'passed',
      'TestX/plain': 'passed',
      'TestX/tt.name': 'passed',
    });
    const failed = await ran(['TestX', 'fail'], ['TestX/one', 'pass'], ['TestX/two', 'fail']);
    expect(outcomesOf(match(tests, [failed]))).toEqual({
      TestX: 'fail',
      'TestX/plain': 'not-run',
      'TestX/tt.name': 'fail',
    });
  });

  it('BC-14: are told apart by what their names begin with, and belong to nobody where that does not help', async () => {
    const run = await ran(['TestX', 'pass'], ['TestX/n=1', 'pass']);
    const apart = [written('TestX'), at('TestX/"n="+n'), at('TestX/"m="+m')];
    expect(outcomesOf(match(apart, [run]))).toEqual({
      TestX: 'passed',
      'TestX/"n="+n': 'passed',
      'TestX/"m="+m': 'not-run',
    });
    const alike = [written('TestX'), at('TestX/a.name'), at('TestX/b.name')];
    expect(outcomesOf(match(alike, [run]))).toEqual({
      TestX: 'passed',
      'TestX/a.name': 'not-run',
      'TestX/b.name': 'not-run',
    });
  });

  it('BC-14: may take the plain name from a subtest that is written out; the worst of both counts then', async () => {
    const tests = [written('TestX'), written('TestX/a'), at('TestX/tt.name')];
    const run = await ran(['TestX', 'fail'], ['TestX/a', 'pass'], ['TestX/a#01', 'fail']);
    expect(outcomesOf(match(tests, [run]))['TestX/a']).toBe('fail');
  });

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: titles as their sources write them
  it('BC-14: titles with holes fit what their texts fit', async () => {
    const tests = [
      node('a.test.ts', 'S > adds %i and %i', { dynamic: true }),
      node('a.test.ts', 'S > in ${mode} mode', { dynamic: true }),
    ];
    const tap = (...lines: readonly string[]): Promise<TestRun> =>
      readText(
        `1..${lines.length}\n${lines.map((line, i) => `${line.startsWith('!') ? 'not ' : ''}ok ${i + 1} - a.test.ts > S > ${line.replace('!', '')}\n`).join('')}`,
      );
    expect(outcomesOf(match(tests, [await tap('adds 1 and 2', 'adds 3 and 4')]))).toEqual({
      'S > adds %i and %i': 'passed',
      'S > in ${mode} mode': 'not-run',
    });
    expect(outcomesOf(match(tests, [await tap('adds 1 and 2', '!in dark mode')]))).toEqual({
      'S > adds %i and %i': 'passed',
      'S > in ${mode} mode': 'fail',
    });
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: titles as their sources write them
});

describe('titles', () => {
  const VITEST = {
    'Cart > BC-1: adds a price': 'passed',
    'Cart > BC-2: takes the discount off': 'fail',
    'Cart > BC-3: knows the tax': 'skipped',
    'Cart > with a > in its name > keeps it': 'passed',
    'Cart > doubles 1 and 2': 'passed',
    'never loaded': 'not-run',
    'passes before the end fails': 'not-run',
  };

  it.each(['vitest-4.1.12.json', 'vitest-4.1.12.xml', 'vitest-4.1.12.tap'])(
    'BC-12: %s ties every result to its test, equal titles together',
    async (file) => {
      const paths = ['broken', 'cart', 'teardown'].map((name) => `test/${name}.test.ts`);
      const answer = match(await sourceTests('js/vitest', paths), [await read(`js/${file}`)]);
      expect(outcomesOf(answer)).toMatchObject({ ...VITEST, 'twice > same title': 'fail' });
      expect(outcomesOf(answer)['set up > needs the database']).not.toBe('passed');
      expect(answer.lostTests).toEqual(['test/broken.test.ts::never loaded']);
      const broken = answer.outcomes.find(({ test }) => test.endsWith('never loaded'));
      // Its JUnit tells of a file that was not loaded as of a test that failed.
      if (!file.endsWith('.xml')) expect(broken?.why).toBe('test/broken.test.ts could not be built or loaded');
    },
  );

  it.each(['jest-30.5.2.json', 'jest-junit-17.0.0.xml', 'jest-junit-named-17.0.0.xml', 'jest-ctrf-0.0.11.json'])(
    'BC-12: %s ties every result to its test, whatever separates the titles',
    async (file) => {
      const paths = ['broken', 'cart', 'teardown'].map((name) => `test/${name}.test.js`);
      const answer = match(await sourceTests('js/jest', paths), [await read(`js/${file}`)]);
      // CTRF's reporter for jest says nothing of hooks.
      const hooks = file.includes('ctrf') ? { 'passes before the end fails': 'passed' } : {};
      expect(outcomesOf(answer)).toMatchObject({ ...VITEST, ...hooks, 'twice > same title': 'fail' });
      expect(answer.lostResults.filter(({ name }) => !name.includes('Test execution failure'))).toEqual([]);
    },
  );

  it('BC-12: node:test and Playwright are found by file and titles, both projects together', async () => {
    const nodeTests = await sourceTests('js/node', ['test/cart.test.mjs', 'test/broken.test.mjs']);
    const tap = match(nodeTests, [await read('js/node-20.20.2.tap')]);
    expect(outcomesOf(tap)).toMatchObject({
      'Cart > BC-2: takes the # discount off': 'fail',
      'with parts > one part': 'passed',
      'with parts > another\nline': 'passed',
      'never loaded': 'not-run',
    });
    expect(tap.lostResults).toEqual([]);
    const xml = match(nodeTests, [await read('js/node-20.20.2.xml')]);
    // Its JUnit reporter drops the line feed of a title.
    expect(xml.lostResults.map(({ name }) => name)).toEqual(['test/broken.test.mjs', 'with parts > anotherline']);
    const browser = match(await sourceTests('js/playwright', ['test/cart.spec.ts']), [
      await read('js/playwright-retries-1.65.1.xml'),
    ]);
    expect(outcomesOf(browser)).toMatchObject({
      'Cart > BC-1: adds a price': 'passed',
      'Cart > passes the second time': 'flaky',
      'set up > needs the database': 'fail',
      'set up > needs it too': 'skipped',
    });
    expect([browser.lostResults, browser.lostTests]).toEqual([[], []]);
  });

  it('BC-12: a path from another machine or folder means the file that ends like it, if only one does', async () => {
    const tests = [
      node('packages/a/x.test.ts', 'S > t'),
      node('packages/b/x.test.ts', 'S > t'),
      node('y.test.ts', 'u'),
    ];
    const report = (name: string, title: string): Promise<TestRun> =>
      readText(
        JSON.stringify({
          numTotalTestSuites: 1,
          testResults: [
            {
              name,
              status: 'passed',
              assertionResults: [{ ancestorTitles: title === 'u' ? [] : ['S'], title, status: 'passed' }],
            },
          ],
        }),
      );
    const passed = async (name: string, title: string): Promise<readonly string[]> =>
      match(tests, [await report(name, title)])
        .outcomes.filter(({ outcome }) => outcome === 'passed')
        .map(({ test }) => test);
    expect(await passed('/home/ci/shop/packages/b/x.test.ts', 't')).toEqual(['packages/b/x.test.ts::S > t']);
    expect(await passed('b\\x.test.ts', 't')).toEqual(['packages/b/x.test.ts::S > t']);
    expect(await passed('x.test.ts', 't')).toEqual([]);
    expect(await passed('/elsewhere/z.test.ts', 'u')).toEqual([]);
  });

  it('BC-12: of two tests with one name of which one has no result, none passes', async () => {
    const tests = [node('a.test.ts', 'S > t'), node('a.test.ts', 'S > t', { id: 'a.test.ts::S > t#01' })];
    const answer = match(tests, [await readText('1..1\nok 1 - a.test.ts > S > t\n')]);
    expect(answer.outcomes.map(({ outcome }) => outcome)).toEqual(['not-run', 'not-run']);
  });
});

describe('modules', () => {
  it.each(['pytest-xunit1-7.2.1.xml', 'pytest-xunit2-7.2.1.xml', 'by-hand-pytest-json-report.json'])(
    'BC-13: %s ties functions, methods and rows',
    async (file) => {
      const tests = await sourceTests('python', ['tests/test_cart.py', 'tests/test_broken.py']);
      const answer = match(tests, [await read(`python/${file}`)]);
      const byEnd = (end: string): string | undefined =>
        answer.outcomes.find(({ test }) => test.endsWith(end))?.outcome;
      expect(
        [
          'test_total',
          'test_discount',
          'test_needs_database',
          'test_server',
          'test_known_bug',
          'test_never_loaded',
        ].map(byEnd),
      ).toEqual(['passed', 'fail', 'fail', 'fail', 'skipped', 'not-run']);
      expect(byEnd('test_parse/[x::y]')).toBe('passed');
      expect(byEnd('test_parse')).toBe(file.endsWith('.json') ? 'passed' : 'fail');
      expect(answer.links.map(({ test, contract }) => [test?.endsWith('test_total'), contract])).toEqual([
        [true, 'shop#BC-1'],
      ]);
    },
  );

  it('BC-13: a Rust test is found by its name and modules, and not at all where two fit', async () => {
    const tests = [node('src/cart.rs', 'adds'), node('src/tax.rs', 'adds'), node('src/tax.rs', 'only_here')];
    const run = await readText(
      '<testsuite name="shop"><testcase classname="shop" name="cart::tests::adds"/><testcase classname="shop" name="only_here"/><testcase classname="shop" name="tests::adds"><failure/></testcase></testsuite>',
    );
    const answer = match(tests, [run]);
    expect(answer.outcomes.map(({ test, outcome }) => `${test} ${outcome}`)).toEqual([
      'src/cart.rs::adds passed',
      'src/tax.rs::adds not-run',
      'src/tax.rs::only_here passed',
    ]);
    expect(answer.lostResults[0]?.candidates).toEqual(['src/cart.rs::adds', 'src/tax.rs::adds']);
  });
});

describe('several result files', () => {
  const test = node('x_test.go', 'TestX');
  const run = (end: string): Promise<TestRun> =>
    readText(event('run', 'm', 'TestX') + event(end, 'm', 'TestX') + event(end, 'm'));

  it('BC-16: where they disagree the worst counts, in any order, and a problem says so', async () => {
    for (const ends of [
      ['pass', 'fail'],
      ['fail', 'pass'],
    ] as const) {
      const answer = match([test], await Promise.all(ends.map(run)));
      expect(outcomesOf(answer)).toEqual({ TestX: 'fail' });
      expect(answer.problems.map(({ what }) => what)).toEqual([
        'file 1, file 2 disagree about 1 tests: x_test.go::TestX',
      ]);
    }
  });

  it('BC-16: a file that knows nothing of a test takes nothing away', async () => {
    const other = await readText(event('run', 'm', 'TestY') + event('pass', 'm', 'TestY') + event('pass', 'm'));
    expect(outcomesOf(match([test, node('x_test.go', 'TestY')], [await run('pass'), other]))).toEqual({
      TestX: 'passed',
      TestY: 'passed',
    });
  });

  it('BC-15: shares are said in both directions', async () => {
    const text = ['TestX', 'TestGone', 'TestOld']
      .map((name) => event('run', 'm', name) + event('pass', 'm', name))
      .join('');
    const answer = match([test, node('x_test.go', 'TestNew')], [await readText(text + event('pass', 'm'))]);
    expect(answer.problems.map(({ what }) => what)).toEqual([
      '2 of 3 results (66.7 %) belong to no test of the source: m TestGone, m TestOld',
      '1 of 2 tests (50 %) have no result: x_test.go::TestNew',
    ]);
  });

  it('BC-17: a contract that is named is told with the test that named it, or without', async () => {
    const attr = (name: string): string =>
      event('run', 'm', name) +
      event('attr', 'm', name, { Key: 'trace.contract', Value: 'shop#BC-1' }) +
      event('pass', 'm', name);
    const answer = match([test], [await readText(attr('TestX') + attr('TestGone') + event('pass', 'm'))]);
    expect(answer.links).toEqual([
      { test: null, contract: 'shop#BC-1', result: 'm TestGone' },
      { test: 'x_test.go::TestX', contract: 'shop#BC-1', result: 'm TestX' },
    ]);
  });
});
