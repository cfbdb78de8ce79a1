import { FULL_PLAN, planRule } from './plan-rule.ts';
import { linesBelow, sectionOf } from './template.ts';

const ENOUGH = 5;
const SAID =
  /\bnegative\b|\bmust\s?not\b|\berror(?:s|[- ]handling)?\b|\binvalid\b|\bfail(?:s|ure|ures)?\b|\brejects?\b|\bpanics?\b|\bnever\b|\bunchanged\b|\bno-op\b|\bwarn(?:s|ed|ing|ings)?\b|\bdiscard|\bpreserv(?:e|es|ed)\b|\bidentical to\b|\babort|\bdoes not\b|\bno (?!longer\b)\w{1,30}\b/i;

/** Promises about the good case alone: narrowed to contracts without any word of refusal, since 4 of 7 findings overlooked a warning or a “preserved”. */
export const contractGroups = planRule(
  {
    id: 'plan/contract-groups',
    title: 'No contract about what must not happen',
    defaultSeverity: 'info',
    docs: {
      what: 'A full plan with at least five contracts of which none stands in a group of negative or error contracts, and whose contracts nowhere speak of errors, of failure, or of what must not happen or stays as it was. Headings are not demanded: many good plans have none.',
      why: 'What must not happen is what tests forget.',
      fix: 'Add a contract: what happens on invalid input, and what must stay as it is.',
    },
    messages: { none: 'none of the {count} contracts says what must not happen or what happens on an error' },
    source: 'Plan template, Phase 1: “Grouped: positive contracts, negative contracts, error handling”.',
  },
  FULL_PLAN,
  function* (plan) {
    const { contracts } = plan.facts;
    const at = sectionOf(plan, 'Behavioral Contracts') ?? null;
    if (contracts.length < ENOUGH || at === null || contracts.some(({ group }) => group !== 'positive')) return;
    const said = contracts.some(
      ({ title, clauses }) => SAID.test(title) || clauses.some(({ text }) => SAID.test(text)),
    );
    if (said || linesBelow(plan, at).some(({ kind, body }) => kind === 'heading' && SAID.test(body))) return;
    yield { messageId: 'none', data: { count: contracts.length }, at: at.at, fix: '### Negative Contracts' };
  },
);
