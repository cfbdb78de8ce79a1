import type { Place } from '../model/location.ts';
import { isSuperseded, type Rule, type RuleContext, reversed } from './rule.ts';

/** A contract that was tied to a test in the base and is tied to none now. */
export const lostTest: Rule = {
  meta: {
    id: 'trace/lost-test',
    title: 'A contract that lost its last test',
    category: 'trace',
    defaultSeverity: 'error',
    docs: {
      what: 'Only with a base: a contract that at least one test was tied to there, and none is here. It names the commit of the change that removed the test, where one did. Where a plan of the change says in its prose which standing test takes the place of each, or a new test says that it was ported from it, it is a warning: that is the author’s word, and no link.',
      why: 'The promise still stands and nothing keeps it any more. Deletions are easy to overlook in a review.',
      fix: 'Bring the test back, or tie another one to the contract: by its comment, by a row, or by `SUPERSEDES: TestOld -> TestNew` where it was renamed. Where the promise was reversed on purpose, take the contract out, or write `SUPERSEDES: plan#BC-n` into the one that takes its place.',
    },
    messages: {
      lost: '{label} “{title}” of {plan} lost its last test: {tests}',
      replaced: '{label} “{title}” of {plan} lost its last test: {tests}; {heirs}, and nothing ties it to {label}',
    },
    source:
      'Plan template, Phase 8: “No breaking changes without explicit contract updates”; Phase 6: “Map contracts to tasks and tests”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const id of ctx.change?.contractsLostLastTest ?? []) {
      const contract = ctx.index.contract(id);
      const plan = contract && ctx.index.plan(contract.plan);
      if (!contract || !plan || !ctx.judged.includes(plan)) continue;
      const tests = ctx.change?.linksLost.filter((l) => l.contract === id).map((l) => l.test) ?? [];
      const lost = tests.map((test) => told(ctx, test));
      const heirs = heirsOf(ctx, tests);
      yield {
        messageId: heirs === null ? 'lost' : 'replaced',
        data: {
          label: contract.label,
          title: contract.title,
          plan: plan.path,
          tests: lost.join(', '),
          ...(heirs === null ? {} : { heirs: heirs.words }),
        },
        subject: contract.id,
        contract: contract.id,
        at: { kind: 'file', path: plan.path, at: contract.at },
        fix:
          heirs !== null
            ? heirs.fix(plan.slug, contract.label)
            : tests.some((test) => stands(ctx, test))
              ? `write ${contract.label} into the test again if it still proves it, else name its successor in the plan’s test strategy${reversed(contract.label, plan.slug)}`
              : `bring the test back, or name its successor: in the plan’s test strategy, or by \`SUPERSEDES: ${tests[0] === undefined ? 'TestOld' : nameIn(tests[0])} -> <its new name>\`${reversed(contract.label, plan.slug)}`,
        inChange: true,
        severity: isSuperseded(ctx, contract, plan) ? 'info' : heirs === null ? 'error' : 'warning',
      };
    }
  },
};

interface Heirs {
  readonly words: string;
  readonly fix: (slug: string, label: string) => string;
}

/** Null where one of them went without a word: that another took over is the author's word, so it is told and not believed. */
function heirsOf({ successors = [] }: RuleContext, tests: readonly string[]): Heirs | null {
  const found = tests.flatMap((test) => successors.find((each) => each.test === test) ?? []);
  const [first] = found;
  if (first === undefined || found.length < tests.length) return null;
  const where = (at: Place): string => (at.kind === 'file' ? `${at.path}:${at.at.line}` : at.commit.slice(0, 8));
  return {
    words: found.map(({ name, at }) => `${where(at)} says that ${name} takes its place`).join(', '),
    fix: (slug, label) =>
      `write \`${slug}#${label}\` into the comment of ${first.name} if it proves that, or \`SUPERSEDES: ${nameIn(first.test)} -> ${first.name}\` into the plan${reversed(label, slug)}`,
  };
}

const nameIn = (test: string): string => test.slice(test.indexOf('::') + 2);

/** With who removed it, or that it is there still and says something else. */
function told(ctx: RuleContext, test: string): string {
  const name = nameIn(test);
  const removal = ctx.removals?.find((each) => each.test === test);
  const by = removal && `${removal.sha.slice(0, 8)} “${removal.subject}”`;
  if (stands(ctx, test)) return `${name} (it is there, and no longer tied to it${by ? ` since ${by} changed it` : ''})`;
  return removal && !removal.stands ? `${name} (removed by ${by})` : name;
}

/** By name too: a test that moved to another file has not gone. */
function stands(ctx: RuleContext, test: string): boolean {
  const removal = ctx.removals?.find((each) => each.test === test);
  if (removal) return removal.stands === true && ctx.index.tests.some((t) => t.id === test);
  return ctx.index.tests.some((t) => t.name === nameIn(test));
}
