// The lines beside a promise, the reasons in the graph, long lists and history, in a real browser.
// Its contracts: docs/plans/report-evidence-plan.md
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syntheticReport } from '../../bench/report-corpus.mjs';
import type { Report } from '../../src/model/report.ts';
import { addressOf } from '../../src/payload/page.ts';
import { finding } from '../support/report-builder.ts';
import { bundleAssets, launchChromium, renderHtml, reportFolder } from '../support/report-page.ts';
import { type Visit, visit } from '../support/report-visit.ts';

const MARKUP = '\tt.Log("</script><img src=x onerror=window.pwn=1>")';
const plain = syntheticReport({ contracts: 16, tests: 1300, commits: 40 });
const [promise] = plain.graph.nodes.filter((node) => node.kind === 'contract');
if (!promise) throw new Error('the report has no contract');
const mention = plain.graph.links.find((link) => link.kind === 'mention' && link.to === promise.id);
if (!mention) throw new Error('no test mentions the contract');
const page = addressOf('contract', promise.id) ?? '';

const whole: Report = {
  ...plain,
  excerpts: plain.excerpts.map((excerpt, index) =>
    index === 0 ? { ...excerpt, lines: [...excerpt.lines.slice(0, 3), MARKUP], truncated: true } : excerpt,
  ),
  timeline: {
    units: [
      { id: '1'.repeat(40), date: 1_700_000_000 },
      { id: '2'.repeat(40), date: 1_710_000_000 },
    ],
    entries: plain.graph.nodes.flatMap((node, index) =>
      node.kind === 'contract'
        ? [
            {
              contract: node.id,
              promised: node.state === 'linked' ? 0 : 1,
              tested: node.state === 'linked' ? 1 : null,
              lost: index % 9 === 0 ? 1 : null,
            },
          ]
        : [],
    ),
  },
};
const hit = mention.at.at.line;
const path = mention.at.kind === 'file' ? mention.at.path : '';
const linesFrom = (firstLine: number, count: number): Report['excerpts'][number] => ({
  path,
  firstLine,
  lines: Array.from({ length: count }, (_, index) => `\tline${firstLine + index}()`),
  truncated: false,
});
/** Mention and assertion 30 lines apart; of the lines between, the report has two. */
const gaps: Report = {
  ...plain,
  graph: {
    ...plain.graph,
    nodes: plain.graph.nodes.map((node) => (node.id === mention.from ? { ...node, checks: [hit + 30] } : node)),
  },
  excerpts: [linesFrom(hit, 3), linesFrom(hit + 10, 2), linesFrom(hit + 29, 3)],
};
const WHY = 'the evidence names 2 contracts: a-plan#BC-1, b-plan#BC-1';
const unsure: Report = {
  ...plain,
  graph: {
    nodes: plain.graph.nodes.map((node) =>
      node.id === promise.id && node.kind === 'contract'
        ? { ...node, state: 'ambiguous', link: 'ambiguous', why: `a test may mean it: ${WHY}` }
        : node,
    ),
    links: plain.graph.links.map((link) =>
      link === mention ? { ...link, status: 'ambiguous', to: null, candidates: [promise.id], why: WHY } : link,
    ),
  },
  findings: [
    finding(
      'trace/untested-contract',
      'error',
      promise.id,
      `${promise.label} is ambiguous: a test may mean it: ${WHY}`,
      mention.at,
      { contract: promise.id },
    ),
  ],
};
const reports: Readonly<Record<string, Report>> = { whole, bare: { ...plain, excerpts: [] }, gaps, unsure };

const folder = reportFolder();
const urls = new Map<string, string>();
let browser: Browser;

beforeAll(async () => {
  const assets = await bundleAssets();
  for (const [name, report] of Object.entries(reports)) urls.set(name, folder.write(name, renderHtml(report, assets)));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  folder.remove();
});

async function quietly(name: string, hash: string, steps: (at: Visit) => Promise<void>): Promise<void> {
  const at = await visit(browser, urls.get(name) ?? '', hash);
  await steps(at);
  expect(await at.complaints()).toEqual([]);
  await at.close();
}

describe('the evidence in view', () => {
  it('BC-1: the clauses stand beside the lines, with the label marked and markup as text', async () => {
    await quietly('whole', page, async (at) => {
      for (const { text } of promise.clauses) expect(await at.page.locator('.promise').innerText()).toContain(text);
      const quote = at.page.locator('.source .quote').first();
      expect(await quote.locator('mark').innerText()).toBe(promise.label);
      expect(await quote.locator('.hit .no').innerText()).toBe(String(mention.at.at.line));
      expect(await quote.innerText()).toContain(MARKUP.trim());
      expect(await at.page.locator('.source figcaption').first().innerText()).toContain('truncated');
      const [left, right] = [await at.page.locator('.promise').boundingBox(), await quote.boundingBox()];
      expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    });
  });

  it('BC-2: what the test asserts stands beside its mention, and is named for those who do not see it', async () => {
    await quietly('whole', page, async (at) => {
      const checks = at.page.locator('.source .quote').first().locator('.check');
      expect(await checks.count()).toBeGreaterThan(0);
      expect(await checks.first().innerText()).toContain('asserts:');
    });
  });

  it('BC-3: what speaks against is visible without a click', async () => {
    await quietly('whole', page, async (at) => {
      for (const { why } of mention.losers)
        expect(await at.page.locator('.reasons-against li', { hasText: why }).first().isVisible()).toBe(true);
      expect(await at.page.locator('.reasons-for').first().innerText()).toContain('decides');
    });
  });

  it('BC-4: without lines of source the page says so', async () => {
    await quietly('bare', page, async (at) => {
      expect(await at.count('.source')).toBe(0);
      expect(await at.words()).toContain('carries no lines of source');
    });
  });
});

