import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/linking/build-graph.ts';
import { lookAlikes } from '../../src/linking/look-alikes.ts';
import { sameDocument } from '../../src/linking/similarity.ts';
import type { LinkInputs } from '../../src/linking/world.ts';
import { wholeLine } from '../../src/model/location.ts';
import type { ContractFacts, PlanFacts, Promises } from '../../src/model/plan.ts';
import { commit, goFile, goTest, inputsOf, linked, plan, strategy } from '../support/small-history.ts';

/** A name of its own for each number, since words that all plans share tell nothing. */
const nameOf = (number: number): string => `part${String(number).padStart(4, '0')}`;

/** One commit with that many plans of one template, each with the test of its first promise. */
const manyPlans = (count: number): LinkInputs =>
  inputsOf([
    commit(
      'feat: all of it (BC-1..BC-3)',
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => nameOf(i)).flatMap((name) => [
          [
            `docs/plans/${name}-plan.md`,
            plan(
              name,
              {
                [`BC-1: The ${name} keeps order`]: 'requests leave it in the order of arrival',
                [`BC-2: The ${name} keeps count`]: 'every request raises its counter',
                [`BC-3: The ${name} keeps quiet`]: 'nothing is logged while all goes well',
              },
              strategy([['BC-1', `\`Test_${name}_KeepsOrder\``]]),
            ),
          ],
          [`${name}/a_test.go`, goFile(goTest(`Test_${name}_KeepsOrder`, `Test_${name}_KeepsOrder verifies BC-1.`))],
        ]),
      ),
    ),
  ]);

/** The same with every look at what a plan promises counted: work that does not depend on the machine. */
function watched(inputs: LinkInputs): { readonly inputs: LinkInputs; readonly looks: () => number } {
  let looks = 0;
  const watch = <T extends object>(thing: T): T =>
    new Proxy(thing, {
      get: (target, key, receiver) => {
        looks += 1;
        return Reflect.get(target, key, receiver);
      },
    });
  const known = new Map<Promises, PlanFacts>();
  const plan = (facts: PlanFacts): PlanFacts => {
    const seen = known.get(facts) ?? watch({ ...facts, contracts: facts.contracts.map(watch) });
    known.set(facts, seen);
    return seen;
  };
  const lastPlans = new Map([...inputs.lastPlans].map(([blob, facts]) => [blob, plan(facts)]));
  const plans = inputs.plans.map((p) => ({ ...p, facts: plan(p.facts) }));
  return { inputs: { ...inputs, plans, planBlobs: lastPlans, lastPlans }, looks: () => looks };
}

const looksOf = (count: number): number => {
  const { inputs, looks } = watched(manyPlans(count));
  buildGraph(inputs);
  return looks();
};

const contract = (label: string, title: string, text: string): ContractFacts => {
  const at = wholeLine(1);
  const clauses = [{ keyword: 'THEN', text, at }] as const;
  return { label, title, group: 'positive', clauses, form: 'heading', fenced: false, at, endLine: 1 };
};

const words = (max: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom('queue', 'cache', 'router', 'keeps', 'order', 'count'), { maxLength: max })
    .map((w) => w.join(' '));

const promises: fc.Arbitrary<Promises> = fc
  .uniqueArray(fc.tuple(fc.constantFrom('BC-1', 'BC-2', 'NC-1'), words(5), words(3)), {
    minLength: 1,
    selector: ([label]) => label,
  })
  .map((all) => ({ contracts: all.map(([label, title, text]) => contract(label, title, text)) }));

describe('the speed of linking', () => {
  it('BC-1: six times the plans of one commit are six times the work', () => {
    const few = looksOf(100);
    expect(few).toBeGreaterThan(100);
    // Comparing each with each makes it thirty.
    expect(looksOf(600) / few).toBeLessThan(7);
  }, 60_000);

  it('BC-1: plans of one template in one commit stay plans of their own, each with its test', () => {
    const { graph } = buildGraph(manyPlans(40));
    expect(graph.nodes.filter((n) => n.kind === 'plan')).toHaveLength(40);
    const mentions = graph.links.filter((l) => l.kind === 'mention');
    expect(mentions.map((l) => l.to)).toEqual(
      Array.from({ length: 40 }, (_, i) => `docs/plans/${nameOf(i)}-plan.md#BC-1`),
    );
  });

  it('BC-2: no two documents that are one plan are overlooked, in either order', () => {
    fc.assert(
      fc.property(fc.array(promises, { minLength: 17, maxLength: 30 }), (all) => {
        const like = lookAlikes(all);
        for (const one of all) {
          const found = new Set(like(one));
          for (const [i, other] of all.entries())
            if (sameDocument(one, other) || sameDocument(other, one)) expect(found).toContain(i);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('BC-2: of hundreds of titles that differ in their one telling word none is compared with another', () => {
    const all = Array.from(
      { length: 300 },
      (_, i): Promises => ({ contracts: [contract('BC-1', `The ${nameOf(i)} keeps order`, '')] }),
    );
    const like = lookAlikes(all);
    expect(all.map((one) => like(one))).toEqual(all.map((_, i) => [i]));
  });

  it('BC-3: of many rivals the three nearest are offered, equal ones by path', () => {
    const titles = [
      'Drains each slow order by day',
      'Drains in order',
      'Counts hits',
      'Drains the whole order at night',
    ];
    const rivals = Array.from({ length: 40 }, (_, i) => [nameOf(i), titles[i] ?? 'Survives restarts'] as const);
    const story = linked([
      commit(
        'docs: plans',
        Object.fromEntries(
          rivals.map(([name, title]) => [`docs/plans/${name}.md`, plan(name, { [`BC-1: ${title}`]: '' })]),
        ),
      ),
      commit('test: x', { 'q/a_test.go': goFile(goTest('TestDrainsInOrder', 'TestDrainsInOrder verifies BC-1.')) }),
    ]);
    const of = (number: number): string => `docs/plans/${nameOf(number)}.md#BC-1`;
    expect(story.link('TestDrainsInOrder', 'BC-1').candidates).toEqual([of(1), of(0), of(3)]);
  });
});
