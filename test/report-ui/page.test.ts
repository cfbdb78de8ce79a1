// The report in a real browser, from file://, as a reader, an attacker, a keyboard and a printer meet it.
// Its contracts: docs/plans/report-plan.md
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TraceNode } from '../../src/model/graph.ts';
import type { Report } from '../../src/model/report.ts';
import { addressOf } from '../../src/payload/page.ts';
import { visibleText } from '../../src/payload/visible-text.ts';
import type { ReportAssets } from '../../src/reporters/reporter.ts';
import { cleanReport, emptyReport } from '../support/report-builder.ts';
import { bundleAssets, findChromium, launchChromium, renderHtml, reportFolder } from '../support/report-page.ts';
import { everythingReport, hostileReport, largeReport } from '../support/report-stories.ts';
import { type Visit, visit } from '../support/report-visit.ts';

const KV = 'docs/plans/fix-tiered-partial-improvement-plan.md';
const BC1 = `#/c/${KV}%23BC-1`;
const BC6 = `#/c/${KV}%23BC-6`;
const DRIFTED = '#/t/sim/kv/reload_test.go::TestTieredKVCache_DoubleReload_CountsOnce';
const LISTS = ['#/', '#/?q=gap:true', '#/findings', '#/tests', '#/mentions', '#/plans', '#/commits', '#/diagnostics'];
const SCREENS = [...LISTS, BC1, BC6, DRIFTED, `#/p/${KV}`, '#/c/nowhere'];

let assets: ReportAssets;
const folder = reportFolder();
const urls = new Map<string, string>();
let browser: Browser;

beforeAll(async () => {
  assets = await bundleAssets();
  const reports: Readonly<Record<string, Report>> = {
    everything: everythingReport(),
    hostile: hostileReport(),
    large: largeReport(),
    empty: emptyReport(),
    clean: cleanReport(),
  };
  for (const [name, report] of Object.entries(reports)) urls.set(name, folder.write(name, renderHtml(report, assets)));
  browser = await launchChromium();
});

afterAll(async () => {
  await browser?.close();
  folder.remove();
});

const open = (name: string, hash = '', options: Parameters<typeof visit>[3] = {}): Promise<Visit> =>
  // Without a view of its own the page opens on the change; these tests look at everything.
  visit(browser, urls.get(name) ?? '', hash || '#/', options);

async function quietly(at: Visit, steps: () => Promise<void>): Promise<void> {
  await steps();
  expect(await at.complaints()).toEqual([]);
  await at.close();
}

describe('first screen', () => {
  it('BC-1: says verdict, comparison and evidence, and shows ten rows at most with a command each', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      expect(await at.page.locator('h1').innerText()).toContain('one new contract is untested');
      const words = await at.words();
      for (const each of ['origin/main', 'pr/tiered-reload', '13 mentions in tests resolved', 'months ago'])
        expect(words).toContain(each);
      expect(await at.count('.eyes:not([hidden]) li')).toBe(6);
      expect(await at.count('.eyes:not([hidden]) li .copy')).toBe(6);
      const box = await at.page.locator('.eyes li').first().boundingBox();
      expect((box?.y ?? 9999) + (box?.height ?? 0)).toBeLessThan(800);
    });
  });

  it('BC-1: every contract stands below it, grouped by plan, with five cells', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      expect(await at.count('.plan')).toBe(3);
      expect(await at.count('.contracts tbody tr')).toBe(18);
      expect(await at.count('.contracts .strip')).toBe(18);
      const strip = at.page.locator('tr', { hasText: 'A full host tier rejects' }).locator('.strip');
      expect(await strip.getAttribute('aria-label')).toBe('plan ▸ contract untested ▸ no task ▸ no test ▸ no commit');
      expect(await strip.locator('.step').count()).toBe(5);
    });
  });

  it('BC-11: what only history holds is not counted, not mixed in, and one step away', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      expect(await at.words()).not.toContain('The hash of a prompt');
      await at.click(at.page.getByRole('link', { name: '2 contracts of plans that are not judged' }));
      // A click changes the address, and the page follows it a moment later.
      await expect.poll(() => at.count('.contracts tbody tr')).toBe(2);
      expect(await at.words()).toContain('The hash of a prompt');
      await at.page.locator('#filter').fill('prompt');
      await expect.poll(() => at.words()).toContain('1 contract of plans that are not judged match too');
    });
  });

  it('BC-2: an empty report says where to look', async () => {
    const at = await open('empty');
    await quietly(at, async () => {
      expect(await at.words()).toContain('No contract was found.');
      await at.click(at.page.getByRole('link', { name: 'Open diagnostics' }));
      await expect.poll(() => at.words()).toContain('There is no history to read.');
    });
  });
});

