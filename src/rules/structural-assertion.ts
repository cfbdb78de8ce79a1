import type { Severity } from '../model/finding.ts';
import type { StructuralAssertion } from '../model/graph.ts';
import { type Rule, type RuleContext, severityIn } from './rule.ts';

type Pattern = StructuralAssertion['pattern'];

/** What to write instead, by pattern; after the plan template's “required assertion patterns”. */
const REMEDIES: Readonly<Record<Pattern, string>> = {
  'concrete-type': 'assert what it does: call it through its interface and compare what it answers',
  'unexported-field': 'assert what a caller sees: the answer or the effect that depends on this field',
  'unexported-count': 'assert what the items bring about, or a count that the subject itself offers',
  formula:
    'assert the outcome: a value worked out by hand from the specification, or an order (more load, lower score)',
};

/** Where a reader would not always agree, the finding informs and does not warn. */
const IS_CERTAIN: Readonly<Record<Pattern, boolean>> = {
  'concrete-type': true,
  'unexported-field': true,
  'unexported-count': true,
  formula: false,
};

const MOST_RELATED = 5;

/** A test that knows how its subject is built: it breaks when the subject is rewritten, and may pass when it is wrong. */
export const structuralAssertion: Rule = {
  meta: {
    id: 'test/structural-assertion',
    title: 'An assertion on structure',
    category: 'test',
    defaultSeverity: 'warning',
    docs: {
      what: 'Go tests that assert a concrete type (`_, ok := policy.(*Constant)`), look into an unexported field of their subject or set one, count what such a field holds, or work out the expected value by a formula. One finding a test and pattern; a formula and a field that is only set are always information. Not meant: conversions on the way to a value; interfaces, errors, variants of data, what comes out of containers; rows of tables; types and stand-ins that test files declare; plain records of unexported functions; laws such as `used + free != total`; products and sums of what the test put in. TypeScript and JavaScript are not looked at.',
      why: 'Such a test fails when the implementation is rewritten and the behaviour kept, and it passes when the behaviour is wrong and the structure kept. The question to ask: “Would this test still pass if the implementation were completely rewritten but the behavior preserved?”',
      fix: 'Assert observable output, a behavioural outcome, an invariant or an order.',
    },
    messages: {
      'concrete-type': '{test} asserts the concrete type {inside}: `{source}`{more}',
      'unexported-field': '{test} looks into the unexported field {inside}: `{source}`{more}',
      'sets-field': '{test} sets the unexported field {inside}: `{source}`{more}',
      'unexported-count': '{test} counts the unexported field {inside}: `{source}`{more}',
      formula: '{test} works out what it expects by a formula: `{source}`{more}',
    },
    source:
      'Plan template, Task rule 9: “Behavioral assertions only … PROHIBITED assertion patterns (structural — these break on refactor)”.',
  },
  on: 'test',
  *check(ctx) {
    for (const said of groups(ctx)) {
      const [first, ...others] = said;
      if (first === undefined) continue;
      const inChange = said.some((one) => one.inChange);
      const place = (one: StructuralAssertion) => ({ kind: 'file', path: pathOf(one.test), at: one.at }) as const;
      yield {
        messageId: first.sets ? 'sets-field' : first.pattern,
        data: { test: first.name, inside: first.inside, source: first.source, more: more(others.length) },
        subject: first.test,
        key: first.pattern,
        test: first.test,
        at: place(first),
        fix: REMEDIES[first.pattern],
        related: others.slice(0, MOST_RELATED).map((one) => ({ says: `\`${one.source}\``, at: place(one) })),
        inChange,
        severity: weight(ctx, first, inChange),
      };
    }
  },
};

/** What one test says by one pattern: first what the change adds, what is asserted before what is only set. */
function groups({ structure }: RuleContext): readonly RuleContext['structure'][] {
  const all = new Map<string, RuleContext['structure'][number][]>();
  for (const said of structure) {
    const key = `${said.test}\u0000${said.pattern}`;
    all.set(key, [...(all.get(key) ?? []), said]);
  }
  return [...all.values()].map((said) =>
    said.sort((a, b) => Number(b.inChange) - Number(a.inChange) || Number(a.sets) - Number(b.sets)),
  );
}

const pathOf = (test: string): string => test.slice(0, test.indexOf('::'));

const more = (count: number): string => (count === 0 ? '' : ` and ${count} more`);

/** Setting a field only prepares a test. A promise whose only proof is structural is badly kept; a test that proves no promise is its owner's business. */
function weight(ctx: RuleContext, { pattern, sets, test }: StructuralAssertion, inChange: boolean): Severity {
  if (sets || !IS_CERTAIN[pattern]) return 'info';
  return severityIn(ctx, inChange, 'warning', isLinked(ctx, test) ? 'warning' : 'info');
}

function isLinked({ index }: RuleContext, id: string): boolean {
  const test = index.test(id);
  const all = test ? [test, ...index.subtestsOf(test)] : [];
  return all.some((t) => index.linksFrom(t.id).some((l) => l.to !== null && l.kind !== 'contains'));
}
