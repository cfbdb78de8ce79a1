// Formats from the command line: where each goes, what a job's log makes of them, and that they cost no second run.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { reporterIds } from '../../src/reporters/index.ts';
import { PLAN, QUEUE_PLAN, runTrace } from '../support/built-cli.ts';
import { buildRepository, commit, type TestRepository, temporaryFolder } from '../support/repository.ts';

let gap: TestRepository;
beforeAll(() => {
  gap = buildRepository([commit('docs: queue', { [PLAN]: QUEUE_PLAN })]);
});
const trace = (...args: readonly string[]) => runTrace(gap.root, args);

describe('formats on the command line', () => {
  it('BC-9: several formats come from one run', () => {
    const folder = temporaryFolder();
    const sarif = join(folder, 'deep/trace.sarif');
    const junit = join(folder, 'trace.xml');
    const { code, out, err } = trace('check', '--format', `text,github,sarif=${sarif},junit=${junit}`);
    expect(code).toBe(1);
    expect(out).toContain('Gate failed');
    expect(out.split('\n').filter((line) => line.startsWith('::error file='))).toHaveLength(2);
    const levels = JSON.parse(readFileSync(sarif, 'utf8')).runs[0].results.map((r: { level: string }) => r.level);
    expect(levels.filter((level: string) => level === 'error')).toHaveLength(2);
    expect(readFileSync(junit, 'utf8')).toContain('failures="3"');
    expect(err.split('\n').filter((line) => line !== '')).toHaveLength(2);
  });

  it('BC-9: a report writes each under the name that its host expects', () => {
    const folder = temporaryFolder();
    const { code } = trace('report', '--format', 'csv,junit,sarif,markdown', '-o', folder);
    expect(code).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['trace.csv', 'trace.junit.xml', 'trace.md', 'trace.sarif']);
    expect(trace('report', '--format', 'junit', '-o', join(folder, 'own.xml')).code).toBe(0);
    expect(readFileSync(join(folder, 'own.xml'), 'utf8')).toContain('<testsuites');
  });

  it('BC-9: help names every format, and an unknown one is answered with the nearest', () => {
    const help = trace('check', '--help').out.replace(/\s+/g, ' ');
    for (const id of reporterIds) expect(help).toContain(id);
    const wrong = trace('check', '--format', 'sarf');
    expect(wrong.code).toBe(2);
    expect(wrong.err).toContain('Did you mean sarif?');
    const nowhere = trace('check', '--format', 'sarif=');
    expect(nowhere.code).toBe(2);
    expect(nowhere.err).toContain('names no file');
  });

  it('BC-5: in the log of a job the text is no command', () => {
    const { out } = runTrace(gap.root, ['check', '--no-base'], { environment: { GITHUB_ACTIONS: 'true' } });
    const [first = '', ...rest] = out.trimEnd().split('\n');
    const word = /^::stop-commands::([0-9a-f]{64})$/.exec(first)?.[1] ?? 'none';
    expect(rest.at(-1)).toBe(`::${word}::`);
    expect(rest.slice(0, -1).join('\n')).not.toContain(word);
  });
});
