import { speaksOfDocuments } from './documents.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

const MOST = 2;
const TESTS = /\btests?\b|\binvariant|\bgolden|\bexample|\bverif|\bintegration|\bregression/i;

/** A promise that no single task keeps. */
export const splitContract = planRule(
  {
    id: 'plan/split-contract',
    title: 'A contract split across tasks',
    defaultSeverity: 'info',
    docs: {
      what: 'A contract that more than two tasks implement, those left out whose titles say that they test, document or verify. Where a task must come before another may do so too, so it informs only. Plans in which a contract holds for every task are left out.',
      why: 'Each task ends with a commit that keeps its promises; half a promise cannot be tested.',
      fix: 'Put the contract into one task, or split the contract.',
    },
    messages: { split: '{label} is implemented in {count} tasks: {tasks}' },
    source: "Plan template, Phase 4, rule 1: “don't split single contracts across tasks”.",
  },
  ANY_PLAN,
  function* ({ facts: { tasks, contracts } }) {
    const working = tasks.filter(({ title }) => !TESTS.test(title) && !speaksOfDocuments(title));
    for (const { label, at } of contracts) {
      const own = working.filter(({ labels }) => labels.some((one) => one.label === label));
      if (own.length <= MOST || own.length === working.length) continue;
      const data = { label, count: own.length, tasks: own.map(({ number }) => number).join(', ') };
      yield { messageId: 'split', data, at, label, fix: `implement ${label} in one task` };
    }
  },
);
