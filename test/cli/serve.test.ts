// `trace serve` and `trace report --watch`: who is answered, what makes the report again, and how they end.
// Its contracts: docs/plans/run-and-serve-plan.md
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIN, plainEnvironment, runTrace } from '../support/built-cli.ts';
import { launchChromium } from '../support/report-page.ts';
import { buildRepository, commit, type TestRepository } from '../support/repository.ts';

const PLAN = 'docs/plans/queue-plan.md';
const planOf = (count: number): string =>
  `# Queue Plan\n\n## Behavioral Contracts\n${Array.from(
    { length: count },
    (_, at) => `\nBC-${at + 1}: Promise ${at + 1}\n- GIVEN a queue\n- WHEN an item is added\n- THEN it MUST be kept\n`,
  ).join('')}`;
const queue = (count = 1): TestRepository => buildRepository([commit('feat: queue', { [PLAN]: planOf(count) })]);

const running: ChildProcess[] = [];
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

interface Started {
  readonly child: ChildProcess;
  /** Resolves when what it wrote, to either stream, holds this. */
  said(words: string | RegExp): Promise<string>;
  readonly ended: Promise<readonly [code: number | null, signal: NodeJS.Signals | null]>;
}

function start(folder: string, ...args: readonly string[]): Started {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: plainEnvironment() });
  running.push(child);
  let text = '';
  const asked: (() => void)[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (piece: Buffer) => {
      text += piece.toString();
      for (const look of asked) look();
    });
  }
  return {
    child,
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve([code, signal]))),
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (typeof words === 'string' ? text.includes(words) : words.test(text)) resolve(text);
        };
        asked.push(look);
        look();
        setTimeout(() => reject(new Error(`never said ${words}: ${text}`)), 10_000).unref();
      }),
  };
}

async function serve(folder: string, ...args: readonly string[]): Promise<Started & { readonly address: string }> {
  const started = start(folder, 'serve', ...args);
  const text = await started.said(/Ctrl-C ends it/);
  return { ...started, address: /^http:\S+$/m.exec(text)?.[0] ?? '' };
}

