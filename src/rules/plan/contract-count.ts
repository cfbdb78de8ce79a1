import { range } from '../../model/location.ts';
import { small } from './documents.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { sectionOf } from './template.ts';

const FEWEST = 3;
const MOST = 15;

/** `- BC-1: Zero references remain`: a sentence with a label. */
const LABELLED = /^\**[A-Z]{1,4}-\d{1,3}\**:/;

/** Gherkin, in a fence or not. */
const SCENARIO = /^\**(?:Then|THEN)\b\**:?\s+\S/;

/** Too few contracts say too little, too many are more than one change; a list of labelled sentences is not none, but not read as contracts. */
export const contractCount = planRule(
  {
    id: 'plan/contract-count',
    title: 'Not between 3 and 15 contracts',
    defaultSeverity: 'warning',
    docs: {
      what: 'A plan with fewer than 3 contracts (in the compact form: with none) or with more than 15. None at all is an error, and it says so where lines begin with labels that are no contracts of the form, or where GIVEN, WHEN and THEN stand below no label. Too few in a plan whose header calls it small is information.',
      why: 'Fewer promise too little to be reviewed by; more are more than one change.',
      fix: 'Promise also what must not happen and what happens on bad input, or split the plan.',
    },
    messages: {
      none: 'the plan has no contract: nothing can be reviewed, tested or traced',
      unlabelled: 'no GIVEN, WHEN and THEN of this plan stands below a label: a test cannot name what it proves',
      unshaped:
        'the plan has {count} lines with labels and no contract of the form: a family of labels that is known (BC, NC, EC, EH), and clauses below',
      few: 'the plan has {count} of at least 3 contracts',
      many: 'the plan has {count} contracts, more than 15: the change may be too large',
    },
    source: 'Plan template, Phase 1: “TARGET: 3-15 contracts per PR”.',
  },
  ANY_PLAN,
  function* (plan) {
    const count = plan.facts.contracts.length;
    const at = sectionOf(plan, 'Behavioral Contracts')?.at ?? plan.facts.title?.at ?? range(1, 1, 1, 1);
    const fewest = plan.form === 'full' ? FEWEST : 1;
    const labelled = count > 0 ? [] : plan.lines.filter(({ kind, body }) => kind === 'text' && LABELLED.test(body));
    const scenario = count > 0 || labelled.length > 0 ? undefined : plan.lines.find(({ body }) => SCENARIO.test(body));
    const line = labelled[0] === undefined ? 0 : plan.lines.indexOf(labelled[0]) + 1;
    const column = labelled[0]?.column ?? 1;
    if (labelled.length > 0)
      yield {
        messageId: 'unshaped',
        data: { count: labelled.length },
        at: range(line, column, line, column + (labelled[0]?.body.length ?? 0)),
        fix: 'write “BC-1: Name” on a line of its own and GIVEN, WHEN, THEN below it',
        severity: 'error',
      };
    else if (scenario !== undefined)
      yield {
        messageId: 'unlabelled',
        data: { count },
        at,
        fix: 'write “BC-1: Name” above each of them',
        severity: 'error',
      };
    else if (count === 0)
      yield {
        messageId: 'none',
        data: { count },
        at,
        fix: 'add “## Behavioral Contracts” with “BC-1: Name” and GIVEN, WHEN, THEN below it',
        severity: 'error',
      };
    else if (count < fewest)
      yield {
        messageId: 'few',
        data: { count },
        at,
        fix: 'add what must not happen, and what happens on bad input',
        ...small(plan.facts),
      };
    else if (count > MOST) yield { messageId: 'many', data: { count }, at, fix: 'split the plan' };
  },
);