describe('filters', () => {
  it('BC-5: a counter filters, a second one widens, pressing again takes it away', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      const counter = (word: string): ReturnType<Visit['page']['locator']> =>
        at.page.locator('a.counter', { hasText: word }).first();
      await at.click(counter('untested'));
      expect(at.page.url()).toContain('#/?q=state:untested');
      expect(await at.count('.contracts tbody tr')).toBe(1);
      expect(await counter('untested').getAttribute('aria-current')).toBe('true');
      await at.click(counter('failing'));
      await expect.poll(() => at.count('.contracts tbody tr')).toBe(2);
      expect(await at.page.locator('.filter .count').innerText()).toBe('2 of 18 contracts');
      await at.click(counter('untested'));
      expect(await at.page.locator('#filter').inputValue()).toBe('state:failing');
      expect(await at.count('.contracts tbody tr')).toBe(1);
    });
  });

  it('BC-5: every counter leads to as many rows as it says', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      const counters = (await at.page.evaluate(
        '[...document.querySelectorAll("a.counter")].map((each) => [each.dataset.go, Number(each.querySelector("b").textContent)])',
      )) as readonly (readonly [string, number])[];
      expect(counters.length).toBeGreaterThan(15);
      for (const [go, count] of counters) {
        await at.go(go);
        expect([go, await at.count('main tbody tr:not(.group)')]).toEqual([go, count]);
      }
    });
  });

  it('BC-5: typing filters, and a wrong key is said beside the field', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      await at.page.locator('#filter').fill('plan:tiered !state:linked');
      expect(await at.count('.contracts tbody tr')).toBe(5);
      expect(at.page.url()).toContain('q=plan:tiered+!state:linked');
      await at.page.locator('#filter').fill('stat:linked');
      expect(await at.page.locator('.filter .wrong').innerText()).toContain('Did you mean state:');
      expect(await at.page.locator('#filter').getAttribute('aria-invalid')).toBe('true');
      await at.page.locator('#filter').fill('nothing-has-this');
      expect(await at.words()).toContain('No contract matches this filter.');
    });
  });
});

describe('addresses', () => {
  it('BC-6: every screen opens from its address, and again after a reload', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      for (const hash of ['#/?q=gap:true', '#/tests', '#/findings?q=severity:error', BC1, DRIFTED, '#/diagnostics']) {
        await at.go(hash);
        const words = await at.words();
        await at.page.reload();
        expect([hash, await at.words()]).toEqual([hash, words]);
      }
    });
  });

  it('BC-6: back and forward return to the filter and the place', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      await at.click(at.page.locator('a.counter', { hasText: 'linked' }).first());
      await at.page.locator('.contracts a.name').nth(3).scrollIntoViewIfNeeded();
      await at.page.evaluate('window.scrollTo(0, 300)');
      const title = await at.page.locator('.contracts a.name').nth(3).innerText();
      await at.click(at.page.locator('.contracts a.name').nth(3));
      expect((await at.page.locator('h1').innerText()).replace(/\s+/g, ' ')).toBe(title.replace(/\s+/g, ' '));
      expect(await at.page.evaluate('window.scrollY')).toBe(0);
      await at.page.goBack();
      await at.page.locator('.contracts').first().waitFor();
      expect(await at.page.locator('#filter').inputValue()).toBe('state:linked');
      expect(await at.page.evaluate('window.scrollY')).toBe(300);
      expect(await at.count('.folded-eyes')).toBe(1);
      await at.page.goForward();
      await at.page.locator('.clauses').waitFor();
      expect(await at.words()).toContain('What it promises');
    });
  });

  it('BC-6: an address that leads nowhere says so and offers the nearest', async () => {
    const at = await open('everything', `#/c/docs/plans/fix-tiered-partial-plan.md%23BC-1`);
    await quietly(at, async () => {
      expect(await at.page.locator('h1').innerText()).toBe('There is no such contract in this report');
      expect(await at.words()).toContain(`${KV}#BC-1`);
      for (const broken of ['#/%E0%A4%A', '#/t/%', '#/c/?q=%', '#/constructor', '#/__proto__']) {
        await at.go(broken);
        expect([broken, (await at.words()).includes('There is no such')]).toEqual([broken, true]);
      }
    });
  });
});

