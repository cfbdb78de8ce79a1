// JSON reports, TAP, and files that are no results or not all of them.
// Its contracts: docs/plans/results-plan.md
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAttempts, foldParts } from '../../src/results/fold.ts';
import { newJsonElements } from '../../src/results/json-elements.ts';
import { relativeTo } from '../../src/results/relative.ts';
import { bytesOf, event, outcomes, read, readBytes, readText } from './reading.ts';

describe('JSON reports', () => {
  it('BC-7: the wanted values of any document are cut out as they are, however it comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 5 }),
        fc.jsonValue(),
        fc.jsonValue(),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (items, other, more, step, isSpaced) => {
          const document = { other, list: { items }, more };
          const text = JSON.stringify(document, null, isSpaced ? 2 : 0);
          const seen: unknown[] = [];
          const elements = newJsonElements(['list.items.*', 'more'], {
            value: (_path, value) => seen.push(value),
            broken: () => seen.push('broken'),
          });
          for (let at = 0; at < text.length; at += step) elements.write(text.slice(at, at + step));
          const end = elements.end();
          expect(seen).toEqual(JSON.parse(JSON.stringify([...items, more])));
          expect(end).toBe(true);
        },
      ),
    );
  });

  it('BC-24: a path of the machine is told from the root of the repository, and one of another machine as it is', async () => {
    const files = ['/m/shop/a.test.ts', '/other/shop/b.test.ts'];
    const testResults = files.map((name) => ({ name, status: 'failed', assertionResults: [] }));
    const run = await readText(JSON.stringify({ numTotalTestSuites: 2, testResults }));
    expect(relativeTo('/m/shop', run).packages.map(({ name }) => name)).toEqual(['/other/shop/b.test.ts', 'a.test.ts']);
  });

  it('BC-7: a document that is cut off keeps the files that are whole', async () => {
    const whole = new TextDecoder().decode(bytesOf('js/jest-30.5.2.json'));
    const run = await readText(whole.slice(0, whole.indexOf('teardown.test.js') + 20));
    expect(run.complete).toBe(false);
    expect(run.results.some(({ outcome }) => outcome === 'passed')).toBe(true);
    expect(run.problems.map(({ what }) => what)).toContain('the file ends before its format says it may');
  });

  it('BC-7: what is no JSON ends the reading with a problem', async () => {
    const run = await readText('{"numTotalTestSuites":1,"testResults":[}]}');
    expect(run.problems[0]?.what).toContain('} where a value should stand');
  });

  it('BC-3: a file that could not be loaded is not built, though it has no failed test', async () => {
    for (const path of ['js/vitest-4.1.12.json', 'js/jest-30.5.2.json']) {
      const broken = (await read(path)).packages.find(({ name }) => name.includes('broken'));
      expect([path, broken?.outcome]).toEqual([path, 'unbuilt']);
    }
  });

  it('BC-3: a test that failed once and passed then does not explain why its file failed', async () => {
    const assertion = (title: string, invocations: number) => ({
      ancestorTitles: [],
      title,
      status: 'passed',
      invocations,
    });
    const run = await readText(
      JSON.stringify({
        numFailedTestSuites: 1,
        testResults: [
          { name: 'a.test.js', status: 'failed', assertionResults: [assertion('once', 1), assertion('twice', 2)] },
        ],
      }),
    );
    expect(outcomes(run)).toEqual({ once: 'not-run', twice: 'flaky' });
  });

  it('BC-9: a report that counts more tests than it holds says so', async () => {
    const run = await readText('{"numTotalTestSuites":1,"numTotalTests":3,"success":true,"testResults":[]}');
    expect(run.problems.map(({ what }) => what)).toEqual(['it counts 3 tests and holds 0']);
  });

  it('BC-17: the commit of a CTRF or pytest report is found', async () => {
    for (const path of ['other/by-hand-ctrf.json', 'python/by-hand-pytest-json-report.json'])
      expect((await read(path)).commit).toBe('0123456789abcdef0123456789abcdef01234567');
  });
});

describe('TAP', () => {
  it('BC-8: a line too many takes the passes away', async () => {
    const run = await readText('TAP version 13\nok 1 - real\nok 2 - printed\n1..1\n');
    expect(outcomes(run)).toEqual({ real: 'not-run', printed: 'not-run' });
    const twice = await readText('TAP version 13\n1..2\nok 1 - real\nok 1 - printed\nnot ok 2 - other\n');
    expect(outcomes(twice)).toEqual({ real: 'not-run', printed: 'not-run', other: 'fail' });
  });

  it('BC-8: a plan that is not kept, or is missing, or given up, is no whole run', async () => {
    for (const text of ['1..3\nok 1 - a\n', 'TAP version 13\nok 1 - a\n', '1..1\nok 1 - a\nBail out! no disk\n']) {
      const run = await readText(text);
      expect(outcomes(run)).toEqual({ a: 'passed' });
      expect(run.complete).toBe(false);
      expect(run.problems.length).toBeGreaterThan(0);
    }
  });

  it('BC-9: a last line without its end may have gone on, and does not count', async () => {
    const run = await readText('1..2\nok 1 - a\nok 2 - b');
    expect(outcomes(run)).toEqual({ a: 'passed' });
    expect(run.complete).toBe(false);
  });

  it('BC-9: parts of a test that was cut off pass under no other name', async () => {
    const run = await readText('1..1\n    ok 1 - adds\n');
    expect(run.results).toEqual([]);
    expect(run.complete).toBe(false);
  });

  it('BC-8: what a program prints under node:test is a comment, and says nothing', async () => {
    expect(outcomes(await read('js/node-20.20.2.tap'))).not.toHaveProperty('forged');
  });

  it('BC-8: a title that ends like a file name is a test', async () => {
    const run = await readText('1..2\nok 1 - loads config.js\nnot ok 2 - test/a.test.js\n');
    expect(outcomes(run)).toEqual({ 'loads config.js': 'passed' });
    expect(run.packages).toMatchObject([{ name: 'test/a.test.js', outcome: 'unbuilt' }]);
  });

  it('BC-8: tests still to do never pass and never fail', async () => {
    const run = await readText('1..2\nok 1 - a # TODO\nnot ok 2 - b # todo later\n');
    expect(outcomes(run)).toEqual({ a: 'skipped', b: 'skipped' });
  });
});

