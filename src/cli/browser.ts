// Opens a file or an address in the user's browser, where that was asked for.
import { visibleLine } from './streams.ts';

const OPENERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['darwin', ['open']],
  ['win32', ['cmd', '/c', 'start', '']],
]);

export async function openInBrowser(what: string): Promise<void> {
  const { execa } = await import('execa');
  const [command = 'xdg-open', ...args] = OPENERS.get(process.platform) ?? ['xdg-open'];
  const opened = await execa(command, [...args, what], { stdio: 'ignore', detached: true, reject: false });
  if (opened.failed) process.stderr.write(`${visibleLine(what)} could not be opened: open it in a browser\n`);
}
