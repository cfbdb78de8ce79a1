import { FULL_PLAN, planRule } from './plan-rule.ts';
import { linesBelow, sectionOf } from './template.ts';

const PARTS: readonly { readonly name: string; readonly said: RegExp }[] = [
  { name: 'component diagram', said: /```|~~~|diagram|[│┌└─►→]|-->|->/ },
  { name: 'API contracts', said: /\bAPI\b|\binterface|\bsignature|\bfunc\b|\bmethod|\w\([^()\n]{0,80}\)/i },
  {
    name: 'state changes',
    said: /\bstate(?:ful|less|s)?\b|\bown(?:s|ed|er|ers|ership)\b|\bmutable\b|\bmutat|\blifecycle\b|\bpure\b/i,
  },
  { name: 'extension friction', said: /\bfriction\b/i },
];

/** “Extension friction: 5 files”; more than three want a word. */
const FRICTION = /\bfriction\b[^\n]{0,160}?\b(\d{1,2})\s(?:\w+\s)?(?:files?|places|sites)\b/i;
const MANY = 3;
const WEIGHED =
  /accept|justif|because|inherent|reasonable|mechanical|follow-?up|improv|unavoidable|trade-?off|expected|one-time|low|minimal|fine\b|normal|inevitable|by design/i;

/** What a reviewer cannot see of how the parts fit together. */
export const componentInteraction = planRule(
  {
    id: 'plan/component-interaction',
    title: 'A component interaction without all of its parts',
    defaultSeverity: 'warning',
    docs: {
      what: 'A component interaction that has no diagram (a fence or arrows), or does not speak of interfaces, of state or of extension friction; and a friction of more than 3 files that is not weighed (information).',
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
    const text = linesBelow(plan, section)
      .map(({ raw }) => raw)
      .join('\n');
    if (/\bn\/a\b|\bnot applicable\b|\bno code change|\bdocs?(?:umentation)?[- ]only\b/i.test(text)) return;
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
    const missing = PARTS.filter(({ said }) => !said.test(text)).map(({ name }) => name);
    if (missing.length === 0) return;
    yield {
      messageId: 'missing',
      data: { parts: missing.join(', no ') },
      at: section.at,
      fix: `add: **${missing[0]}:** …`,
    };
  },
);
