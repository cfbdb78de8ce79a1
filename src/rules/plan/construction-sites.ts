import type { LintedPlan } from '../../model/lint.ts';
import { type Range, range, wholeLine } from '../../model/location.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { isCode } from './prose.ts';

/** “Add a `Weight` field to `Config`”, “`Config` gains field `Weight`”. */
const GAINS =
  /\b[Aa]dd(?:s|ed|ing)?\s(?:[^\s.]{1,40}\s){0,4}fields?\b[^.\n]{0,60}?\bto\s(?:the\s)?`?([A-Z]\w{2,60})\b|`?\b([A-Z]\w{2,60})`?\s(?:struct\s)?gains\s(?:[^\s.]{1,40}\s){0,3}fields?\b/;
/** Other words for the same look. */
const AUDITED =
  /construction[- ]site|construct(?:ed|ion)|struct literals?|constructors?\b|call sites?|literals?\b|\baudit/i;

/** Nobody looked where a changed struct is built: asked only where the plan speaks of a new field, since 4 of 13 findings were about plans that add none. */
export const constructionSites = planRule(
  {
    id: 'plan/construction-sites',
    title: 'No construction site audit',
    defaultSeverity: 'info',
    docs: {
      what: 'A full plan with Go code in its tasks that speaks of a new field and nowhere says “construction site”. Where the plan says that a field is added to a type and speaks of neither literals nor constructors, that type is named. It informs only: a program cannot tell whether a struct that is shown gains a field. An audit without a single `file:line` informs too, unless it says that there is one site or none.',
      why: 'A field that one of several literals does not set is zero there, silently.',
      fix: 'List where the struct is built with file:line, or say that no struct gains a field.',
    },
    messages: {
      missing: 'the plan says nowhere that construction sites were audited',
      gained: 'the plan adds a field to {type} and does not say where {type} is built',
      unplaced: 'the construction site audit lists no file:line',
    },
    source: 'Plan template, Phase 0, item 5.',
  },
  FULL_PLAN,
  function* (plan) {
    const { facts, lines } = plan;
    const hasGo = facts.codeBlocks.some(({ info, task }) => task >= 0 && /^go\b/.test(info));
    if (!hasGo || facts.title === null) return;
    const prose = lines.map((line) => (isCode(line) ? '' : line.raw.slice(0, 1000)));
    const audit = prose.findIndex((line) => NAMED.test(line) && !BOX.test(line));
    const gain = gainIn(prose);
    if (audit >= 0) {
      const at = wholeLine(audit + 1, lines[audit]?.raw.length);
      if (!isPlaced(plan, audit))
        yield { messageId: 'unplaced', data: {}, at, key: 'unplaced', fix: '`queue/queue.go:41`' };
    } else if (gain !== null && !prose.some((line) => AUDITED.test(line) && (!BOX.test(line) || BUILT.test(line)))) {
      const { type, at } = gain;
      const fix = `list where ${type} is built: \`queue/queue.go:41\``;
      yield { messageId: 'gained', data: { type }, at, key: type, fix };
    } else if (prose.some((line) => NEW_FIELD.test(line)) && !prose.some((line) => NAMED.test(line))) {
      const fix = 'Construction site audit: no struct gains a field.';
      yield { messageId: 'missing', data: {}, at: facts.title.at, fix };
    }
  },
);

const NAMED = /construction[- ]site/i;
const BOX = /^\s*[-*] \[/;
/** A ticked box that says where: “constructed only in `X:257`”. */
const BUILT = /\bconstructed (?:only )?in\b/i;
const NEW_FIELD = /\b(?:add(?:s|ed|ing)?|new|gains?|extend(?:s|ed|ing)?)\b[^.\n]{0,20}[^\n]{0,60}\bfields?\b/i;

/** The first type of which the text says that it gains a field. */
function gainIn(prose: readonly string[]): { readonly type: string; readonly at: Range } | null {
  const index = prose.findIndex((line) => line.includes('field') && GAINS.test(line));
  const said = GAINS.exec(prose[index] ?? '');
  if (said === null || /\badd new fields\b/i.test(said[0])) return null;
  const at = range(index + 1, said.index + 1, index + 1, said.index + said[0].length + 1);
  return { type: said[1] ?? said[2] ?? '', at };
}

const AROUND = 40;

/** A place, or the word that there is none, near the words. */
function isPlaced({ facts, lines }: LintedPlan, audit: number): boolean {
  const from = audit + 1;
  if (facts.citations.some(({ at }) => at.line >= from && at.line <= from + AROUND)) return true;
  const near = lines
    .slice(audit, audit + AROUND)
    .map(({ raw }) => raw)
    .join(' ');
  return /\b(?:no|none|not|one|single|only|zero|n\/a|test-only|unchanged)\b|:\d|\blines? \d|`[^`\n]{1,100}\.go`/i.test(
    near,
  );
}
