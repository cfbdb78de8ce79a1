// What a plan says that only the repository can confirm: collected where the plan is read, looked up where its repository is.
import type { ClaimedBox, LintedPlan, PlanClaims } from '../../model/lint.ts';
import type { ChecklistItem, FileRef } from '../../model/plan.ts';
import type { TestFileFacts } from '../../model/test.ts';
import { checkOf } from './boxes.ts';
import { contractInTask } from './contract-in-task.ts';
import { deviationLog } from './deviation-log.ts';
import { nameOf } from './documents.ts';
import { goldenUpdate } from './golden-update.ts';
import { isMove } from './moves.ts';
import type { PlanRule } from './plan-rule.ts';
import { taskOrder } from './task-order.ts';
import { boxesBelow, sectionOf } from './template.ts';
import { unfilled } from './unfilled.ts';

/** `PR 12`, `PR-12`, `(PR12)`: how code speaks of a plan that is yet to come. */
const PULL_REQUEST = /\bPR[ -]?#?(\d{1,5})\b/g;

export function claimsOf(plan: LintedPlan, fenced: readonly TestFileFacts[]): PlanClaims {
  const { facts } = plan;
  const boxes = boxesOf(plan);
  const born = createdInWords(plan);
  const said = [...(facts.title?.text ?? '').matchAll(PULL_REQUEST)].map(([, number]) => Number(number));
  return {
    files: facts.tasks.flatMap(({ number, files }) =>
      files.filter(({ at }) => !isMove(plan, at.line)).map((file) => ({ ...certain(plan, file, born), task: number })),
    ),
    citations: facts.citations,
    boxes,
    numbers: boxes.some(({ check }) => check === 'stale-references') ? [...new Set([...said, ...facts.numbers])] : [],
    fenced,
    guards: guardsOf(plan),
  };
}

/** `if q.depth == 0 { t.Fatal("setup: …") }` ends a test that could not begin: the line of the condition. */
const guardsOf = ({ lines }: LintedPlan): readonly number[] =>
  lines.flatMap(({ kind, raw }, index) => {
    if (kind !== 'fence' || !GUARD.test(raw.slice(0, 500))) return [];
    return /\bif\b/.test(raw) ? [index + 1] : [index];
  });

const GUARD =
  /\bt\.(?:Fatal|Skip)f?\(\s{0,4}["`][^"`]{0,40}\b(?:set-?up|setting up|test set-?up|precondition|prerequisite|arrangement)\b/i;

/** “Left alone: …”, “NOT modified: …”. */
const UNCHANGED =
  /^[\W\d]{0,12}(?:(?:files? )?(?:is |are )?not (?:to be )?(?:modified|changed|touched|edited)|do(?:es)? not (?:modify|change|touch|edit)|unchanged|untouched)\b|(?<!otherwise )\bunchanged\W{0,4}$/i;

/** “Add `TestX` to `a_test.go`” creates no file, and “Step 4: Create `replay.go`” creates one that a later task modifies. */
function certain({ lines }: LintedPlan, file: FileRef, born: ReadonlySet<string>): FileRef {
  const words = lines[file.at.line - 1]?.raw ?? '';
  const isAdded = file.action === 'create' && /\badd/i.test(words) && !/\bcreat|\bnew\b/i.test(words);
  if (UNCHANGED.test(words)) return { ...file, action: 'other' };
  const isBorn = file.action === 'modify' && born.has(nameOf(file.path));
  return isAdded || isBorn ? { ...file, action: 'other' } : file;
}

/** Names of files on lines that speak of creating. */
function createdInWords({ lines }: LintedPlan): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { raw } of lines) {
    // Without a dot it names no file.
    if (!raw.includes('.')) continue;
    const line = raw.slice(0, 1000);
    if (!/\bcreat|\(new\b|\bnew file|\bstub/i.test(line)) continue;
    for (const word of line.split(/[^\w./-]+/)) if (word.includes('.')) names.add(nameOf(word.replace(/\.+$/, '')));
  }
  return names;
}

type Own = (plan: LintedPlan) => string | null;

/** A rule that says nothing, asked of a plan that has what it is about, holds. */
const unless =
  (rule: PlanRule, has: (plan: LintedPlan) => boolean) =>
  (plan: LintedPlan): string | null => {
    if (!has(plan)) return null;
    // What it only warns of has a reason to stand where it does.
    const hit = [...rule.look(plan)].find(
      ({ severity = rule.meta.defaultSeverity }) => severity === rule.meta.defaultSeverity,
    );
    if (hit === undefined) return '';
    const words = rule.meta.messages[hit.messageId] ?? '';
    return words.replace(/\{(\w+)\}/g, (_, name: string) => String(hit.data[name] ?? ''));
  };

/** Why a box does not hold by the plan's own text; `` where it holds, null where the text does not tell. */
const OWN: ReadonlyMap<string, Own> = new Map<string, Own>([
  ['contracts-mapped', unless(contractInTask, ({ facts }) => facts.contracts.length > 0 && facts.tasks.length > 0)],
  ['tasks-ordered', unless(taskOrder, ({ facts }) => facts.tasks.length > 1)],
  ['golden-documented', (plan) => unless(goldenUpdate, ({ facts }) => facts.tasks.length > 0)(plan) || null],
  [
    'deviations-reviewed',
    (plan) => {
      if (sectionOf(plan, 'Deviation Log') === null) return null;
      const empty = [...deviationLog.look(plan)].some(({ messageId }) => messageId === 'empty');
      return empty ? 'the deviation log has no row and does not say that there are no deviations' : '';
    },
  ],
]);

/** The boxes of the sanity checklist that one of the checks knows. */
function boxesOf(plan: LintedPlan): readonly ClaimedBox[] {
  const section = sectionOf(plan, 'Sanity Checklist');
  const known = (section === null ? plan.facts.checklist : boxesBelow(plan, section)).flatMap((item) => {
    const text = wholeItem(plan, item);
    const check = checkOf(text);
    // “n/a: no golden data” is ticked for another reason, and “in new library code” leaves out what was there.
    const isWaived = /\bin new\b|\bn\/a\b|\bnot applicable\b|\bnone (?:needed|found)\b/i.test(text);
    return check === null || isWaived ? [] : [{ check, ticked: item.ticked, at: item.at }];
  });
  // Nothing is to be said of a skeleton.
  if (known.length === 0 || [...unfilled.look(plan)].length > 0) return [];
  const checks = [...new Set(known.map(({ check }) => check))];
  const against = new Map(checks.map((check) => [check, OWN.get(check)?.(plan) ?? null]));
  return known.map((box) => ({ ...box, against: against.get(box.check) ?? null }));
}

/** An item may go on below its first line. */
function wholeItem({ lines }: LintedPlan, { text, at }: ChecklistItem): string {
  const next = lines[at.line];
  const goesOn = next?.kind === 'text' && !/^\s*(?:[-*+]|\d)/.test(next.raw);
  return `${text} ${goesOn ? next.body : ''}`.slice(0, 600);
}
