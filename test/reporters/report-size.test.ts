// How large the report may get: bytes fail hard, here and in the benchmark.
// Its contracts: docs/plans/report-evidence-plan.md
import { describe, expect, it } from 'vitest';
import { BUDGETS } from '../../bench/budgets.mjs';
import { syntheticReport } from '../../bench/report-corpus.mjs';
import { type Json, pack } from '../../src/payload/pack.ts';
import { unpack } from '../../src/payload/unpack.ts';
import { bundleAssets, renderHtml } from '../support/report-page.ts';

describe('budgets', () => {
  it('BC-6: a large report stays within its bytes', async () => {
    const assets = await bundleAssets();
    expect(Buffer.byteLength(assets.script)).toBeLessThanOrEqual(BUDGETS.script);
    expect(Buffer.byteLength(assets.style)).toBeLessThanOrEqual(BUDGETS.style);
    for (const size of BUDGETS.sizes) {
      const html = renderHtml(syntheticReport(size), assets);
      expect([size.contracts, Buffer.byteLength(html) <= size.bytes]).toEqual([size.contracts, true]);
    }
  }, 30_000);

  it('BC-6: the packed form of a large report unpacks to the same', () => {
    const report = syntheticReport({ contracts: 200, tests: 2000, commits: 500 });
    expect(unpack(JSON.parse(JSON.stringify(pack(report as unknown as Json))))).toEqual(report);
  });
});
