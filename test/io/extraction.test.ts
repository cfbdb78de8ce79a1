import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { gitFormats } from '../../src/history/index.ts';
import { openCache } from '../../src/io/cache.ts';
import type { OpenExtractor } from '../../src/io/extract-task.ts';
import { createExtraction, type ExtractionSettings, type ExtractorSpec } from '../../src/io/extraction.ts';
import { treeFileRefs, workFileRefs } from '../../src/io/files.ts';
import { openRepository } from '../../src/io/git.ts';
import { blobId } from '../../src/io/git-objects.ts';
import type { SourceRef } from '../../src/model/source.ts';
import { buildRepository, commit, temporaryFolder } from '../support/repository.ts';

const source = (path: string) => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

/** Built as the release builds it, because Node 20 cannot start a worker from TypeScript. */
const worker = join(temporaryFolder(), 'worker.mjs');
beforeAll(async () => {
  const contents = `
    import { runWorker } from ${JSON.stringify(source('io/extract-task.ts'))};
    import { threadId } from 'node:worker_threads';
    const open = async (id, options) => ({
      version: '1',
      extract: (text) => {
        if (text === 'bug') throw new Error('a bug');
        return { words: text.split(' ').length, mark: options.mark, thread: threadId };
      },
    });
    export default (task) => runWorker(task, open);`;
  await build({
    stdin: { contents, resolveDir: source('') },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: worker,
    logLevel: 'error',
  });
});

interface Words {
  readonly words: number;
  readonly mark: string;
  readonly thread?: number;
}

/** Counts how often a text is parsed in this thread, which takes so many milliseconds. */
const setUp = (root: string, more: Partial<ExtractionSettings> = {}, slowness = 0) => {
  const parsed: string[] = [];
  const openExtractor: OpenExtractor = async (_id, options) => ({
    version: '1',
    extract: async (text) => {
      if (text === 'bug') throw new Error('a bug');
      if (slowness > 0) await pause(slowness);
      parsed.push(text);
      return { words: text.split(' ').length, mark: options.mark };
    },
  });
  const extraction = createExtraction({
    root,
    algorithm: 'sha1',
    extractors: new Map([['words', { version: '1', options: { mark: 'm' } }]]),
    openExtractor,
    worker: null,
    ...more,
  });
  return { parsed, extraction };
};

const refOf = (path: string, text: string | Uint8Array, from: SourceRef['from'] = 'worktree'): SourceRef => {
  const bytes = Buffer.from(text);
  return { path, blob: blobId(bytes, 'sha1'), size: bytes.length, from };
};

