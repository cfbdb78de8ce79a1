// Laws of linking over random small histories: whatever happens, no link may appear, move or vanish without a reason.
// Its contracts: docs/plans/linking-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildGraph } from '../../src/linking/build-graph.ts';
import { planNames } from '../../src/linking/plan-names.ts';
import type { Link } from '../../src/model/graph.ts';
import { commit, goFile, goTest, inputsOf, plan, type Step, strategy, tell } from '../support/small-history.ts';

const PLANS = ['docs/plans/queue-plan.md', 'docs/plans/hit-cache-plan.md', 'docs/design/queue-design.md'] as const;
const FILES = ['q/a_test.go', 'q/b_test.go', 'r/c_test.go'] as const;
const TESTS = ['TestDrain', 'TestFull', 'TestHits'] as const;
const LABELS = ['BC-1', 'BC-2', 'NC-1'] as const;
const PROMISES = [
  ['Drains in order', 'requests leave the queue in the order of arrival'],
  ['Refuses when full', 'a request beyond the limit is turned away'],
  ['Counts hits', 'every lookup of a stored block raises its counter'],
  ['Survives restarts', 'after a crash nothing that was acknowledged is missing'],
] as const;

type Edit = readonly [path: string, text: string | null];

const planText = fc
  .record({
    title: fc.constantFrom('Queue', 'Cache'),
    contracts: fc.uniqueArray(fc.tuple(fc.constantFrom(...LABELS), fc.nat(3)), { minLength: 1, selector: ([l]) => l }),
    rows: fc.array(fc.tuple(fc.constantFrom(...LABELS), fc.constantFrom(...TESTS)), { maxLength: 2 }),
  })
  .map(({ title, contracts, rows }) =>
    plan(
      title,
      Object.fromEntries(
        contracts.map(([label, i]) => {
          const [name, promise] = PROMISES[i] ?? PROMISES[0];
          return [`${label}: ${name}`, promise];
        }),
      ),
      ...(rows.length === 0 ? [] : [strategy(rows.map(([label, test]) => [label, `\`${test}\``]))]),
    ),
  );

const mention = fc.tuple(
  fc.constantFrom(...TESTS),
  fc.option(fc.constantFrom(...LABELS)),
  fc.constantFrom('', ' (#12)', ' of docs/plans/queue-plan.md'),
);
const testText = fc
  .record({
    banner: fc.option(fc.constantFrom(...LABELS)),
    tests: fc.uniqueArray(mention, { minLength: 1, selector: ([name]) => name }),
  })
  .map(({ banner, tests }) =>
    goFile(
      ...(banner === null ? [] : [`// --- tests of ${banner} ---`]),
      '// trace-ignore trace/orphan-test: a law of this file',
      ...tests.map(([name, label, more]) => goTest(name, label === null ? '' : `${name} verifies ${label}${more}.`)),
    ),
  );

const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...PLANS), planText) },
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...FILES), testText) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...PLANS, ...FILES), fc.constant(null)) },
);

const message = fc.constantFrom(
  'feat: queue (#12)',
  'feat: cache (BC-1)',
  'docs: more',
  'feat: x\n\n- BC-D7: it holds',
);

