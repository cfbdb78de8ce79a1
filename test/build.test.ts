// The build refuses what would break where it is installed, and never leaves half a program behind.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url));

describe('the build', () => {
  let folder = '';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const build = (): { readonly status: number | null; readonly stderr: string } =>
    spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'trace-build-'));
    write('package.json', '{ "type": "module", "version": "1.2.3", "dependencies": { "tinypool": "*" } }');
    write('package-lock.json', '{}');
    write(
      'src/main.ts',
      "#!/usr/bin/env node\nimport pool from 'tinypool';\nprocess.stdout.write(String(pool) + __VERSION__);\n",
    );
    write('src/worker.ts', 'export const work = (): number => 1;\n');
    write('report-ui/main.ts', 'document.title = String(1);\n');
    write('report-ui/report.css', 'body { color: black }\n');
    write('dist/main.js', 'the last whole build');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('EC-1: names a package that the manifest does not install, and keeps the last whole build', () => {
    write('package.json', '{ "type": "module", "version": "1.2.3", "dependencies": {} }');
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toContain('dist/ imports [tinypool], but package.json installs []');
    expect(readFileSync(join(folder, 'dist/main.js'), 'utf8')).toBe('the last whole build');
    expect(readdirSync(folder).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  });

  it('EC-1: names a package that the manifest installs and nothing imports', () => {
    write('package.json', '{ "type": "module", "version": "1.2.3", "dependencies": { "tinypool": "*", "zod": "*" } }');
    expect(build().stderr).toContain('dist/ imports [tinypool], but package.json installs [tinypool,zod]');
  });

  it('EC-1: takes a warning of the bundler for an error', () => {
    write(
      'src/worker.ts',
      "export const work = (): boolean => (typeof 1 as string) === 'numbre';\nexport const same = (x: number) => x === NaN;\n",
    );
    const { status, stderr } = build();
    expect(status).toBe(1);
    expect(stderr).toContain('warnings of esbuild');
  });

  it('EC-1: replaces the last build with a whole one', () => {
    const { status, stderr } = build();
    expect(status, stderr).toBe(0);
    expect(readdirSync(join(folder, 'dist')).sort()).toEqual(
      expect.arrayContaining(['assets', 'main.js', 'worker.js']),
    );
    expect(readFileSync(join(folder, 'dist/main.js'), 'utf8')).toContain('1.2.3');
    expect(readFileSync(join(folder, 'dist/main.js'), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
  });
});
