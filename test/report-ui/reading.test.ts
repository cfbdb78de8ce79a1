// The report as somebody works with it: scope, order, addresses, keys, copies and exports, on every screen, for everyone.
// Its contracts: docs/plans/report-reading-plan.md
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Link, TestNode } from '../../src/model/graph.ts';
import type { Report } from '../../src/model/report.ts';
import { cleanReport, emptyReport } from '../support/report-builder.ts';
import { bundleAssets, launchChromium, renderHtml, reportFolder } from '../support/report-page.ts';
import { everythingReport, largeReport } from '../support/report-stories.ts';
import { type Visit, visit } from '../support/report-visit.ts';

const KV = 'docs/plans/fix-tiered-partial-improvement-plan.md';
const BC1 = `#/c/${KV}%23BC-1`;
const SINGLES = [
  BC1,
  `#/p/${KV}`,
  '#/t/sim/kv/reload_test.go::TestTieredKVCache_DoubleReload_CountsOnce',
  '#/c/nowhere',
];

const STALE: Report['scope']['results'] = {
  runs: [],
  stale: 'the results are of 3f2c1ab, the judged commit is 9ab10c2',
  results: 2,
  lostResults: 0,
  tests: 2,
  lostTests: 0,
};

/** BC-1 with nine tests, thirty mentions that could mean it, and forty of its label that mean something else. */
function crowdedReport(): Report {
  const all = everythingReport();
  const { nodes, links } = all.graph;
  const [first] = links.filter((link) => link.to === `${KV}#BC-1` && link.kind === 'mention');
  const by = nodes.find((node): node is TestNode => node.id === first?.from);
  if (!first || !by) throw new Error('no test mentions BC-1');
  const tests = Array.from({ length: 78 }, (_, number) => ({
    ...by,
    id: `${by.path}::TestMore${number}`,
    name: `TestMore${number}`,
  }));
  const more = tests.map(({ id }, number): Link => {
    if (number < 8) return { ...first, from: id };
    if (number < 38) return { ...first, from: id, to: null, status: 'ambiguous', candidates: [`${KV}#BC-1`] };
    return { ...first, from: id, to: null, status: 'dangling', candidates: [`${KV}#BC-1`] };
  });
  return { ...all, graph: { nodes: [...nodes, ...tests], links: [...links, ...more] } };
}

function twiceReport(): Report {
  const clean = cleanReport();
  const plan = clean.graph.nodes.find((node) => node.kind === 'plan');
  const twice = {
    path: plan?.id ?? '',
    at: { line: 90, column: 1, endLine: 90, endColumn: 9 },
    what: 'BC-1 is defined on line 40 and again on line 90',
    effect: 'line 40 counts as the definition',
  };
  return { ...clean, problems: [twice] };
}

const folder = reportFolder();
const urls = new Map<string, string>();
let browser: Browser;

beforeAll(async () => {
  const assets = await bundleAssets();
  const clean = cleanReport();
  const reports: Readonly<Record<string, Report>> = {
    everything: everythingReport(),
    large: largeReport(200),
    many: largeReport(900),
    crowded: crowdedReport(),
    empty: emptyReport(),
    clean,
    shallow: { ...clean, repo: { ...clean.repo, shallow: true } },
    stale: { ...clean, scope: { ...clean.scope, results: STALE } },
    twice: twiceReport(),
  };
  for (const [name, report] of Object.entries(reports)) urls.set(name, folder.write(name, renderHtml(report, assets)));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  folder.remove();
});

/** Opens a report, and afterwards expects that it kept quiet. */
async function reading(
  name: string,
  hash: string,
  steps: (at: Visit) => Promise<void>,
  options: Parameters<typeof visit>[3] = {},
): Promise<void> {
  const at = await visit(browser, urls.get(name) ?? '', hash, options);
  await steps(at);
  // A file that the page made itself is no request to anywhere.
  expect((await at.complaints()).filter((each) => !each.startsWith('request blob:'))).toEqual([]);
  await at.close();
}

