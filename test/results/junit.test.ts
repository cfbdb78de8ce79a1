// JUnit XML: its dialects, and what hostile XML must not do.
// Its contracts: docs/plans/results-plan.md
import { describe, expect, it } from 'vitest';
import { outcomes, read, readText } from './reading.ts';

const suite = (inside: string, attributes = ''): string =>
  `<?xml version="1.0"?>\n<testsuites><testsuite name="s" ${attributes}>${inside}</testsuite></testsuites>`;

describe('JUnit XML', () => {
  it('BC-5: suites inside of suites and a suite at the root are read', async () => {
    const nested = suite('<testsuite name="inner"><testcase name="t" classname="c"/></testsuite>');
    expect((await readText(nested)).results).toMatchObject([
      { package: 'c', suites: ['s', 'inner'], name: 't', outcome: 'passed' },
    ]);
    const alone = await readText('<testsuite name="only"><testcase name="t"/></testsuite>');
    expect(alone.results).toMatchObject([{ package: 'only', suites: ['only'], name: 't' }]);
  });

  it('BC-5: earlier goes beside the last one make a test flaky or failed', async () => {
    const run = await readText(
      suite(
        '<testcase name="flaky"><flakyFailure><stackTrace/></flakyFailure></testcase>' +
          '<testcase name="failed"><failure/><rerunFailure/></testcase>' +
          '<testcase name="rerun by pytest"><rerun/></testcase>',
      ),
    );
    expect(outcomes(run)).toEqual({ 's > flaky': 'flaky', 's > failed': 'fail', 's > rerun by pytest': 'flaky' });
  });

  it('BC-5: a failure inside of another element is not the failure of the test', async () => {
    const run = await readText(suite('<testcase name="t"><system-out><failure/></system-out></testcase>'));
    expect(outcomes(run)).toEqual({ 's > t': 'passed' });
  });

  it('BC-5: a test that is skipped and then fails in its teardown has failed', async () => {
    const run = await readText(suite('<testcase name="t"><skipped/><error/></testcase>'));
    expect(outcomes(run)).toEqual({ 's > t': 'fail' });
  });

  it('BC-5: equal names are goes at one test where Go wrote them, and tests of their own elsewhere', async () => {
    const twice = '<testcase classname="p" name="TestA"><failure/></testcase><testcase classname="p" name="TestA"/>';
    const go = await readText(suite(`<properties><property name="go.version" value="go1.25"/></properties>${twice}`));
    expect(go.results).toMatchObject([{ outcome: 'flaky', attempts: ['fail', 'passed'] }]);
    const other = await readText(suite(twice));
    expect(other.results.map(({ occurrence, outcome }) => [occurrence, outcome])).toEqual([
      [0, 'fail'],
      [1, 'passed'],
    ]);
  });

  it('BC-3: a suite that counts failures and holds none proves nothing', async () => {
    const run = await readText(suite('<testcase name="t"/>', 'failures="1"'));
    expect(outcomes(run)).toEqual({ 's > t': 'not-run' });
    expect(run.problems[0]?.what).toBe('suite s counts 1 failures and holds none');
  });

  it('BC-3: what passed in a file whose last hook failed did not pass, for vitest, jest and gotestsum', async () => {
    for (const [path, name] of [
      ['js/vitest-4.1.12.xml', 'passes before the end fails'],
      ['js/vitest-4.1.12.json', 'passes before the end fails'],
      ['js/vitest-4.1.12.tap', 'passes before the end fails'],
      ['js/jest-30.5.2.json', 'passes before the end fails'],
      ['js/jest-junit-17.0.0.xml', 'passes before the end fails'],
      ['go/gotestsum-1.8.2.xml', 'TestFine'],
      ['go/run-go1.19.jsonl', 'TestFine'],
    ] as const) {
      const result = (await read(path)).results.find((each) => each.name === name);
      expect([path, result?.outcome]).toEqual([path, 'not-run']);
    }
  });

  it('BC-3: a build, a module or a file that failed leaves the run open, and its failure counts', async () => {
    const whole = (inside: string, attributes: string): string => `<testsuites ${attributes}>${inside}</testsuites>`;
    const passing = '<testcase classname="p" name="TestA"/>';
    const counted = await readText(whole(`<testsuite name="p">${passing}</testsuite>`, 'failures="0" errors="1"'));
    expect(counted.packages).toMatchObject([
      { name: 'something that it counts as an error and does not name', outcome: 'unknown' },
    ]);
    const failing = '<testcase classname="p" name="TestB"><failure/></testcase>';
    const told = await readText(whole(`<testsuite name="p">${failing}</testsuite>`, 'failures="1" errors="0"'));
    expect(told.packages).toEqual([]);
    const both = '<testcase classname="p" name="TestB"><failure/><error/></testcase>';
    const twice = await readText(whole(`<testsuite name="p">${both}</testsuite>`, 'failures="1" errors="1"'));
    expect(twice.packages).toEqual([]);
    const module = '<testcase classname="" name="tests.test_x"><error message="collection failure"/></testcase>';
    const python = await readText(suite(`${module}<testcase classname="tests.test_y" name="test_a"/>`, 'errors="1"'));
    expect(python.packages).toMatchObject([{ name: 'tests/test_x.py', outcome: 'unbuilt' }]);
    expect(outcomes(python)).toEqual({ 's > tests.test_x': 'fail', 's > test_a': 'passed' });
    const file =
      '<testsuite name="a.test.ts"><testcase classname="a.test.ts" name="a.test.ts"><error/></testcase></testsuite>';
    const script = await readText(whole(file, 'errors="1"'));
    expect(outcomes(script)).toEqual({ 'a.test.ts > a.test.ts': 'fail' });
    expect(script.packages).toMatchObject([{ name: 'a.test.ts', outcome: 'unbuilt' }]);
    // A test may be called like its suite: its failure counts.
    const twin = '<testsuite name="adds"><testcase classname="adds" name="adds"><failure/></testcase></testsuite>';
    expect(outcomes(await readText(whole(twin, 'failures="1"')))).toEqual({ 'adds > adds': 'fail' });
  });

  it('BC-5: times are read with a point, a comma and thousands', async () => {
    const times = ['1.5', '0,012', '1,234.5', '', 'soon', '-1'].map(
      (time, i) => `<testcase name="${i}" time="${time}"/>`,
    );
    expect((await readText(suite(times.join('')))).results.map(({ durationMs }) => durationMs)).toEqual([
      1500,
      12,
      1_234_500,
      null,
      null,
      null,
    ]);
  });

  it('BC-6: a document type is refused before anything in it is read', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><testsuite name="s"><testcase name="&b;"/></testsuite>`;
    const run = await readText(bomb);
    expect(run.results).toEqual([]);
    expect(run.complete).toBe(false);
    expect(run.problems[0]?.what).toContain('document type');
  });

  it('BC-6: an entity of one’s own ends the reading, and what stood before counts', async () => {
    const run = await readText(suite('<testcase name="before"/><testcase name="&bomb;"/><testcase name="after"/>'));
    expect(outcomes(run)).toEqual({ 's > before': 'passed' });
    expect(run.complete).toBe(false);
  });

  it('BC-6: comments, CDATA and instructions hide nothing and pretend nothing', async () => {
    const run = await readText(
      suite(
        '<!-- <testcase name="a comment"/> --><?php <testcase name="an instruction"/> ?>' +
          '<testcase name="real"><system-out><![CDATA[</system-out></testcase><testcase name="printed"/>]]></system-out></testcase>',
      ),
    );
    expect(outcomes(run)).toEqual({ 's > real': 'passed' });
  });

  it('BC-6: elements without end and characters that XML forbids do no harm', async () => {
    const deep = await readText(`<testsuites>${'<testsuite name="x">'.repeat(300)}`);
    expect(deep.problems.some(({ what }) => what.includes('deep'))).toBe(true);
    const coloured = await readText(
      suite('<testcase name="t"><failure>\u001b[31mred</failure></testcase><testcase name="u"/>'),
    );
    expect(outcomes(coloured)).toEqual({ 's > t': 'fail', 's > u': 'passed' });
    expect(coloured.problems[0]?.what).toBe('it holds characters that XML forbids');
  });

  it('BC-17: a property names a contract, another the commit', async () => {
    const sha = '0123456789abcdef0123456789abcdef01234567';
    const run = await readText(
      suite(
        `<properties><property name="GITHUB_SHA" value="${sha}"/></properties>` +
          '<testcase name="t"><properties><property name="trace.contract" value="shop#BC-1"/></properties></testcase>',
      ),
    );
    expect(run.commit).toBe(sha);
    expect(run.results[0]?.contracts).toEqual(['shop#BC-1']);
    const two = await readText(
      suite(
        `<property name="commit" value="${sha}"/><property name="commit" value="${'f'.repeat(40)}"/><testcase name="t"/>`,
      ),
    );
    expect(two.commit).toBeNull();
    expect(two.problems[0]?.what).toBe('it names 2 commits');
  });
});
