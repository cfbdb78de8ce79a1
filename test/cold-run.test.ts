// Facts must not depend on where they were made, on what else was asked for, or on what else the thread had to do.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  languageExtractor,
  openExtractor,
  planExtractor,
  promisesExtractor,
  spokenExtractor,
} from '../src/extractors.ts';
import { readAsset } from '../src/io/assets.ts';
import { type ExtractTask, type OpenExtractor, runTask } from '../src/io/extract-task.ts';
import { blobId } from '../src/io/git-objects.ts';
import type { PlanFacts, Promises } from '../src/model/plan.ts';
import type { SourceRef } from '../src/model/source.ts';
import { temporaryFolder } from './support/repository.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const textsBelow = (folder: string): string[] =>
  readdirSync(join(fixtures, folder), { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => join(fixtures, folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'));

const plans = textsBelow('plans');
const goFiles = textsBelow('languages/go');

const taskOf = (root: string, refs: readonly SourceRef[]): ExtractTask => ({
  root,
  algorithm: 'sha1',
  extractor: 'given',
  version: '1',
  options: {},
  refs,
  given: new Map(),
});

describe('facts of a cold run', () => {
  it('BC-4: the promises of a plan are its contracts', async () => {
    const whole = await openExtractor(planExtractor, {}, readAsset);
    const promises = await openExtractor(promisesExtractor, {}, readAsset);
    let promising = 0;
    for (const text of plans) {
      const contracts = ((await whole.extract(text)) as PlanFacts | null)?.contracts ?? [];
      if (contracts.length > 0) promising++;
      expect(((await promises.extract(text)) as Promises | null)?.contracts ?? []).toEqual(contracts);
    }
    expect(promising).toBeGreaterThan(5);
  });

  it.each([
    [planExtractor, plans],
    [promisesExtractor, plans],
    [languageExtractor('go'), goFiles],
    [spokenExtractor('go'), goFiles],
  ])('BC-5: facts are what they are as JSON: %s', async (id, texts) => {
    const { extract } = await openExtractor(id, {}, readAsset);
    for (const text of texts) {
      const facts = await extract(text);
      expect(JSON.parse(JSON.stringify(facts))).toStrictEqual(facts);
    }
  });

  it('BC-6: others have their turn while a share is read', async () => {
    const root = temporaryFolder();
    const refs = Array.from({ length: 20 }, (_, i): SourceRef => {
      const bytes = Buffer.from(`file ${i}`);
      writeFileSync(join(root, `${i}.md`), bytes);
      return { path: `${i}.md`, blob: blobId(bytes, 'sha1'), size: bytes.length, from: 'worktree' };
    });
    const slow: OpenExtractor = async () => ({
      version: '1',
      extract: (text) => {
        for (const began = performance.now(); performance.now() - began < 5; );
        return { text };
      },
    });
    const order: string[] = [];
    const reading = runTask(taskOf(root, refs), slow, readAsset).then((done) => order.push(`read ${done.length}`));
    setImmediate(() => order.push('another'));
    await reading;
    expect(order).toEqual(['another', 'read 20']);
  });

  const families = ['ÄÖ', 'C++'];
  const document = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'BC-',
          '## BC-1: Adds\n',
          'ÄÖ-2: x',
          '### C++-3\n',
          '\n- GIVEN a\n- WHEN b\n- THEN c\n',
          '## Contracts\n',
        ),
        fc.string({ unit: 'binary', maxLength: 8 }),
      ),
      { maxLength: 6 },
    )
    .map((pieces) => pieces.join(''));

  it('BC-8: bytes that are said to hold nothing have a text without promises', async () => {
    const { mayHold, extract } = await openExtractor(promisesExtractor, { families }, readAsset);
    const seen = { none: 0, promises: 0 };
    for (const text of [...plans, ...fc.sample(document, 500)]) {
      const facts = await extract(Buffer.from(text).toString());
      if (facts !== null) seen.promises++;
      if (mayHold?.(Buffer.from(text)) !== false) continue;
      seen.none++;
      expect(facts).toBeNull();
    }
    expect(Math.min(seen.none, seen.promises)).toBeGreaterThan(5);
  });

  it('BC-8: bytes that are no text are told also where they open no label', async () => {
    const root = temporaryFolder();
    const made: string[] = [];
    const extract = (text: string) => {
      made.push(text);
      return null;
    };
    const refs = ['plain', '\ufeffmarked', 'a\0b', 'caf\xe9', '\xff\xfea\0', '\xfe\xff\0a'].map(
      (text, i): SourceRef => {
        const bytes = Buffer.from(text, i < 2 ? 'utf8' : 'latin1');
        writeFileSync(join(root, `${i}.md`), bytes);
        return { path: `${i}.md`, blob: blobId(bytes, 'sha1'), size: bytes.length, from: 'worktree' };
      },
    );
    const read = async (open: OpenExtractor) =>
      (await runTask(taskOf(root, refs), open, readAsset)).map(({ entry }) => entry);
    const expected = await read(async () => ({ version: '1', extract }));
    expect(expected.map(({ problems }) => problems.length)).toEqual([0, 0, 1, 1, 0, 0]);
    expect(made.splice(0)).toEqual(['plain', 'marked', 'caf\ufffd', 'a', 'a']);
    expect(await read(async () => ({ version: '1', extract, mayHold: () => false }))).toEqual(expected);
    expect(made).toEqual(['caf\ufffd', 'a', 'a']);
  });
});
