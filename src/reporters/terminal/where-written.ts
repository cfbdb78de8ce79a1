// Where a mention stands, in words; of a message also what the test does with it: `t.Logf` asserts nothing.
import type { Link } from '../../model/graph.ts';
import type { Known } from './known.ts';
import { CHANNELS } from './words.ts';

const CALLEE = /([A-Za-z_][\w.]{0,80}!?)\s{0,4}\(/g;
/** They only make the text that the call around them takes. */
const MAKES_TEXT = /(?:^|\.)(?:Sprintf?|Sprintln|format!?|String|fmt)$/;
const SAYS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)(?:Skipf?|skip|skipIf|todo)$/, 'in the reason of a skip'],
  [/(?:^|\.)(?:Logf?|log|debug|info|warn|print|println!?|eprintln!?|Print(?:f|ln)?)$/, 'in a log call'],
];
/** A call may begin so many lines above its message. */
const ABOVE = 5;

export function whereWritten(known: Known, link: Link): string {
  if (link.channel === null) return '';
  if (link.channel !== 'message' || link.at.kind !== 'file') return CHANNELS[link.channel];
  const { path, at } = link.at;
  for (let line = at.line; line > 0 && line >= at.line - ABOVE; line -= 1) {
    const text = known.lineOf(path, line)?.slice(0, line === at.line ? at.column : 1000);
    const called = [...(text ?? '').matchAll(CALLEE)].map(([, name]) => name ?? '').filter((n) => !MAKES_TEXT.test(n));
    const callee = called.at(-1);
    if (callee !== undefined)
      return SAYS.find(([pattern]) => pattern.test(callee))?.[1] ?? 'in a message of an assertion';
  }
  return CHANNELS.message;
}
