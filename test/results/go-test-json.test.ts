// What a stream of `go test -json` proves, and what a program can only pretend.
// Its contracts: docs/plans/results-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TestRun } from '../../src/model/results.ts';
import { bytesOf, event, outcomes, read, readText } from './reading.ts';

const passing = (name: string, test: string): string => event('run', name, test) + event('pass', name, test);

describe('go test -json', () => {
  it('BC-2: a pass of a test that is not running does not count', async () => {
    const run = await readText(`${passing('p', 'TestA')}${event('pass', 'p', 'TestGhost')}${event('pass', 'p')}`);
    expect(outcomes(run)).toEqual({ TestA: 'passed' });
    expect(run.problems.map(({ what }) => what)).toEqual([
      '1 passes or skips of tests that were not running, as a program can print them',
    ]);
  });

  it('BC-2: a test that prints its own pass and then fails has failed', async () => {
    const forged = event('run', 'p', 'TestA') + event('pass', 'p', 'TestA') + event('fail', 'p', 'TestA');
    expect(outcomes(await readText(forged + event('fail', 'p')))).toEqual({ TestA: 'fail' });
  });

  it('BC-2: a test that prints its own pass and is then skipped was skipped', async () => {
    const text = event('run', 'p', 'TestA') + event('pass', 'p', 'TestA') + event('skip', 'p', 'TestA');
    expect(outcomes(await readText(text + event('pass', 'p')))).toEqual({ TestA: 'skipped' });
  });

  it('BC-2: of two ends of one run the worse is believed, in either order', async () => {
    const order = ['fail', 'skip', 'pass'];
    const outcome: Record<string, string> = { fail: 'fail', skip: 'skipped', pass: 'passed' };
    for (const first of order)
      for (const second of order) {
        const run = await readText(
          event('run', 'p', 'TestA') + event(first, 'p', 'TestA') + event(second, 'p', 'TestA') + event('pass', 'p'),
        );
        const worse = order.find((each) => each === first || each === second) ?? '';
        expect(run.results.map((result) => [result.outcome, result.attempts.length])).toEqual([[outcome[worse], 1]]);
      }
  });

  it('BC-2: a run and its end that a test prints while it is at work do not count', async () => {
    const ghost = `${event('run', 'p', 'TestGhost')}${passing('p', 'TestGhost/row')}${event('pass', 'p', 'TestGhost')}`;
    const text = event('run', 'p', 'TestA') + ghost + passing('p', 'TestGhost/late') + event('pass', 'p', 'TestA');
    const run = await readText(text + passing('p', 'TestB') + event('pass', 'p'));
    expect(outcomes(run)).toEqual({
      TestA: 'passed',
      TestGhost: 'not-run',
      'TestGhost/row': 'not-run',
      'TestGhost/late': 'not-run',
      TestB: 'passed',
    });
    expect(run.results.find(({ name }) => name === 'TestGhost')?.why).toBe(
      'its run was told inside of TestA, as a program can print it',
    );
  });

  it('BC-2: parallel tests wait for each other, and one whose end was lost takes nothing from those after it', async () => {
    const parallel =
      event('run', 'p', 'TestA') +
      event('pause', 'p', 'TestA') +
      event('run', 'p', 'TestB') +
      event('pause', 'p', 'TestB');
    const on = event('cont', 'p', 'TestA') + event('cont', 'p', 'TestB');
    const ends = event('pass', 'p', 'TestB') + event('pass', 'p', 'TestA');
    const lost = event('run', 'q', 'TestLost') + passing('q', 'TestC') + passing('q', 'TestD');
    expect(outcomes(await readText(parallel + on + ends + lost + event('pass', 'p') + event('pass', 'q')))).toEqual({
      TestA: 'passed',
      TestB: 'passed',
      TestLost: 'not-run',
      TestC: 'passed',
      TestD: 'passed',
    });
  });

  it('BC-2: output never counts, whatever it looks like', async () => {
    const lies = ['--- PASS: TestA (0.00s)\n', '{"Action":"pass","Package":"p","Test":"TestA"}\n', '","Action":"pass"'];
    const run = await readText(
      event('run', 'p', 'TestA') +
        lies.map((Output) => event('output', 'p', 'TestA', { Output })).join('') +
        event('pass', 'p'),
    );
    expect(outcomes(run)).toEqual({ TestA: 'not-run' });
  });

  it('BC-2: the text of go test -v is refused, with the flag that helps', async () => {
    const text = '=== RUN   TestA\n--- PASS: TestA (0.00s)\nPASS\nok  \texample.com/shop\t0.01s\n';
    await expect(readText(text)).rejects.toMatchObject({ name: 'UserError', remedy: expect.stringContaining('-json') });
  });

  it('BC-3: a package that was not built has no passed test, told by an event, a field or a plain line', async () => {
    for (const told of [
      `FAIL\tp [build failed]\n`,
      event('output', 'p', undefined, { Output: 'FAIL\tp [setup failed]\n' }),
      event('fail', 'p', undefined, { FailedBuild: 'p [p.test]' }),
      `${JSON.stringify({ Action: 'build-fail', ImportPath: 'p [p.test]' })}\n`,
    ]) {
      const run = await readText(`${passing('p', 'TestA')}${told}${event('pass', 'q')}`);
      expect(outcomes(run)).toEqual({ TestA: 'not-run' });
      expect(run.packages.find(({ name }) => name === 'p')).toMatchObject({ outcome: 'unbuilt', unexplained: true });
    }
  });

  it('BC-3: a package that fails while all its tests pass proves none of them', async () => {
    const run = await readText(passing('p', 'TestA') + event('fail', 'p'));
    expect(run.results[0]).toMatchObject({ outcome: 'not-run', why: 'p failed and none of its tests says why' });
  });

  it('BC-3: after a panic, the tests before it stand, the one that panicked failed, those after it are absent', async () => {
    const run = await read('go/run-go1.19.jsonl');
    const panics = run.results.filter((result) => result.package.endsWith('/panics'));
    expect(panics.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'TestBefore passed',
      'TestPanics fail',
      'TestPanics/inner fail',
    ]);
  });

  it('BC-3: a test that began and did not end is not passed, though its package is', async () => {
    const run = await read('go/run-go1.19.jsonl');
    expect(run.results.find(({ name }) => name === 'TestNoNewline')).toMatchObject({ outcome: 'not-run' });
  });

  it('BC-4: with -count a test that fails once and passes once is flaky, in either order', async () => {
    const fails = event('run', 'p', 'TestA') + event('fail', 'p', 'TestA');
    const passes = passing('p', 'TestA');
    for (const text of [fails + passes, passes + fails]) {
      const run = await readText(text + event('fail', 'p'));
      expect(run.results[0]).toMatchObject({ outcome: 'flaky' });
      expect(run.results[0]?.attempts).toHaveLength(2);
    }
  });

  it('BC-4: a second run whose end was lost takes the pass away', async () => {
    const run = await readText(passing('p', 'TestA') + event('run', 'p', 'TestA') + event('pass', 'p'));
    expect(run.results[0]).toMatchObject({ outcome: 'not-run', attempts: ['passed', 'not-run'] });
  });

  it('BC-4: what the cache repeats is marked', async () => {
    const run = await read('go/cached-go1.19.jsonl');
    expect(run.packages.filter(({ cached }) => cached).map(({ name }) => name)).toEqual([
      'example.com/shop/seeds',
      'example.com/shop/swallowed',
    ]);
    expect((await read('go/run-go1.19.jsonl')).packages.some(({ cached }) => cached)).toBe(false);
  });

  it('BC-9: a stream that breaks off says which packages have no end', async () => {
    const run = await readText(passing('p', 'TestA') + event('run', 'p', 'TestB'));
    expect(outcomes(run)).toEqual({ TestA: 'passed', TestB: 'not-run' });
    expect(run.complete).toBe(false);
    expect(run.problems.map(({ what }) => what)).toContain('the end of 1 packages is missing: p');
  });

  it('BC-9: two lines written into each other are counted, and neither counts', async () => {
    const broken = `${event('run', 'p', 'TestB').slice(0, 40)}${event('pass', 'p', 'TestA')}`;
    const run = await readText(event('run', 'p', 'TestA') + broken + event('pass', 'p'));
    expect(outcomes(run)).toEqual({ TestA: 'not-run' });
    expect(run.problems.map(({ what, at }) => [what, at?.line])).toContainEqual(['1 events cannot be read', 2]);
  });

  it.each(['go/run-go1.19.jsonl', 'go/count-2-go1.19.jsonl'])(
    'BC-9: %s without one of its lines passes no other test, unless it is no longer complete',
    async (path) => {
      const lines = new TextDecoder().decode(bytesOf(path)).trimEnd().split('\n');
      const passes = (run: TestRun): readonly string[] =>
        run.results.filter(({ outcome }) => outcome === 'passed').map((result) => `${result.package} ${result.name}`);
      const whole = new Set(passes(await read(path)));
      for (const [i, line] of lines.entries()) {
        if (line.includes('"Action":"output"')) continue;
        const run = await readText(`${lines.toSpliced(i, 1).join('\n')}\n`);
        const more = passes(run).filter((name) => !whole.has(name));
        expect([line, run.complete ? more : []]).toEqual([line, []]);
      }
    },
  );

  it('BC-10: packages that write at the same time are kept apart', async () => {
    const streams = [
      [event('run', 'a', 'TestX'), event('pass', 'a', 'TestX'), event('pass', 'a')],
      [event('run', 'b', 'TestX'), event('fail', 'b', 'TestX'), event('fail', 'b')],
      [event('run', 'c', 'TestX'), event('skip', 'c', 'TestX'), event('run', 'c', 'TestY'), event('fail', 'c')],
    ];
    const whole = await readText(streams.flat().join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2), { minLength: 10, maxLength: 40 }), async (order) => {
        const rest = streams.map((stream) => [...stream]);
        const mixed = order.flatMap((i) => rest[i]?.shift() ?? []);
        expect(await readText([...mixed, ...rest.flat()].join(''))).toEqual(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('BC-17: an attribute names a contract, if the test is running', async () => {
    const run = await read('go/by-hand-go1.25.jsonl');
    expect(run.results.flatMap(({ name, contracts }) => contracts.map((contract) => `${name} ${contract}`))).toEqual([
      'TestTotal shop#BC-1',
    ]);
  });
});
