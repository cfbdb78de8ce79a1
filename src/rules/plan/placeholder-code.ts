import type { LintedPlan } from '../../model/lint.ts';
import { range } from '../../model/location.ts';
import type { CodeBlock } from '../../model/plan.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

const PLACEHOLDERS: readonly RegExp[] = [
  /^\s*(?:\/\/|#|\/\*|--)\s*(?:\.{3}\s*)?(?:TODO:?\s*)?(?:add|implement|insert|write|put|fill in)\s+(?:the\s+|your\s+|actual\s+|proper\s+)?(?:validation|implementation|logic|code|error handling|test(?:s| code)?|assertions?|setup|details)(?:\s+(?:here|goes here|later|as needed|below))?\s*(?:\.{3}|…)?\s*(?:\*\/)?$/i,
  /^\s*(?:\/\/|#|\/\*)\s*(?:your|implementation|logic|test code|complete (?:test|implementation) code|code)\s+(?:goes\s+)?here\b/i,
  /^\s*(?:\/\/|#|\/\*)\s*implementation\s*(?:\*\/)?$/i,
  /^\s*(?:\/\/|#|--)\s*TODO:?\s*(?:implement|add|write|fill|complete|finish)?\s*(?:this|me|it|body|later|\.{3})?\s*$/i,
];
/** Three dots alone: a body that is left to the reader. */
const ELLIPSIS = /^\s*(?:(?:\/\/|#)\s*)?(?:\.{3}|…)\s*$/;
const EMPTY_BODY = /\{\s*(?:(?:\/\/|\/\*)\s*)?(?:\.{3}|…)\s*(?:\*\/\s*)?\}\s*$/;
const PROGRAM = /^(?:go|golang|ts|tsx|typescript|js|javascript|jsx|py|python|rust|rs|java|c|cpp)$/;

/** Code that is not there; half of what seemed so was old code, shortened to show what goes. */
export const placeholderCode = planRule(
  {
    id: 'plan/placeholder-code',
    title: 'Code of a step that is left out',
    defaultSeverity: 'warning',
    docs: {
      what: 'In a code block of a task: “add validation here” and its like, “implementation goes here”, an empty TODO, a body of three dots, or a line of three dots that says nothing of what stands there. “… existing code …” names what stays and is allowed, and so are dots between imports and in code that the plan shows to say what was there (“Currently:”, “from:”, “Remove …:”, `// Before:`), as is a line that stands there too. A line of three dots between other code informs only, as it may stand for code that is there; alone in its braces it is a body left out.',
      why: 'An agent implements what it reads; what is left out it makes up.',
      fix: 'Write the code.',
    },
    messages: { left: 'the code of task {task} leaves out what it should show: `{line}`' },
    source: 'Plan template, Phase 4, rule 2: “Complete code in every step”.',
  },
  ANY_PLAN,
  function* ({ facts, lines }) {
    for (const [index, block] of facts.codeBlocks.entries()) {
      const task = facts.tasks[block.task];
      if (task === undefined || !PROGRAM.test(block.info.split(/\s/)[0]?.toLowerCase() ?? '')) continue;
      if (isOld(lines, block.at.line)) continue;
      const was = facts.codeBlocks[index - 1];
      const stays = was !== undefined && isOld(lines, was.at.line) ? codeOf(lines, was) : NO_CODE;
      let before = false;
      for (let number = block.codeLine; number < block.at.endLine; number++) {
        const mark = /^\s*(?:\/\/|#)\s*(before|deleted|after)\b/i.exec(lines[number - 1]?.raw.slice(0, 300) ?? '')?.[1];
        if (mark !== undefined) before = mark.toLowerCase() !== 'after';
        const raw = (lines[number - 1]?.raw ?? '').slice(0, 300);
        if (
          before ||
          stays.has(raw.trim()) ||
          (!PLACEHOLDERS.some((one) => one.test(raw)) &&
            !(ELLIPSIS.test(raw) && !isBesideImport(lines, number)) &&
            !(EMPTY_BODY.test(raw) && !/^\s*(?:\/\/|#|\*)/.test(raw)))
        )
          continue;
        const line = raw.trim();
        const data = { task: task.number, line: line.slice(0, 80) };
        const at = range(number, raw.length - raw.trimStart().length + 1, number, raw.trimEnd().length + 1);
        yield {
          messageId: 'left',
          data,
          at,
          key: `${task.number} ${line}`,
          fix: 'write the code that stands there',
          ...(isAmid(lines, number) ? { severity: 'info' as const } : {}),
        };
        break;
      }
    }
  },
);

/** Dots with other code beside them. */
function isAmid(lines: LintedPlan['lines'], number: number): boolean {
  if (!ELLIPSIS.test(lines[number - 1]?.raw ?? '')) return false;
  const [above = '', below = ''] = [number - 2, number].map((index) => lines[index]?.raw.trim());
  return !(/[{:]$/.test(above) && /^(?:\}|```|~~~|$)/.test(below));
}

const NO_CODE: ReadonlySet<string> = new Set();

/** What stands on both sides, “from:” and “to:”, is left as it is. */
const codeOf = (lines: LintedPlan['lines'], { codeLine, at }: CodeBlock): ReadonlySet<string> =>
  new Set(lines.slice(codeLine - 1, at.endLine - 1).map(({ raw }) => raw.slice(0, 300).trim()));

const OLD = /\b(?:currently|before|from|old):\**$|^(?:remove|delete)\b.{0,300}(?<!\b(?:with|to|by)):\**$/i;

/** The line above the fence says that its code is what was there, or goes. */
function isOld(lines: LintedPlan['lines'], fence: number): boolean {
  const above = lines.slice(Math.max(0, fence - 4), fence - 1).findLast(({ kind }) => kind !== 'blank');
  return above?.kind === 'text' && OLD.test(above.body.trimEnd());
}

const IMPORT = /^\s*(?:[\w.]{1,40}\s+)?"[^"\s]{1,200}"\s*$/;

const isBesideImport = (lines: LintedPlan['lines'], number: number): boolean =>
  [lines[number - 2], lines[number]].some((line) => line !== undefined && IMPORT.test(line.raw.slice(0, 300)));
