// The words of a promise that no plan holds: its author's own, never words made up for them.
import type { Link } from '../../model/graph.ts';
import { hasControl } from '../../payload/visible-text.ts';
import type { Known } from './known.ts';

/** What the test itself, or the message of its commit, says of the label; else a line that only its author can fill in. */
export function promiseOf(
  known: Known,
  links: readonly Link[],
  link: Link,
): { promise: string; clauses: readonly string[] } {
  const [own] = [
    ...links.flatMap((each) => wordsBehind(known, each)),
    ...links.flatMap(wordsInBrackets),
    ...saidByCommit(link),
  ];
  if (own !== undefined) return { promise: own, clauses: [`- GIVEN … WHEN … THEN it MUST hold: ${own}`] };
  return { promise: '… (what is promised: only the author knows)', clauses: ['- GIVEN … WHEN … THEN …'] };
}

const WHOLE_PROMISE = 120;

/** `BC-4: the pool is drained.` says what is promised; a message with holes (`BC-4: got %d`) or an unfinished line does not. */
function wordsBehind(known: Known, { raw, label, channel, at }: Link): readonly string[] {
  if (channel !== 'comment' && channel !== 'doc' && channel !== 'subtest-name') return [];
  const start = raw.indexOf(label);
  const [, said] = start < 0 ? [] : (/^(?::|\s[—–-])\s+(\S.*)$/.exec(raw.slice(start + label.length)) ?? []);
  const words = said?.trim().replace(/[.;]$/, '') ?? '';
  const isWhole = /\S\s+\S/.test(words) && words.length <= WHOLE_PROMISE && !/%[a-z]|[,:(]$/.test(words);
  const next = at.kind === 'file' ? known.lineOf(at.path, at.at.line + 1) : null;
  const isLast = words.length < 60 || (next !== null && !/^\s*(?:\/\/|\*|#)\s*[a-z(]/.test(next));
  return isWhole && (/[.;]$/.test(said ?? '') || isLast) && !hasControl(words) ? [words] : [];
}

/** `BC-7 (determinism), BC-8 (…)`. */
function wordsInBrackets({ raw, label }: Link): readonly string[] {
  const start = raw.indexOf(`${label} (`);
  const [, words = ''] = start < 0 ? [] : (/^([^()]{3,120})\)/.exec(raw.slice(start + label.length + 2)) ?? []);
  return /[a-z]{3}/.test(words) && !/%[a-z]|#/.test(words) && !hasControl(words) ? [words] : [];
}

/** The first wording of the message that wrote the mention. */
const saidByCommit = ({ why }: Link): readonly string[] => {
  const [, words] = / in \w+ ways: “([^”…]{3,120})” \(line/.exec(why) ?? [];
  return words === undefined || hasControl(words) ? [] : [words];
};
