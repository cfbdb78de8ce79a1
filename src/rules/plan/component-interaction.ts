import type { LintedPlan } from '../../model/lint.ts';
import { isTest } from './documents.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { isCode } from './prose.ts';
import { sectionOf, textBelow } from './template.ts';

const OPEN = 'extension friction';
const API = 'API contracts';
const STATE = 'state changes';
const PARTS: readonly { readonly name: string; readonly said: RegExp }[] = [
  { name: 'component diagram', said: /```|~~~|diagram|[│┌└─►→]|-->|->/ },
  { name: API, said: /\bAPI\b|\binterface|\bsignature|\bfunc(?:tion)?\b|\bmethod|\w\([^()\n]{0,80}\)/i },
  {
    name: STATE,
    said: /\bstate(?:ful|less|s)?\b|\bown(?:s|ed|er|ers|ership)\b|\bmutable\b|\bmutat|\blifecycle\b|\bpure\b|\bglobals?\b/i,
  },
  { name: OPEN, said: /\bfriction\b/i },
];

/** “Extension friction: 5 files”; more than three want a word. */
const FRICTION = /\bfriction\b[^\n]{0,160}?\b(\d{1,2})\s(?:\w+\s)?(?:files?|places|sites)\b/i;
const MANY = 3;
const WEIGHED =
  /accept|justif|because|inherent|reasonable|mechanical|follow-?up|improv|unavoidable|trade-?off|expected|one-time|low|minimal|fine\b|normal|inevitable|by design/i;

const NOTHING =
  /\bn\/a\b|\bnot applicable\b|\bno code (?:change|component)|\bdocs?(?:umentation)?[- ]only\b|\bno cross-component\b|\bpure(?:ly)? (?:documentation|experiment)|\bno new components\b/i;
const CODE = /\.(?:go|ts|tsx|mts|cts|js|jsx|mjs|cjs|py|rs|java|kt|rb|c|cc|cpp|h|hpp|cs|swift)$/;
const GAINS = /\b(?:new|adds?|added|adding|gains?)\b[^.\n]{0,60}\b(?:fields?|types?|interfaces?|structs?)\b/i;

/** What a reviewer cannot see of how the parts fit together: 12 of 30 findings asked documents, tests and repairs for a friction that they cannot have. */
export const componentInteraction = planRule(
  {
    id: 'plan/component-interaction',
    title: 'A component interaction without all of its parts',
    defaultSeverity: 'warning',
    docs: {
      what: 'A component interaction that has no diagram (a fence or arrows), or does not speak of interfaces, of state or, where the plan speaks of a new type or field, of extension friction (friction alone informs: the plan may count it elsewhere); where the plan says that it has no new types, interfaces or fields, neither interfaces nor state are asked; not of a plan that changes documents or tests alone; and a friction of more than 3 files that is not weighed (information).',
      why: 'The box-and-arrow view is how a reviewer sees whether the change fits.',
      fix: 'Write the part; “State changes: none” is an answer.',
    },
    messages: {
      missing: 'the component interaction has no {parts}',
      friction:
        'one more field of this kind changes {files} files, and the plan does not say whether that is acceptable',
    },
    source: 'Plan template, Phase 2, items 1 to 4.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Component Interaction');
    if (section === null) return;
    const text = textBelow(plan, section);
    if (NOTHING.test(text) || isWithoutCode(plan)) return;
    const files = Number(FRICTION.exec(text)?.[1] ?? 0);
    if (files > MANY && !WEIGHED.test(text))
      yield {
        messageId: 'friction',
        data: { files },
        at: section.at,
        key: 'friction',
        fix: 'say whether it is acceptable, or what is improved first',
        severity: 'info',
      };
    const missing = PARTS.filter(({ name, said }) => !said.test(text) && isAsked(plan, name)).map(({ name }) => name);
    if (missing.length === 0) return;
    yield {
      messageId: 'missing',
      data: { parts: missing.join(', no ') },
      at: section.at,
      fix: `add: **${missing[0]}:** …`,
      ...(missing.length === 1 && missing[0] === OPEN ? { severity: 'info' as const } : {}),
    };
  },
);

/** Its tasks name files, and none of them is code that runs. */
function isWithoutCode({ facts }: LintedPlan): boolean {
  const paths = facts.tasks.flatMap(({ files }) => files.map(({ path }) => path));
  return paths.length > 0 && paths.every((path) => isTest(path) || !CODE.test(path));
}

/** Friction needs something new. What has no new type, interface or field by its own word has neither API nor state to tell. */
const isAsked = (plan: LintedPlan, part: string): boolean =>
  part === OPEN
    ? isNew(plan)
    : (part !== API && part !== STATE) || !plan.lines.some(({ raw }) => NOTHING_NEW.test(raw));

const NOTHING_NEW = /\bno (?:new|struct) [^.\n]{0,40}\b(?:types?|interfaces?|fields?)\b/i;

/** A type or a field is new: whoever adds the next one has the same work. */
const isNew = ({ lines }: LintedPlan): boolean =>
  lines.some(
    (line) =>
      !isCode(line) &&
      GAINS.test(line.raw.slice(0, 1000)) &&
      !/\bno\b[^.\n]{0,40}\b(?:fields?|types?|interfaces?|structs?)\b/i.test(line.raw),
  );