const listRows = 'main tbody tr:not(.group)';
const visible = (at: Visit, selector: string): Promise<number> =>
  at.page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].filter((each) => each.offsetParent !== null).length`,
  ) as Promise<number>;
const texts = (at: Visit, selector: string): Promise<readonly string[]> =>
  at.page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.textContent.replace(/\\s+/g, ' ').trim())`,
  ) as Promise<readonly string[]>;
/** Every address that the bar offers, on both of its lines. */
async function screens(at: Visit): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const tab of await hrefs(at, '#screens a')) {
    await at.go(tab);
    for (const each of [tab, ...(await hrefs(at, '.top nav a'))]) found.add(each);
  }
  return [...found];
}
const hrefs = (at: Visit, selector: string): Promise<readonly string[]> =>
  at.page.evaluate(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].map((each) => each.getAttribute('href'))`,
  ) as Promise<readonly string[]>;

describe('scope', () => {
  it('BC-1: this change filters counters, rows that need eyes, contracts and every list, and goes along', () =>
    reading('everything', '#/', async (at) => {
      await at.click(at.page.getByRole('link', { name: 'This change 6' }));
      await expect.poll(() => at.count('.contracts tbody tr')).toBe(6);
      expect(await at.page.locator('.counters:not([hidden]) h2').innerText()).toContain('6 contracts of this change');
      expect(await visible(at, '.counters')).toBe(1);
      expect(await visible(at, '.eyes li')).toBe(3);
      expect(await at.words()).toContain('1 contract removed by this change');
      await at.click(at.page.locator('#screens a', { hasText: 'Tests' }));
      await expect.poll(() => at.page.locator('.filter .count').innerText()).toBe('2 tests');
      expect(at.page.url()).toContain('scope=change');
      await at.click(at.page.getByRole('link', { name: /^Everything/ }));
      await expect.poll(() => at.page.url()).not.toContain('scope');
    }));

  it('BC-14: with a base the page opens on the change', () =>
    reading('everything', '', async (at) => {
      await expect.poll(() => at.count('.contracts tbody tr')).toBe(6);
      expect(at.page.url()).toContain('scope=change');
    }));

  it('BC-1: in the change every counter leads to as many rows as it says, and the filter says the same', () =>
    reading('everything', '#/?scope=change', async (at) => {
      const counters = (await at.page.evaluate(
        '[...document.querySelectorAll(".counters:not([hidden]) a.counter")].map((each) => [each.dataset.go, Number(each.querySelector("b").textContent)])',
      )) as readonly (readonly [string, number])[];
      expect(counters.length).toBeGreaterThan(8);
      for (const [go, count] of counters) {
        await at.go(go);
        expect([go, await at.count(listRows)]).toEqual([go, count]);
      }
      for (const screen of ['', 'findings', 'tests', 'mentions', 'plans', 'commits']) {
        await at.go(`#/${screen}?scope=change`);
        const scoped = await at.page.locator('.filter .count').innerText();
        await at.go(`#/${screen}?q=change:true`);
        const asked = await at.page.locator('.filter .count').innerText();
        expect([screen, asked.split(' of ')[0]]).toEqual([screen, scoped.split(' ')[0]]);
      }
    }));
});

