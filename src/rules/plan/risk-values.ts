import type { Range } from '../../model/location.ts';
import { someOf } from '../../model/some-of.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';

const LEVEL =
  /\b(?:low|medium|med|moderate|high|very|none|zero|negligible|critical|minimal|unlikely|likely|rare|certain|n\/a|L|M|H)\b|^[-–—]?$/i;

/** Risks that are weighed in words of their own, or mitigated by nothing. */
export const riskValues = planRule(
  {
    id: 'plan/risk-values',
    title: 'A risk whose weight or task is none',
    defaultSeverity: 'warning',
    docs: {
      what: 'In the risk table of a full plan: a likelihood or an impact that says neither low, medium nor high (nor a word between or beyond them), which is information; and a mitigating task that the plan does not have. Rows without a task are the matter of plan/risk-table.',
      why: 'A risk without weight cannot be compared, and a task that is not there mitigates nothing.',
      fix: 'Write low, medium or high; name a task of this plan.',
    },
    messages: {
      level: 'the {column} “{value}” is none of low, medium and high',
      task: 'the risk “{risk}” is mitigated by task {task}, which this plan does not have',
    },
    source:
      'Plan template, Phase 7, Part A: “Likelihood (low/medium/high), Impact (low/medium/high), which task mitigates the risk”.',
  },
  FULL_PLAN,
  function* ({ facts: { tables, tasks } }) {
    const numbers = new Set(tasks.map(({ number }) => number));
    for (const { header, rows } of tables.filter(({ kind }) => kind === 'risk')) {
      const column = (words: RegExp): number => header.findIndex((cell) => words.test(cell));
      const [likelihood, impact, task] = [
        column(/likelihood|probability/i),
        column(/impact|severity/i),
        column(/task/i),
      ];
      const seen = new Set<string>();
      for (const { cells, at } of rows) {
        for (const index of [likelihood, impact]) {
          const value = (cells[index] ?? '').replace(/[*_`]/g, '').trim();
          if (index < 0 || LEVEL.test(value) || seen.has(value)) continue;
          seen.add(value);
          const data = { column: (header[index] ?? '').toLowerCase(), value: value.slice(0, 80) };
          yield { messageId: 'level', data, at, key: value, fix: 'write low, medium or high', severity: 'info' };
        }
        yield* missingTasks(cells[task] ?? '', (cells[0] ?? '').slice(0, 80), at, numbers);
      }
    }
  },
);

function* missingTasks(cell: string, risk: string, at: Range, numbers: ReadonlySet<string>) {
  if (numbers.size === 0) return;
  const said = [...cell.matchAll(/(?:^|\btasks?\s|[,&]\s?)\s?(\d{1,2})(?![\d.-])/gi)].map((match) => match[1] ?? '');
  const missing = [...new Set(said)].filter((number) => !numbers.has(number));
  // `Task 3.1`, `Phase 2` and the like have numbers of their own.
  if (missing.length === 0 || /#\d|\bPR\b|phase|step/i.test(cell)) return;
  const data = { risk, task: someOf(missing, 5) };
  yield { messageId: 'task', data, at, key: `${risk} ${data.task}`, fix: `name one of ${someOf([...numbers], 12)}` };
}
