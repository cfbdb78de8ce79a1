// Packs the package as a user gets it, unpacks it into an empty folder, and runs it there.
// Its contracts: docs/plans/house-plan.md
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHistory } from '../scripts/build-history.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const megabyte = 1_000_000;

interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

describe('the package', () => {
  let folder = '';
  let packed: Packed | undefined;
  const bin = (): string => join(folder, 'node_modules/trace/dist/main.js');
  const manifest: Manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'trace-package-'));
    // `npm test` has just built dist/; building it again here would take it away from the tests that run beside this one.
    const answer = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    });
    [packed] = JSON.parse(answer) as readonly Packed[];
    const home = join(folder, 'node_modules/trace');
    mkdirSync(home, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, packed?.filename ?? ''), '-C', home, '--strip-components=1']);
    for (const name of Object.keys(manifest.dependencies)) {
      cpSync(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true });
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('BC-6: starts as a program of its own and says its version', () => {
    expect(execFileSync(bin(), ['--version'], { cwd: folder, encoding: 'utf8' }).trim()).toContain(manifest.version);
  });

  it('BC-6: writes a whole report with nothing but what it installs', () => {
    const { directory, base } = buildHistory(join(root, 'fixtures/projects/limiter'), join(folder, 'limiter'));
    const args = ['-C', directory, 'report', '--base', base, '--format', 'html,json', '-o', join(folder, 'out')];
    const run = spawnSync(bin(), args, { encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    const report = JSON.parse(readFileSync(join(folder, 'out/trace.json'), 'utf8'));
    expect(report.summary.contracts).toBe(21);
    expect(report.problems).toEqual([]);
    expect(readFileSync(join(folder, 'out/trace.html'), 'utf8')).toContain('BC-12');
  });

  it('NC-1: holds the built program and its papers, and is smaller than 12 MB', () => {
    const paths = packed?.files.map((file) => file.path) ?? [];
    const papers = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'docs/config.schema.json',
      'docs/report.schema.json',
      'package.json',
    ];
    expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual(papers);
    expect(paths).toContain('dist/assets/tree-sitter-go.wasm');
    console.info(
      `package: ${((packed?.size ?? 0) / megabyte).toFixed(2)} MB packed, ${((packed?.unpackedSize ?? 0) / megabyte).toFixed(2)} MB unpacked`,
    );
    expect(packed?.unpackedSize).toBeLessThan(12 * megabyte);
  });
});
