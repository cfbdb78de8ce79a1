// The sanity checklist of the template, or of a team: what it asks for, and what a plan's own lacks.
import type { LintedPlan } from '../../model/lint.ts';
import type { SectionFacts } from '../../model/plan.ts';
import { once } from './plan-rule.ts';
import { sectionOf, textBelow } from './template.ts';

/** One entry an item of the template: how this tool calls it, how it is written anew, and the words by which it is known. */
const ITEMS: readonly { readonly name: string; readonly text: string; readonly known: RegExp }[] = [
  { name: 'unnecessary abstractions', text: 'No unnecessary abstractions.', known: /abstraction/i },
  {
    name: 'feature creep',
    text: 'No feature creep beyond the scope of this plan.',
    known: /feature creep|scope creep/i,
  },
  { name: 'unexercised flags', text: 'No unexercised flags or interfaces.', known: /unexercised/i },
  { name: 'partial implementations', text: 'No partial implementations.', known: /partial implementation/i },
  {
    name: 'breaking changes',
    text: 'No breaking changes without explicit contract updates.',
    known: /breaking change/i,
  },
  { name: 'hidden global state', text: 'No hidden global state impact.', known: /global state/i },
  { name: 'lint', text: 'All new code will pass the lint check.', known: /\blint/i },
  {
    name: 'shared test helpers',
    text: 'Shared test helpers used, not duplicated locally.',
    known: /test helper|test infrastructure|shared helper/i,
  },
  {
    name: 'agent guide updated',
    text: 'CLAUDE.md or AGENTS.md updated where files, packages or flags are new.',
    known: /CLAUDE\.md|AGENTS\.md/i,
  },
  { name: 'stale references', text: 'No stale references left in documents.', known: /stale/i },
  { name: 'deviation log', text: 'Deviation log reviewed: no unresolved deviations.', known: /deviation/i },
  {
    name: 'working, testable code',
    text: 'Each task produces working, testable code (no scaffolding).',
    known: /testable|scaffolding|produces working/i,
  },
  {
    name: 'task dependencies',
    text: 'Task dependencies are correctly ordered.',
    known: /dependenc|correctly ordered/i,
  },
  {
    name: 'contracts mapped to tasks',
    text: 'All contracts are mapped to specific tasks.',
    known: /contracts?\b.{0,40}\bmapped|mapped to (?:specific )?tasks/i,
  },
  { name: 'golden dataset', text: 'Golden dataset regeneration documented (if needed).', known: /golden/i },
  { name: 'construction sites', text: 'Construction site audit completed.', known: /construction site/i },
  {
    name: 'flags validated',
    text: 'Every new flag validated for: zero, negative, NaN, Inf, empty string.',
    known: /\bR3\b|\bno (?:new )?(?:CLI )?flags?\b|flag.{0,60}valid|valid.{0,60}flag|NaN/i,
  },
  {
    name: 'error paths',
    text: 'Every error path returns an error, panics with context or counts: no silent `continue`.',
    known: /\bR1\b|error path|silent `?(?:continue|return|drop|data)/i,
  },
  {
    name: 'map iteration',
    text: 'No map iteration determines output without sorted keys.',
    known: /\bR2\b|map (?:iteration|keys)|sorted keys/i,
  },
  { name: 'library exits', text: 'Library code never calls Fatalf or os.Exit.', known: /\bR6\b|Fatal|os\.Exit/i },
  {
    name: 'roll-back in loops',
    text: 'Loops that allocate handle a mid-loop failure by rolling back.',
    known: /\bR5\b|(?:allocation|allocating) loops?|roll(?:ing|s|ed)?[ -]?back|mid-loop/i,
  },
  { name: 'exported mutable maps', text: 'No exported mutable maps.', known: /\bR8\b|mutable map/i },
  {
    name: 'pointers for optional zero',
    text: 'Config structs use pointers (*float64) where zero is a valid value.',
    known: /\bR9\b|float64|YAML config/i,
  },
  {
    name: 'strict parsing',
    text: 'YAML loading uses strict parsing (KnownFields).',
    known: /\bR10\b|KnownFields|strict pars|\bno YAML\b|YAML (?:loading|parsing)/i,
  },
  {
    name: 'zero denominators',
    text: 'Every division has a zero-denominator guard or a documented invariant.',
    known: /\bR11\b|denominator|divi(?:sion|de)/i,
  },
  {
    name: 'two implementations of interfaces',
    text: 'New interfaces accommodate at least two implementations.',
    known: /\bR13\b|\bno new (?:types? or )?interfaces?\b|interfaces?.{0,60}(?:two|2\+?|multiple|implementations)/i,
  },
  {
    name: 'methods of several modules',
    text: 'No method spans multiple module responsibilities.',
    known: /\bR14\b|multi(?:ple)?[- ](?:concern|responsibilit)|multiple module|module responsibilit/i,
  },
  {
    name: 'configuration by module',
    text: 'Configuration parameters grouped by module.',
    known: /\bR16\b|config(?:uration)? (?:param|struct)|grouped by module/i,
  },
  {
    name: 'references to this pull request',
    text: 'Grepped for references to this PR (planned for PR, TODO PR).',
    known: /\bR15\b|planned for PR|\bgrepped\b|PR (?:number|references)/i,
  },
  { name: 'macro plan status', text: 'Macro plan status updated, if this plan is part of one.', known: /macro plan/i },
];
/** “All other rules: N/A”. */
const REST = /\b(?:all|the) other rules?\b|\bremaining rules\b/i;
const RANGE = /\bR(\d{1,2})\s{0,2}(?:[-–—]|to|through)\s{0,2}R?(\d{1,2})\b/;

const lacking = once((plan: LintedPlan): typeof ITEMS => {
  const section = sectionOf(plan, 'Sanity Checklist');
  return section === null ? [] : lackingIn(plan, section);
});

function lackingIn(plan: LintedPlan, section: SectionFacts): typeof ITEMS {
  const text = textBelow(plan, section);
  // “R1-R23: checked” names each of them.
  const range = RANGE.exec(text);
  const isRest = REST.test(text);
  const within = (known: RegExp): boolean => {
    const number = /^\\bR(\d+)/.exec(known.source)?.[1];
    if (isRest && number !== undefined) return true;
    return (
      range !== null && number !== undefined && Number(range[1]) <= Number(number) && Number(number) <= Number(range[2])
    );
  };
  return ITEMS.filter(({ known }) => !known.test(text) && !within(known));
}

/** As they are to be written: the team's own items, or those of the template. */
export function missingItems(plan: LintedPlan): readonly string[] {
  const section = sectionOf(plan, 'Sanity Checklist');
  if (section === null) return [];
  const own = plan.team.checklist;
  if (own === null) return lacking(plan).map(({ text }) => text);
  const said = textBelow(plan, section).toLowerCase();
  return own.filter((item) => !said.includes(item.toLowerCase()));
}

export const checklistTexts: readonly string[] = ITEMS.map(({ text }) => text);

export const lackingNames = (plan: LintedPlan): readonly string[] => lacking(plan).map(({ name }) => name);