/** Steps whose deletions delete something that is there. */
const history = fc
  .array(fc.record({ message, edits: fc.array(edit, { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 6 })
  .map((steps) => {
    const here = new Set<string>();
    return steps.map(({ message: words, edits }): Step => {
      const files = new Map(edits.filter(([path, text]) => text !== null || here.has(path)));
      for (const [path, text] of files) text === null ? here.delete(path) : here.add(path);
      return commit(words, Object.fromEntries(files));
    });
  });

const asChange = fc.boolean();
/** The last step as an open change, or as a commit. */
const withChange = (steps: readonly Step[], open: boolean): Step[] =>
  steps.map((step, i) => (open && i === steps.length - 1 ? { files: step.files } : step));

/** Rotated and reversed: another order in which files might have been listed. */
const reordered = <T>(items: readonly T[], by: number): T[] => {
  const at = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(at), ...items.slice(0, at)].reverse();
};

const mentions = (steps: readonly Step[], options = {}): readonly Link[] =>
  tell(buildGraph(inputsOf(steps, options))).links('mention');
const place = (l: Link): string => `${l.from} ${l.label} ${l.channel} ${l.at.kind === 'file' ? l.at.at.line : ''}`;

describe('laws of linking', () => {
  it('BC-27: the order in which files are listed changes no byte of the answer', () => {
    fc.assert(
      fc.property(history, asChange, fc.nat(7), (steps, open, by) => {
        const inputs = inputsOf(withChange(steps, open));
        const other = {
          ...inputs,
          plans: reordered(inputs.plans, by),
          tests: reordered(inputs.tests, by),
          units: inputs.units.map((u) => ({ ...u, files: reordered(u.files, by) })),
        };
        expect(JSON.stringify(buildGraph(other))).toBe(JSON.stringify(buildGraph(inputs)));
      }),
    );
  });

  it('BC-27: every resolved link has evidence that names its contract, and only a resolved one has a target', () => {
    fc.assert(
      fc.property(history, asChange, fc.boolean(), (steps, open, known) => {
        const { graph } = buildGraph(inputsOf(withChange(steps, open), { history: known }));
        const contracts = new Set(graph.nodes.filter((n) => n.kind === 'contract').map((n) => n.id));
        for (const link of graph.links) {
          expect(link.to !== null).toBe(link.status === 'resolved');
          if (link.to !== null) {
            expect(contracts).toContain(link.to);
            expect(link.evidence[0]?.names).toContain(link.to);
            expect(link.why).not.toBe('');
          }
          if (link.status === 'ambiguous') expect(link.candidates.length).toBeGreaterThan(0);
          if (link.status === 'dangling') expect(link.evidence).toEqual([]);
        }
      }),
    );
  });

  it('BC-27: a link’s contract bears the label that the test wrote', () => {
    fc.assert(
      fc.property(history, asChange, (steps, open) => {
        for (const link of mentions(withChange(steps, open)))
          if (link.to) expect(link.to.split('#')[1]).toBe(link.label);
      }),
    );
  });

  const unrelated = plan(
    'Weather',
    Object.fromEntries(
      LABELS.map((label, i) => [`${label}: Rain number ${i}`, `clouds over region ${i} bring showers`]),
    ),
  );

  it('BC-27: a further plan with the same numbers never takes a mention away to itself or to another plan', () => {
    fc.assert(
      fc.property(history, asChange, fc.nat(6), fc.boolean(), (steps, open, at, known) => {
        const before = withChange(steps, open);
        const where = Math.min(at, before.length - (open ? 1 : 0));
        const after = [
          ...before.slice(0, where),
          commit('docs: weather', { 'docs/weather.md': unrelated }),
          ...before.slice(where),
        ];
        const old = new Map(mentions(before, { history: known }).map((l) => [place(l), l]));
        for (const link of mentions(after, { history: known })) {
          const was = old.get(place(link));
          if (link.status === 'resolved') expect(link.to).toBe(was?.to);
        }
      }),
    );
  });

  it('BC-27: renaming a test file changes no link', () => {
    fc.assert(
      fc.property(history, fc.constantFrom(...FILES), (steps, path) => {
        const file = inputsOf(steps).tests.find((t) => t.path === path);
        const text = steps.findLast((s) => s.files[path] !== undefined)?.files[path];
        fc.pre(file !== undefined && typeof text === 'string');
        const moved = path.replace(/\w_test/, 'renamed_test');
        const after = [...steps, commit('refactor: rename', { [path]: null, [moved]: text ?? null })];
        const show = (l: Link): string => `${l.from} ${l.label} ${l.status} ${l.to} ${l.weak}`;
        const expected = mentions(steps).map((l) => show(l).replace(path, moved));
        expect(mentions(after).map(show).sort()).toEqual(expected.sort());
      }),
    );
  });

  it('BC-31: a comment of 100,000 hostile characters costs no more than reading it', () => {
    const names = planNames([]);
    const hostile = ['a', 'a.', 'a-', '-', '/', 'a_'].map((part) => part.repeat(100_000 / part.length));
    const start = performance.now();
    for (const text of hostile) expect(names.inText(text)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
