// Holds the HTML report to its budgets: bytes fail hard, times are printed beside what they should be, machines differ.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { BUDGETS } from './budgets.mjs';
import { syntheticReport } from './report-corpus.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** @param {string} entry @param {import('esbuild').BuildOptions} options */
const bundled = async (entry, options) => {
  const made = await build({ absWorkingDir: root, entryPoints: [entry], bundle: true, write: false, ...options });
  return made.outputFiles?.[0]?.text ?? '';
};

/** Script and style as scripts/build.mjs makes them. */
const pageAssets = async () => {
  const page = /** @type {const} */ ({ format: 'iife', platform: 'browser', minify: true, legalComments: 'none' });
  const script = await bundled('report-ui/main.ts', { ...page, target: 'es2022' });
  return { script, style: await bundled('report-ui/report.css', page) };
};

/** @param {string} folder @returns {Promise<import('../src/reporters/reporter.ts').Reporter>} */
const reporterIn = async (folder) => {
  const file = join(folder, 'reporter.mjs');
  writeFileSync(file, await bundled('src/reporters/html/index.ts', { format: 'esm', platform: 'node' }));
  const { htmlReporter } = await import(pathToFileURL(file).href);
  return htmlReporter;
};

/** How often each page is opened: what is printed of a time is the one in the middle. */
const RUNS = 3;

/**
 * Runs in the page before anything of it: notes when the filter is there and the page is free to answer, and, where a key is to be
 * pressed at once, until its rows are laid out and until they are on the screen.
 * @param {boolean} press
 */
const watched = (press) => `(() => {
  const seen = (window.__seen = {});
  const look = () => {
    const field = document.querySelector('#filter');
    if (!field) return void setTimeout(look, 1);
    seen.interactive = performance.now();
    if (!${press}) return;
    field.value = 'q';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    seen.drawn = performance.now() - seen.interactive;
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { seen.answered = performance.now(); };
      port2.postMessage(null);
    });
  };
  look();
})()`;

/** @param {string} hash @param {string} there What the screen has when it is drawn. */
const opened = (hash, there) => `(async () => {
  const started = performance.now();
  location.hash = ${hash};
  while (!document.querySelector(${JSON.stringify(there)})) await new Promise((done) => setTimeout(done));
  document.body.getBoundingClientRect();
  return performance.now() - started;
})()`;

/** What a reader may open first, straight after the page came. */
const FIRST_OPENED = {
  'a contract': opened(`document.querySelector('table.contracts a[data-row]').getAttribute('href')`, 'article h1'),
  'the tests': opened("'#/tests'", '.list tbody tr'),
  'the matrix': opened("'#/matrix'", '#mx-help'),
};

/** @param {readonly number[]} values */
const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** @param {string} text */
const typed = (text) => `(async () => {
  const field = document.querySelector('#filter');
  const spent = [];
  for (let length = 1; length <= ${text.length}; length += 1) {
    const started = performance.now();
    field.value = ${JSON.stringify(text)}.slice(0, length);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.body.getBoundingClientRect();
    spent.push(performance.now() - started);
    await new Promise((done) => setTimeout(done, 30));
  }
  return Math.max(...spent);
})()`;

/** @typedef {{ browser: import('playwright-core').Browser, url: string, slowdown: number }} Visited */

/** @template Answer @param {Visited} visited @param {boolean} press @param {(page: import('playwright-core').Page) => Promise<Answer>} steps */
const visiting = async ({ browser, url, slowdown }, press, steps) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watched(press));
    const door = await context.newCDPSession(page);
    await door.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url);
    return await steps(page);
  } finally {
    await context.close();
  }
};

/**
 * Opens the page several times; the time in the middle of each name.
 * @param {Visited} visited @param {boolean} press @param {(page: import('playwright-core').Page) => Promise<Record<string, number>>} measure
 */
const oftenVisited = async (visited, press, measure) => {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  for (let run = 0; run < RUNS; run += 1) {
    const measured = await visiting(visited, press, measure);
    for (const [name, time] of Object.entries(measured)) times.set(name, [...(times.get(name) ?? []), time]);
  }
  return Object.fromEntries([...times].map(([name, all]) => [name, middle(all)]));
};

/** @param {'interactive' | 'answered'} last @returns {(page: import('playwright-core').Page) => Promise<Record<string, number>>} */
const seenUntil = (last) => async (page) => {
  await page.waitForFunction(`window.__seen.${last} !== undefined`);
  return JSON.parse(String(await page.evaluate('JSON.stringify(window.__seen)')));
};

