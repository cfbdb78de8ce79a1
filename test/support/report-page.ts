// Builds the report's page as the build does, writes reports to a temporary folder, and finds a Chromium to open them with.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import type { Report } from '../../src/model/report.ts';
import { htmlReporter } from '../../src/reporters/html/index.ts';
import type { ReportAssets } from '../../src/reporters/reporter.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function bundle(entry: string): Promise<string> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    write: false,
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: entry.endsWith('.ts') ? 'es2022' : 'esnext',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

/** The same two builds as scripts/build.mjs. */
export async function bundleAssets(): Promise<ReportAssets> {
  const [script, style] = await Promise.all([bundle('report-ui/main.ts'), bundle('report-ui/report.css')]);
  return { script, style };
}

export const renderHtml = (report: Report, assets: ReportAssets): string =>
  htmlReporter.render(report, { color: false, width: 80, assets });

export interface ReportFolder {
  /** Writes the report and gives its `file://` address. */
  write(name: string, html: string): string;
  remove(): void;
}

export function reportFolder(): ReportFolder {
  const folder = mkdtempSync(join(tmpdir(), 'trace-report-'));
  return {
    write(name, html) {
      const path = join(folder, `${name}.html`);
      writeFileSync(path, html);
      return pathToFileURL(path).href;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

function onPath(name: string): string | null {
  try {
    return execFileSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8' }).trim() || null;
  } catch {
    // `command -v` exits with 1 where there is no such program: the next name is tried.
    return null;
  }
}

/** TRACE_CHROMIUM, then the usual names. Throws with the command that mends it: a test that skips proves nothing. */
export function findChromium(): string {
  const given = process.env.TRACE_CHROMIUM;
  if (given) return given;
  for (const name of NAMES) {
    const found = onPath(name);
    if (found) return found;
  }
  throw new Error(
    `no Chromium found (looked for TRACE_CHROMIUM, ${NAMES.join(', ')}); install one: sudo apt-get install -y chromium`,
  );
}

export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: findChromium(),
    args: [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