describe('order', () => {
  it(
    'BC-3: every column of every list sorts, says so, and turns round',
    () =>
      reading('everything', '', async (at) => {
        for (const screen of ['', 'findings', 'tests', 'mentions', 'plans', 'commits']) {
          await at.go(`#/${screen}`);
          const keys = new Set(
            await at.page
              .locator('main [data-sort]')
              .evaluateAll((all) => all.map((each) => each.getAttribute('data-sort') ?? '')),
          );
          expect([screen, keys.size]).not.toEqual([screen, 0]);
          for (const key of keys) {
            await at.go(`#/${screen}`);
            const before = await at.count(listRows);
            await at.click(at.page.locator(`main [data-sort="${key}"]`).first());
            const up = await texts(at, listRows);
            const sorted = at.page.locator('main th[aria-sort]');
            const mostFirst = screen === 'plans' && !['plan', 'states'].includes(key);
            const ways = mostFirst ? ['descending', 'ascending'] : ['ascending', 'descending'];
            expect([key, await sorted.first().getAttribute('aria-sort')]).toEqual([key, ways[0]]);
            expect(at.page.url()).toContain(`sort=${mostFirst ? '-' : ''}${key}`);
            expect([key, up.length]).toEqual([key, before]);
            await at.page.locator(`main [data-sort="${key}"]`).first().press('Enter');
            expect([key, await sorted.first().getAttribute('aria-sort')]).toEqual([key, ways[1]]);
            expect([...(await texts(at, listRows))].sort()).toEqual([...up].sort());
            expect(await at.page.evaluate('document.activeElement.dataset.sort')).toBe(key);
          }
        }
      }),
    30_000,
  );

  it('BC-3: states are in the order of what is worst, numbers in that of numbers', () =>
    reading('everything', '#/?sort=state', async (at) => {
      const states = await texts(at, '.contracts tbody .chip');
      expect(states.slice(0, 3)).toEqual(['failing', 'untested', 'planned']);
      expect(states.at(-1)).toBe('verified');
      await at.go('#/plans?sort=-gaps');
      const gaps = (await texts(at, 'tbody td:nth-child(3)')).map((each) => (each === 'none' ? 0 : Number(each)));
      expect(gaps).toEqual([...gaps].sort((a, b) => b - a));
      await at.go('#/plans?sort=weight');
      expect(await at.page.locator('.filter .wrong').innerText()).toContain('no column weight');
    }));
});

describe('addresses', () => {
  it('BC-4: an address brings filter, scope, order and opened parts back', () =>
    reading('everything', '#/?scope=change&sort=-contract', async (at) => {
      const rows = await texts(at, '.contracts tbody tr');
      await at.page.reload();
      expect(await texts(at, '.contracts tbody tr')).toEqual(rows);
      await at.go('#/');
      await at.click(at.page.locator('.fold').first());
      expect(await at.count('.plan table')).toBe(2);
      const opened = at.page.url();
      expect(opened).toContain('shut=fix-tiered-partial-improvement-plan');
      await at.click(at.page.locator('.plan a.name').first());
      await at.page.locator('.clauses').waitFor();
      await at.click(at.page.locator('main details').first().locator('summary').first());
      await expect.poll(() => at.page.url()).toContain('parts=');
      await at.page.reload();
      expect(await at.page.locator('main details').first().getAttribute('open')).toBe('');
      await at.page.goBack();
      await at.page.locator('.plan').first().waitFor();
      expect(at.page.url()).toBe(opened);
      expect(await at.count('.plan table')).toBe(2);
    }));
});

describe('back', () => {
  it('BC-4: after a filter was typed, back returns to it and to the place', () =>
    reading('everything', '#/tests', async (at) => {
      await at.page.locator('#filter').fill('test:Test');
      await at.page.evaluate('window.scrollTo(0, 200)');
      await at.click(at.page.locator('main a[data-row]').nth(6));
      await expect.poll(() => at.page.url()).toContain('#/t/');
      await at.page.goBack();
      await expect.poll(() => at.page.evaluate('window.scrollY')).toBe(200);
      expect(await at.page.locator('#filter').inputValue()).toBe('test:Test');
    }));
});

