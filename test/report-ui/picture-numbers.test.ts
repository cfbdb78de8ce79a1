// What the pictures of the report compute without a document: the matrix, the outline of a plan, the squares.
// Its contracts: docs/plans/report-pictures-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bandsOf } from '../../report-ui/pictures/bands.ts';
import {
  FOLD,
  filesOf,
  foldingOf,
  matrixOf,
  type PlanRows,
  type Touches,
  touchesOf,
} from '../../report-ui/pictures/matrix-of.ts';
import { type Mark, outlineOf } from '../../report-ui/pictures/outline.ts';
import { SQUARE, squaresOf, squareWords } from '../../report-ui/pictures/squares.ts';
import type { Finding } from '../../src/model/finding.ts';
import { type ContractState, contractStates } from '../../src/model/graph.ts';
import { indexReport } from '../../src/query/report-index.ts';
import { contract, finding, inFile, mention, plan, report, test } from '../support/report-builder.ts';

const anyState = fc.constantFrom(...contractStates);

/** Plans of some contracts each, every contract touched by some of these files. */
const files = Array.from({ length: 9 }, (_, at) => `pkg${at % 3}/sub/file${at}_test.go`);
const anyStory = fc.array(
  fc.array(fc.dictionary(fc.constantFrom(...files), anyState, { maxKeys: 5, noNullPrototype: true }), { maxLength: 6 }),
  { maxLength: 5 },
);

function matrixStory(story: readonly (readonly Readonly<Record<string, ContractState>>[])[]): {
  readonly plans: readonly PlanRows[];
  readonly touches: Touches;
} {
  const plans = story.map((contracts, at) => {
    const of = plan(`docs/plans/p${at}.md`, `Plan ${at}`);
    return {
      id: of.id,
      rows: contracts.map((_, order) => ({
        contract: contract(of, `BC-${order + 1}`, 'Title', 'linked', order * 10 + 1),
      })),
    };
  });
  const touches = new Map(
    story.flatMap((contracts, at) =>
      contracts.map(
        (touched, order) =>
          [
            plans[at]?.rows[order]?.contract.id ?? '',
            new Map(Object.entries(touched).map(([file, state]) => [file, { state, tests: [`${file}::Test`] }])),
          ] as const,
      ),
    ),
  );
  return { plans, touches };
}

