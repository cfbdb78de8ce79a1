import type { Range } from '../../model/location.ts';
import { someOf } from '../../model/some-of.ts';
import { isWithoutProgram } from './documents.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { isSkeleton, type PlannedRow, plannedRows } from './rows.ts';

const LIST = ['Unit', 'Integration', 'Golden', 'Invariant', 'Failure', 'Benchmark'];
const KNOWN = new RegExp(`\\b(?:${LIST.join('|')})s?\\b`, 'i');

/** A row of the test strategy whose type says nothing that anybody agreed on. */
export const testType = planRule(
  {
    id: 'plan/test-type',
    title: 'A test type that is not in the list',
    defaultSeverity: 'warning',
    docs: {
      what: 'A row of the test strategy that names a contract and whose type holds none of Unit, Integration, Golden, Invariant, Failure, Benchmark; or is empty. A row of several types needs one of them, and a heading “Unit Tests” gives the type of its table. Each other type is said once for the plan, without the words behind a dash. A row without a test that says how else its contract is checked (by hand, by a build, by a search, by configuration, by design or by construction, N/A, a dash) has no type to give, nor has a row of a plan that touches documents, data or the scripts of an experiment alone. Where no row of a type names a test of its own (“all existing tests pass”), it is information.',
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
  function* (plan) {
    if (isWithoutProgram(plan.facts)) return;
    const byType = new Map<string, { readonly at: Range; readonly labels: string[]; named: boolean }>();
    for (const row of plannedRows(plan)) {
      const { labels, typeCell, at } = row;
      if (labels.length === 0 || isSkeleton(row) || KNOWN.test(typeCell) || isCheckedElse(row)) continue;
      if (!/\w/.test(typeCell) && KNOWN.test(row.heading)) continue;
      const type = /\w/.test(typeCell) ? (typeCell.split(/\s[—–-]\s|\s\(/)[0] ?? '').trim() : '';
      const known = byType.get(type);
      if (known === undefined) byType.set(type, { at, labels: [...labels], named: namesTest(row) });
      else {
        known.labels.push(...labels);
        known.named ||= namesTest(row);
      }
    }
    for (const [type, { at, labels, named }] of byType) {
      const data = { type, labels: someOf([...new Set(labels)], 5), list: LIST.join(', ') };
      yield {
        messageId: type === '' ? 'none' : 'other',
        data,
        at,
        key: type,
        fix: `write one of ${data.list}`,
        ...(named ? {} : { severity: 'info' as const }),
      };
    }
  },
);

/** What is no test, said where one of the types would stand; other words for it are in the facts of the row. */
const NO_TEST =
  /^\W*(?:n\/a|config(?:uration)?|docs?|documentation|diff|by (?:design|construction)|\(?design\)|implicit)(?![\w-])|^\s*[—–-]+\s*$/i;

/** A whole suite and the words of what is seen are no test that could have a type. */
const namesTest = ({ tests, words = [], existing }: PlannedRow): boolean =>
  tests.length + words.length > 0 && !existing;

/** Nothing runs, and the row says what is done instead. */
const isCheckedElse = ({ waiver, tests, types, typeCell }: PlannedRow): boolean =>
  waiver !== null ||
  (tests.length === 0 && (NO_TEST.test(typeCell) || (types.length > 0 && types.every((type) => CHECKS.has(type)))));

/** Of the types in the facts, beside tests that are there already. */
const CHECKS: ReadonlySet<string> = new Set(['manual', 'build', 'compile', 'ci', 'grep', 'review', 'inspection']);
