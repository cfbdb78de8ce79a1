// Facts must not depend on where they were made, on what else was asked for, or on what else the thread had to do.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  languageExtractor,
  openExtractor,
  planExtractor,
  promisesExtractor,
  spokenExtractor,
} from '../src/extractors.ts';
import { readAsset } from '../src/io/assets.ts';
import { type OpenExtractor, runTask } from '../src/io/extract-task.ts';
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
    const task = {
      root,
      algorithm: 'sha1',
      extractor: 'slow',
      version: '1',
      options: {},
      refs,
      given: new Map(),
    } as const;
    const order: string[] = [];
    const reading = runTask(task, slow, readAsset).then((done) => order.push(`read ${done.length}`));
    setImmediate(() => order.push('another'));
    await reading;
    expect(order).toEqual(['another', 'read 20']);
  });
});