describe('a contract', () => {
  it('BC-4: shows clauses, state and reason, each link with its evidence and losers, rows, tasks and commits', async () => {
    const at = await open('everything', BC1);
    await quietly(at, async () => {
      const words = await at.words();
      for (const each of [
        'GIVEN',
        'a cluster whose instances report',
        'One asserting test says so itself',
        'paired by the plan',
        'decides',
        '97 % that this contract is meant',
        'The nearest 2 of 3 other contracts called BC-1',
        'it was superseded two months before',
        'Strategy row',
        'Task 1',
        'commit adds the plan',
        'feat(kv): tiered cache',
      ])
        expect(words).toContain(each);
      expect(await at.page.locator('.actions .command').allInnerTexts()).toEqual([
        "trace explain 'fix-tiered-partial-improvement-plan#BC-1'",
        "go test -run '^TestReload_Commits_The$' ./sim/kv",
      ]);
    });
  });

  it('BC-4: an ambiguous one shows both ids, both places and the lines', async () => {
    const at = await open('everything', BC6);
    await quietly(at, async () => {
      const words = await at.words();
      for (const each of [
        'Two ids for one test: the plan says BC-6',
        'here it says BC-5',
        'Could mean this contract',
        'trace/id-mismatch',
      ])
        expect(words).toContain(each);
      expect(await at.page.locator('.quote .hit').first().innerText()).toContain('reloaded twice is counted once.');
    });
  });

  it('BC-4: the graph has a text twin with the same nodes', async () => {
    const at = await open('everything', BC1);
    await quietly(at, async () => {
      const drawn = await at.count('.graph .node');
      await at.click(at.page.getByText('The same as text'));
      expect(await at.page.locator('.twin dd a, .twin dd .aside').count()).toBeGreaterThanOrEqual(drawn);
      expect(await at.page.locator('.graph svg.drawing').getAttribute('aria-label')).toBe(
        'How this contract is reached: 1 plan, 1 contract, 1 task, 1 test, 1 commit',
      );
    });
  });

  it('BC-9: a copied command is the command', async () => {
    const at = await open('everything', BC1, { permissions: ['clipboard-read', 'clipboard-write'] });
    await quietly(at, async () => {
      await at.click(at.page.locator('.actions .copy').first());
      await at.page.locator('.toast', { hasText: 'Copied.' }).waitFor();
      expect(await at.page.evaluate('navigator.clipboard.readText()')).toBe(
        "trace explain 'fix-tiered-partial-improvement-plan#BC-1'",
      );
    });
  });
});

describe('the policy', () => {
  it('BC-7: what a hostile edit of the file adds does not run, and this test would notice', async () => {
    const attack =
      '<img src="https://example.invalid/x.png" onerror="window.pwn=1"><script>window.pwn=1</script><p style="color:red">x</p>';
    const html = renderHtml(cleanReport(), assets).replace('</footer>', `</footer>${attack}`);
    const at = await visit(browser, folder.write('edited', html));
    const complaints = (await at.complaints()).join('\n');
    for (const each of ['policy img-src', 'policy script-src', 'policy style-src']) expect(complaints).toContain(each);
    expect(complaints).not.toContain('window.pwn');
    expect(complaints).toContain('The action has been blocked');
    await at.close();
  });
});

