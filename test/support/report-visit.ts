// Opens a report like a reader does, and remembers everything that a report must never do.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

export interface Visit {
  readonly page: Page;
  /** Goes to another address of the same file, as a click on a link does. */
  go(hash: string): Promise<void>;
  /** Clicks, and waits until the page has answered: an address changes before its page is drawn. */
  click(target: Locator): Promise<void>;
  /** What the page said that it should not have: other requests, console errors, exceptions, policy reports, `window.pwn`. */
  complaints(): Promise<readonly string[]>;
  /** Text of the main part, white space made single. */
  words(): Promise<string>;
  count(selector: string): Promise<number>;
  close(): Promise<void>;
}

const WATCH = `
  window.__reports = [];
  document.addEventListener('securitypolicyviolation', (event) => window.__reports.push(event.violatedDirective + ' ' + event.blockedURI));
`;

export async function visit(
  browser: Browser,
  url: string,
  hash = '',
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    ...options,
  });
  // A page that does not start should fail at once, not after half a minute.
  context.setDefaultTimeout(5000);
  const page = await context.newPage();
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== url) seen.push(`request ${request.url().slice(0, 200)}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      seen.push(`console ${message.text().slice(0, 300)}`);
  });
  page.on('pageerror', (error) => seen.push(`exception ${error.message.slice(0, 300)}`));
  page.on('dialog', (dialog) => seen.push(`dialog ${dialog.message()}`));
  const scripted = options.javaScriptEnabled !== false;
  if (scripted) await page.addInitScript(WATCH);
  await page.goto(url + hash);
  const drawn = async (): Promise<void> => {
    if (scripted)
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  };
  return {
    page,
    async go(to) {
      await page.evaluate(`location.hash = ${JSON.stringify(to)}`);
      await drawn();
    },
    async click(target) {
      await target.click();
      await drawn();
    },
    async complaints() {
      if (!scripted) return seen;
      const reports = (await page.evaluate('window.__reports')) as readonly string[];
      const pwned = (await page.evaluate('String(window.pwn)')) as string;
      return [
        ...seen,
        ...reports.map((report) => `policy ${report}`),
        ...(pwned === 'undefined' ? [] : [`window.pwn is ${pwned}`]),
      ];
    },
    async words() {
      return ((await page.textContent('main')) ?? '').replace(/\s+/g, ' ');
    },
    count: (selector) => page.locator(selector).count(),
    close: () => context.close(),
  };
}
