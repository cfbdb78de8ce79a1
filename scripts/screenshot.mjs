// Takes the picture of README.md: `npm run demo && node scripts/screenshot.mjs` writes docs/images/report.png.
import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const report = resolve('demo/trace.html');
const picture = 'docs/images/report.png';
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

if (!existsSync(report)) {
  console.error('screenshot: demo/trace.html is missing: npm run demo');
  process.exit(2);
}
mkdirSync('docs/images', { recursive: true });
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  await page.goto(pathToFileURL(report).href);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: picture });
} finally {
  await browser.close();
}
console.log(picture);
