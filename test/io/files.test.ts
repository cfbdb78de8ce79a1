import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, MAX_FILE_BYTES, readText, readWorkFile, workFileRefs } from '../../src/io/files.ts';
import { blobId } from '../../src/io/git-objects.ts';
import { temporaryFolder } from '../support/repository.ts';

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

describe('decoding', () => {
  it('BC-26: valid UTF-8 is itself, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\ufeff'));
        expect(decodeText(Buffer.from(text))).toEqual({ text, problems: [] });
      }),
    );
  });

  it('BC-26: a byte order mark goes, CRLF stays', () => {
    expect(decodeText(bytes([0xef, 0xbb, 0xbf], '# a\r\nb'))).toEqual({ text: '# a\r\nb', problems: [] });
  });

  it('BC-26: UTF-16 with a mark is text in both byte orders', () => {
    const little = Buffer.from('\ufeff# ü\n', 'utf16le');
    expect(decodeText(little)).toEqual({ text: '# ü\n', problems: [] });
    expect(decodeText(Buffer.from(little).swap16())).toEqual({ text: '# ü\n', problems: [] });
    expect(decodeText(little.subarray(0, 7)).problems[0]?.what).toContain('UTF-16LE');
  });

  it('BC-27: bytes that are no UTF-8 are replaced, and the problem names the line', () => {
    const { text, problems } = decodeText(bytes('a\nb', [0xff], 'c\n'));
    expect(text).toBe('a\nb\ufffdc\n');
    expect(problems).toEqual([
      expect.objectContaining({ at: expect.objectContaining({ line: 2 }), what: 'the file is not valid UTF-8' }),
    ]);
  });

  it('BC-27: a file with NUL bytes is no text', () => {
    const { text, problems } = decodeText(bytes('a', [0], 'b'));
    expect(text).toBe(null);
    expect(problems[0]?.what).toContain('binary');
  });
});

describe('reading the work tree', () => {
  const problemOf = (root: string, path: string) => {
    const read = readWorkFile(root, path);
    return 'problem' in read ? read.problem.what : null;
  };

  it('BC-28: a link or a path out of the repository is a problem, one that stays inside is read', () => {
    const outside = temporaryFolder();
    const root = join(outside, 'root');
    mkdirSync(join(root, 'd'), { recursive: true });
    mkdirSync(join(outside, 'root-two'));
    writeFileSync(join(outside, 'secret'), 's');
    writeFileSync(join(outside, 'root-two', 'secret'), 's');
    writeFileSync(join(root, 'd', 'a b ü.md'), 'text');
    symlinkSync('../secret', join(root, 'out'));
    symlinkSync('../root-two', join(root, 'folder'));
    symlinkSync('d/a b ü.md', join(root, 'in'));
    symlinkSync('loop', join(root, 'loop'));
    expect(problemOf(root, 'out')).toContain('symbolic link out');
    expect(problemOf(root, 'folder/secret')).toContain('symbolic link out');
    expect(problemOf(root, '../secret')).toContain('out of the repository');
    expect(problemOf(root, join(outside, 'secret'))).toContain('out of the repository');
    expect(problemOf(root, 'loop')).toContain('circle');
    expect(readText(root, 'in')).toEqual({ text: 'text', problems: [] });
    expect(readText(root, 'd/a b ü.md').text).toBe('text');
  });

  it('BC-28: folders, pipes, missing and huge files are problems and never block', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'folder'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    writeFileSync(join(root, 'huge'), '');
    truncateSync(join(root, 'huge'), MAX_FILE_BYTES + 1);
    expect(problemOf(root, 'folder')).toContain('folder');
    expect(problemOf(root, 'pipe')).toContain('pipe');
    expect(problemOf(root, 'huge')).toContain(`more than the ${MAX_FILE_BYTES}`);
    expect(problemOf(root, 'nope')).toContain('does not exist');
    expect(problemOf(root, 'no\ufffdpe')).toContain('not valid UTF-8');
  });

  it('BC-28: changed files get the id of their bytes, unreadable ones a problem', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'new.md'), 'x\r\n');
    const { refs, problems } = workFileRefs(
      root,
      [
        { path: 'gone.md', blob: null, kind: 'file', state: 'deleted' },
        { path: 'lost.md', blob: null, kind: 'file', state: 'modified' },
        { path: 'new.md', blob: null, kind: 'file', state: 'untracked' },
        { path: 'sparse.md', blob: 'b'.repeat(40), kind: 'file', state: 'absent' },
        { path: 'sub', blob: 'c'.repeat(40), kind: 'submodule', state: 'same' },
      ],
      'sha1',
    );
    expect(refs).toEqual([
      { path: 'new.md', blob: blobId(Buffer.from('x\r\n'), 'sha1'), size: 3, from: 'worktree' },
      { path: 'sparse.md', blob: 'b'.repeat(40), size: 0, from: 'object' },
    ]);
    expect(problems.map(({ path }) => path)).toEqual(['lost.md', 'sub']);
  });
});
