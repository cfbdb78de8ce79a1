import { small } from './documents.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { isBelow, sectionOf, textBelow } from './template.ts';

const COLUMNS: readonly { readonly name: string; readonly written: RegExp }[] = [
  { name: 'Risk', written: /\brisks?\b|\bdescription\b/i },
  { name: 'Likelihood', written: /\blikelihood\b|\bprobability\b/i },
  { name: 'Impact', written: /\bimpact\b|\bseverity\b/i },
  { name: 'Mitigation', written: /\bmitigat/i },
  { name: 'Task', written: /\btasks?\b/i },
];

/** Risks that nobody weighs or that no task mitigates. */
export const riskTable = planRule(
  {
    id: 'plan/risk-table',
    title: 'Risks without likelihood, impact, mitigation or task',
    defaultSeverity: 'warning',
    docs: {
      what: 'A risk section of a full plan whose table lacks one of the columns Risk, Likelihood, Impact, Mitigation, Task; or that has neither a table nor these words in its text. A task named in the cells counts as the column, and a plan of no more than one task needs none. “No risks” is an answer. Of a plan whose header calls it small (`**Tier:** Small`) it is information.',
      why: 'A risk without a task that mitigates it is a remark.',
      fix: '`| Risk | Likelihood | Impact | Mitigation | Task |`',
    },
    messages: { missing: 'the risk analysis says nothing of {columns}' },
    source: 'Plan template, Phase 7, Part A.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Risk Analysis');
    if (section === null) return;
    const inside = plan.facts.tables.filter(({ at }) => isBelow(section, at.line));
    const text = textBelow(plan, section);
    const headers = inside.flatMap(({ header }) => header).join(' | ');
    if (inside.length === 0 && /\b(?:no|none|minimal|low[- ]risk|n\/a)\b/i.test(text)) return;
    const said = inside.length === 0 ? text : headers;
    const missing = COLUMNS.filter(
      ({ name, written }) =>
        !written.test(said) &&
        !(name === 'Risk' && inside.length === 0) &&
        !(name === 'Task' && (plan.facts.tasks.length < 2 || /\btasks? \d/i.test(text))),
    );
    if (missing.length === 0) return;
    yield {
      messageId: 'missing',
      data: { columns: missing.map(({ name }) => name.toLowerCase()).join(', ') },
      at: inside[0]?.at ?? section.at,
      fix: `add the column ${missing[0]?.name}`,
      ...small(plan.facts),
    };
  },
);
