// A place in words: the line of today, or that of an older revision with the one command that prints every line spoken of.
import type { Evidence, PlanNode } from '../../model/graph.ts';
import type { Place } from '../../model/location.ts';
import { shellWord } from '../../payload/shell.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import { placeText, shortHash } from './words.ts';

const HASH = /^[0-9a-f]{40,64}$/;
const revText = (rev: string): string => (HASH.test(rev) ? shortHash(rev) : rev);

/** `docs/x.md:79 as of 3739989a (no longer in the tree)`, `docs/x.md:98:1 (line 96 as of 3739989a)`, `commit 3739989a, line 7 of its message`. */
export function placeWords(index: ReportIndex, { at, now }: Pick<Evidence, 'at' | 'now'>): string {
  if (at === null) return '';
  if (at.kind === 'commit' || at.rev === undefined) return placeText(at);
  const rev = revText(at.rev);
  if (now !== undefined) return `${at.path}:${now.line}:${now.column} (line ${at.at.line} as of ${rev})`;
  return `${at.path}:${at.at.line} as of ${rev} (${versionOf(index, at.path, at.rev)}${whereNow(index, at.path)})`;
}

/** Of a plan with a history of its own: whether this is how it last stood. */
function versionOf(index: ReportIndex, path: string, rev: string): string {
  const plan = index.plans.find((each) => each.path === path);
  const last = /^(.+?):/.exec(plan?.source ?? '')?.[1];
  if (plan?.origin !== 'history' || plan.addedBy === null || last === undefined || last === plan.addedBy) return '';
  return rev === last ? 'its last version; ' : rev === plan.addedBy ? 'its first version; ' : '';
}

function whereNow(index: ReportIndex, path: string): string {
  const origin = index.plans.find((plan) => plan.path === path)?.origin;
  if (origin === 'tree') return 'it reads otherwise today';
  return origin === 'ref' ? 'not in the work tree, but on another ref' : 'no longer in the tree';
}

/** Where a plan's text is to be found: a place of it as of the revision in which it can be read. */
export function placeInPlan(plan: PlanNode | null, path: string, at: Place['at']): Place {
  if (plan?.origin === 'commit') return { kind: 'commit', commit: plan.path.replace(/^commit:/, ''), at };
  const rev = /^(.+?):/.exec(plan?.source ?? '')?.[1];
  return { kind: 'file', path, at, ...(rev === undefined ? {} : { rev }) };
}

/** Commands that print the lines of these places, one a file and revision. */
export function readingCommands(places: readonly (Place | null)[]): readonly string[] {
  const lines = new Map<string, { readonly print: (script: string) => string; readonly numbers: Set<number> }>();
  for (const place of places) {
    const print = place === null ? null : printing(place);
    if (place === null || print === null) continue;
    const same = lines.get(print('')) ?? { print, numbers: new Set() };
    same.numbers.add(place.at.line);
    lines.set(print(''), same);
  }
  return [...lines.values()].map(({ print, numbers }) => {
    const shown = [...numbers].sort((a, b) => a - b).map((line) => `${line}p`);
    return print(shown.length === 1 ? `${shown[0]}` : `'${shown.join(';')}'`);
  });
}

/** Null where no command is safe to copy. */
function printing(place: Place): ((script: string) => string) | null {
  if (place.kind === 'commit') return piped(`git log -1 --format=%B ${place.commit.slice(0, 12)}`);
  const rev = HASH.test(place.rev ?? '') ? place.rev?.slice(0, 12) : place.rev;
  const word = shellWord(rev === undefined ? place.path : `${rev}:${place.path}`);
  if (word === null || word.startsWith('-')) return null;
  return rev === undefined ? (script) => `sed -n ${script} ${word}` : piped(`git show ${word}`);
}

const piped =
  (from: string) =>
  (script: string): string =>
    `${from} | sed -n ${script}`;