describe('matrix', () => {
  it('BC-1: no contract and no file is lost, and a folded plan is the sum of its contracts', () => {
    const anyFolds = fc.tuple(fc.func(fc.boolean()), fc.func(fc.boolean()));
    fc.assert(
      fc.property(anyStory, anyFolds, (story, [planOpen, packageOpen]) => {
        const { plans, touches } = matrixStory(story);
        const matrix = matrixOf(plans, touches, { plan: planOpen, package: packageOpen });
        const heads = matrix.rows.filter((row) => row.kind === 'plan');
        expect(heads.flatMap((row) => row.contracts.map((each) => each.id))).toEqual(
          plans.flatMap((each) => each.rows.map((row) => row.contract.id)),
        );
        expect(matrix.columns.reduce((sum, column) => sum + column.files, 0)).toBe(filesOf(plans, touches).size);
        expect(matrix.packages.reduce((sum, each) => sum + each.count, 0)).toBe(matrix.columns.length);
        for (const [at, head] of matrix.rows.entries()) {
          if (head.kind !== 'plan' || !head.open) continue;
          const members = head.contracts.map((_, order) => at + 1 + order);
          for (const column of matrix.columns.keys()) {
            const sums = new Map<ContractState, number>();
            for (const member of members)
              for (const [state, count] of matrix.cell(member, column) ?? [])
                sums.set(state, (sums.get(state) ?? 0) + count);
            expect([...(matrix.cell(at, column) ?? [])].sort()).toEqual([...sums].sort());
          }
        }
        for (const [at, { contracts }] of matrix.rows.entries()) {
          const touched = contracts.filter((each) => (touches.get(each.id)?.size ?? 0) > 0);
          const seen = [...matrix.columns.keys()].filter((column) => matrix.cell(at, column) !== null);
          expect(seen.length > 0).toBe(touched.length > 0);
        }
      }),
    );
  });

  it('BC-1: the bands of a cell fill no more than the cell, and none is lost', () => {
    const cells = fc.uniqueArray(fc.tuple(anyState, fc.integer({ min: 1, max: 60 })), { selector: ([state]) => state });
    fc.assert(
      fc.property(cells, fc.nat(100), (entries, more) => {
        const total = entries.reduce((sum, [, count]) => sum + count, 0);
        const bands = bandsOf(new Map(entries), total + more, 17);
        expect(bands.map((band) => band.state).sort()).toEqual(entries.map(([state]) => state).sort());
        expect(bands.every((band) => band.height > 0 && band.y >= -1e-9 && band.y + band.height <= 17 + 1e-9)).toBe(
          true,
        );
        for (const [at, band] of bands.entries())
          if (at > 0) expect(band.y + band.height).toBeCloseTo(bands[at - 1]?.y ?? Number.NaN);
      }),
    );
  });

  it('BC-2: folded above 150 contracts and 80 files, and a toggle turns one around', () => {
    const many = (count: number): readonly PlanRows[] => {
      const of = plan('docs/plans/p.md', 'P');
      const rows = Array.from({ length: count }, (_, at) => ({
        contract: contract(of, `BC-${at}`, 'T', 'linked', at + 1),
      }));
      return [{ id: of.id, rows }];
    };
    const some = (count: number): ReadonlySet<string> => new Set(Array.from({ length: count }, (_, at) => `f${at}`));
    const none: ReadonlySet<string> = new Set();
    const at = foldingOf(many(FOLD.rows), some(FOLD.columns), none, none);
    const above = foldingOf(many(FOLD.rows + 1), some(FOLD.columns + 1), none, none);
    const toggled = foldingOf(many(FOLD.rows + 1), some(FOLD.columns), new Set(['docs/plans/p.md']), new Set(['pkg']));
    expect([at.plan('docs/plans/p.md'), at.package('pkg')]).toEqual([true, true]);
    expect([above.plan('docs/plans/p.md'), above.package('pkg')]).toEqual([false, false]);
    expect([toggled.plan('docs/plans/p.md'), toggled.package('pkg')]).toEqual([true, false]);
  });

  it('BC-3: a cell has the state that its file alone would give', () => {
    const of = plan('docs/plans/p.md', 'P');
    const one = contract(of, 'BC-1', 'One', 'linked', 3);
    const word = (file: string, more: Parameters<typeof test>[3], link: Parameters<typeof mention>[3] = {}) => {
      const speaker = test(file, 'TestX', 3, more);
      return { speaker, link: mention(speaker, link.status === 'ambiguous' ? null : one, 'BC-1', link) };
    };
    const passed = { outcome: { outcome: 'passed', why: 'it passed', durationMs: 1, cached: false } } as const;
    const failed = { outcome: { outcome: 'fail', why: 'it failed', durationMs: 1, cached: false } } as const;
    const words = [
      word('a_test.go', {}),
      word('b_test.go', { worth: 'hollow' }),
      word('c_test.go', {}, { weak: true }),
      word('d_test.go', failed, { weak: true }),
      word('e_test.go', passed),
      word('f_test.go', {}, { status: 'ambiguous', candidates: [one.id] }),
      word('e_test.go', { ...passed, name: 'TestY', id: 'e_test.go::TestY', worth: 'skipped' }),
    ];
    const nodes = [of, one, ...words.map((each) => each.speaker)];
    const links = words.map((each) => each.link);
    const results = { runs: [], stale: null, results: 0, lostResults: 0, tests: 0, lostTests: 0 };
    const of_ = (stale: string | null): readonly string[] => {
      const made = report({ nodes, links });
      const index = indexReport({ ...made, scope: { ...made.scope, results: { ...results, stale } } });
      return [...(touchesOf(index).get(one.id) ?? [])]
        .map(([file, { state, tests }]) => `${file} ${state} ${tests.length}`)
        .sort();
    };
    expect(of_(null)).toEqual([
      'a_test.go linked 1',
      'b_test.go hollow 1',
      'c_test.go declared 1',
      'd_test.go failing 1',
      'e_test.go verified 2',
      'f_test.go ambiguous 1',
    ]);
    expect(of_('they are of another commit').slice(3, 5)).toEqual(['d_test.go declared 1', 'e_test.go linked 2']);
  });

  it('BC-1: two thousand contracts and four hundred files are laid out in the time of a click', () => {
    const paths = Array.from({ length: 400 }, (_, at) => `pkg${at % 40}/file${at}_test.go`);
    const story = Array.from({ length: 200 }, (_, at) =>
      Array.from({ length: 10 }, (__, order) =>
        Object.fromEntries(
          [0, 1, 2].map((more) => [paths[(at * 7 + order * 13 + more * 101) % 400] ?? '', 'linked' as const]),
        ),
      ),
    );
    const { plans, touches } = matrixStory(story);
    const started = performance.now();
    const whole = matrixOf(plans, touches, { plan: () => true, package: () => true });
    expect([whole.rows.length, whole.columns.length]).toEqual([2200, 400]);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('outline', () => {
  const path = 'docs/plans/p.md';
  const anyMark: fc.Arbitrary<Mark> = fc
    .record({
      kind: fc.constantFrom('section', 'contract', 'task', 'row'),
      line: fc.integer({ min: 1, max: 80 }),
      length: fc.option(fc.nat(12), { nil: null }),
    })
    .map(({ kind, line, length }) => ({
      kind,
      line,
      title: `${kind} ${line}`,
      endLine: length === null ? null : line + length,
    }));
  const says = (line: number | null, at: number): Finding => ({
    ...finding('plan/title', 'info', path, `says ${at}`, inFile(line === null ? 'other.md' : path, line ?? 1)),
    fingerprint: String(at),
  });

  it('BC-7: every finding once, in the order of the text, under the mark that holds it', () => {
    const anyLines = fc.array(fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }), { maxLength: 25 });
    fc.assert(
      fc.property(fc.array(anyMark, { maxLength: 12 }), anyLines, (marks, lines) => {
        const findings = lines.map(says);
        const items = outlineOf(marks, findings, path);
        const out = items.flatMap((item) => item.findings);
        expect(out.map((each) => each.fingerprint).sort()).toEqual(findings.map((each) => each.fingerprint).sort());
        const starts = items.map((item) => item.mark.line);
        expect(starts).toEqual([...starts].sort((a, b) => a - b));
        for (const { mark, findings: held } of items) {
          for (const each of held) {
            const line = each.at?.kind === 'file' && each.at.path === path ? each.at.at.line : 0;
            expect(mark.line <= line && (mark.endLine ?? line) >= line).toBe(true);
          }
        }
      }),
    );
  });

  it('BC-7: a finding behind the end of a contract belongs to the section around it', () => {
    const marks: readonly Mark[] = [
      { kind: 'section', title: 'Contracts', line: 5, endLine: null },
      { kind: 'contract', title: 'BC-1', line: 7, endLine: 10 },
    ];
    const items = outlineOf(marks, [says(12, 1), says(9, 2), says(null, 3)], path);
    expect(items.map(({ mark, findings }) => [mark.title, findings.map((each) => each.fingerprint)])).toEqual([
      ['The plan as a whole', ['3']],
      ['Contracts', ['1']],
      ['BC-1', ['2']],
    ]);
  });
});

describe('squares', () => {
  it('BC-9: one a contract, inside, apart, and the same whatever the order', () => {
    fc.assert(
      fc.property(fc.array(anyState, { maxLength: 90 }), fc.integer({ min: 1, max: 40 }), (states, perLine) => {
        const { width, height, squares } = squaresOf(states, perLine);
        expect(squares.map((each) => each.state).sort()).toEqual([...states].sort());
        expect(new Set(squares.map(({ x, y }) => `${x} ${y}`)).size).toBe(states.length);
        for (const { x, y } of squares) {
          expect(x >= 0 && x + SQUARE.side <= width && y >= 0 && y + SQUARE.side <= height).toBe(true);
          expect((x - 1) % SQUARE.step === 0 && (y - 1) % SQUARE.step === 0).toBe(true);
        }
        expect(squaresOf([...states].reverse(), perLine)).toEqual(squaresOf(states, perLine));
        const said = [...squareWords(states).matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
        expect(said).toBe(states.length);
      }),
    );
  });
});