describe('hostile names', () => {
  it('BC-8: nothing runs, loads or reports on any screen of any node, and every name is text', async () => {
    const report = hostileReport();
    const at = await open('hostile');
    await quietly(at, async () => {
      const texts: string[] = [];
      const pages = report.graph.nodes.flatMap((node) => addressOf(node.kind, node.id) ?? []);
      expect(pages.length).toBeGreaterThan(40);
      for (const hash of [...LISTS, ...pages]) {
        await at.go(hash);
        const words = await at.words();
        expect([hash, words.includes('There is no such')]).toEqual([hash, false]);
        texts.push(words);
        expect(
          await at.count(
            'main script, main img, main iframe, main object, main embed, main form, main [onload], main [onerror], main [style]',
          ),
        ).toBe(0);
      }
      const all = plainly(texts.join('\n'));
      for (const text of shownTexts(report))
        expect([text, all.includes(plainly(visibleText(text)))]).toEqual([text, true]);
      const links = (await at.page.evaluate(
        '[...document.querySelectorAll("a[href]")].map((each) => each.getAttribute("href"))',
      )) as readonly string[];
      for (const href of links) expect(href).toMatch(/^(?:#|https:\/\/github\.com\/inference-sim\/inference-sim\/)/);
    });
  });

  it('BC-10: links outside name the forge, a full hash and a line, and give nothing away', async () => {
    const at = await open('everything', BC1);
    await quietly(at, async () => {
      const outside = at.page.locator('a[href^="https:"]');
      expect(await outside.count()).toBeGreaterThan(3);
      for (const link of await outside.all()) {
        expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
        expect(await link.getAttribute('href')).toMatch(
          /^https:\/\/github\.com\/inference-sim\/inference-sim\/(?:blob\/[0-9a-f]{40}\/.*#L\d+|commit\/[0-9a-f]{40})$/,
        );
      }
    });
  });
});

/** White space and the back-ticks that mark code do not count. */
const plainly = (text: string): string => text.replace(/[`\s]+/g, '');

function shownOfNode(node: TraceNode): readonly string[] {
  switch (node.kind) {
    case 'contract':
      return [
        node.label,
        node.title,
        node.why,
        ...node.clauses.map((clause) => clause.text),
        ...node.rows.flatMap((row) => [row.typeCell, row.testCell]),
      ];
    case 'plan':
      return [node.title, node.slug, node.path, ...node.aliases];
    case 'task':
      return [node.title, ...node.files];
    case 'test':
      return [node.name, node.path, ...node.goldenFiles, ...node.roles.map((role) => role.why)];
    case 'commit':
      return [node.subject];
  }
}

/** The texts of a report that a reader must be able to find somewhere. */
function shownTexts(report: Report): readonly string[] {
  const nodes = report.graph.nodes.flatMap(shownOfNode);
  const links = report.graph.links.filter(
    (link) => link.kind === 'mention' || link.kind === 'declared' || link.kind === 'implements',
  );
  const said = links.flatMap((link) => [
    link.label,
    link.why,
    ...(report.excerpts.some((each) => link.at.kind === 'file' && each.path === link.at.path) ? [] : [link.raw]),
    ...link.evidence.map((piece) => piece.says),
    ...link.losers.map((loser) => loser.why),
  ]);
  const findings = report.findings.flatMap((finding) => [
    finding.message,
    finding.fix,
    finding.suppressed ?? '',
    ...finding.related.map((each) => each.says),
  ]);
  return [
    ...nodes,
    ...said,
    ...findings,
    ...report.problems.flatMap((problem) => [problem.what, problem.effect, problem.path ?? '']),
    ...report.scope.searched.map((each) => each.what),
    ...report.verdict.reasons.map((reason) => reason.text),
    ...report.verdict.loosened,
    report.verdict.sentence,
    report.repo.branch ?? '',
    report.change?.baseRef ?? '',
    ...(report.change?.contractsRemoved ?? []).map((each) => each.title),
    ...report.excerpts.flatMap((each) => each.lines.slice(0, 6)).map((line) => line.trimStart()),
  ];
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const AXE = `axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
  .then((result) => result.violations.flatMap((each) => each.nodes.slice(0, 3).map((node) => each.id + ' ' + node.html.slice(0, 160) + ' ' + (node.failureSummary || '').slice(0, 200))))`;

describe('for everyone', () => {
  it('BC-14: axe finds nothing in a report of nothing', async () => {
    const at = await open('empty');
    await quietly(at, async () => {
      await at.page.evaluate(axeSource);
      expect(await at.page.evaluate(AXE)).toEqual([]);
    });
  });

  it('BC-14: at 320 px nothing of the hostile report is wider than the window', async () => {
    const singles = ['contract', 'test', 'plan', 'commit'].flatMap(
      (kind) => addressOf(kind, hostileReport().graph.nodes.find((node) => node.kind === kind)?.id ?? '') ?? [],
    );
    const at = await open('hostile', '', { viewport: { width: 320, height: 700 } });
    await quietly(at, async () => {
      for (const hash of [...LISTS, ...singles]) {
        await at.go(hash);
        expect([hash, await at.page.evaluate('document.documentElement.scrollWidth')]).toEqual([hash, 320]);
      }
    });
  });

  it('BC-14: the keyboard alone reaches a failing contract, its evidence, and comes back', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      const { keyboard } = at.page;
      const focused = (): Promise<string> =>
        at.page.evaluate('(document.activeElement?.textContent ?? "").trim().replace(/\\s+/g, " ")') as Promise<string>;
      await keyboard.press('Tab');
      expect(await focused()).toBe('Skip to the report');
      await keyboard.press('Enter');
      expect(await at.page.evaluate('document.activeElement.id')).toBe('main');
      await keyboard.press('/');
      await keyboard.type('state:failing');
      expect(await at.page.locator('.filter .count').innerText()).toBe('1 of 18 contracts');
      await keyboard.press('Escape');
      await keyboard.press('n');
      expect(await focused()).toContain('The scorer sees queue depth');
      await keyboard.press('Enter');
      await at.page.locator('.clauses').waitFor();
      expect(await focused()).toContain('The scorer sees queue depth');
      await keyboard.press('Escape');
      await at.page.locator('#filter').waitFor();
      expect(await at.page.locator('#filter').inputValue()).toBe('state:failing');
      await keyboard.press('?');
      expect(await at.page.locator('dialog').innerText()).toContain('next, previous gap');
      await at.page.getByLabel('Single keys are on').uncheck();
      await keyboard.press('Escape');
      await keyboard.press('/');
      expect(await at.page.evaluate('document.activeElement.id')).not.toBe('filter');
    });
  });

  it('BC-14: the theme can be changed, and every drawing that is used exists', async () => {
    const at = await open('everything');
    await quietly(at, async () => {
      const ground = (): Promise<unknown> => at.page.evaluate('getComputedStyle(document.body).backgroundColor');
      const light = await ground();
      await at.click(at.page.getByRole('button', { name: 'Switch between light and dark' }));
      expect(await ground()).not.toBe(light);
      for (const hash of SCREENS) {
        await at.go(hash);
        expect(
          await at.page.evaluate(
            '[...document.querySelectorAll("use")].map((each) => each.getAttribute("href")).filter((href) => !document.querySelector(href))',
          ),
        ).toEqual([]);
      }
    });
  });

  it('BC-3: without JavaScript the verdict, the counters and every gap are readable, and nothing is loaded', async () => {
    const at = await open('everything', '', { javaScriptEnabled: false });
    await quietly(at, async () => {
      expect(await at.page.locator('h1').innerText()).toContain('one new contract is untested');
      expect(await at.page.locator('.gaps li').count()).toBe(8);
      expect(await at.page.locator('.gaps').innerText()).toContain('No test, strategy row or commit names it.');
      expect(await at.page.locator('.eyes .command').first().innerText()).toContain('trace explain');
    });
  });

  it('BC-3: where scripts may run and this one does not, the gaps come after a while', async () => {
    const html = readFileSync(new URL(urls.get('everything') ?? ''), 'utf8');
    const url = folder.write('edited', html.replace('</script>\n</body>', ';</script>\n</body>'));
    const at = await visit(browser, url);
    const seen = "getComputedStyle(document.querySelector('.gaps')).contentVisibility";
    expect(await at.page.evaluate(seen)).toBe('hidden');
    await at.page.evaluate('document.getAnimations().forEach((each) => each.finish())');
    expect(await at.page.evaluate(seen)).toBe('visible');
    expect(await at.page.locator('.gaps').innerText()).toContain('No test, strategy row or commit names it.');
    await at.close();
  });

  it('BC-15: on paper the bars and buttons are gone and the contracts stay', async () => {
    const at = await open('everything', '', { colorScheme: 'dark' });
    await quietly(at, async () => {
      await at.page.emulateMedia({ media: 'print' });
      expect(await at.page.locator('.top').isVisible()).toBe(false);
      expect(await at.page.locator('.filter').isVisible()).toBe(false);
      expect(await at.page.locator('.contracts').first().isVisible()).toBe(true);
      expect(await at.page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
    });
  });
});

describe('large reports', () => {
  it('BC-17: contracts are listed, counted and searched before any other part is read', async () => {
    const html = readFileSync(new URL(urls.get('large') ?? ''), 'utf8');
    const others = /(<script type="application\/json" id="trace-report-(?!near|first)[a-z0-9-]+">)[^<]*/g;
    const at = await visit(browser, folder.write('first-part', html.replace(others, '$1')), '#/');
    await at.page.locator('.contracts').first().waitFor();
    const whole = await open('large');
    expect(await at.page.locator('#screens').innerText()).toBe(await whole.page.locator('#screens').innerText());
    for (const each of [at, whole]) await each.page.locator('#filter').fill('state:untested has:task');
    expect(await at.words()).toBe(await whole.words());
    await at.close();
    await whole.close();
  });

  it('BC-12: 945 contracts open in a light page, only plans with gaps unfolded', async () => {
    const at = await open('large');
    await quietly(at, async () => {
      expect(await at.count('.plan')).toBe(30);
      await at.click(at.page.getByRole('button', { name: 'Show 105 more of 105' }));
      expect(await at.count('.plan')).toBe(135);
      expect(await at.count('.plan table')).toBeLessThan(15);
      const open = await at.page.locator('.plan:has(table) .gapcount').allInnerTexts();
      expect(open.filter((words) => words.includes('no gap'))).toEqual([]);
      expect(await at.count('*')).toBeLessThan(5000);
      await at.click(at.page.locator('.plan:not(:has(table)) .fold').first());
      expect(await at.page.locator('.plan table').first().isVisible()).toBe(true);
    });
  });

  it('BC-12: on paper a long list is a line a plan with its gaps, says where the rest is, and afterwards all is as it was', async () => {
    const at = await open('large');
    await quietly(at, async () => {
      const address = at.page.url();
      const drawn = await at.count('main *');
      await at.page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
      expect(await at.count('.on-paper li')).toBe(135);
      expect(await at.page.locator('.plans').isVisible()).toBe(false);
      const words = await at.page.locator('.on-paper').innerText();
      expect(words).toContain('Of 945 contracts paper shows the plans and the labels of their gaps.');
      expect(words).toContain('The complete list is in the export beside the filter');
      expect(words).toMatch(/ satisfied · untested: BC-\d/);
      expect(at.page.url()).toBe(address);
      await at.page.evaluate('window.dispatchEvent(new Event("afterprint"))');
      expect(await at.count('main *')).toBe(drawn);
      expect(at.page.url()).toBe(address);
    });
  });

  it('BC-12: thousands of tests come in pieces, and a keystroke answers at once', async () => {
    const at = await open('large', '#/tests');
    await quietly(at, async () => {
      expect(await at.count('.list tbody tr:not(.group)')).toBe(80);
      await at.click(at.page.getByRole('button', { name: /^Show 200 more/ }));
      expect(await at.count('.list tbody tr:not(.group)')).toBe(280);
      const spent = (await at.page.evaluate(`(() => {
        const field = document.querySelector('#filter');
        const started = performance.now();
        field.value = 'mention:dangling spaces';
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return performance.now() - started;
      })()`)) as number;
      expect(await at.page.locator('.filter .count').innerText()).toMatch(/^\d+ of 2,\d+ tests$/);
      // The budget is 50 ms; a busy machine gets ten times that before it is a fault.
      expect(spent).toBeLessThan(500);
    });
  });
});

describe('the browser', () => {
  it('BC-16: where none is found the error says how to install one', () => {
    const { PATH: path, TRACE_CHROMIUM: given } = process.env;
    try {
      process.env.PATH = '/nowhere';
      delete process.env.TRACE_CHROMIUM;
      expect(findChromium).toThrow(/apt-get install -y chromium/);
    } finally {
      process.env.PATH = path;
      if (given !== undefined) process.env.TRACE_CHROMIUM = given;
    }
  });
});
