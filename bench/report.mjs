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

const READY = `new Promise((done) => {
  const look = () => document.querySelector('#filter') ? done(performance.now()) : setTimeout(look, 5);
  look();
})`;

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

/** @param {import('playwright-core').Browser} browser @param {string} url @param {number} slowdown */
const visited = async (browser, url, slowdown) => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const door = await context.newCDPSession(page);
  await door.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(url);
  const interactive = Number(await page.evaluate(READY));
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
  await door.send('HeapProfiler.collectGarbage');
  const { usedSize } = await door.send('Runtime.getHeapUsage');
  await context.close();
  return { interactive, nodes, keystroke, inTests, rows, heapMb: usedSize / 1e6 };
};

/** @param {string} what @param {number} is @param {number} most @param {string} unit @param {boolean} hard */
const row = (what, is, most, unit, hard) => {
  const fits = is <= most;
  /** @param {number} value */
  const said = (value) => `${Math.round(value).toLocaleString('en')} ${unit}`;
  console.log(
    `  ${what.padEnd(40)} ${said(is).padStart(16)} ${said(most).padStart(16)}  ${fits ? 'ok' : hard ? 'TOO MUCH' : 'slower'}`,
  );
  return fits || !hard;
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
    console.log(`  ${''.padEnd(40)} ${'measured'.padStart(16)} ${'budget'.padStart(16)}`);
    let kept = row('script', Buffer.byteLength(assets.script), BUDGETS.script, 'B', true);
    kept = row('style', Buffer.byteLength(assets.style), BUDGETS.style, 'B', true) && kept;
    for (const { contracts, tests, commits, bytes } of BUDGETS.sizes) {
      const html = reporter.render(syntheticReport({ contracts, tests, commits }), { color: false, width: 80, assets });
      const file = join(folder, `${contracts}.html`);
      writeFileSync(file, html);
      console.log(`\n${contracts} contracts, ${tests} tests, ${commits} commits`);
      kept = row('file', Buffer.byteLength(html), bytes, 'B', true) && kept;
      for (const slowdown of [1, 4]) {
        const seen = await visited(browser, pathToFileURL(file).href, slowdown);
        if (slowdown === 1) {
          kept = row('elements at first', seen.nodes, BUDGETS.nodes, '', true) && kept;
          kept = row('live rows after four times more', seen.rows, BUDGETS.rows, '', true) && kept;
          row('heap', seen.heapMb, BUDGETS.heapMb, 'MB', false);
        }
        const at = slowdown === 1 ? '' : `, CPU ${slowdown} × slower`;
        row(`interactive${at}`, seen.interactive, BUDGETS.interactiveMs, 'ms', false);
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
