import type { Range } from '../../model/location.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { LABEL } from './rows.ts';

/** A task or a row of the strategy that speaks of a contract which this plan does not have. */
export const unknownContract = planRule(
  {
    id: 'plan/unknown-contract',
    title: 'A label that the plan does not define',
    defaultSeverity: 'error',
    docs: {
      what: 'A label in the contracts of a task or in the contract column of the test strategy that no contract of the plan defines. Labels in prose may mean other plans and are left out, labels that a task, a row or the log of deviations says are another document’s too, and so are those of a plan whose own labels they shorten (`BC-1` in a plan of `BC-17-1`).',
      why: 'Somebody will implement or test what was never promised, or the contract was lost on the way.',
      fix: 'Define the contract, or correct the label.',
    },
    messages: { unknown: '{where} names {label}, which this plan does not define' },
    source: 'Plan template, Phase 6: “Map contracts to tasks and tests”.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    const defined = facts.contracts.map(({ label }) => label);
    if (defined.length === 0) return;
    const unknown = (label: string): boolean =>
      !defined.includes(label) &&
      !defined.some(
        (own) => own.startsWith(`${label}-`) || own.endsWith(label.slice(label.indexOf('-'))) || isPart(own, label),
      );
    const said: { readonly label: string; readonly where: string; readonly at: Range; readonly note: string }[] = [
      ...facts.tasks.flatMap(({ number, labels }) =>
        labels.map(({ label, at, note = '' }) => ({ label, where: `task ${number}`, at, note })),
      ),
      ...facts.strategy.flatMap(({ labels, at, contractCell }) =>
        labels.map((label) => ({ label, where: 'a row of the test strategy', at, note: contractCell })),
      ),
    ];
    // `BC-3 of pr-1169`, `(BC-2, issue #12)`: somebody else's; said once, it holds for every place.
    const log = facts.tables.filter(({ kind }) => kind === 'deviation').flatMap(({ rows }) => rows);
    const others = new Set([
      ...said.filter(({ note }) => OTHERS.test(note)).map(({ label }) => label),
      ...log.flatMap(({ cells: [source = ''] }) => [...source.matchAll(LABEL)].map(([label]) => label)),
    ]);
    for (const { label, where, at } of said)
      if (unknown(label) && !others.has(label))
        yield {
          messageId: 'unknown',
          data: { label, where },
          at,
          key: `${label} ${where}`,
          fix: `define ${label}, or name one of this plan`,
        };
  },
);

const OTHERS = /\b(?:of|from|in) [\w-]*\w|#\d|\b(?:design|macro|parent)\b/i;

/** `BC-4` where `BC-4a` and `BC-4b` are defined. */
const isPart = (own: string, label: string): boolean =>
  own.startsWith(label) && /^[a-z]$/.test(own.slice(label.length));
