// Every result file of fixtures/results against what a person read in it, and laws that hold for each of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resultFormats } from '../../src/model/results.ts';
import { resultFormatList } from '../../src/results/index.ts';
import { bytesOf, fixtures, read, readBytes, resultFiles, shown } from './reading.ts';

describe('result files of real runners', () => {
  it.each(resultFiles)('BC-1: %s is recognised and says what its runner said', async (path) => {
    expect(shown(await read(path))).toBe(readFileSync(join(fixtures, `${path}.expected.txt`), 'utf8'));
  });

  it('BC-1: the files show every format, and each is recognised by one format alone', async () => {
    const heads = resultFiles.map((path) => new TextDecoder().decode(bytesOf(path)).slice(0, 65_536));
    const recognised = heads.map((head) =>
      resultFormatList.filter((format) => format.detect(head)).map(({ id }) => id),
    );
    expect(recognised.filter((ids) => ids.length !== 1)).toEqual([]);
    expect([...new Set(recognised.flat())].sort()).toEqual([...resultFormats].sort());
    expect(resultFormatList.map(({ id }) => id).sort()).toEqual([...resultFormats].sort());
  });

  it.each(resultFiles)('BC-10: %s says the same in pieces of any size, and packed', async (path) => {
    const bytes = bytesOf(path);
    const whole = await readBytes(bytes);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 12 }), async (cuts) => {
        expect(await readBytes(bytes, cuts)).toEqual(whole);
      }),
      { numRuns: 12 },
    );
    expect(await readBytes(gzipSync(bytes), [1, 2, 300])).toEqual(whole);
  });

  it.each(resultFiles)('BC-9: %s cut off anywhere gives no pass that the whole file does not give', async (path) => {
    const bytes = bytesOf(path);
    const passes = async (part: Uint8Array): Promise<readonly string[]> => {
      const run = await readBytes(part);
      return run.results
        .filter(({ outcome }) => outcome === 'passed')
        .map(({ package: name, suites, name: test }) => [name, ...suites, test].join(' | '));
    };
    const allowed = new Set((await read(path)).results.map((r) => [r.package, ...r.suites, r.name].join(' | ')));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: Math.min(200, bytes.length - 1), max: bytes.length - 1 }), async (end) => {
        const known = await passes(bytes.subarray(0, end)).catch(() => []);
        expect(known.filter((name) => !allowed.has(name))).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });

  it.each(resultFiles)('BC-10: %s is told in order and survives JSON', async (path) => {
    const run = await read(path);
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
    const names = run.packages.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
  });
});
