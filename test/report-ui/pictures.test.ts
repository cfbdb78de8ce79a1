// The matrix, the pairs, the quality of plans, the plans by state and the page about the report, in a real browser.
// Its contracts: docs/plans/report-pictures-plan.md
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestNode, TraceNode } from '../../src/model/graph.ts';
import type { Report } from '../../src/model/report.ts';
import { grouped, STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import { finding, inFile } from '../support/report-builder.ts';
import { bundleAssets, launchChromium, renderHtml, reportFolder } from '../support/report-page.ts';
import { everythingReport, hostileCopy, largeReport } from '../support/report-stories.ts';
import { type Visit, visit } from '../support/report-visit.ts';

const KV = 'docs/plans/fix-tiered-partial-improvement-plan.md';
const SCREENS = [
  '#/matrix',
  '#/matrix?view=table',
  '#/pairs',
  '#/quality',
  `#/quality/${KV}`,
  '#/overview',
  `#/p/${KV}`,
  '#/about',
];

/** What this story shows otherwise than the one whose every screen reading.test.ts asks. */
const OWN = ['#/matrix?view=table', '#/pairs', '#/quality', `#/quality/${KV}`];

/** Everything, with a guarded golden test beside the unguarded one, and with what lint says. */
function wholeStory(): Report {
  const made = everythingReport();
  const isGolden = (node: TraceNode): node is TestNode =>
    node.kind === 'test' && node.roles.some(({ role }) => role === 'golden');
  const law = 'sim/golden_test.go::TestSimulator_GoldenDataset_Conservation';
  const counts = { inFile: 1, inPackage: 4 };
  const nodes = made.graph.nodes.flatMap((node): readonly TraceNode[] =>
    isGolden(node)
      ? [
          {
            ...node,
            guard: {
              test: null,
              by: null,
              why: 'invariant tests in the same file: 1, in the same package: 4',
              ...counts,
            },
          },
          {
            ...node,
            id: 'sim/a_test.go::TestA_Golden',
            path: 'sim/a_test.go',
            name: 'TestA_Golden',
            guard: { test: law, by: 'data', why: 'both read testdata/goldendataset.json', ...counts },
          },
        ]
      : [node],
  );
  const says = (rule: string, severity: 'error' | 'info', message: string, line: number) =>
    finding(rule, severity, KV, message, inFile(KV, line));
  const findings = [
    says('plan/title', 'error', 'the title says nothing', 1),
    says('plan/risk-table', 'info', 'the plan has no table of risks', 900),
  ];
  return {
    ...made,
    graph: { ...made.graph, nodes },
    quality: {
      plans: [
        {
          path: KV,
          form: 'compact',
          because: 'it has no parts',
          contracts: 8,
          sections: [
            { level: 1, title: 'Tiered KV cache', line: 1 },
            { level: 2, title: 'Risks of it', line: 890 },
          ],
          deviations: [{ cells: ['Reload', 'as a whole', 'in parts'], line: 40 }],
        },
      ],
      findings,
      rules: [],
      excerpts: [{ path: KV, firstLine: 900, lines: ['Nothing can go wrong.'], truncated: false }],
    },
  };
}

const folder = reportFolder();
const urls = new Map<string, string>();
let browser: Browser;

beforeAll(async () => {
  const assets = await bundleAssets();
  const reports = {
    whole: wholeStory(),
    plain: everythingReport(),
    hostile: hostileCopy(wholeStory()),
    large: largeReport(),
  };
  for (const [name, report] of Object.entries(reports)) urls.set(name, folder.write(name, renderHtml(report, assets)));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  folder.remove();
});

async function at(
  name: string,
  hash: string,
  steps: (at: Visit) => Promise<void>,
  options: Parameters<typeof visit>[3] = {},
): Promise<void> {
  const visited = await visit(browser, urls.get(name) ?? '', hash, options);
  await steps(visited);
  expect(await visited.complaints()).toEqual([]);
  await visited.close();
}

const says = (visited: Visit): Promise<string> => visited.page.locator('.mx-says').innerText();

describe('matrix', () => {
  it('BC-4: arrow keys and pointer name the same cell, and Enter opens its contract', async () => {
    await at('whole', '#/matrix', async (visited) => {
      const { page } = visited;
      await page.locator('.mx').focus();
      await page.keyboard.press('ArrowDown');
      const first = await page.locator('.mx-row.of-contract').first().innerText();
      expect(first).toContain('BC-');
      await expect.poll(() => says(visited)).toContain('×');
      const words = await says(visited);
      expect(await page.locator('.mx-row.here').innerText()).toBe(first);
      expect(await page.locator('.mx-column.here').count()).toBe(1);
      const box = await page.locator('.mx-body').boundingBox();
      await page.mouse.move((box?.x ?? 0) + 36, (box?.y ?? 0) + 60);
      await expect.poll(() => says(visited)).not.toBe(words);
      await page.mouse.move((box?.x ?? 0) + 12, (box?.y ?? 0) + 36);
      await expect.poll(() => says(visited)).toBe(words);
      await page.keyboard.press('Home');
      await expect.poll(() => says(visited)).toContain('linked');
      await page.keyboard.press('Enter');
      await page.locator('.clauses').waitFor();
      expect(await page.locator('h1').innerText()).toContain(/BC-\d+/.exec(first)?.[0] ?? 'nothing');
    });
  });

  it('BC-5: as a table it has every contract and every file that speaks of it', async () => {
    await at('whole', '#/matrix', async (visited) => {
      await visited.click(visited.page.getByRole('button', { name: 'View as table' }));
      expect(visited.page.url()).toContain('view=table');
      expect(await visited.count('.mx-twin tr.of-contract')).toBe(18);
      const row = visited.page.locator('.mx-twin tr', { hasText: 'A drained instance finishes what it holds' });
      expect(await row.locator('td').last().innerText()).toMatch(/^sim\/cluster\/\S+_test\.go linked$/);
      const none = visited.page.locator('.mx-twin tr', { hasText: 'A full host tier rejects' });
      expect(await none.locator('td').allInnerTexts()).toEqual(['untested', 'no test']);
    });
  });

  it('BC-5: on paper the table stands for the picture, and an export has the same cells', async () => {
    await at('whole', '#/matrix', async (visited) => {
      const { page } = visited;
      await page.emulateMedia({ media: 'print' });
      await page.evaluate('dispatchEvent(new Event("beforeprint"))');
      expect(await page.locator('.mx').isVisible()).toBe(false);
      expect(await visited.count('.mx-twin tr.of-contract')).toBe(18);
      await page.evaluate('dispatchEvent(new Event("afterprint"))');
      await page.emulateMedia({ media: 'screen' });
      expect(await visited.count('.mx-twin')).toBe(0);
      await page.getByRole('button', { name: 'Export…' }).click();
      await expect
        .poll(() => page.locator('dialog').textContent())
        .toContain('Plan or contract, Test file or package, State there');
    });
  });

  it('BC-2: a large one is folded, says so, and Enter opens a plan in the address', async () => {
    await at('large', '#/matrix', async (visited) => {
      const { page } = visited;
      expect(await visited.words()).toContain('Folded to plans');
      expect(await visited.count('.mx-row.of-contract')).toBe(0);
      await page.locator('.mx').focus();
      await page.keyboard.press('Enter');
      expect(page.url()).toContain('plans=');
      await expect.poll(() => visited.count('.mx-row.of-contract')).toBe(7);
      await page.reload();
      await expect.poll(() => visited.count('.mx-row.of-contract')).toBe(7);
      expect(await page.evaluate('document.querySelectorAll("*").length')).toBeLessThan(4000);
      await page.locator('#filter').fill('plan:pr301');
      await expect.poll(() => page.locator('.filter .count').innerText()).toContain('7 of 945');
      await expect.poll(() => visited.count('.mx-row.of-contract')).toBe(7);
    });
  });
});

describe('golden and invariant tests', () => {
  it('BC-6: those without a law stand first, each with what ties it and what does not count', async () => {
    await at('whole', '#/pairs', async (visited) => {
      expect(await visited.words()).toContain('1 of 2 golden tests has no invariant test that guards its values.');
      const rows = visited.page.locator('.list tbody tr:not(.group)');
      expect(await rows.count()).toBe(2);
      expect(await rows.first().innerText()).toContain('TestSimulator_GoldenDataset');
      expect(await rows.first().innerText()).toContain('none');
      expect(await rows.first().innerText()).toContain('1 invariant test in the same file');
      expect(await rows.last().innerText()).toContain('TestSimulator_GoldenDataset_Conservation');
      expect(await rows.last().innerText()).toContain(
        'Tied by the same golden data: both read testdata/goldendataset.json.',
      );
      await visited.page.locator('#filter').fill('guard:none');
      await expect.poll(() => rows.count()).toBe(1);
    });
  });
});

describe('quality', () => {
  it("BC-7: a plan's findings stand in its own outline with its words", async () => {
    await at('whole', '#/quality', async (visited) => {
      await visited.click(visited.page.locator('tbody a', { hasText: 'Tiered KV cache' }));
      await visited.page.locator('.outline').waitFor();
      const heads = await visited.page.locator('.outline h3').allInnerTexts();
      expect(heads[0]).toBe('Tiered KV cache');
      expect(heads.at(-1)).toBe('Risks of it');
      expect(heads.length).toBeGreaterThan(2);
      const last = visited.page.locator('.outline > li').last();
      expect(await last.innerText()).toContain('the plan has no table of risks');
      expect(await last.locator('.quote').innerText()).toContain('Nothing can go wrong.');
    });
  });

  it('BC-8: without lint it is said that the rules about text were not asked', async () => {
    await at('plain', '#/quality', async (visited) => {
      expect(await visited.words()).toContain('trace report --lint');
      await visited.go('#/quality/docs/plans/nowhere.md');
      expect(await visited.words()).toContain('There is no such plan in this report');
    });
  });
});

describe('plans by state', () => {
  it('BC-5: each field of squares is said in words beside it', async () => {
    await at('whole', '#/overview', async (visited) => {
      expect(await visited.count('.fields li')).toBe(3);
      const first = visited.page.locator('.fields li').first();
      expect(await first.innerText()).toMatch(/\d+ of \d+ open · .*\d+ untested/);
      const drawn = (await visited.page.evaluate(
        '[...document.querySelectorAll(".fields .square")].reduce((sum, each) => sum + each.getAttribute("d").split("M").length - 1, 0)',
      )) as number;
      expect(drawn).toBe(18);
      await first.getByRole('link').click();
      await visited.page.locator('.field').waitFor();
    });
  });
});

describe('a plan', () => {
  it('BC-10: shows contracts by state, tasks with theirs, rows, deviations and findings', async () => {
    await at('whole', `#/p/${KV}`, async (visited) => {
      const words = await visited.words();
      for (const each of [
        'contracts open',
        'Tasks · ',
        'Test strategy · ',
        'Deviations · 1',
        'in parts',
        'In the order of the plan',
      ])
        expect(words).toContain(each);
      const task = visited.page.locator('table[aria-label="Tasks"] tbody tr').first();
      expect(await task.locator('a.reach').first().innerText()).toContain('BC-');
    });
  });
});

describe('about', () => {
  it('BC-11: says what was read, every state, every rule, and what is not known', async () => {
    await at('whole', '#/about?rule=trace/untested-contract', async (visited) => {
      const words = await visited.words();
      for (const state of STATE_ORDER) expect(words).toContain(STATES[state].means);
      for (const { title } of everythingReport().rules) expect(words).toContain(title);
      for (const each of ['Searched', 'What this report does not know', 'names the plan'])
        expect(words).toContain(each);
      expect(await visited.page.locator('.rule[open]').getAttribute('data-rule')).toBe('trace/untested-contract');
      const count = everythingReport().findings.filter((each) => each.ruleId === 'trace/untested-contract').length;
      expect(await visited.page.locator('.rule[open] summary').innerText()).toContain(grouped(count));
    });
  });
});

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE = `axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then((result) => result.violations.flatMap((each) => each.nodes.slice(0, 3).map((node) => each.id + ' ' + node.html.slice(0, 160) + ' ' + (node.failureSummary || '').slice(0, 200))))`;

describe('for everyone', () => {
  it.each([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['narrow', { viewport: { width: 320, height: 700 } }],
  ] as const)('BC-12: axe finds nothing on any of these screens: %s', async (_look, options) => {
    await at(
      'whole',
      SCREENS[0] ?? '',
      async (visited) => {
        await visited.page.evaluate(axeSource);
        for (const hash of OWN) {
          await visited.go(hash);
          expect([hash, await visited.page.evaluate(AXE)]).toEqual([hash, []]);
        }
      },
      options,
    );
  });

  it('BC-12: hostile names are text and nothing is wider than 320 px', async () => {
    await at(
      'hostile',
      '#/matrix',
      async (visited) => {
        for (const hash of SCREENS) {
          await visited.go(hash);
          expect([hash, await visited.page.evaluate('document.documentElement.scrollWidth')]).toEqual([hash, 320]);
        }
        await visited.go('#/matrix');
        await visited.page.locator('.mx').focus();
        for (const key of ['ArrowDown', 'ArrowRight', 'End', 'Home', 'ArrowUp', 'ArrowUp', 'Enter'])
          await visited.page.keyboard.press(key);
      },
      { viewport: { width: 320, height: 700 } },
    );
  });
});