describe('a result file', () => {
  it('BC-1: that is empty, unknown or an archive is a mistake of the user, with a way on', async () => {
    for (const text of ['', ' \n', 'hello', '{"a":1}', 'PK\u0003\u0004…'])
      await expect(readText(text)).rejects.toMatchObject({ name: 'UserError', remedy: expect.stringMatching(/\w/) });
  });

  it('BC-1: that is made to be slow to recognise is recognised or refused at once', async () => {
    const hostile = ['\n', ' \n', '#\n', '{"Action":"', 'ok ', '<a', '{"a":', '--- PASS', '"results":{', '${'].map(
      (text) => text.repeat(120_000 / text.length),
    );
    const start = performance.now();
    for (const text of hostile) await readText(`${text}x`).catch((error) => expect(error.name).toBe('UserError'));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('BC-10: in UTF-16 with its mark, or with the encoding that XML declares, reads the same', async () => {
    const text = event('run', 'p', 'TestGrüße') + event('pass', 'p', 'TestGrüße') + event('pass', 'p');
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer),
    ]);
    expect(await readBytes(wide, [1, 7])).toEqual(await readText(text));
    const latin =
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="s"><testcase name="Gr\u00fc\u00dfe"/></testsuite>';
    const run = await readBytes(new Uint8Array([...latin].map((c) => c.charCodeAt(0))));
    expect(run.results[0]?.name).toBe('Grüße');
  });

  it('BC-9: with bytes that are no UTF-8 is read, and says so', async () => {
    const bytes = new TextEncoder().encode(
      event('run', 'p', 'TestX') + event('pass', 'p', 'TestX') + event('pass', 'p'),
    );
    bytes[bytes.indexOf('X'.charCodeAt(0))] = 0xff;
    const run = await readBytes(bytes);
    expect(run.problems.map(({ what }) => what)).toContain('it holds bytes that are no UTF-8');
    expect(run.results.map(({ outcome }) => outcome)).not.toContain('passed');
  });

  it('BC-9: packed and cut off counts as far as it can be unpacked', async () => {
    const text = Array.from(
      { length: 4000 },
      (_, i) => event('run', 'p', `Test${i}`) + event('pass', 'p', `Test${i}`),
    ).join('');
    const packed = gzipSync(text);
    const run = await readBytes(packed.subarray(0, packed.length - 20), [100, 5000]);
    expect(run.complete).toBe(false);
    expect(run.results.length).toBeGreaterThan(0);
    expect(run.problems.some(({ what }) => what.includes('packed'))).toBe(true);
  });

  it('BC-9: with a line of 20 MB keeps its place and says that the line is lost', async () => {
    const long = `${'x'.repeat(20 * 1024 * 1024)}\n`;
    const run = await readText(event('run', 'p', 'TestA') + long + event('pass', 'p', 'TestA') + event('pass', 'p'));
    expect(outcomes(run)).toEqual({ TestA: 'passed' });
    expect(run.problems.map(({ at }) => at?.line)).toContain(2);
  });
});

describe('folding', () => {
  const attempt = fc.constantFrom('passed', 'fail', 'skipped', 'not-run');

  it('BC-4: does not depend on the order of the attempts, and passes only where all passed', () => {
    fc.assert(
      fc.property(fc.array(attempt, { minLength: 1, maxLength: 6 }), fc.nat(5), (attempts, turn) => {
        const turned = [...attempts.slice(turn), ...attempts.slice(0, turn)].reverse();
        expect(foldAttempts(turned)).toBe(foldAttempts(attempts));
        expect(foldAttempts(attempts) === 'passed').toBe(attempts.every((each) => each === 'passed'));
      }),
    );
  });

  it('BC-4: a test all of whose parts were skipped is skipped, though Go says that it passed', () => {
    expect(foldParts(['passed'], ['skipped', 'skipped'])).toBe('skipped');
    expect(foldParts(['passed'], ['skipped', 'passed'])).toBe('passed');
    expect(foldParts(['passed'], ['not-run'])).toBe('not-run');
    expect(foldParts([], [])).toBe('not-run');
  });
});
