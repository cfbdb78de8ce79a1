import { FULL_PLAN, planRule } from './plan-rule.ts';
import { sectionOf, textBelow } from './template.ts';

const PARTS: readonly { readonly name: string; readonly said: RegExp; readonly fix: string }[] = [
  {
    name: 'files to create or modify',
    said: /\bfiles?\b|`[^`\n]{1,200}\.\w{1,5}(?::\d[^`\n]{0,20})?`|\bcreate\b|\bmodif/i,
    fix: '**Files to modify:** …',
  },
  {
    name: 'key decisions',
    said: /\bdecisions?\b|\bdesign choices?\b|\bapproach\b|\brationale\b/i,
    fix: '**Key decisions:** …',
  },
  {
    name: 'confirmation that no code is dead',
    said: /\bdead code\b|\bexercis|\bno dead\b|\bunreachable\b|\bunused\b/i,
    fix: 'No dead code: every path is exercised by …',
  },
];

/** What the work looks like from above. */
export const overview = planRule(
  {
    id: 'plan/overview',
    title: 'An implementation overview without all of its parts',
    defaultSeverity: 'info',
    docs: {
      what: 'An implementation overview of a full plan that names no file, no key decision, or does not confirm that no code is dead. Known by their words, so it informs only.',
      why: 'It is what an agent reads before the first task.',
      fix: 'Write the part.',
    },
    messages: { missing: 'the implementation overview has no {parts}' },
    source: 'Plan template, Output format, F: “Files to create/modify, Key decisions, Confirmation: no dead code”.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Implementation Overview');
    if (section === null) return;
    const text = textBelow(plan, section);
    const missing = PARTS.filter(({ said }) => !said.test(text));
    const [first] = missing;
    if (first === undefined) return;
    const data = { parts: missing.map(({ name }) => name).join(', no ') };
    yield { messageId: 'missing', data, at: section.at, fix: first.fix };
  },
);
