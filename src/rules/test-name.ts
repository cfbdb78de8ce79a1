import type { Hit } from '../model/finding.ts';
import type { TestNode } from '../model/graph.ts';
import type { Rule, RuleContext } from './rule.ts';

/** A new test whose name does not say what is tested, when, and what then happens. */
export const testName: Rule = {
  meta: {
    id: 'test/test-name',
    title: 'A name that does not say what happens when',
    category: 'test',
    defaultSeverity: 'info',
    docs: {
      what: 'A Go test that the change adds and whose name has fewer than three parts: `TestSubject_Scenario_Behaviour`. A contract’s id in the name is no part. In languages whose tests have titles, a title that says nothing (`works`, `test 1`) or that another test of the file has too. Without a base one count over the tests that are tied to a contract.',
      why: 'A list of test names is the shortest specification there is, and all that a failed run shows. In one real project 46 % of 2,583 names had three parts, 43 % two, 4 % one: two parts leave open either when or what.',
      fix: 'Name the subject, the scenario and the behaviour: `TestTokenBucket_CapacityExceeded_RejectsRequest`.',
    },
    messages: {
      single: '{test} names only its subject: neither when nor what happens',
      pair: '{test} has two parts: it leaves open either when or what happens',
      vague: '“{test}” says nothing about what is tested',
      repeated: '“{test}” is the title of another test in this file too',
      count:
        '{count} of {all} tests that are tied to a contract have names of fewer than three parts (information only; judge a change with --base)',
    },
    source:
      'Plan template, Phase 6, requirement 4: “Use BDD-style names that describe the scenario: `TestType_Scenario_Behavior`”.',
  },
  on: 'test',
  *check(ctx) {
    const named = ctx.index.tests.filter((test) => ['test', 'fuzz'].includes(test.testKind) && !isGenerator(test));
    if (ctx.change === null) {
      const tied = named.filter((test) => isTied(ctx, test));
      const short = tied.filter((test) => flawOf(test) !== null).length;
      if (short > 0) yield count(short, tied.length);
      return;
    }
    const added = new Set(ctx.change.testsAdded);
    for (const test of named) {
      const flaw = added.has(test.id) ? flawOf(test) : null;
      if (flaw === null) continue;
      yield {
        messageId: flaw,
        data: { test: test.name },
        subject: test.id,
        test: test.id,
        at: { kind: 'file', path: test.path, at: test.at },
        fix: FIXES[flaw],
        inChange: true,
        severity: 'info',
      };
    }
  },
};

type Flaw = 'single' | 'pair' | 'vague' | 'repeated';

const RENAME = 'rename it to say subject, scenario and behaviour: `TestSubject_Scenario_Behaviour`';
const RETITLE = 'give it a title that says what happens when';
const FIXES: Readonly<Record<Flaw, string>> = { single: RENAME, pair: RENAME, vague: RETITLE, repeated: RETITLE };

function flawOf(test: TestNode): Flaw | null {
  if (test.dynamic) return null;
  if (test.language === 'go') {
    const parts = test.name.split('_').filter(isWord).length;
    return parts >= 3 ? null : parts === 2 ? 'pair' : 'single';
  }
  if (!TITLED.has(test.language)) return null;
  if (VAGUE.test(wordsOf(lastTitle(test.name)))) return 'vague';
  return /#\d\d$/.test(test.id) && !test.name.endsWith(test.id.slice(-3)) ? 'repeated' : null;
}

/** `BC2` and `INV6` in a name say where it belongs, not what happens. */
const isWord = (part: string): boolean => /\p{Ll}/u.test(part);

const TITLED = new Set(['typescript', 'javascript']);
const lastTitle = (name: string): string => name.split(' > ').at(-1) ?? name;
const VAGUE =
  /^(?:(?:it |this |should |just ){0,3}works?(?: correctly| fine| as expected)?|tests?|cases?|todo|foo|basic|)(?:^| |$)\d*$/;
/** Words alone: `Test #1.` is `test 1`. */
const wordsOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

const isGenerator = (test: TestNode): boolean => test.roles.some((role) => role.role === 'generator');

const isTied = ({ index }: RuleContext, test: TestNode): boolean =>
  [test, ...index.subtestsOf(test)].some((t) =>
    index.linksFrom(t.id).some((l) => l.to !== null && l.kind !== 'contains'),
  );

const count = (short: number, all: number): Hit => ({
  messageId: 'count',
  data: { count: short, all },
  subject: 'tests',
  at: null,
  fix: 'trace check --base origin/main',
  inChange: false,
  severity: 'info',
});