describe('extraction', () => {
  it('BC-36: work-tree files, objects and given text give the same facts, the same bytes are parsed once', async () => {
    const built = buildRepository([commit('one', { 'a.md': 'one two', 'b.md': 'three' })]);
    const given = refOf('-', 'from standard input', 'given');
    const { parsed, extraction } = setUp(built.root, {
      given: new Map([[given.blob, Buffer.from('from standard input')]]),
    });
    writeFileSync(join(built.root, 'copy.md'), 'one two');
    const refs = [
      refOf('a.md', 'one two'),
      refOf('copy.md', 'one two'),
      refOf('old/a.md', 'one two', 'object'),
      refOf('b.md', 'three', 'object'),
      given,
    ];
    const { facts, problems } = await extraction.extract<Words>(refs, 'words');
    expect(refs.map(({ blob }) => facts.get(blob)?.words)).toEqual([2, 2, 2, 1, 3]);
    expect(problems).toEqual([]);
    expect([...parsed].sort()).toEqual(['from standard input', 'one two', 'three']);
  });

  it('BC-37: a second run parses nothing, and says the same problems again', async () => {
    const root = temporaryFolder();
    const folder = temporaryFolder();
    const bad = Buffer.from([0x61, 0xff]);
    writeFileSync(join(root, 'a.md'), 'one');
    writeFileSync(join(root, 'bad.md'), bad);
    writeFileSync(join(root, 'bin.md'), 'a\0');
    const refs = [refOf('bin.md', 'a\0'), refOf('bad.md', bad), refOf('a.md', 'one')];
    const run = async () => {
      const { parsed, extraction } = setUp(root, { cache: openCache(folder, 0) });
      const result = await extraction.extract<Words>(refs, 'words');
      expect(await extraction.close()).toEqual([]);
      return { parsed, result };
    };
    const first = await run();
    const second = await run();
    expect(first.parsed).toEqual(['a\ufffd', 'one']);
    expect(second.parsed).toEqual([]);
    expect(second.result).toEqual(first.result);
    expect(first.result.problems.map(({ path }) => path)).toEqual(['bad.md', 'bin.md']);
    expect(first.result.facts.size).toBe(2);
  });

  it('BC-37: facts in the cache that are no facts are parsed anew', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'a.md'), 'one');
    for (const json of ['{', '[]', '7', 'null', '{"facts":1}']) {
      const cache = openCache(null, 0);
      cache
        .open({ extractor: 'words', version: '1', options: { mark: 'm' } })
        .set(refOf('a.md', 'one').blob, () => json);
      const { parsed, extraction } = setUp(root, { cache });
      await extraction.extract<Words>([refOf('a.md', 'one')], 'words');
      expect(parsed, json).toEqual(['one']);
    }
  });

  it('BC-38: a file that changed after it was listed is used, said and not cached; CRLF alone is no change', async () => {
    const root = temporaryFolder();
    const folder = temporaryFolder();
    writeFileSync(join(root, 'a.md'), 'new text here');
    writeFileSync(join(root, 'crlf.md'), 'x\r\ny\r\n');
    const refs = [refOf('a.md', 'old'), refOf('crlf.md', 'x\ny\n')];
    const { extraction } = setUp(root, { cache: openCache(folder, 0) });
    const { facts, problems } = await extraction.extract<Words>(refs, 'words');
    expect(facts.get(refs[0]?.blob ?? '')?.words).toBe(3);
    expect(problems).toEqual([expect.objectContaining({ path: 'a.md', what: 'the file changed while it was read' })]);
    await extraction.close();
    const again = setUp(root, { cache: openCache(folder, 0) });
    await again.extraction.extract<Words>(refs, 'words');
    expect(again.parsed).toEqual(['new text here']);
  });

  it('BC-39: workers give the facts that this thread would, from files and from objects', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`f${index}.md`, 'w '.repeat(index * 100)]),
    );
    const built = buildRepository([commit('one', files)]);
    const repository = await openRepository(built.root, gitFormats);
    if (repository === null) throw new Error('no repository');
    const onDisk = workFileRefs(built.root, await repository.worktreeFiles(), 'sha1').refs;
    const inGit = treeFileRefs(await repository.treeFiles(built.sha('one'))).refs;
    const here = setUp(built.root);
    const expected = await here.extraction.extract<Words>(onDisk, 'words');
    for (const refs of [onDisk, inGit]) {
      const { parsed, extraction } = setUp(built.root, { worker: pathToFileURL(worker), threads: 2 });
      const { facts } = await extraction.extract<Words>(refs, 'words');
      await extraction.close();
      expect(parsed).toEqual([]);
      expect([...facts].map(([blob, { words }]) => [blob, words])).toEqual(
        [...expected.facts].map(([blob, { words }]) => [blob, words]),
      );
      expect([...facts.values()].every(({ thread }) => thread !== 0)).toBe(true);
    }
  });

  /** Forty files that a worker and this thread share; the worker is up before this slow thread has read them all. */
  const setUpSharing = async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`f${index}.md`, 'w '.repeat(index * 100)]),
    );
    const { root } = buildRepository([commit('one', files)]);
    const repository = await openRepository(root, gitFormats);
    if (repository === null) throw new Error('no repository');
    const onDisk = workFileRefs(root, await repository.worktreeFiles(), 'sha1').refs;
    const spec = { version: '1', options: { mark: 'm' } };
    const extractors = new Map<string, ExtractorSpec>([
      ['own', spec],
      ['words', { ...spec, shared: true }],
    ]);
    return { root, onDisk, ...setUp(root, { worker: pathToFileURL(worker), threads: 1, extractors }, 50) };
  };

  it('BC-39: this thread takes its share where nothing else is to be parsed, and the facts are the same', async () => {
    const { root, onDisk, parsed, extraction } = await setUpSharing();
    const expected = await setUp(root).extraction.extract<Words>(onDisk, 'words');
    const { facts } = await extraction.extract<Words>(onDisk, 'words');
    await extraction.close();
    const sorted = (read: ReadonlyMap<string, Words>) => [...read].map(([blob, { words }]) => [blob, words]).sort();
    expect(sorted(facts)).toEqual(sorted(expected.facts));
    const there = [...facts.values()].filter(({ thread }) => thread !== undefined).length;
    expect([parsed.length > 0, there > 0, parsed.length + there]).toEqual([true, true, 40]);
  });

  it('BC-39: what this thread parses by itself comes before its share', async () => {
    const { root, onDisk, parsed, extraction } = await setUpSharing();
    writeFileSync(join(root, 'a'), 'own 1');
    writeFileSync(join(root, 'b'), 'own 2');
    const own = extraction.extract<Words>([refOf('a', 'own 1'), refOf('b', 'own 2')], 'own');
    const [, { facts }] = await Promise.all([own, extraction.extract<Words>(onDisk, 'words')]);
    await extraction.close();
    expect(parsed.slice(0, 2)).toEqual(['own 1', 'own 2']);
    expect(facts.size).toBe(40);
  });

  it('BC-39: a missing object stays the user’s mistake and a bug stays a bug, also in a worker', async () => {
    const built = buildRepository([commit('one', { a: 'bug' })]);
    const lost = Array.from({ length: 10 }, (_, index) => refOf(`${index}`, `lost ${index}`, 'object'));
    for (const url of [null, pathToFileURL(worker)]) {
      const { extraction } = setUp(built.root, { worker: url, threads: 2 });
      const failure = await extraction.extract(lost, 'words').catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(UserError);
      expect(String(failure)).toContain('is not in this clone');
      expect((failure as UserError).remedy).toContain('git fetch');
      const bug = await extraction.extract([refOf('a', 'bug')], 'words').catch((error: unknown) => error);
      expect(bug).not.toBeInstanceOf(UserError);
      expect(String(bug)).toContain('reading a failed');
      await extraction.close();
    }
  });

  it('BC-39: an extractor of another version than the one asked for is refused', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'a'), 'x');
    const { extraction } = setUp(root, { extractors: new Map([['words', { version: '2', options: {} }]]) });
    await expect(extraction.extract([refOf('a', 'x')], 'words')).rejects.toThrow('version 1 here and 2');
  });
});
