// Keeps the example honest: the same history everywhere, and a list of expectations that speaks of things that are really there.
// Its contracts: docs/plans/house-plan.md
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { buildHistory } from '../scripts/build-history.mjs';

const fixture = fileURLToPath(new URL('../fixtures/projects/limiter', import.meta.url));

interface Expected {
  readonly contracts: Readonly<
    Record<string, Readonly<Record<string, { readonly state: string; readonly tests: readonly string[] }>>>
  >;
  readonly findings: Readonly<Record<string, readonly string[]>>;
}

describe('the example', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trace-limiter-'));
  const text = (path: string): string => readFileSync(join(fixture, path), 'utf8');
  const expected: Expected = JSON.parse(text('expected.json'));

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('BC-7: is built with the same hashes twice, and its last state is the tree that one can read', () => {
    const first = buildHistory(fixture, join(folder, 'first'));
    const second = buildHistory(fixture, join(folder, 'second'));
    expect(second.commits).toEqual(first.commits);
    const git = (...args: readonly string[]): string =>
      execFileSync('git', args, { cwd: first.directory, encoding: 'utf8' }).trim();
    expect(git('status', '--porcelain')).toBe('');
    for (const path of git('ls-files').split('\n'))
      expect(git('show', `HEAD:${path}`), path).toBe(text(`tree/${path}`).trim());
    expect(git('merge-base', first.base, 'HEAD')).toBe(first.commits[2]?.sha);
  });

  it('BC-7: expects a state for every contract that the plans define, and for no other', () => {
    for (const [plan, contracts] of Object.entries(expected.contracts)) {
      const defined = [...text(`tree/${plan}`).matchAll(/^\*\*((?:BC|NC|EC)-\d+): /gm)].map((match) => match[1]);
      expect(Object.keys(contracts).sort(), plan).toEqual(defined.sort());
    }
  });

  it('BC-7: expects findings about tests, contracts and commits that exist, one for each gap', () => {
    const subjects: readonly string[] = JSON.parse(text('history.json')).steps.map(
      (step: { readonly message: readonly string[] }) => step.message[0],
    );
    const tests = Object.values(expected.contracts).flatMap((contracts) =>
      Object.values(contracts).flatMap(({ tests }) => tests),
    );
    const exists = (subject: string): boolean => {
      const [path = '', name] = subject.split('::');
      if (name !== undefined) return text(`tree/${path}`).includes(`func ${name}(t *testing.T)`);
      const [plan = '', label] = subject.split('#');
      return label === undefined ? subjects.includes(subject) : expected.contracts[plan]?.[label] !== undefined;
    };
    const all = [...Object.values(expected.findings).flat(), ...tests];
    expect(all.filter((subject) => !exists(subject))).toEqual([]);
    for (const found of Object.values(expected.findings)) expect(found.length).toBeLessThanOrEqual(1);
  });
});
