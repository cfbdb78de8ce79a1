// The commands of package.json that people run by hand, run as they would run them.
// Its contracts: docs/plans/house-plan.md
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { generateCorpus } from '../bench/generate.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'trace-commands-'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the demo', () => {
  it('BC-8: fails the gate on the example and writes the report where it was asked for', () => {
    const output = join(folder, 'demo');
    const run = spawnSync(process.execPath, [join(root, 'scripts/demo.mjs'), '-o', output], { encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stdout).toContain(`The report: ${join(output, 'trace.html')}`);
    expect(JSON.parse(readFileSync(join(output, 'trace.json'), 'utf8')).verdict.outcome).toBe('fail');
    expect(readFileSync(join(output, 'trace.html'), 'utf8')).toContain('Callers of one key share its bucket');
  });
});

describe('the benchmark', () => {
  it('BC-9: the same number of plans gives the same corpus', () => {
    const heads = ['a', 'b'].map((name) => {
      const directory = join(folder, name);
      generateCorpus(directory, 3);
      return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: directory, encoding: 'utf8' });
    });
    expect(heads[1]).toBe(heads[0]);
  });

  it('BC-9: prints floor, ratios, memory and stages of one run over a generated corpus', () => {
    const args = [join(root, 'bench/run.mjs'), '--generate', '2', '--runs', '1'];
    const run = spawnSync(process.execPath, args, { encoding: 'utf8' });
    if (spawnSync('rg', ['--version']).error !== undefined) {
      expect(run.status).toBe(2);
      expect(run.stderr).toContain('apt-get install -y ripgrep');
      return;
    }
    expect(run.status, run.stderr).toBe(0);
    for (const name of ['floor', 'cold', 'warm']) expect(run.stdout).toMatch(new RegExp(`^${name} .* ms`, 'm'));
    expect(run.stdout).toMatch(/^warm .*× floor$/m);
    expect(run.stdout).toMatch(/^peak memory, cold/m);
    expect(run.stdout).toMatch(/^ {2}cold: link +[\d.]+ ms$/m);
  });

  it('BC-9: refuses to run without a repository, and says how', () => {
    const run = spawnSync(process.execPath, [join(root, 'bench/run.mjs')], { encoding: 'utf8' });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('--repo DIR');
  });
});
