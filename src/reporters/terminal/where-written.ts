// Where a mention stands and who wrote it, in words; of a message also what the test does with it: `t.Logf` asserts nothing.
import type { Link } from '../../model/graph.ts';
import type { Known } from './known.ts';
import { CHANNELS, UNCOMMITTED, unitText } from './words.ts';

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

/** Who wrote the line as it stands: what HEAD does not have is not committed, whoever wrote the line that it was; null where nobody knows. */
export function writerOf(known: Known, link: Link): string | null {
  if (isUncommitted(known, link)) return UNCOMMITTED;
  return link.writtenBy === undefined ? null : unitText(known, link.writtenBy);
}

function isUncommitted({ report, lineOf, textOf }: Known, { at }: Link): boolean {
  const { head, uncommitted } = report.repo;
  if (at.kind !== 'file' || at.rev !== undefined || head === null || uncommitted === 0) return false;
  const now = lineOf(at.path, at.at.line);
  const committed = now === null ? null : textOf(`${head}:${at.path}`);
  return now !== null && committed !== null && !committed.split(/\r?\n/).includes(now);
}
