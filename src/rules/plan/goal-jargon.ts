import { isDocument } from './documents.ts';
import { GOAL } from './header.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';
import { withoutQuoted } from './prose.ts';

const JARGON: readonly RegExp[] = [
  // A path, with back-ticks and without.
  /(?<![\w/:.-])((?:[\w-]{1,40}\/){1,8}(?:[\w-]{1,40}\.(?:go|ts|tsx|js|py|rs|md|json|ya?ml))?)(?![\w/])/,
  /(?<![\w-])((?:[\w.]{1,60}\.)?[A-Za-z]\w{0,60}\(\))/,
  // `LatencyModel`: only in back-ticks, where it is no name of a product.
  /`\*?((?:[a-z]\w{0,40}\.)?[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+(?:\.\w{1,60})?)(?:\{\})?`/,
  /(?<![\w/.-])((?:[a-z]\w{0,40}\.)?[a-z]{2,30}[A-Z][a-z]\w{0,60})\b/,
];

/** A goal that only a contributor understands; the path of a document is what its reader knows it by. */
export const goalJargon = planRule(
  {
    id: 'plan/goal-jargon',
    title: 'A goal in the words of the code',
    defaultSeverity: 'warning',
    docs: {
      what: 'A Goal with a path (not of a document: the reader of a document sees it), a function (`Step()`), an identifier such as `scoreCache`, or a type in back-ticks. Flags and commands are what users see and are allowed, and so are names of types without back-ticks, which look like names of products.',
      why: 'The goal is the one sentence for people who do not know the code.',
      fix: 'Say which capability the change adds; names of types and packages belong into Architecture.',
    },
    messages: { jargon: 'the goal speaks of `{found}`, which is a name of the code' },
    source: 'Plan template, “Document header”: “Avoid type names, package paths, or implementation jargon”.',
  },
  ANY_PLAN,
  function* ({ facts }) {
    const goal = facts.header.find(({ name }) => GOAL.written.test(name.trim()));
    if (goal === undefined) return;
    const prose = withoutQuoted(goal.value);
    const found = JARGON.flatMap((pattern, index) =>
      [...(index === 2 ? goal.value : prose).matchAll(new RegExp(pattern, 'g'))].flatMap((match) => match[1] ?? []),
    ).find((name) => !isDocument(name) && !/^docs?\//.test(name));
    if (found === undefined) return;
    yield { messageId: 'jargon', data: { found }, at: goal.at, fix: 'say what a user can do afterwards' };
  },
);
