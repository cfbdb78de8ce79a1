// What the page computes without a document: the small graph's geometry, and commands to paste.
// Its contracts: docs/plans/report-plan.md
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testCommands } from '../../report-ui/commands.ts';
import { BOX, CAP, COLUMNS, type GraphNode, layOut } from '../../report-ui/graph/layout.ts';
import { emptyReport, test } from '../support/report-builder.ts';

const node = (column: (typeof COLUMNS)[number], index: number): GraphNode => ({
  id: `${column} ${index}`,
  column,
  title: 't',
  sub: 's',
  go: null,
  glyph: column,
});
const many = fc.tuple(...COLUMNS.map(() => fc.nat(60)));
const nodesOf = (counts: readonly number[]): readonly GraphNode[] =>
  COLUMNS.flatMap((column, order) => Array.from({ length: counts[order] ?? 0 }, (_, index) => node(column, index)));

describe('graph', () => {
  it('BC-4: no boxes overlap, all lie inside, and what is not drawn is counted', () => {
    fc.assert(
      fc.property(many, (counts) => {
        const drawing = layOut(nodesOf(counts), []);
        for (const [order, column] of COLUMNS.entries()) {
          const boxes = drawing.boxes.filter((box) => box.column === column);
          expect(boxes.length).toBeLessThanOrEqual(CAP);
          expect(boxes.reduce((sum, box) => sum + Math.max(box.more, 1), 0)).toBe(counts[order]);
          const tops = boxes.map((box) => box.y);
          for (const [index, top] of tops.entries()) {
            expect(top).toBeGreaterThanOrEqual(0);
            expect(top + BOX.height).toBeLessThanOrEqual(drawing.height);
            if (index > 0) expect(top - (tops[index - 1] ?? 0)).toBeGreaterThanOrEqual(BOX.height);
          }
        }
      }),
    );
  });

  it('BC-4: a line to a farther column passes below the boxes between', () => {
    fc.assert(
      fc.property(many, (counts) => {
        const nodes = [
          node('contract', 999),
          node('commit', 999),
          ...nodesOf([counts[0] ?? 0, 0, counts[2] ?? 0, counts[3] ?? 0, 0]),
        ];
        const drawing = layOut(nodes, [{ from: 'contract 999', to: 'commit 999', look: 'plain', says: 'because' }]);
        const inner = drawing.paths[0]?.points.slice(1, -1) ?? [];
        expect(inner.length).toBe(4);
        for (const [x, y] of inner) {
          const under = drawing.boxes.filter(
            (box) => x >= box.x && x <= box.x + BOX.width && y >= box.y && y <= box.y + BOX.height,
          );
          expect(under).toEqual([]);
        }
      }),
    );
  });

  it('BC-4: lines to boxes that are not drawn are left out', () => {
    const nodes = [node('contract', 0), ...Array.from({ length: 50 }, (_, index) => node('test', index))];
    const edges = nodes
      .slice(1)
      .map((each) => ({ from: 'contract 0', to: each.id, look: 'plain' as const, says: 'because' }));
    expect(layOut(nodes, edges).paths.length).toBe(CAP - 1);
  });
});

const goTestCommands = (tests: Parameters<typeof testCommands>[1]): readonly string[] =>
  testCommands(emptyReport(), tests);
const goTestCommand = (one: Parameters<typeof testCommands>[1][number]): string | null =>
  goTestCommands([one])[0] ?? null;

describe('go test', () => {
  it.each([
    ['sim/kv/a_test.go', 'TestX', "go test -run '^TestX$' ./sim/kv"],
    ['a_test.go', 'TestX', "go test -run '^TestX$' ."],
    ['sim/a_test.go', 'TestX/empty input', "go test -run '^TestX$/^empty_input$' ./sim"],
    ['sim/a_test.go', 'TestX/a+b (c)', "go test -run '^TestX$/^a\\+b_\\(c\\)$' ./sim"],
    ["it's/a_test.go", 'TestX', "go test -run '^TestX$' './it'\\''s'"],
  ])('BC-9: %s %s', (path, name, command) => {
    expect(goTestCommand(test(path, name, 1))).toBe(command);
  });

  it('BC-9: a name built at run time stops at the level that is known; control characters give none', () => {
    expect(goTestCommand(test('sim/a_test.go', 'TestX/tc.name', 1, { dynamic: true }))).toBe(
      "go test -run '^TestX$' ./sim",
    );
    expect(goTestCommand(test('sim/a_test.go', 'TestX\u202e', 1))).toBeNull();
  });

  it('BC-9: tests of one package share a command', () => {
    const tests = [
      test('a/x_test.go', 'TestA', 1),
      test('a/y_test.go', 'TestB/sub', 1),
      test('b/x_test.go', 'TestA', 1),
      test('a/x_test.go', 'TestA/sub', 1),
    ];
    expect(goTestCommands(tests)).toEqual(["go test -run '^(TestA|TestB)$' ./a", "go test -run '^TestA$' ./b"]);
    // Without -bench a benchmark never starts.
    expect(goTestCommand(test('a/x_test.go', 'BenchmarkHash/large block', 1))).toBe(
      "go test -run '^$' -bench '^BenchmarkHash$/^large_block$' ./a",
    );
    const mixed = [test('a/x_test.go', 'BenchmarkHash', 1), test('a/x_test.go', 'TestA', 9)];
    expect(goTestCommands(mixed)).toEqual(["go test -run '^TestA$' -bench '^BenchmarkHash$' ./a"]);
  });

  it('BC-9: a shell sees the pattern as one word, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((name) => !/[/\s]/.test(name)),
        (name) => {
          const command = goTestCommand(test('a/x_test.go', name, 1)) ?? '';
          const words = execFileSync('sh', ['-c', command.replace(/^go test/, "printf '%s\\n'")], {
            encoding: 'utf8',
          }).split('\n');
          expect(new RegExp(words[1] ?? '').test(name)).toBe(true);
          expect(words.slice(2)).toEqual(['./a', '']);
        },
      ),
      { numRuns: 40 },
    );
  });
});
