import { ARCHITECTURE, type FieldName, GOAL, PROBLEM, WHAT, WHY } from './header.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { withoutQuotations } from './prose.ts';

interface Limit {
  readonly field: FieldName;
  /** Sentences; the form's own number, and where this rule begins to speak. */
  readonly asked: string;
  readonly most: number;
}

const LIMITS: readonly Limit[] = [
  { field: GOAL, asked: 'one sentence', most: 1 },
  { field: PROBLEM, asked: '2-3 sentences', most: 4 },
  { field: WHY, asked: '1-2 sentences', most: 3 },
  { field: ARCHITECTURE, asked: '2-3 sentences', most: 5 },
];
const FEWEST = 2;
const MOST = 4;

/** Fields of the header that say more than a reader keeps in mind. */
export const headerLength = planRule(
  {
    id: 'plan/header-length',
    title: 'A header field that is longer than its form',
    defaultSeverity: 'info',
    docs: {
      what: 'In the header of a full plan: a goal of more than one sentence; a problem of more than four, a reason of more than three, an architecture of more than five (each a little more than asked for, since abbreviations make sentences hard to count); and capabilities that are no list, or a list of less than 2 or more than 4. A full stop ends a sentence where a capital follows; code and quotations count as words.',
      why: 'The header is read by people who have not decided yet whether to read on.',
      fix: 'Shorten it; details belong into the summary.',
    },
    messages: {
      sentences: '“{name}” has {count} sentences; the form asks for {asked}',
      list: '“{name}” lists {count} capabilities; the form asks for 2 to 4',
      prose: '“{name}” is no list of capabilities; the form asks for 2 to 4 numbered ones',
    },
    source:
      'Plan template, “Document header”: “One sentence”, “2-3 sentences”, “Numbered list of 2-4 concrete capabilities”.',
  },
  FULL_PLAN,
  function* ({ facts: { header } }) {
    for (const { name: written, value, at } of header) {
      const limit = LIMITS.find(({ field }) => field.written.test(written.trim()));
      const count = sentencesIn(value);
      if (limit !== undefined && count > limit.most) {
        const data = { name: written, count, asked: limit.asked };
        yield { messageId: 'sentences', data, at, key: limit.field.name, fix: `shorten it to ${limit.asked}` };
      }
      if (!WHAT.written.test(written.trim()) || value === '') continue;
      const items = value.split('\n').filter((line) => /^(?:[-*+]|\d{1,2}[.)])\s/.test(line)).length;
      const inline = [...value.matchAll(/(?:^|\s)\(?\d{1,2}[.)]\s/g)].length;
      const listed = Math.max(items, inline);
      if (listed >= FEWEST && listed <= MOST) continue;
      const data = { name: written, count: listed };
      yield { messageId: listed === 0 ? 'prose' : 'list', data, at, key: 'what', fix: '1. …\n2. …' };
    }
  },
);

const ABBREVIATED = /\b(?:e\.g|i\.e|vs|etc|cf|approx|incl|resp|No|Fig|Sec|St|Dr|Mr|Mrs|al)\.$/;

/** How many sentences a text has; bullets are sentences. */
function sentencesIn(text: string): number {
  const prose = withoutQuotations(text.slice(0, 5000)).replace(/\([^()]{0,500}\)/g, ' ');
  return prose
    .split('\n')
    .flatMap((line) => line.split(/(?<=[.!?])\s+(?=[\p{Lu}])/u))
    .reduce<string[]>((sum, part) => {
      const last = sum.at(-1);
      if (last !== undefined && ABBREVIATED.test(last.trim())) sum[sum.length - 1] = `${last} ${part}`;
      else sum.push(part);
      return sum;
    }, [])
    .filter((part, index, all) => /\p{L}{2}/u.test(part) && (index === 0 || /[.!?:]\s*$/.test(all[index - 1] ?? '')))
    .length;
}
