// Shards as a CI matrix uses them, on the example's real history: read apart, merged, judged.
// Its contracts: docs/plans/shards-plan.md
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHistory } from '../../scripts/build-history.mjs';
import { runTrace } from '../support/built-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'trace-shards-'));
const facts = (name: string): string => join(folder, `${name}.facts`);
const parts = [1, 2, 3, 4].map((share) => facts(`part-${share}`));
let root = '';
let base = '';

const report = (...args: readonly string[]): string =>
  runTrace(root, ['--no-cache', 'report', '--base', base, '--format', 'json', '-o', '-', ...args]).out;

/** The same file of facts with other words, and hashes to match. */
const retold = (text: string, from: string, to: string): string =>
  text.replace(/^([0-9a-f]{40}) [0-9a-f]{16} (.*)$/gm, (_line, blob: string, json: string) => {
    const other = json.replaceAll(from, to);
    return `${blob} ${createHash('sha256').update(other).digest('hex').slice(0, 16)} ${other}`;
  });

beforeAll(() => {
  const built = buildHistory(
    fileURLToPath(new URL('../../fixtures/projects/limiter', import.meta.url)),
    join(folder, 'limiter'),
  );
  root = built.directory;
  base = built.base;
  parts.forEach((part, i) => {
    const made = runTrace(root, ['--no-cache', 'facts', '--base', base, '--shard', `${i + 1}/4`, '-o', part]);
    expect([made.code, made.err]).toEqual([0, expect.stringContaining('the facts of')]);
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('shards', () => {
  it('BC-1: four shares, and one file of them, give the report of the whole', () => {
    const whole = report();
    expect(whole).toContain('"schemaVersion"');
    expect(report('--facts', ...parts)).toBe(whole);
    expect(runTrace(root, ['merge', ...[...parts].reverse(), '-o', facts('all')]).code).toBe(0);
    expect(report('--facts', facts('all'))).toBe(whole);
    expect(new Set(parts.map((part) => readFileSync(part, 'utf8'))).size).toBe(4);
  });

  it('BC-2: merged shares are the file of one machine, whatever the order', () => {
    runTrace(root, ['merge', ...parts, '-o', facts('some')]);
    runTrace(root, ['merge', join(folder, 'part-*.facts'), facts('some'), '-o', facts('again')]);
    expect(readFileSync(facts('again'), 'utf8')).toBe(readFileSync(facts('some'), 'utf8'));
    expect(runTrace(root, ['--no-cache', 'facts', '--base', base, '-o', facts('one')]).code).toBe(0);
    expect(readFileSync(facts('one'), 'utf8')).toBe(readFileSync(facts('some'), 'utf8'));
  });

  it('BC-3: what a share says is taken for read', () => {
    const title = 'Each key has its own tokens';
    expect(report()).toContain(title);
    const told = parts.map((part, i) => {
      writeFileSync(facts(`told-${i}`), retold(readFileSync(part, 'utf8'), title, 'Somebody else read this'));
      return facts(`told-${i}`);
    });
    const said = report('--facts', ...told);
    expect(said).toContain('Somebody else read this');
  });

  it('BC-4: a missing share is named and changes nothing', () => {
    const [first = '', second = ''] = parts;
    const ran = runTrace(root, [
      '--no-cache',
      'report',
      '--base',
      base,
      '--format',
      'json',
      '-o',
      '-',
      '--facts',
      first,
      second,
    ]);
    expect(ran.err).toContain('3/4, 4/4 are not given');
    expect(ran.out).toBe(report());
  });

  it('BC-5: facts of other code are refused', () => {
    const [first = ''] = parts;
    writeFileSync(facts('old'), readFileSync(first, 'utf8').replace(/^build .*$/m, 'build 0ld'));
    const ran = runTrace(root, ['check', '--facts', facts('old')]);
    expect(ran.code).toBe(2);
    expect(ran.err).toContain('another version of trace');
    expect(runTrace(root, ['check', '--facts', join(folder, 'none-*.facts')]).err).toContain(
      'no file of facts matches',
    );
    expect(runTrace(root, ['facts', '--shard', '5/4']).code).toBe(2);
  });
});