describe('keys', () => {
  it('BC-5: the field that / goes to is not hidden by the bar above', () =>
    reading('large', '', async (at) => {
      await at.page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
      await at.page.keyboard.press('/');
      await at.page.keyboard.type('state:untested');
      const bar = await at.page.locator('.top').boundingBox();
      const field = await at.page.locator('#filter').boundingBox();
      expect(bar?.y).toBe(0);
      expect(field?.y).toBeGreaterThan(bar?.height ?? 0);
    }));

  it('BC-5: rows, gaps in folded plans, screens and the matrix are reached by single keys', () =>
    reading('everything', `#/?shut=${'fix-tiered-partial-improvement-plan'}`, async (at) => {
      const { keyboard } = at.page;
      const focused = (): Promise<string> =>
        at.page.evaluate('(document.activeElement?.textContent ?? "").trim().replace(/\\s+/g, " ")') as Promise<string>;
      await keyboard.press('j');
      expect(await focused()).toBe('fix-tiered-partial-improvement-plan#BC-4');
      await keyboard.press('Escape');
      await at.click(at.page.locator('h1').first());
      await keyboard.press('n');
      expect(await focused()).toContain('A full host tier rejects');
      await keyboard.press('j');
      const next = await focused();
      await keyboard.press('ArrowUp');
      expect(await focused()).toContain('A full host tier rejects');
      await keyboard.press('ArrowDown');
      expect(await focused()).toBe(next);
      await keyboard.press('N');
      await keyboard.press('Enter');
      await at.page.locator('.clauses').waitFor();
      await keyboard.press('3');
      await expect.poll(() => at.page.locator('h1').innerText()).toBe('Tests');
      await keyboard.press('m');
      await expect.poll(() => at.page.url()).toContain('#/matrix');
      await keyboard.press('Control+1');
      expect(at.page.url()).toContain('#/matrix');
    }));

  it('BC-5: turned off, no key does anything, also after a reload', () =>
    reading('everything', '#/tests', async (at) => {
      await at.page.keyboard.press('?');
      await at.page.getByLabel('Single keys are on').uncheck();
      await at.page.keyboard.press('Escape');
      await at.page.reload();
      for (const key of ['/', 'j', '1', 'm', '?', 'ArrowDown']) await at.page.keyboard.press(key);
      expect(at.page.url()).toContain('#/tests');
      expect(await at.count('dialog')).toBe(0);
      expect(await at.page.evaluate('document.activeElement.id')).not.toBe('filter');
    }));

  it('BC-2: the help names every key of every list', () =>
    reading('everything', '', async (at) => {
      await at.page.keyboard.press('?');
      expect(await at.page.locator('dialog').innerText()).toContain('how sure it is that this contract is meant');
      const terms = await texts(at, 'dialog .terms dt');
      for (const key of ['state:', 'conf:', 'severity:', 'worth:', 'evidence:', 'given:', 'exempt:', 'change:'])
        expect([key, terms.includes(key)]).toEqual([key, true]);
      expect(await texts(at, 'dialog summary')).toEqual([
        'Contracts',
        'Findings',
        'Tests',
        'Mentions',
        'Plans',
        'Commits',
      ]);
    }));
});