describe('what is said of it', () => {
  it('BC-12: lines between come with a press, and what the report has not is told by its place', async () => {
    await quietly('gaps', page, async (at) => {
      const quote = at.page.locator('.source .quote').first();
      expect(await quote.innerText()).not.toContain(`line${hit + 10}()`);
      await at.click(quote.getByRole('button', { name: `show 2 of lines ${hit + 3}–${hit + 28}` }));
      const text = await quote.innerText();
      for (const each of [
        `line${hit + 10}()`,
        `line${hit + 11}()`,
        `lines ${hit + 3}–${hit + 9} not in this report: ${path}:${hit + 3}`,
        `lines ${hit + 12}–${hit + 28} not in this report: ${path}:${hit + 12}`,
      ])
        expect(text).toContain(each);
      expect(await quote.getByRole('button').count()).toBe(0);
      expect(await at.page.evaluate('document.activeElement.matches(".quote")')).toBe(true);
    });
  });

  it('BC-13: the percentage is of the tie, in card and graph', async () => {
    await quietly('whole', page, async (at) => {
      const words = await at.words();
      expect(words).toContain('97 % that this contract is meant');
      expect(words).not.toMatch(/confidence/i);
      expect(words.match(/\d+ %(?! that this contract is meant)/g)).toBeNull();
    });
  });

  it('BC-14: why a contract is ambiguous is said once', async () => {
    await quietly('unsure', page, async (at) => {
      const words = (await at.page.locator('main').innerText()).split(WHY);
      expect(words.length - 1).toBe(1);
      for (const each of ['Could mean this contract', `${promise.label} is ambiguous`])
        expect(words.join('')).toContain(each);
    });
  });
});

describe('the graph', () => {
  it('BC-5: each line says its evidence when pointed at and in the text', async () => {
    await quietly('whole', page, async (at) => {
      const says = await at.page.locator('.graph .tie title').allTextContents();
      expect(says).toContain(`paired by the plan: ${mention.evidence[0]?.says} (97 % that this contract is meant)`);
      await at.click(at.page.locator('.twin summary'));
      const text = await at.page.locator('.twin').innerText();
      for (const each of says) expect(text).toContain(each);
    });
  });
});

describe('long lists', () => {
  it('BC-7: at most 500 rows are live, numbered, and those before come back', async () => {
    await quietly('whole', '#/tests', async (at) => {
      const indexes = (): Promise<readonly number[]> =>
        at.page
          .locator('.list tr[aria-rowindex]')
          .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('aria-rowindex'))));
      expect(await at.page.locator('.list table').getAttribute('aria-rowcount')).toBe('1301');
      expect((await indexes())[0]).toBe(2);
      for (let press = 0; press < 4; press += 1) {
        await at.click(at.page.getByRole('button', { name: /more of/ }));
        expect(await at.count('.list tbody tr')).toBeLessThanOrEqual(500);
      }
      const far = await indexes();
      expect(far).toEqual(Array.from({ length: far.length }, (_, index) => (far[0] ?? 0) + index));
      expect(far.at(-1)).toBe(881);
      await at.click(at.page.getByRole('button', { name: /before/ }));
      expect((await indexes())[0]).toBe((far[0] ?? 0) - 200);
    });
  });
});

describe('history', () => {
  it('BC-8: the chart says its numbers in words, and each plan its dates', async () => {
    await quietly('whole', '#/history', async (at) => {
      const linked = plain.summary.states.linked;
      const words = `16 contracts promised, ${linked} of them with a test today`;
      expect(await at.page.locator('.timeline svg').getAttribute('aria-label')).toContain(words);
      expect(await at.page.locator('.timeline figcaption').innerText()).toContain(words);
      expect(await at.count('.list tbody tr')).toBe(2);
      expect(await at.page.locator('.list tbody tr').first().innerText()).toContain('2023-11-14');
    });
    await quietly('bare', '#/history', async (at) => expect(await at.words()).toContain('No history was read'));
  });
});

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE = `axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then((result) => result.violations.flatMap((each) => each.nodes.slice(0, 2).map((node) => each.id + ' ' + node.html.slice(0, 160))))`;

describe('for everyone', () => {
  it.each(['light', 'dark'] as const)(
    'BC-1: axe finds nothing on the page of a contract and in history, in %s',
    async (colorScheme) => {
      const at = await visit(browser, urls.get('whole') ?? '', '', { colorScheme });
      await at.page.evaluate(axeSource);
      for (const hash of [page, '#/history']) {
        await at.go(hash);
        await at.page.evaluate('for (const each of document.querySelectorAll("main details")) each.open = true');
        expect([hash, await at.page.evaluate(AXE)]).toEqual([hash, []]);
      }
      await at.page.setViewportSize({ width: 320, height: 640 });
      for (const hash of [page, '#/history']) {
        await at.go(hash);
        expect([hash, await at.page.evaluate('document.documentElement.scrollWidth')]).toEqual([hash, 320]);
      }
      await at.close();
    },
  );
});