interface Answer {
  readonly code: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As a program asks that writes its own headers and paths. */
function ask(
  address: string,
  changes: { readonly path?: string; readonly method?: string; readonly headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { hostname, port, pathname } = new URL(address);
  return new Promise((resolve, reject) => {
    const asking = request(
      {
        hostname,
        port,
        path: changes.path ?? pathname,
        method: changes.method ?? 'GET',
        headers: changes.headers ?? {},
      },
      (response) => {
        let body = '';
        response.on('data', (piece: Buffer) => {
          body += piece.toString();
        });
        response.on('end', () => resolve({ code: response.statusCode, headers: response.headers, body }));
      },
    );
    asking.on('error', reject);
    asking.end();
  });
}

describe('who is answered', () => {
  let address: string;
  let token: string;
  let port: string;
  beforeAll(async () => {
    ({ address } = await serve(queue().root));
    port = new URL(address).port;
    token = new URL(address).pathname.replaceAll('/', '');
  });

  it('BC-8: the report, whole, with headers that keep it here', async () => {
    const { code, headers, body } = await ask(address);
    expect(code).toBe(200);
    expect(body).toContain('Promise 1');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; .*connect-src 'self'; frame-ancestors 'none'$/,
    );
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect(headers).not.toHaveProperty('set-cookie');
    const head = await ask(address, { method: 'HEAD' });
    expect([head.code, head.body, head.headers['content-length']]).toEqual([200, '', headers['content-length']]);
  });

  it('BC-8: under the names of this machine', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      expect((await ask(address, { headers: { host: `${host}:${port}` } })).code).toBe(200);
  });

  it.each([
    ['a name that was bound to this address', { host: 'evil.example' }],
    ['this name and another port', { host: '127.0.0.1:1' }],
    ['a page of another origin', { origin: 'https://evil.example' }],
    ['a sandboxed page', { origin: 'null' }],
    [
      'an image of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    ],
    [
      'a frame of another site',
      { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
    ],
  ])('BC-8: %s is refused', async (_name, headers) => {
    const host = `127.0.0.1:${port}`;
    for (const path of [`/${token}/`, `/${token}/news`]) {
      const { code, body } = await ask(address, { path, headers: { host, ...headers } });
      expect(code).toBe(403);
      expect(body).not.toContain('Promise');
    }
  });

  it('BC-8: every other path is none, however it is written', async () => {
    const wrong = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    const paths = [
      '/',
      `/${token}`,
      `/${wrong}/`,
      `//${token}/`,
      `/${token}/../${token}/`,
      `/${token}/../../etc/passwd`,
    ];
    const more = [
      `/${token}/%2e%2e/package.json`,
      `/${token}/docs/plans/queue-plan.md`,
      `/x/${token}/`,
      '/news',
      '/favicon.ico',
    ];
    for (const path of [...paths, ...more]) {
      const { code, headers } = await ask(address, { path });
      expect([path, code]).toEqual([path, 404]);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('BC-8: nothing but reading', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const { code, headers } = await ask(address, { method });
      expect([method, code, headers.allow]).toEqual([method, 405, 'GET, HEAD']);
    }
  });
});

describe('made again', () => {
  /** The events of the page's news, as they come. */
  function listen(address: string): { heard(event: string): Promise<string>; stop(): void } {
    let text = '';
    let look = (): void => undefined;
    const asking = request(`${address}news`, (response) =>
      response.on('data', (piece: Buffer) => {
        text += piece.toString();
        look();
      }),
    );
    asking.on('error', () => undefined);
    asking.end();
    return {
      stop: () => asking.destroy(),
      heard: (event) =>
        new Promise((resolve, reject) => {
          const late = setTimeout(() => reject(new Error(`no ${event} in ${text}`)), 10_000);
          look = () => {
            const at = text.indexOf(`event: ${event}\n`);
            const end = text.indexOf('\n\n', at);
            if (at < 0 || end < 0) return;
            look = () => undefined;
            clearTimeout(late);
            const found = text.slice(at, end);
            text = text.slice(end + 2);
            resolve(found);
          };
          look();
        }),
    };
  }

  it('BC-9: a plan, a new test, HEAD and the configuration push news; a file that is neither does not', async () => {
    const repository = queue();
    repository.write({ '.gitignore': 'node_modules\nbuilt\n', 'built/first.txt': 'x' });
    const { address } = await serve(repository.root);
    const news = listen(address);
    const first = await news.heard('report');
    await news.heard('well');
    repository.write({ 'notes.txt': 'x', 'built/plan.md': planOf(9), 'node_modules/x/plan.md': planOf(9) });
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(first).toContain(/data-revision="(\w+)"/.exec((await ask(address)).body)?.[1]);
    repository.write({ [PLAN]: planOf(2) });
    const second = await news.heard('report');
    expect(second).not.toBe(first);
    expect((await ask(address)).body).toContain('Promise 2');
    repository.write({ 'deep/in/queue_test.go': 'package in\n\nimport "testing"\n\nfunc TestKept(t *testing.T) {}\n' });
    await news.heard('report');
    expect((await ask(address)).body).toContain('TestKept');
    repository.run(commit('feat: more'));
    await news.heard('report');
    repository.write({ 'trace.config.yaml': 'plans: ["specs/**/*.md"]\n' });
    await news.heard('report');
    // What the new configuration names is watched now.
    repository.write({ 'specs/other.md': planOf(3) });
    await news.heard('report');
    expect((await ask(address)).body).toContain('Promise 3');
    news.stop();
  });

  it('BC-11: an error of a later build is told, keeps the report, and goes away', async () => {
    const repository = queue();
    const { address, said } = await serve(repository.root);
    const news = listen(address);
    await news.heard('well');
    repository.write({ 'trace.config.yaml': 'planz: []\n' });
    const trouble = await news.heard('trouble');
    expect(trouble).toContain('data: trace.config.yaml');
    expect((await ask(address)).body).toContain('Promise 1');
    await said('trace: the report stays as it was: trace.config.yaml');
    repository.write({ 'trace.config.yaml': null });
    await news.heard('well');
    news.stop();
  });

  it('BC-9: report --watch writes the file again, and its own files are no reason to', async () => {
    const repository = queue();
    const started = start(repository.root, 'report', '--watch', '--format', 'markdown', '-o', 'out.md');
    await started.said('Gate failed: 1 contract');
    repository.write({ [PLAN]: planOf(2) });
    const text = await started.said('Gate failed: 2 contracts');
    expect(readFileSync(join(repository.root, 'out.md'), 'utf8')).toContain('2 contracts');
    expect(text.match(/Gate failed/g)).toHaveLength(2);
    started.child.kill('SIGINT');
    expect(await started.ended).toEqual([0, null]);
  });
});

describe('the end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('BC-12: %s ends it with 0, also while a page listens', async (signal) => {
    const { child, ended, address } = await serve(queue().root);
    const asking = request(`${address}news`).on('error', () => undefined);
    asking.end();
    await new Promise((resolve) => asking.once('response', resolve));
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
  });

  it('BC-12: a port that is taken, a first report that cannot be made, and standard input end it with 2', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { root, write } = queue();
    const taken = runTrace(root, ['serve', '--port', String((other.address() as AddressInfo).port)]);
    other.close();
    expect([taken.code, taken.err]).toEqual([2, expect.stringContaining('something listens on it already')]);
    expect(runTrace(root, ['serve', '--plan', '-']).code).toBe(2);
    write({ 'trace.config.yaml': 'planz: []\n' });
    expect(runTrace(root, ['serve'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('an open page', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser?.close());
  const field = '#main input[type="search"], #main input';
  // A page that is just loaded anew has no answer for a moment.
  const asked = (page: Page, words: string): Promise<unknown> => page.evaluate(words).catch(() => null);
  const becomes = (page: Page, words: string): Promise<void> =>
    expect.poll(() => asked(page, words), { timeout: 10_000 }).toBe(true);
  const placeOf = (page: Page): Promise<unknown> => asked(page, '[location.hash, Math.round(window.scrollY)]');

  it('BC-10: filter, scroll and theme survive a new report, and an error is shown until it is mended', async () => {
    const repository = queue(80);
    const { address, child, ended } = await serve(repository.root);
    const page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico'))
        complaints.push(message.text());
    });
    await page.goto(address);
    await page.locator(field).first().fill('promise');
    await page.evaluate("document.documentElement.dataset.theme = 'dark'; window.scrollTo(0, 1400)");
    await becomes(page, "location.hash.includes('promise') && window.scrollY > 1000");
    const before = await placeOf(page);
    repository.write({ [PLAN]: planOf(81) });
    await becomes(page, "document.body.textContent.includes('Promise 81')");
    await becomes(page, 'window.scrollY > 1000');
    expect(await placeOf(page)).toEqual(before);
    expect(await page.locator(field).first().inputValue()).toBe('promise');
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark');
    repository.write({ 'trace.config.yaml': 'planz: []\n' });
    await page.getByText('planz').first().waitFor();
    expect(await placeOf(page)).toEqual(before);
    repository.write({ 'trace.config.yaml': null });
    await page.getByText('planz').first().waitFor({ state: 'hidden' });
    expect(complaints).toEqual([]);
    child.kill('SIGTERM');
    await ended;
    await page.getByText('trace serve has ended').waitFor();
    await page.close();
  });
});