describe('copies and exports', () => {
  it('BC-8: the view is saved as shown, filtered and sorted, without a request', () =>
    reading('everything', '#/?q=plan:tiered&sort=-state', async (at) => {
      await at.click(at.page.getByRole('button', { name: 'Export…' }));
      expect(await at.page.locator('dialog.export').innerText()).toContain('8 contracts as filtered and sorted now');
      const [download] = await Promise.all([
        at.page.waitForEvent('download'),
        at.page.getByRole('button', { name: 'Save as CSV' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe('contracts.csv');
      const lines = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\r\n');
      expect(lines[0]).toMatch(/^Plan,State,Contract,Then,Change,Trace,/);
      expect(lines).toHaveLength(9);
      expect(lines[1]).toContain(',linked,');
      expect(lines.at(-1)).toContain('untested');
      const [markdown] = await Promise.all([
        at.page.waitForEvent('download'),
        at.page.getByRole('button', { name: 'Save as Markdown' }).click(),
      ]);
      expect(readFileSync(await markdown.path(), 'utf8')).toContain('| Plan | State | Contract |');
    }));

  it('BC-8: an export has all rows, also those that are not drawn', () =>
    reading('large', '#/tests', async (at) => {
      const count = (await at.page.locator('.filter .count').innerText()).replace(/\D/g, '');
      await at.click(at.page.getByRole('button', { name: 'Export…' }));
      const [download] = await Promise.all([
        at.page.waitForEvent('download'),
        at.page.getByRole('button', { name: 'Save as CSV' }).click(),
      ]);
      const lines = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\r\n');
      expect(lines.length - 1).toBe(Number(count));
    }));

  it('BC-8: an export of contracts has the tests, their places, how they are tied, and the commits', () =>
    reading('everything', '#/?q=plan:tiered id:BC-1', async (at) => {
      await at.click(at.page.getByRole('button', { name: 'Export…' }));
      const [download] = await Promise.all([
        at.page.waitForEvent('download'),
        at.page.getByRole('button', { name: 'Save as CSV' }).click(),
      ]);
      const [heads = '', row = ''] = readFileSync(await download.path(), 'utf8').split('\r\n');
      expect(heads).toContain('Trace,Why,Defined at,Tasks,Tests,Test places,Tied by,Commits');
      for (const each of [
        `${KV}:40`,
        '1 Write the failing tests',
        'TestReload_Commits_The,sim/kv/bc1_test.go:60,linked 97 %',
        'feat(kv): tiered cache with partial reload (#412) (#430)',
      ])
        expect(row).toContain(each);
    }));

  it('BC-7: a contract is copied as a comment, and where the clipboard is refused it is shown and selected', async () => {
    await reading(
      'everything',
      BC1,
      async (at) => {
        await at.click(at.page.getByRole('button', { name: 'Copy for a review comment' }));
        await at.page.locator('.toast', { hasText: 'Copied.' }).waitFor();
        const text = (await at.page.evaluate('navigator.clipboard.readText()')) as string;
        for (const each of [
          '**BC-1 Partial reload',
          'is **linked**',
          '> **GIVEN**',
          '> **THEN**',
          '`TestReload_Commits_The`',
          '.md:40`](',
        ])
          expect([each, text.includes(each)]).toEqual([each, true]);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
    await reading('everything', BC1, async (at) => {
      await at.page.evaluate('navigator.clipboard.writeText = () => Promise.reject(new DOMException("no"))');
      await at.click(at.page.getByRole('button', { name: 'Copy for a review comment' }));
      await at.page.locator('.refused').waitFor();
      expect(await at.page.evaluate('String(getSelection())')).toContain('is **linked**');
    });
  });
});

describe('edge states', () => {
  it('BC-9: of one plan there is no heading that folds', () =>
    reading('clean', '', async (at) => {
      expect(await at.count('.fold')).toBe(0);
      expect(await at.count('.contracts tbody tr')).toBe(1);
      expect(await at.count('.scope')).toBe(0);
      expect(await at.words()).toContain('no base was given, so nothing is called new');
      await at.go('#/?scope=change');
      expect(await at.words()).toContain('No contract belongs to this change.');
    }));

  it('BC-9: of two hundred plans those with gaps are open, as far as a light page goes', () =>
    reading('large', '', async (at) => {
      expect(await at.count('.plan')).toBe(30);
      expect(await at.page.locator('.more-button[data-onwards]').innerText()).toContain('of 170');
      expect(await at.count('.plan table')).toBeLessThan(15);
      expect(await at.count('*')).toBeLessThan(6000);
    }));

  it('BC-9: of nothing there is a way to begin', () =>
    reading('empty', '', async (at) => {
      expect(await at.words()).toContain('Looked for plans in docs/plans/**/*.md (0 files).');
      expect(await at.page.locator('.eyes .command').innerText()).toBe('trace init');
      for (const screen of ['findings', 'tests', 'mentions', 'plans', 'commits']) {
        await at.go(`#/${screen}`);
        expect([screen, (await at.words()).includes('This report has no ')]).toEqual([screen, true]);
      }
    }));
});

describe('edge states on the page', () => {
  it.each([
    ['a shallow clone', 'shallow', '', ['The clone is shallow: what needs older commits is missing.']],
    ['results of another commit', 'stale', '', ['not of this commit, so nothing is called verified', '3f2c1ab']],
    ['no result', 'clean', '', ['no test results were given, so nothing is called verified']],
    ['a removed contract', 'everything', '#/?scope=change', ['1 contract removed by this change', 'Prefetch is best']],
    [
      'a label defined twice, at its contract',
      'twice',
      'c',
      ['is defined on line 40 and again on line 90', 'line 40 counts'],
    ],
    ['a label defined twice, at its plan', 'twice', 'p', ['BC-1 is defined on line 40 and again on line 90']],
    [
      'an ambiguous contract',
      'crowded',
      BC1,
      ['Could mean this contract · 30', '40 mentions of the same label that mean something else'],
    ],
  ] as const)('BC-9: %s is said on the page in its own words', (_, name, hash, expected) =>
    reading(name, hash.length === 1 ? '' : hash, async (at) => {
      if (hash === 'c') await at.click(at.page.locator('.contracts a.name').first());
      if (hash === 'p') {
        await at.go('#/plans');
        await at.click(at.page.locator('main [data-row]').first());
      }
      const words = await at.page.locator('main').innerText();
      for (const each of expected) expect(words).toContain(each);
    }),
  );

  it('BC-9: twenty thousand tests are counted, found and shown in pieces', () =>
    reading('many', '#/tests', async (at) => {
      const all = Number((await at.page.locator('.filter .count').innerText()).replace(/\D/g, ''));
      expect(all).toBeGreaterThan(18_000);
      expect(await at.page.locator('.list table').getAttribute('aria-rowcount')).toBe(String(all + 1));
      expect(await at.count('*')).toBeLessThan(4500);
      expect(await at.page.locator('.more-button').innerText()).toMatch(/^Show 200 more of 1\d,\d{3}$/);
      await at.page.locator('#filter').fill('TestArea14399');
      await at.page.locator('.filter .count', { hasText: '1 of ' }).waitFor();
      expect(await at.count(listRows)).toBe(1);
    }));
});

describe('on paper', () => {
  const pages = async (at: Visit): Promise<number> =>
    ((await at.page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length;

  it('BC-18: a contract with many tests and candidates takes six pages at most, a usual one three', async () => {
    await reading('crowded', BC1, async (at) => expect(await pages(at)).toBeLessThanOrEqual(6));
    await reading('everything', BC1, async (at) => expect(await pages(at)).toBeLessThanOrEqual(3));
  });

  it('BC-18: candidates are a line each, and what is folded stays so unless the reader opened it', () =>
    reading('crowded', BC1, async (at) => {
      const print = async (): Promise<void> => {
        await at.page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
        await at.page.emulateMedia({ media: 'print' });
      };
      await print();
      expect(await visible(at, '.unsure .link > header')).toBe(30);
      expect(await visible(at, '.unsure .link > :not(header)')).toBe(0);
      expect(await at.page.locator('.twin, .part.losers .link').filter({ visible: true }).count()).toBe(0);
      expect(await at.page.locator('.part.losers summary').first().isVisible()).toBe(true);
      expect(await visible(at, '.beside .links > article:nth-of-type(-n + 3) > .reasons-for')).toBeGreaterThan(0);
      await at.page.emulateMedia({ media: 'screen' });
      await at.page.evaluate('window.dispatchEvent(new Event("afterprint"))');
      expect(await visible(at, '.unsure .link > :not(header)')).toBeGreaterThan(0);
      await at.click(at.page.locator('.twin summary'));
      await print();
      expect(await visible(at, '.twin')).toBe(1);
    }));
});

describe('narrow windows', () => {
  it('BC-19: headings are not seen and still there, and the order is a choice', () =>
    reading(
      'everything',
      '#/plans',
      async (at) => {
        for (const hash of ['#/plans', '#/tests', '#/findings', '#/mentions', '#/commits']) {
          await at.go(hash);
          const head = await at.page.locator('main thead').first().boundingBox();
          expect([hash, (head?.height ?? 9) < 2, await at.count('main thead th')]).toEqual([
            hash,
            true,
            expect.any(Number),
          ]);
        }
        await at.go('#/plans');
        await at.page.locator('main thead button').first().focus();
        expect((await at.page.locator('main thead').boundingBox())?.height).toBeGreaterThan(20);
        const label = "getComputedStyle(document.querySelector('main td.num'), '::before').content";
        expect(await at.page.evaluate(label)).toContain('Contracts');
        await at.page.getByLabel('Sort by').selectOption({ label: 'Sort by Gaps' });
        await at.page.locator('th[aria-sort="descending"]').waitFor({ state: 'attached' });
        expect(at.page.url()).toContain('sort=-gaps');
      },
      { viewport: { width: 768, height: 800 } },
    ));

  it('BC-20: of a long path the line is seen', () =>
    reading('everything', '#/?scope=everything', async (at) => {
      const place = at.page.locator('.eyes:not([hidden]) .where .place', { hasText: '_test.go' }).first();
      expect(await place.innerText()).toMatch(/:\d+/);
      const seen = `(() => {
        const place = [...document.querySelectorAll('.eyes:not([hidden]) .where .place')].find((each) => each.textContent.includes('_test.go'));
        place.style.display = 'inline-block'; place.style.width = '8em';
        const text = place.querySelector('bdi').firstChild;
        const range = document.createRange();
        range.setStart(text, text.data.lastIndexOf(':')); range.setEnd(text, text.data.length);
        const [line, box] = [range.getBoundingClientRect(), place.getBoundingClientRect()];
        range.setStart(text, 0); range.setEnd(text, 1);
        return [line.left >= box.left - 1 && line.right <= box.right + 1, range.getBoundingClientRect().left < box.left];
      })()`;
      expect(await at.page.evaluate(seen)).toEqual([true, true]);
    }));
});

describe('counts', () => {
  it('BC-21: plans and their gaps are the same number on every screen', () =>
    reading('everything', '#/plans', async (at) => {
      const sum = async (head: string): Promise<number> =>
        (await texts(at, `main td[data-head="${head}"]`)).reduce((all, each) => all + Number(each), 0);
      const rows = await at.count(listRows);
      const [contracts, satisfied, gaps] = [await sum('Contracts'), await sum('Satisfied'), await sum('Gaps')];
      const waived = await sum('Waived of these');
      const open = (await texts(at, 'main td[data-head="Gaps"]')).filter((each) => each !== '0').length;
      expect(satisfied + gaps).toBe(contracts);
      await at.go('#/plans?q=gap:true');
      expect(await at.count(listRows)).toBe(open);
      await at.go('#/?scope=everything');
      const heading = await at.page.locator('#counts').innerText();
      expect(heading).toContain(`${contracts} contracts in ${rows} plans`);
      expect(heading).toContain(`${satisfied} satisfied`);
      expect(heading).toContain(`${waived} waived`);
      expect(await at.page.locator('#screens a', { hasText: 'Plans' }).innerText()).toContain(String(rows));
      await at.go('#/overview');
      expect(await at.words()).toContain(`${contracts} contracts in ${rows} plans, ${gaps} open`);
      await at.go('#/plans?q=origin:history');
      expect(await at.count(listRows)).toBe(1);
    }));

  it('BC-21: the list of mentions says what the counters count', () =>
    reading('everything', '#/mentions', async (at) => {
      const all = Number((await at.page.locator('.filter .count').innerText()).replace(/\D/g, ''));
      const says = await at.page.locator('header .aside').innerText();
      const [tests, commits, tables] = [...says.matchAll(/(\d+) in /g)].map(([, number]) => Number(number));
      expect((tests ?? 0) + (commits ?? 0) + (tables ?? 0)).toBe(all);
      await at.go('#/mentions?q=kind:mention');
      expect(await at.page.locator('.filter .count').innerText()).toMatch(new RegExp(`^${tests} of `));
    }));
});

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const EVERY_RULE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What theme and width can change; the other rules ask the document, which is the same in both. */
const OF_THE_LOOK = [
  'color-contrast',
  'link-in-text-block',
  'target-size',
  'scrollable-region-focusable',
  'css-orientation-lock',
];
const axe = (
  rules: readonly string[],
): string => `axe.run(document, { resultTypes: ['violations'], runOnly: ${JSON.stringify(rules)} })
  .then((result) => result.violations.flatMap((each) => each.nodes.slice(0, 3).map((node) => each.id + ' ' + node.html.slice(0, 160) + ' ' + (node.failureSummary || '').slice(0, 200))))`;

describe('for everyone', () => {
  it.each([
    ['light', 1280, EVERY_RULE],
    ['dark', 1280, OF_THE_LOOK],
    ['light', 320, OF_THE_LOOK],
    ['dark', 320, EVERY_RULE],
  ] as const)(
    'BC-10: axe finds nothing on any screen, %s at %i px',
    (colorScheme, width, rules) =>
      reading(
        'everything',
        '',
        async (at) => {
          await at.page.evaluate(axeSource);
          const all = [...(await screens(at)), ...SINGLES, '#/?scope=change&sort=plan', '#/tests?sort=contracts'];
          expect(all.length).toBeGreaterThan(12);
          for (const hash of all) {
            await at.go(hash);
            expect([hash, await at.page.evaluate(axe(rules))]).toEqual([hash, []]);
            expect([hash, await at.page.evaluate('document.documentElement.scrollWidth')]).toEqual([hash, width]);
          }
          await at.go('#/');
          await at.click(at.page.getByRole('button', { name: 'Export…' }));
          expect(await at.page.evaluate(axe(rules))).toEqual([]);
        },
        { colorScheme, viewport: { width, height: 800 } },
      ),
    40_000,
  );

  it('BC-10: at 200 % nothing is cut off or wider than the window', () =>
    reading(
      'everything',
      '',
      async (at) => {
        for (const hash of [...(await screens(at)), ...SINGLES]) {
          await at.go(hash);
          expect([hash, await at.page.evaluate('document.documentElement.scrollWidth')]).toEqual([hash, 640]);
        }
      },
      { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
    ));

  it('BC-10: who wants no motion gets none, and forced colours keep what states say', () =>
    reading(
      'everything',
      '',
      async (at) => {
        const moving =
          '[...document.querySelectorAll("*")].filter((each) => getComputedStyle(each).transitionDuration.split(", ").some((time) => time !== "0s") || getComputedStyle(each).animationName !== "none").length';
        expect(await at.page.evaluate(moving)).toBe(0);
        await at.page.emulateMedia({ forcedColors: 'active' });
        const chips = at.page.locator('.contracts .chip');
        expect(await chips.first().innerText()).not.toBe('');
        const chip = "getComputedStyle(document.querySelector('.contracts .chip')).borderTopStyle";
        expect(await at.page.evaluate(chip)).toBe('solid');
        expect(await chips.first().locator('svg').count()).toBe(1);
      },
      { reducedMotion: 'reduce' },
    ));

  it('BC-10: on paper gaps are open, addresses are written out, and afterwards all is as it was', () =>
    reading('everything', '#/?shut=fix-tiered-partial-improvement-plan', async (at) => {
      const address = at.page.url();
      expect(await at.count('.plan table')).toBe(2);
      await at.page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
      await at.page.emulateMedia({ media: 'print' });
      expect(await at.count('.plan table')).toBe(3);
      expect(await visible(at, 'details.more .reasons')).toBe(1);
      expect(await visible(at, '.quiet-button, .scope, .copy')).toBe(0);
      const written = "getComputedStyle(document.querySelector('.eyes:not([hidden]) a.place'), '::after').content";
      expect(await at.page.evaluate(written)).toContain('https:');
      await at.page.emulateMedia({ media: 'screen' });
      await at.page.evaluate('window.dispatchEvent(new Event("afterprint"))');
      expect(await at.count('.plan table')).toBe(2);
      expect(at.page.url()).toBe(address);
    }));

  it('BC-5: behind the last gap that is drawn, n goes on in plans that are not drawn yet', () =>
    reading('large', '', async (at) => {
      expect(await at.count('.plan')).toBe(30);
      await at.page.locator('.plan .fold').last().focus();
      for (let press = 0; press < 12; press += 1) await at.page.keyboard.press('n');
      expect(await at.count('.plan')).toBeGreaterThan(30);
      const place = '[...document.querySelectorAll(".plan")].indexOf(document.activeElement.closest(".plan"))';
      expect(Number(await at.page.evaluate(place))).toBeGreaterThanOrEqual(30);
    }));

  it('BC-5: behind the last row that is drawn, j goes on in a long list', () =>
    reading('large', '#/tests', async (at) => {
      await at.page.locator('main [data-row]').last().focus();
      // Names and addresses repeat in this story; the place in the table does not.
      const place = 'document.activeElement.closest("tr").rowIndex';
      const last = Number(await at.page.evaluate(place));
      await at.page.keyboard.press('j');
      expect(await at.page.evaluate('document.activeElement.matches("[data-row]")')).toBe(true);
      expect(await at.count('main [data-row]')).toBeGreaterThan(80);
      expect(Number(await at.page.evaluate(place))).toBeGreaterThan(last);
    }));
});
