// `trace serve`: the report on this machine, made again when something changes, and pushed to the pages that are open.
import { createHash, randomBytes } from 'node:crypto';
import { ExitCode } from '../errors.ts';
import { type ServedPage, serveOnLoopback } from '../io/loopback-server.ts';
import type { Report } from '../model/report.ts';
import { openInBrowser } from './browser.ts';
import type { GlobalOptions } from './options.ts';
import { keepBuilt } from './rebuilding.ts';
import { visibleLine, write } from './streams.ts';
import { rendered, targetsOf } from './targets.ts';

export interface ServeOptions {
  readonly port?: number;
  readonly open?: boolean;
}

export async function runServe(options: GlobalOptions, own: ServeOptions): Promise<number> {
  const server = await serveOnLoopback(own.port ?? 0, randomBytes(24).toString('base64url'));
  const say = (words: string): boolean => process.stderr.write(`trace: ${visibleLine(words)}\n`);
  let revision = '';
  try {
    await keepBuilt(options, {
      show: async (report) => {
        const page = await servedPage(report);
        server.tell({ event: 'well', data: '' });
        if (page.revision === revision) return;
        if (revision !== '') say(report.verdict.sentence);
        revision = page.revision;
        server.show(page);
        server.tell({ event: 'report', data: revision });
      },
      begun: async () => {
        await write(process.stdout, `${server.address}\n`);
        say('this address is for this machine alone; Ctrl-C ends it');
        if (own.open) await openInBrowser(server.address);
      },
      trouble: (words) => {
        say(`the report stays as it was: ${words}`);
        server.tell({ event: 'trouble', data: words });
      },
      written: new Set(),
    });
  } finally {
    await server.close();
  }
  return ExitCode.pass;
}

/**
 * The file of `trace report` with two changes: it may ask this server for news, and it knows which revision it is. The file's own
 * policy stays as it is, so that a report that is opened from a disk can ask for nothing.
 */
export async function servedPage(report: Report): Promise<ServedPage & { readonly revision: string }> {
  const [target] = await targetsOf('html');
  if (!target) throw new Error('no HTML format');
  const html = await rendered(target.reporter, report, { color: false, width: 100 });
  const revision = createHash('sha256').update(html).digest('hex').slice(0, 16);
  const [head = '', own = ''] =
    /^<!doctype html>\n<html lang="en">\n<head><meta http-equiv="Content-Security-Policy" content="([^"<>]+)">/.exec(
      html,
    ) ?? [];
  if (own === '') throw new Error('the report does not begin with its policy');
  const policy = `${own}; connect-src 'self'`;
  return {
    html: `${head.replace('lang="en"', `$& data-revision="${revision}"`).replace(own, policy)}${html.slice(head.length)}`,
    policy,
    revision,
  };
}
