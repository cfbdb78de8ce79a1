import type { Range } from '../../model/location.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { isSkeleton } from './rows.ts';
import { some } from './template.ts';

const LIST = ['Unit', 'Integration', 'Golden', 'Invariant', 'Failure', 'Benchmark'];
const KNOWN = new RegExp(`\\b(?:${LIST.join('|')})s?\\b`, 'i');

/** A row of the test strategy whose type says nothing that anybody agreed on. */
export const testType = planRule(
  {
    id: 'plan/test-type',
    title: 'A test type that is not in the list',
    defaultSeverity: 'warning',
    docs: {
      what: 'A row of the test strategy that names a contract and whose type holds none of Unit, Integration, Golden, Invariant, Failure, Benchmark; or is empty. A row of several types needs one of them. Each other type is said once for the plan.',
      why: 'The type says how the promise is guarded; “Golden” asks for an invariant beside it, “Manual” is no test.',
      fix: 'Write one of the six types.',
    },
    messages: {
      other: 'the test type “{type}” of {labels} is none of {list}',
      none: 'no test type is given for {labels}',
    },
    source: 'Plan template, Phase 6, “Test types”.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    const byType = new Map<string, { readonly at: Range; readonly labels: string[] }>();
    for (const row of facts.strategy) {
      const { labels, typeCell, at } = row;
      if (labels.length === 0 || isSkeleton(row) || KNOWN.test(typeCell)) continue;
      const type = /\w/.test(typeCell) ? typeCell.trim() : '';
      const known = byType.get(type);
      if (known === undefined) byType.set(type, { at, labels: [...labels] });
      else known.labels.push(...labels);
    }
    for (const [type, { at, labels }] of byType) {
      const data = { type, labels: some([...new Set(labels)]), list: LIST.join(', ') };
      yield { messageId: type === '' ? 'none' : 'other', data, at, key: type, fix: `write one of ${data.list}` };
    }
  },
);
