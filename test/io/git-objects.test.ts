// Its contracts: docs/plans/git-and-cache-plan.md
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { runTask } from '../../src/io/extract-task.ts';
import { blobId, openBlobs } from '../../src/io/git-objects.ts';
import { gitIn } from '../../src/io/git-process.ts';
import { buildRepository, commit, temporaryFolder } from '../support/repository.ts';

beforeAll(() => {
  Object.assign(process.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' });
});

const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
});

const texts = Array.from({ length: 12 }, (_, i) => `${i} `.repeat(i * 9000));
const idOf = (text: string): string => blobId(Buffer.from(text), 'sha1');
const repositoryOf = (all: readonly string[]): string =>
  buildRepository([commit('one', Object.fromEntries(all.map((text, i) => [`f${i}`, text])))]).root;

/** A git that does `work` comes first on the path; what it writes to "$LOG" is handed back. */
const behind = (work: string): (() => string) => {
  const folder = temporaryFolder();
  const log = join(folder, 'log');
  const real = execFileSync('/bin/sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  writeFileSync(join(folder, 'git'), `#!/bin/sh\nLOG='${log}'\nGIT='${real}'\n${work}\n`);
  chmodSync(join(folder, 'git'), 0o755);
  process.env.PATH = `${folder}:${path}`;
  return () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
};

describe('one git for many questions', () => {
  it('BC-46: shares of any size get exactly their blobs, in order, and git has ended when the reading is closed', async () => {
    const root = repositoryOf(texts);
    const log = behind('echo started >> "$LOG"\n"$GIT" "$@"\nend=$?\necho "ended $end" >> "$LOG"\nexit $end');
    const questions = fc.array(fc.uniqueArray(fc.nat(texts.length - 1), { maxLength: 5 }), { maxLength: 5 });
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(questions, async (shares) => {
        const blobs = openBlobs(gitIn({ folder: root }));
        for (const share of shares) {
          const seen: string[] = [];
          await blobs.read(
            share.map((i) => idOf(texts[i] ?? '')),
            async (id, bytes) => {
              await Promise.resolve();
              expect(bytes && idOf(bytes.toString())).toBe(id);
              seen.push(id);
            },
          );
          expect(seen).toEqual(share.map((i) => idOf(texts[i] ?? '')));
        }
        await blobs.close();
        if (shares.some(({ length }) => length > 0)) asked++;
        expect(log()).toBe('started\nended 0\n'.repeat(asked));
      }),
      { numRuns: 20 },
    );
    expect(asked).toBeGreaterThan(5);
  });

  it('BC-46: all shares of a task are read by one git', async () => {
    const root = repositoryOf(texts);
    const log = behind('echo started >> "$LOG"\nexec "$GIT" "$@"');
    const task = {
      root,
      algorithm: 'sha1',
      extractor: 'length',
      version: '1',
      options: {},
      given: new Map(),
      refs: texts.map((text) => ({ path: 'f', blob: idOf(text), size: 0, from: 'object' }) as const),
      taken: new Int32Array(1),
    } as const;
    const open = async () => ({ version: '1', extract: (text: string) => text.length });
    const done = await runTask(task, open, async () => Buffer.alloc(0));
    expect(done.map(({ entry }) => entry.facts)).toEqual(texts.map(({ length }) => length));
    expect(log()).toBe('started\n');
  });

  it('BC-46: a later share says what is missing, and what stopped its receiver, as the first does', async () => {
    const root = repositoryOf(['x', 'y']);
    const failed = async (id: string, receive: () => void): Promise<unknown> => {
      const blobs = openBlobs(gitIn({ folder: root }));
      await blobs.read([idOf('x')], () => undefined);
      const error = await blobs.read([id, idOf('x')], receive).catch((reason: unknown) => reason);
      await blobs.close();
      return error;
    };
    const lost = await failed('d'.repeat(40), () => expect.unreachable());
    expect(lost).toBeInstanceOf(UserError);
    expect(String(lost)).toContain('d'.repeat(40));
    const stopped = await failed(idOf('y'), () => {
      throw new Error('enough');
    });
    expect(String(stopped)).toBe('Error: enough');
  });

  it.each([
    ['exit 0', 'answered 0 of 1 objects'],
    ['echo "fatal: bad pack" >&2; exit 128', 'git cat-file failed with exit code 128: fatal: bad pack'],
    ['kill -9 $$', 'git cat-file was stopped by SIGKILL'],
  ])('BC-46: a git that ends between two shares is told: %s', async (end, said) => {
    const root = repositoryOf(['x', 'y']);
    behind(`head -n 1 | "$GIT" "$@"; ${end}`);
    const blobs = openBlobs(gitIn({ folder: root }));
    await blobs.read([idOf('x')], () => undefined);
    const error = await blobs.read([idOf('y')], () => expect.unreachable()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain(said);
    await blobs.close();
  });

  it('BC-46: the exit status is looked at, also where everything was answered', async () => {
    const root = repositoryOf(['x']);
    behind('"$GIT" "$@"; echo "fatal: late" >&2; exit 3');
    const blobs = openBlobs(gitIn({ folder: root }));
    await blobs.read([idOf('x')], () => undefined);
    await expect(blobs.close()).rejects.toThrow('exit code 3: fatal: late');
  });
});
