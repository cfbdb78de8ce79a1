// Where a reader can look for what is not told: commands that show what was searched, and words that stand near the mention.
import type { Evidence, Link } from '../../model/graph.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import type { Known } from './known.ts';
import { shorten } from './layout.ts';
import { columnOf } from './message-lines.ts';
import { shortHash, topOf } from './words.ts';

interface SaidAt {
  readonly at: string;
  readonly where: string;
  readonly by: null;
  readonly words: string;
}

const HASH = /^[0-9a-f]{40,64}$/;

/** Shell commands that show what was looked at in vain. */
export const searchCommands = (link: Link): readonly string[] => [
  ...(link.status === 'dangling' ? arrivalCommands(link) : []),
];

/** Commands that print every line of a document that names the label: where none does they print nothing, which is the answer, too. */
export const checkCommands = (link: Link, isAlone: boolean): readonly string[] =>
  link.status !== 'resolved' && isAlone ? namingCommands(link) : [];

/** Safe in a shell. */
const LABEL = /^[A-Z]+-[\w.-]+$/;

/** The files that came with the mention, none of which defines the label, and the line that says why no plan is among them. */
function arrivalCommands(link: Link): readonly string[] {
  const by = link.kind === 'implements' ? link.from : link.writtenBy;
  const isTold = by !== undefined && HASH.test(by) && (link.kind === 'implements' || link.why.includes(shortHash(by)));
  const [, meanings] = /, whose message says \S+ in \w+ ways: (.*)$/.exec(link.why) ?? [];
  const lines = meanings && [...meanings.matchAll(/” \(line (\d+)\)/g)].flatMap(([, n]) => n ?? []);
  const [, line, commit] = /; line (\d+) of the message of ([0-9a-f]{8}) says/.exec(link.why) ?? [];
  return [
    ...(isTold ? [`git show --name-status --format='%h %s' ${by.slice(0, 12)}`] : []),
    ...(isTold && lines
      ? [`git log -1 --format=%B ${by.slice(0, 12)} | sed -n '${lines.map((n) => `${n}p`).join(';')}'`]
      : []),
    ...(line === undefined ? [] : [`git log -1 --format=%B ${commit} | sed -n ${line}p`]),
  ];
}

/** Prose, lists and code of a document define nothing; whoever doubts that sees every line that names the label. */
function namingCommands(link: Link): readonly string[] {
  const by = link.kind === 'implements' ? link.from : (link.writtenBy ?? '');
  const rev = HASH.test(by) ? ` ${by.slice(0, 12)}` : '';
  return LABEL.test(link.label) ? [`git grep -nw -e ${link.label}${rev} -- '*.md'`] : [];
}

/** A row may say more than the name of the test: `TestX (zero-output case)`. */
export function cellWords(index: ReportIndex, evidence: Evidence): string {
  const [, test] = / gives (\S+) to \S+$/.exec(evidence.says) ?? [];
  const rows = evidence.names.flatMap((id) => {
    const node = index.nodes.get(id);
    return node?.kind === 'contract' ? node.rows : [];
  });
  const cell = rows
    .find((each) => each.at.line === evidence.at?.at.line)
    ?.testCell.replaceAll('`', '')
    .trim();
  const isMore = test !== undefined && cell !== undefined && cell !== test && cell.includes(test);
  return isMore ? `, in the words “${shorten(cell, 120)}”` : '';
}

const COMMENT_LINE = /^\s*(?:\/\/|\/\*|\*|#|$)/;
/** A banner is seldom longer. */
const ABOVE = 12;

/** The comment above the test that names the label, where the mention stands elsewhere: it often says what is meant. */
export function saidAbove(known: Known, group: readonly Link[]): readonly SaidAt[] {
  const [link] = group;
  const test = link && known.nodes.get(link.from);
  if (!link || test?.kind !== 'test') return [];
  const top = known.tests.find((each) => each.path === test.path && each.name === topOf(test.name)) ?? test;
  for (let line = top.at.line - 1; line > 0 && line >= top.at.line - ABOVE; line -= 1) {
    const text = known.lineOf(top.path, line);
    if (text === null || !COMMENT_LINE.test(text)) return [];
    if (group.some((each) => each.at.kind === 'file' && each.at.at.line === line)) return [];
    const column = columnOf(text, link.label);
    if (column > 0)
      return [{ at: `${top.path}:${line}:${column}`, where: 'in the comment above the test', by: null, words: text }];
  }
  return [];
}
