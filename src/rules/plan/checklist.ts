import { FULL_PLAN, planRule } from './plan-rule.ts';
import { sectionOf, some } from './template.ts';

/** One entry an item of the template: how this tool calls it, and the words by which it is known. */
const ITEMS: readonly { readonly name: string; readonly known: RegExp }[] = [
  { name: 'unnecessary abstractions', known: /abstraction/i },
  { name: 'feature creep', known: /feature creep|scope creep/i },
  { name: 'unexercised flags', known: /unexercised/i },
  { name: 'partial implementations', known: /partial implementation/i },
  { name: 'breaking changes', known: /breaking change/i },
  { name: 'hidden global state', known: /global state/i },
  { name: 'lint', known: /\blint/i },
  { name: 'shared test helpers', known: /test helper|test infrastructure|shared helper/i },
  { name: 'agent guide updated', known: /CLAUDE\.md|AGENTS\.md/i },
  { name: 'stale references', known: /stale/i },
  { name: 'deviation log', known: /deviation/i },
  { name: 'working, testable code', known: /testable|scaffolding/i },
  { name: 'task dependencies', known: /dependenc|correctly ordered/i },
  { name: 'contracts mapped to tasks', known: /contracts?\b.{0,40}\bmapped|mapped to (?:specific )?tasks/i },
  { name: 'golden dataset', known: /golden/i },
  { name: 'construction sites', known: /construction site/i },
  { name: 'flags validated', known: /\bR3\b|flag.{0,60}valid|valid.{0,60}flag|NaN/i },
  { name: 'error paths', known: /\bR1\b|error path|silent `?(?:continue|return|drop|data)/i },
  { name: 'map iteration', known: /\bR2\b|map (?:iteration|keys)|sorted keys/i },
  { name: 'library exits', known: /\bR6\b|Fatal|os\.Exit/i },
  { name: 'roll-back in loops', known: /\bR5\b|roll(?:ing|s|ed)?[ -]?back|mid-loop/i },
  { name: 'exported mutable maps', known: /\bR8\b|mutable map/i },
  { name: 'pointers for optional zero', known: /\bR9\b|float64/i },
  { name: 'strict parsing', known: /\bR10\b|KnownFields|strict pars/i },
  { name: 'zero denominators', known: /\bR11\b|denominator|divi(?:sion|de)/i },
  {
    name: 'two implementations of interfaces',
    known: /\bR13\b|interfaces?.{0,60}(?:two|2\+?|multiple|implementations)/i,
  },
  { name: 'methods of several modules', known: /\bR14\b|multiple module|module responsibilit/i },
  { name: 'configuration by module', known: /\bR16\b|config(?:uration)? param|grouped by module/i },
  { name: 'references to this pull request', known: /\bR15\b|planned for PR|PR (?:number|references)/i },
  { name: 'macro plan status', known: /macro plan/i },
];
const RANGE = /\bR(\d{1,2})\s{0,2}(?:[-–—]|to|through)\s{0,2}R?(\d{1,2})\b/;

/** Questions that nobody asked before the work began. */
export const checklist = planRule(
  {
    id: 'plan/checklist',
    title: 'A sanity checklist with items missing',
    defaultSeverity: 'info',
    docs: {
      what: 'A sanity checklist of a full plan without boxes, or without some of the 30 items of the template; items are known by their words or by the numbers R1 to R16 of the rules behind them. Which boxes are ticked is not judged. Real teams move items into rules of their own, so missing items inform only.',
      why: 'Each item is a mistake that was made once.',
      fix: 'Add the items; one that does not apply says so.',
    },
    messages: {
      none: 'the sanity checklist has no box: nothing can be ticked',
      missing: 'the sanity checklist lacks {count} of 30 items: {items}',
    },
    source: 'Plan template, Phase 8.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Sanity Checklist');
    if (section === null) return;
    const own = plan.facts.checklist.filter(({ at }) => at.line > section.at.line && at.line <= section.endLine);
    if (own.length === 0) {
      yield {
        messageId: 'none',
        data: {},
        at: section.at,
        fix: '- [ ] No unnecessary abstractions.',
        severity: 'warning',
      };
      return;
    }
    const text = plan.lines
      .slice(section.at.line, section.endLine)
      .map(({ raw }) => raw)
      .join('\n');
    // “R1-R23: checked” names each of them.
    const range = RANGE.exec(text);
    const within = (known: RegExp): boolean => {
      const number = /^\\bR(\d+)/.exec(known.source)?.[1];
      return (
        range !== null &&
        number !== undefined &&
        Number(range[1]) <= Number(number) &&
        Number(number) <= Number(range[2])
      );
    };
    const missing = ITEMS.filter(({ known }) => !known.test(text) && !within(known)).map(({ name }) => name);
    if (missing.length === 0) return;
    yield {
      messageId: 'missing',
      data: { count: missing.length, items: some(missing, 8) },
      at: section.at,
      key: 'missing',
      fix: `add: - [ ] ${missing[0]}`,
    };
  },
);