/** @param {Visited} visited */
const used = (visited) =>
  visiting(visited, false, async (page) => {
    await seenUntil('interactive')(page);
    const nodes = Number(await page.evaluate('document.querySelectorAll("body *").length'));
    const keystroke = Number(await page.evaluate(typed('state:untested queue')));
    await page.evaluate("location.hash = '#/tests'");
    await page.waitForSelector('.list tbody tr');
    const inTests = Number(await page.evaluate(typed('mention:none cache')));
    await page.evaluate("location.hash = '#/tests?q='");
    await page.waitForTimeout(100);
    for (let press = 0; press < 4; press += 1) {
      await page.evaluate(
        '[...document.querySelectorAll(".more-button")].findLast((each) => /more of/.test(each.textContent))?.click()',
      );
    }
    const rows = Number(await page.evaluate('document.querySelectorAll(".list tbody tr").length'));
    const door = await page.context().newCDPSession(page);
    await door.send('HeapProfiler.collectGarbage');
    const { usedSize } = await door.send('Runtime.getHeapUsage');
    return { nodes, keystroke, inTests, rows, heapMb: usedSize / 1e6 };
  });

/** @param {string} what @param {number} is @param {number | null} most @param {string} unit @param {boolean} hard */
const row = (what, is, most, unit, hard) => {
  const fits = most === null || is <= most;
  /** @param {number} value */
  const said = (value) => `${Math.round(value).toLocaleString('en')} ${unit}`;
  const judged = most === null ? '' : fits ? 'ok' : hard ? 'TOO MUCH' : 'slower';
  console.log(
    `  ${what.padEnd(48)} ${said(is).padStart(16)} ${(most === null ? '' : said(most)).padStart(16)}  ${judged}`,
  );
  return fits || !hard;
};

/** @param {Visited} visited @param {string} floor The same page with a script that does nothing. */
const printTimes = async (visited, floor) => {
  const at = visited.slowdown === 1 ? '' : `, CPU ${visited.slowdown} × slower`;
  const { interactiveMs, keystrokeMs } = BUDGETS;
  const { still } = await oftenVisited({ ...visited, url: floor }, false, async (page) => ({
    still: Number(await page.evaluate('performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd')),
  }));
  const { interactive, drawn, answered } = await oftenVisited(visited, true, seenUntil('answered'));
  row(`the file without its script${at}`, still ?? Number.NaN, null, 'ms', false);
  row(`interactive${at}`, interactive ?? Number.NaN, interactiveMs, 'ms', false);
  row(`  a key at once, drawn${at}`, drawn ?? Number.NaN, keystrokeMs, 'ms', false);
  row(`  its rows on the screen${at}`, answered ?? Number.NaN, null, 'ms', false);
  for (const [what, open] of Object.entries(FIRST_OPENED)) {
    const { first } = await oftenVisited(visited, false, async (page) => ({
      first: Number(await page.evaluate(open)),
    }));
    row(`  ${what} at once${at}`, first ?? Number.NaN, null, 'ms', false);
  }
};

/** @param {string} name */
const onPath = (name) => execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim();

/** Prints the table. @returns {Promise<boolean>} Whether every budget that fails hard is kept. */
export const measureReport = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'trace-bench-report-'));
  try {
    const [assets, reporter] = [await pageAssets(), await reporterIn(folder)];
    const browser = await chromium.launch({
      executablePath: process.env.TRACE_CHROMIUM ?? onPath('chromium'),
      args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    console.log(`  ${''.padEnd(48)} ${'measured'.padStart(16)} ${'budget'.padStart(16)}`);
    let kept = row('script', Buffer.byteLength(assets.script), BUDGETS.script, 'B', true);
    kept = row('style', Buffer.byteLength(assets.style), BUDGETS.style, 'B', true) && kept;
    for (const { contracts, tests, commits, bytes } of BUDGETS.sizes) {
      const report = syntheticReport({ contracts, tests, commits });
      /** @param {string} name @param {string} script */
      const written = (name, script) => {
        const html = reporter.render(report, { color: false, width: 80, assets: { ...assets, script } });
        const file = join(folder, `${name}-${contracts}.html`);
        writeFileSync(file, html);
        return { url: pathToFileURL(file).href, bytes: Buffer.byteLength(html) };
      };
      const [whole, floor] = [written('whole', assets.script), written('floor', ';')];
      console.log(`\n${contracts} contracts, ${tests} tests, ${commits} commits`);
      kept = row('file', whole.bytes, bytes, 'B', true) && kept;
      for (const slowdown of [1, 4]) {
        const visited = { browser, url: whole.url, slowdown };
        await printTimes(visited, floor.url);
        const seen = await used(visited);
        if (slowdown === 1) {
          kept = row('elements at first', seen.nodes, BUDGETS.nodes, '', true) && kept;
          kept = row('live rows after four times more', seen.rows, BUDGETS.rows, '', true) && kept;
          row('heap', seen.heapMb, BUDGETS.heapMb, 'MB', false);
        }
        const at = slowdown === 1 ? '' : `, CPU ${slowdown} × slower`;
        row(`keystroke in contracts${at}`, seen.keystroke, BUDGETS.keystrokeMs, 'ms', false);
        row(`keystroke in tests${at}`, seen.inTests, BUDGETS.keystrokeMs, 'ms', false);
      }
    }
    await browser.close();
    return kept;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
