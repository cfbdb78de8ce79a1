// Which pull request or issue numbers stand beside a label in a message, and where a plan bears them.
import type { Place } from '../model/location.ts';
import { range } from '../model/location.ts';
import { shortSha } from './evidence/rule.ts';
import { placeIn } from './pairings.ts';
import { sameDocument } from './similarity.ts';
import type { PlanDocument, PlanLineage, World } from './world.ts';

const NUMBER = /#(\d{1,6})\b/g;
const BULLET = /^\s*(?:[-*+•]|\d{1,3}[.)])\s/;

/** The bullet or paragraph of the message that the 1-based line stands in; a subject is one of its own. */
export function passageAround(lines: readonly string[], line: number): string {
  const ends = (i: number): boolean => i <= 0 || (lines[i] ?? '').trim() === '';
  let from = line - 1;
  while (from > 0 && !BULLET.test(lines[from] ?? '') && !ends(from - 1)) from -= 1;
  let to = line;
  while (line > 1 && to < lines.length && !ends(to) && !BULLET.test(lines[to] ?? '')) to += 1;
  return lines.slice(from, to).join('\n');
}

/** Other bullets of a squash body speak of other things: of 22 real links by a number elsewhere in the message, 14 were surely wrong. */
export const numbersBeside = (lines: readonly string[], line: number): ReadonlySet<number> =>
  new Set([...passageAround(lines, line).matchAll(NUMBER)].map(([, n]) => Number(n)));

/** The plan's own fields, as the reader of headers takes them (`Closes`, `Source`, `Issue`, `PR`). */
const CLAIMS = /^(?:closes|fixes|resolves|source|(?:github )?issues?(?: addressed)?|prs?|pull requests?)$/i;

export interface Bearing {
  /** `#291, #292`. */
  readonly numbers: string;
  /** `the header bears #291, #292`. */
  readonly says: string;
  readonly at: Place;
}

/** Where the plan bears these numbers: its header, the name of its file, or the commit that brought it. Null where it bears none. */
export function bearingOf(world: World, plan: PlanLineage, numbers: ReadonlySet<number>): Bearing | null {
  const shared = plan.numbers.filter((n) => numbers.has(n));
  const [first] = shared;
  if (first === undefined) return null;
  const all = shared.map((n) => `#${n}`).join(', ');
  for (const document of plan.members) {
    const found = inHeader(document, first);
    if (found !== null)
      return {
        numbers: all,
        says: `${document.origin === 'commit' ? 'the subject of that commit' : 'the header'} bears ${all}`,
        at: placeIn(document, found),
      };
  }
  for (const document of plan.members) {
    const sha = broughtBy(world, document, first);
    if (sha !== null)
      return {
        numbers: all,
        says: `commit ${shortSha(sha)}, which brought the plan, bears ${all}`,
        at: { kind: 'commit', commit: sha, at: range(1, 1, 1, 1) },
      };
  }
  return {
    numbers: all,
    says: `the name of the file bears ${all}`,
    at: placeIn(plan.document, range(1, 1, 1, 1)),
  };
}

/** The line of the field that claims the number; the first of the field where lines of it are blank. */
function inHeader({ last }: PlanDocument, number: number): Place['at'] | null {
  const said = new RegExp(`(?:#|/(?:issues|pull|merge_requests)/)${number}(?!\\d)`);
  if (!last.numbers.includes(number)) return null;
  const field = last.header.find(({ name, value }) => CLAIMS.test(name) && said.test(value));
  if (!field) return last.title !== null && said.test(last.title.text) ? last.title.at : null;
  const parts = field.value.split('\n');
  const whole = parts.length === field.at.endLine - field.at.line + 1;
  const line = field.at.line + (whole ? parts.findIndex((part) => said.test(part)) : 0);
  return range(line, 1, line, 1);
}

function broughtBy({ inputs }: World, document: PlanDocument, number: number): string | null {
  const first = document.versions.find((v) => v.facts && sameDocument(v.facts, document.last));
  const unit = first && inputs.units[first.unit];
  return unit?.sha && unit.commits[0]?.numbers.includes(number) ? unit.sha : null;
}
