// Events of `go test -json` as a person would have seen them.
// Its contracts: docs/plans/run-and-serve-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goOutput } from '../../src/runners/index.ts';

const LIST = { lists: true, verbose: false, all: false };
type Event = readonly [Action: string, Package: string, Test?: string | null, Output?: string];

const jsonOf = (events: readonly Event[]): string =>
  events
    .map(([Action, Package, Test, Output]) => {
      const event = { Action, Package, ...(Test ? { Test } : {}), ...(Output === undefined ? {} : { Output }) };
      return `${JSON.stringify(event)}\n`;
    })
    .join('');

function shown(text: string, how = LIST, pieces: readonly number[] = [], failed = true): string {
  const reader = goOutput(how);
  const cuts = [0, ...[...pieces].sort((a, b) => a - b), text.length];
  const parts = cuts.slice(1).flatMap((cut, at) => reader.write(text.slice(cuts[at], cut)));
  return [...parts, ...reader.end(failed)].map(({ to, text: each }) => (to === 'err' ? `E:${each}` : each)).join('');
}

const failing: readonly Event[] = [
  ['run', 'p', 'TestA'],
  ['output', 'p', 'TestA', '=== RUN   TestA\n'],
  ['output', 'p', 'TestA', 'printed\n'],
  ['output', 'p', 'TestA', '    a_test.go:1: first\n'],
  ['output', 'p', 'TestA', '        more\n'],
  ['run', 'p', 'TestA/s'],
  ['output', 'p', 'TestA/s', '=== RUN   TestA/s\n'],
  ['output', 'p', 'TestA/s', '    a_test.go:2: bad\n'],
  ['run', 'p', 'TestA/ok'],
  ['output', 'p', 'TestA/ok', '    a_test.go:3: quiet\n'],
  ['output', 'p', 'TestA', '    a_test.go:4: last\n'],
  ['output', 'p', 'TestA', '--- FAIL: TestA (0.00s)\n'],
  ['output', 'p', 'TestA/s', '    --- FAIL: TestA/s (0.00s)\n'],
  ['fail', 'p', 'TestA/s'],
  ['output', 'p', 'TestA/ok', '    --- PASS: TestA/ok (0.00s)\n'],
  ['pass', 'p', 'TestA/ok'],
  ['fail', 'p', 'TestA'],
  ['output', 'p', null, 'FAIL\n'],
  ['output', 'p', null, 'FAIL\tp\t0.01s\n'],
  ['fail', 'p'],
];
const PLAIN = `printed
--- FAIL: TestA (0.00s)
    a_test.go:1: first
        more
    --- FAIL: TestA/s (0.00s)
        a_test.go:2: bad
    a_test.go:4: last
FAIL
FAIL\tp\t0.01s
FAIL
`;
const passing = (name: string): readonly Event[] => [
  ['run', name, 'TestB'],
  ['output', name, 'TestB', 'printed by a test that passes\n'],
  ['output', name, 'TestB', '--- PASS: TestB (0.00s)\n'],
  ['pass', name, 'TestB'],
  ['output', name, null, 'PASS\n'],
  ['output', name, null, `ok  \t${name}\t0.01s\n`],
  ['pass', name],
];

describe('what go test would have printed', () => {
  it('BC-3: a failed test has its logs below it, indented, and tests that pass say nothing', () => {
    expect(shown(jsonOf(failing))).toBe(PLAIN);
  });

  it('BC-3: a package that passes is one line where packages were named, and everything it printed where none was', () => {
    expect(shown(jsonOf(passing('q')), LIST, [], false)).toBe('ok  \tq\t0.01s\n');
    expect(shown(jsonOf(passing('q')), { ...LIST, lists: false }, [], false)).toBe(
      'printed by a test that passes\nPASS\nok  \tq\t0.01s\n',
    );
  });

  it('BC-3: packages stand in the order in which they began, whichever ends first', () => {
    const [first = ['start', 'r'], ...rest] = [['start', 'r'] as const, ...passing('r')];
    expect(shown(jsonOf([first, ...passing('q'), ...rest]), LIST, [], false)).toBe('ok  \tr\t0.01s\nok  \tq\t0.01s\n');
  });

  it('BC-3: with -v every line of the events is shown as it is', () => {
    const lines = failing.flatMap(([, , , text]) => text ?? []).join('');
    expect(shown(jsonOf(failing), { ...LIST, verbose: true })).toBe(`${lines}FAIL\n`);
  });

  it('BC-3: lines that are no event, errors of the build, and a run that is cut off are shown', () => {
    const build = '{"ImportPath":"x","Action":"build-output","Output":"./x.go:1: undefined\\n"}\n';
    const text = `${build}FAIL\tx [build failed]\n{"not":"an event"}\n${jsonOf(failing.slice(0, 4))}{"Acti`;
    expect(shown(text)).toBe(
      'E:./x.go:1: undefined\nFAIL\tx [build failed]\n{"not":"an event"}\nprinted\n{"ActiFAIL\n',
    );
  });

  it('BC-3: it does not matter where the pieces end', () => {
    const text = jsonOf([...passing('q'), ...failing]);
    const whole = shown(text);
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (pieces) => {
        expect(shown(text, LIST, pieces)).toBe(whole);
      }),
    );
  });
});
