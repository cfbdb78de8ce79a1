// What `trace merge` prints of the reports of several repositories: the contracts that no repository keeps first.
import type { Joint, JointContract } from '../../model/joint.ts';
import { counted, STATES } from '../../payload/state-words.ts';
import { paragraph, printed, type Sheet, table } from './layout.ts';
import { bold, dim } from './theme.ts';

const WORDS: Readonly<Record<JointContract['together'], string>> = {
  failing: 'its test fails',
  reworded: 'the wording differs',
  open: 'kept nowhere',
  kept: 'kept',
};
const ORDER = Object.keys(WORDS);

export const isJointlyKept = ({ contracts }: Joint): boolean => contracts.every((one) => one.together === 'kept');

/** The answer in one sentence. */
export function jointSentence({ names, contracts }: Joint): string {
  if (contracts.length === 0) return `Could not judge. ${names.join(' and ')} have no contract in common.`;
  const open = contracts.filter((one) => one.together !== 'kept').length;
  const all = counted(contracts.length, 'common contract');
  return open === 0
    ? `Gate passed: ${all} ${contracts.length === 1 ? 'is' : 'are'} kept.`
    : `Gate failed: ${open} of ${all} ${open === 1 ? 'is' : 'are'} not kept.`;
}

export function jointText(sheet: Sheet, joint: Joint): string {
  const { names, contracts, alone } = joint;
  const worstFirst = [...contracts].sort((a, b) => ORDER.indexOf(a.together) - ORDER.indexOf(b.together));
  const rows = worstFirst.map((one) => [
    WORDS[one.together],
    one.label,
    one.plan,
    one.title,
    ...one.states.map((state) => (state === null ? '–' : STATES[state].word)),
  ]);
  const heads = [
    { title: 'together', shrinksTo: 8 },
    { title: 'label', shrinksTo: 5 },
    { title: 'plan', shrinksTo: 12 },
    { title: 'title', shrinksTo: 12 },
    ...names.map((title) => ({ title, shrinksTo: 8 })),
  ];
  const own = names.flatMap((name, index) => ((alone[index] ?? 0) > 0 ? [`${alone[index]} in ${name}`] : []));
  return printed([
    ...paragraph(sheet, [bold('trace merge'), `: ${names.join(', ')}`]),
    ...(rows.length === 0 ? [] : ['', ...table(sheet, heads, rows)]),
    '',
    ...paragraph(sheet, [jointSentence(joint)]),
    ...(own.length === 0
      ? []
      : paragraph(sheet, [dim(`Of one repository alone, and judged there: ${own.join(', ')}.`)], 2)),
  ]);
}
