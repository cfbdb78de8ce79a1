// `trace explain`: the answer about one thing, as text for people and as a value for programs.
import type { Report } from '../../model/report.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import type { RenderOptions } from '../reporter.ts';
import { explainContract } from './explain-contract.ts';
import { explainRule } from './explain-rule.ts';
import { type Explained, explainCommit, explainPlace, explainTest } from './explain-test.ts';
import { findTarget, placeOfChoice, type Target } from './find-target.ts';
import { type Known, know, type LineOf, type TextOf } from './known.ts';
import { paragraph, printed, type Sheet, table } from './layout.ts';
import { bold, dim, stateSpan } from './theme.ts';

export interface Explanation {
  /** `none` and `many` are no answers: the caller ends with exit code 2. */
  readonly found: 'one' | 'none' | 'many';
  readonly text: string;
  /** JSON-safe; `kind` says what it is. */
  readonly value: unknown;
}

/**
 * `target`: `slug#BC-3`, `path#BC-3`, `BC-3`, `TestX`, `TestX/sub`, `path::TestX`, a commit's hash (4 digits or more),
 * a rule's id or short name, `path:line`, `commit:line`. Never throws.
 */
export function explain(report: Report, target: string, options: ExplainOptions): Explanation {
  const index = know(report, options.lineOf, options.textOf);
  const found = findTarget(index, inPlan(index, target, options.label));
  if (found.kind === 'none') return none(options, target, found);
  if (found.kind === 'empty') return empty(options, found);
  if (found.kind === 'choices') return many(index, options, target, found);
  const { lines, value, isMissing } = one(index, options, found);
  return { found: isMissing ? 'none' : 'one', text: printed(lines), value };
}

/** `docs/plans/x-plan.md BC-2` is `docs/plans/x-plan.md#BC-2`. */
function inPlan(index: Known, target: string, label: string | undefined): string {
  const named = label === undefined ? target : `${target}#${label}`;
  return label !== undefined &&
    findTarget(index, target).kind === 'choices' &&
    findTarget(index, named).kind === 'contract'
    ? named
    : target;
}

export interface ExplainOptions extends Pick<RenderOptions, 'color' | 'width'> {
  /** Only what a test, commit or line says of this label. */
  readonly label?: string;
  /** Lines of the work tree; without it, what is to be written is made of what the mention says. */
  readonly lineOf?: LineOf;
  /** Plans as they stood, and messages of commits; without it, only what the report holds of them is told. */
  readonly textOf?: TextOf;
}

type One = Exclude<Target, { kind: 'none' | 'empty' | 'choices' }>;

function one(index: Known, sheet: ExplainOptions, target: One): Explained {
  switch (target.kind) {
    case 'contract': {
      const told = explainContract(index, sheet, target.contract);
      if (target.note === '') return told;
      return { ...told, lines: [...told.lines, ...paragraph(sheet, [dim(`Note: this is ${target.note}.`)])] };
    }
    case 'test':
      return explainTest(index, sheet, target.test);
    case 'commit':
      return explainCommit(index, sheet, target.commit);
    case 'rule':
      return explainRule(index, sheet, target.rule);
    case 'place':
      return explainPlace(index, sheet, target.place, target.links);
  }
}

/** Nothing stands on that line, which is an answer too. */
function empty(sheet: Sheet, { place, near }: Extract<Target, { kind: 'empty' }>): Explanation {
  const lines = [
    ...paragraph(sheet, ['No contract, test or mention stands at ', bold(place), '.']),
    ...(near.length > 0
      ? ['', ...paragraph(sheet, ['Nearest in that file:']), ...near.flatMap((each) => paragraph(sheet, [each], 2))]
      : []),
  ];
  return { found: 'none', text: printed(lines), value: { kind: 'none', target: place, nearest: near } };
}

const EXAMPLES =
  '`plan-slug#BC-3`, `TestName`, `path_test.go::TestName`, a commit hash, `path:line`, `commit:line`, or a rule such as `untested-contract`';

function none(sheet: Sheet, target: string, { nearest }: Extract<Target, { kind: 'none' }>): Explanation {
  const lines = [
    ...paragraph(
      sheet,
      /^[0-9a-f]{40,64}$/.test(target)
        ? ['No contract is named in the message of a commit ', bold(target), '.']
        : ['There is no contract, test, commit, rule or mention called ', bold(target), '.'],
    ),
    ...(nearest.length > 0
      ? ['', ...paragraph(sheet, ['The nearest names:']), ...nearest.flatMap((name) => paragraph(sheet, [name], 2))]
      : []),
    '',
    ...paragraph(sheet, [`trace explain takes ${EXAMPLES}. Commits that name no contract are not part of the report.`]),
  ];
  return { found: 'none', text: printed(lines), value: { kind: 'none', target, nearest } };
}

const SHOWN = 40;

function many(
  index: ReportIndex,
  sheet: Sheet,
  target: string,
  found: Extract<Target, { kind: 'choices' }>,
): Explanation {
  const contracts = found.choices.some((choice) => choice.contract !== null);
  const heads = contracts
    ? [
        { title: 'name', shrinksTo: 0 },
        { title: 'state', shrinksTo: 0 },
        { title: 'title', shrinksTo: 20 },
        { title: 'where', shrinksTo: 16 },
      ]
    : [
        { title: 'name', shrinksTo: 0 },
        { title: '', shrinksTo: 20 },
      ];
  const rows = found.choices
    .slice(0, SHOWN)
    .map((choice) =>
      choice.contract
        ? [choice.name, stateSpan(choice.contract.state), choice.title, dim(placeOfChoice(choice, index))]
        : [choice.name, choice.title],
    );
  const more = found.choices.length - SHOWN;
  const lines = [
    ...paragraph(sheet, [found.says]),
    ...(rows.length > 0 ? table(sheet, heads, rows) : []),
    ...(more > 0 ? paragraph(sheet, [dim(`and ${more} more: trace list contracts, or --json`)], 2) : []),
  ];
  const choices = found.choices.map((choice) => ({
    name: choice.name,
    title: choice.title,
    state: choice.contract?.state ?? null,
    plan: choice.contract?.plan ?? null,
    label: choice.contract?.label ?? null,
  }));
  return { found: 'many', text: printed(lines), value: { kind: 'choices', target, choices } };
}
