import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cacheFolder, openCache, type PackKey } from '../../src/io/cache.ts';
import { temporaryFolder } from '../support/repository.ts';

const key: PackKey = { extractor: 'plans', version: '1', options: { families: ['BC'] } };
const a = 'a'.repeat(40);
const b = 'b'.repeat(40);
const NOW = 1_800_000_000_000;

const filled = async (folder: string, entries: Readonly<Record<string, string>>, k = key) => {
  const cache = openCache(folder, NOW);
  const pack = cache.open(k);
  for (const [blob, json] of Object.entries(entries)) pack.set(blob, () => json);
  return cache.save();
};
const get = (folder: string, blob: string, k = key) => openCache(folder, NOW).open(k).get(blob);
const packFile = (folder: string) => join(folder, readdirSync(folder).find((name) => name.endsWith('.facts')) ?? '');

describe('the cache of facts', () => {
  it('BC-29: what one run saves the next one reads, for this extractor, version and configuration only', async () => {
    const folder = join(temporaryFolder(), 'trace');
    expect(await filled(folder, { [a]: '{"x":"ü\u2028"}', [b]: '[]' })).toEqual([]);
    expect(get(folder, a)).toBe('{"x":"ü\u2028"}');
    expect(get(folder, b)).toBe('[]');
    expect(get(folder, 'c'.repeat(40))).toBe(null);
    expect(get(folder, a, { ...key, version: '2' })).toBe(null);
    expect(get(folder, a, { ...key, options: { families: ['BC', 'NC'] } })).toBe(null);
    expect(get(folder, a, { ...key, extractor: 'go' })).toBe(null);
  });

  it('BC-29: a later run adds to what is there', async () => {
    const folder = temporaryFolder();
    await filled(folder, { [a]: '1' });
    await filled(folder, { [b]: '2' });
    expect([get(folder, a), get(folder, b)]).toEqual(['1', '2']);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('BC-30: any single damaged byte is noticed: the entry is gone or as it was, never another', async () => {
    const folder = temporaryFolder();
    await filled(folder, { [a]: '{"facts":[1,2,3]}', [b]: '{"facts":"b"}' });
    const file = packFile(folder);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 1) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      writeFileSync(file, damaged);
      expect([null, '{"facts":[1,2,3]}'], `byte ${at}`).toContain(get(folder, a));
      expect([null, '{"facts":"b"}'], `byte ${at}`).toContain(get(folder, b));
    }
    for (let length = 0; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length));
      expect(get(folder, a), `cut at ${length}`).toBe(null);
    }
  });

  it('BC-30: a damaged pack is rewritten, and damage is not carried over', async () => {
    const folder = temporaryFolder();
    await filled(folder, { [a]: '"aaaa"', [b]: '"bbbb"' });
    const file = packFile(folder);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"bbbb"', '"evil"'));
    await filled(folder, { ['c'.repeat(40)]: '3' });
    expect([get(folder, a), get(folder, b), get(folder, 'c'.repeat(40))]).toEqual(['"aaaa"', null, '3']);
  });

  it('BC-31: a symbolic link is neither read nor written through', async () => {
    const folder = temporaryFolder();
    await filled(folder, { [a]: '1' });
    const name = packFile(folder);
    const elsewhere = join(temporaryFolder(), 'elsewhere');
    writeFileSync(elsewhere, readFileSync(name));
    rmSync(name);
    symlinkSync(elsewhere, name);
    expect(get(folder, a)).toBe(null);
    await filled(folder, { [b]: '2' });
    expect(lstatSync(name).isSymbolicLink()).toBe(false);
    expect(readFileSync(elsewhere, 'utf8')).not.toContain(b);
    const linked = join(temporaryFolder(), 'linked');
    symlinkSync(folder, linked);
    expect((await filled(linked, { [a]: '9' }))[0]?.what).toContain('symbolic link');
  });

  it('BC-32: where it cannot be written the run goes on and a problem says so', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'x');
    const problems = await filled(join(file, 'trace'), { [a]: '1' });
    expect(problems.map(({ what }) => what)).toEqual([
      'the cache of facts was not written: a part of the path is a file, not a folder',
    ]);
    expect(problems[0]?.effect).toContain('the answer is the same');
    expect(await filled('/proc/nope/trace', { [a]: '1' })).toHaveLength(1);
  });

  it('BC-33: packs grow to a bound, the entries used longest ago fall off', async () => {
    const folder = temporaryFolder();
    const big = JSON.stringify('x'.repeat(20 * 1024 * 1024));
    await filled(folder, { [a]: big });
    await filled(folder, { [b]: big });
    const cache = openCache(folder, NOW);
    const pack = cache.open(key);
    expect(pack.get(a)?.length).toBe(big.length);
    pack.set('c'.repeat(40), () => big);
    await cache.save();
    expect([get(folder, a)?.length, get(folder, b), get(folder, 'c'.repeat(40))?.length]).toEqual([
      big.length,
      null,
      big.length,
    ]);
  });

  it('BC-33: leftovers of killed runs go after an hour, a running one’s stay', async () => {
    const folder = temporaryFolder();
    for (const [name, age] of [
      ['.trace-tmp-old', 7200],
      ['.trace-tmp-new', 10],
    ] as const) {
      writeFileSync(join(folder, name), 'x');
      utimesSync(join(folder, name), NOW / 1000 - age, NOW / 1000 - age);
    }
    await filled(folder, { [a]: '1' });
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual(['.trace-tmp-new']);
  });

  it('BC-34: runs at the same time each leave a whole pack', async () => {
    const folder = temporaryFolder();
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => filled(folder, { [String(index).repeat(40)]: `${index}` })),
    );
    const whole = Array.from({ length: 8 }, (_, index) => get(folder, String(index).repeat(40))).filter(
      (json) => json !== null,
    );
    expect(whole.length).toBeGreaterThanOrEqual(1);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('BC-35: the folder is never one whose files may be tracked', async () => {
    const root = temporaryFolder();
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'meta'));
    mkdirSync(join(root, '.cache'));
    const user = temporaryFolder();
    expect(await cacheFolder(join(root, '.git'), root, user)).toBe(join(root, '.git', 'trace'));
    expect(await cacheFolder(join(root, 'meta'), root, user)).toContain(join(user, 'trace'));
    expect(await cacheFolder(null, root, join(root, '.cache'))).toBe(null);
    expect(await cacheFolder(null, root, null)).toBe(null);
    expect(await cacheFolder(null, root, user)).toContain(join(user, 'trace'));
  });
});
