import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { writeAtomically } from '../../src/io/atomic-file.ts';
import { writeOutput } from '../../src/io/write.ts';
import { temporaryFolder } from '../support/repository.ts';

const failureOf = async (run: Promise<unknown>): Promise<UserError> => {
  const error = await run.catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError but ${String(error)}`);
  return error;
};

describe('writing a report', () => {
  it('BC-40: folders are made, an old report is replaced with its permissions kept', async () => {
    const base = temporaryFolder();
    expect(await writeOutput(base, 'out/deep/r.html', 'one')).toBe(join(base, 'out/deep/r.html'));
    chmodSync(join(base, 'out/deep/r.html'), 0o600);
    await writeOutput(base, 'out/deep/r.html', 'two');
    expect(readFileSync(join(base, 'out/deep/r.html'), 'utf8')).toBe('two');
    expect(statSync(join(base, 'out/deep/r.html')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(base, 'out/deep'))).toEqual(['r.html']);
  });

  it('BC-41: an error half-way leaves the old file and nothing else', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'r.html');
    writeFileSync(file, 'old');
    const half = async function* () {
      yield 'half';
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    await expect(writeAtomically(file, half())).rejects.toThrow('no space');
    expect(readFileSync(file, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['r.html']);
  });

  it('BC-41: Ctrl-C half-way leaves the old file and nothing else, and the process ends by that signal', async () => {
    const folder = temporaryFolder();
    const script = join(temporaryFolder(), 'writer.mjs');
    const source = fileURLToPath(new URL('../../src/io/atomic-file.ts', import.meta.url));
    const contents = `
      import { writeAtomically } from ${JSON.stringify(source)};
      const forever = async function* () {
        for (;;) { yield 'half'; process.stdout.write('.'); await new Promise((resolve) => setTimeout(resolve, 5)); }
      };
      await writeAtomically(process.argv[2], forever());`;
    await build({
      stdin: { contents, resolveDir: '/' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
      logLevel: 'error',
    });
    writeFileSync(join(folder, 'r.html'), 'old');
    const child = spawn(process.execPath, [script, join(folder, 'r.html')], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    expect(readdirSync(folder)).toHaveLength(2);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([null, 'SIGINT']);
    expect(readdirSync(folder)).toEqual(['r.html']);
    expect(readFileSync(join(folder, 'r.html'), 'utf8')).toBe('old');
  });

  it('BC-42: a link in the repository leads no report out of it', async () => {
    const outside = temporaryFolder();
    const base = temporaryFolder();
    symlinkSync(outside, join(base, 'out'));
    writeFileSync(join(outside, 'victim'), 'untouched');
    symlinkSync(join(outside, 'victim'), join(base, 'r.html'));
    for (const path of ['out/r.html', 'out/new/r.html', 'r.html']) {
      expect((await failureOf(writeOutput(base, path, 'x'))).message, path).toContain('symbolic link');
    }
    expect(readdirSync(outside)).toEqual(['victim']);
    expect(readFileSync(join(outside, 'victim'), 'utf8')).toBe('untouched');
    mkdirSync(join(base, 'real'));
    symlinkSync('real', join(base, 'inside'));
    await writeOutput(base, 'inside/r.html', 'x');
    expect(existsSync(join(base, 'real', 'r.html'))).toBe(true);
  });

  it('BC-42: a place the user names outside is fine, and a device is written to, not replaced', async () => {
    const base = temporaryFolder();
    const file = join(temporaryFolder(), 'r.json');
    await writeOutput(base, file, '{}');
    expect(readFileSync(file, 'utf8')).toBe('{}');
    await writeOutput(base, '/dev/null', 'x');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('BC-43: what cannot be written says why and what to do', async () => {
    const base = temporaryFolder();
    writeFileSync(join(base, 'file'), 'x');
    mkdirSync(join(base, 'folder'));
    expect((await failureOf(writeOutput(base, 'file/r.html', 'x'))).message).toContain('a part of the path is a file');
    expect((await failureOf(writeOutput(base, 'folder', 'x'))).message).toContain('is a folder');
    const error = await failureOf(writeOutput(base, '/proc/r.html', 'x'));
    expect(error.message).toContain('/proc/r.html cannot be written');
    expect(error.remedy).toContain('-o');
  });
});
