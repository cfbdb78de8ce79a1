import { ANY_PLAN, planRule } from './plan-rule.ts';

const GOLDEN = /golden[^/]*\.(?:json|ya?ml|txt|csv)$|\/golden\//i;
const TOLD = /-update\b|UPDATE_GOLDEN|regenerat\w*|re-?record|go generate|--update|snapshot -u|-u\b/i;

/** Recorded data that changes, and nobody says how. */
export const goldenUpdate = planRule(
  {
    id: 'plan/golden-update',
    title: 'Golden data that changes without a command',
    defaultSeverity: 'warning',
    docs: {
      what: 'A task that modifies or creates a file of golden data, in a plan that nowhere says how it is made: no “regenerate”, no `-update`. Whether a task changes output without naming the file is not seen.',
      why: 'Data that was edited by hand, or made by an unknown command, cannot be checked.',
      fix: 'Write the command, and how to see that the new values are right.',
    },
    messages: { silent: 'task {task} changes `{path}`, and the plan does not say by which command' },
    source: 'Plan template, Phase 4, rule 5, and Phase 6, item 2: “Exact regeneration command”.',
  },
  ANY_PLAN,
  function* ({ facts: { tasks }, lines }) {
    const touched = tasks.flatMap(({ number, files }) =>
      files
        .filter(({ action, path }) => (action === 'modify' || action === 'create') && GOLDEN.test(path))
        .map((file) => ({ number, ...file })),
    );
    const [first] = touched;
    if (first === undefined || lines.some(({ raw }) => TOLD.test(raw.slice(0, 2000)))) return;
    const data = { task: first.number, path: first.path };
    yield { messageId: 'silent', data, at: first.at, fix: 'Run: <the command that writes it>' };
  },
);
