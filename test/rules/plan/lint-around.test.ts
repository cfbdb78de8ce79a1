// Plans held against the repository around them, and what a team needs to adopt lint: baseline, formats, a base.
// Its contracts: docs/plans/plan-lint-surroundings-plan.md
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { runTrace } from '../../support/built-cli.ts';
import { lintText } from '../../support/lint.ts';
import { buildRepository, commit, edit } from '../../support/repository.ts';

const CONTRACT = 'BC-1: Refuse\n- GIVEN a full queue\n- WHEN a request arrives\n- THEN it MUST be refused\n';
const planOf = (...parts: readonly string[]): string =>
  [
    '# Queue Implementation Plan',
    '**Goal:** A full queue says so.',
    '**Source:** issue #42',
    `## Behavioral Contracts\n\n${CONTRACT}`,
    '## Tasks',
    ...parts,
    '',
  ].join('\n\n');
const task = (files: string): string => `### Task 1: Refuse\n\n**Contracts Implemented:** BC-1\n\n**Files:**\n${files}`;
const QUEUE = 'package queue\n\nfunc Offer() bool {\n\treturn true\n}\n';
const PLAN = 'docs/plans/queue-plan.md';

interface Told {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly line: number;
}

const told = (folder: string, args: readonly string[], input = ''): readonly Told[] => {
  const report = JSON.parse(runTrace(folder, ['lint', '--json', ...args], { input }).out) as Report;
  return report.findings
    .filter(({ suppressed }) => suppressed === null)
    .map(({ ruleId, severity, message, at }) => ({ rule: ruleId, severity, message, line: at?.at.line ?? 0 }));
};
const of = (all: readonly Told[], ...rules: readonly string[]): readonly string[] =>
  all
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, severity }) => `${rule} ${severity}`)
    .sort();

const FILES = ['plan/file-action', 'plan/line-range', 'plan/citation'];
const WRONG = planOf(
  '`Offer` answers at once (queue/queue.go:99).',
  task('- Create: `queue/old.go`\n- Modify: `queue/none.go`\n- Modify: `queue/queue.go:3-50`'),
);
const ALL = [
  'plan/file-action warning',
  'plan/file-action warning',
  'plan/line-range warning',
  'plan/citation warning',
].sort();

describe('files that a plan names', () => {
  it('BC-1: a new plan is held against the state before it, committed or not', () => {
    const open = buildRepository([
      commit('feat: queue', { 'queue/queue.go': QUEUE, 'queue/old.go': QUEUE }),
      edit({ [PLAN]: WRONG }),
    ]);
    const found = told(open.root, []);
    expect(of(found, ...FILES)).toEqual(ALL);
    expect(found.find(({ rule }) => rule === 'plan/file-action')?.message).toContain('HEAD');

    const done = buildRepository([
      commit('feat: queue', { 'queue/queue.go': QUEUE, 'queue/old.go': QUEUE }),
      commit('feat: plan and work', { [PLAN]: WRONG, 'queue/none.go': QUEUE }),
    ]);
    expect(of(told(done.root, ['--base', 'HEAD~1']), ...FILES)).toEqual(ALL);
  });

  it('BC-1: of a plan that is not new, what moved on informs, and what it created is not said', () => {
    const { root } = buildRepository([
      commit('feat: queue', { 'queue/queue.go': QUEUE, 'queue/old.go': QUEUE }),
      commit('docs: plan', { [PLAN]: WRONG }),
    ]);
    expect(of(told(root, []), ...FILES)).toEqual([
      'plan/citation info',
      'plan/file-action info',
      'plan/line-range info',
    ]);
  });

  it('BC-1: a plan on standard input is new, and what a task creates may be modified by the next', () => {
    const { root } = buildRepository([commit('feat: queue', { 'queue/queue.go': QUEUE, 'queue/old.go': QUEUE })]);
    expect(of(told(root, ['-'], WRONG), ...FILES)).toEqual(ALL);
    const right = planOf(
      'It answers at once (queue.go:3, and `scheduler.py:827` elsewhere).',
      task('- Modify: `queue.go:3-5`\n- Create: `queue/limit.go`\n- Modify: `queue/limit.go`\n- Modify: `docs/*.md`'),
    );
    expect(of(told(root, ['-'], right), ...FILES)).toEqual([]);
  });

  it('BC-1: a file that is said to stay, and the plan itself, need not be there', () => {
    const files = (lines: string): readonly string[] => {
      const { root } = buildRepository([
        commit('feat: queue', { 'queue/queue.go': QUEUE }),
        edit({ 'docs/later/queue-plan.md': planOf(task(lines)) }),
      ]);
      return of(told(root, ['docs/later/queue-plan.md']), 'plan/file-action');
    };
    expect(files('- Not changed: `queue/none.go` (two callers)')).toEqual([]);
    expect(files('- Modify: `docs/plans/queue-plan.md` (tick the boxes)')).toEqual([]);
    expect(files('- Modify: `queue/none.go`')).toEqual(['plan/file-action warning']);
  });

  it('BC-1: lines past the end and lines that go back are told with the length of the file', () => {
    const { root } = buildRepository([commit('feat: queue', { 'queue/queue.go': QUEUE, 'queue/old.go': QUEUE })]);
    const ranges = (lines: string): readonly string[] =>
      told(root, ['-'], planOf(task(`- Modify: \`queue/queue.go:${lines}\``)))
        .filter(({ rule }) => rule === 'plan/line-range')
        .map(({ message }) => message);
    expect(ranges('3-6')).toEqual([expect.stringContaining('5 lines')]);
    expect(ranges('1-5')).toEqual([]);
  });

  it('BC-1: for a file that is not there the one of that name is proposed before a new one', () => {
    const { root } = buildRepository([commit('feat: queue', { 'queue/queue.go': QUEUE, 'other/queue.go': QUEUE })]);
    const fixes = (path: string): readonly string[] =>
      (
        JSON.parse(
          runTrace(root, ['lint', '--json', '-'], { input: planOf(task(`- Modify: \`${path}\``)) }).out,
        ) as Report
      ).findings
        .filter(({ ruleId }) => ruleId === 'plan/file-action')
        .map(({ fix }) => fix ?? '');
    expect(fixes('core/queue/queue.go')).toEqual([expect.stringContaining('`queue/queue.go`')]);
    expect(fixes('core/limit.go')).toEqual([expect.stringContaining('- Create: `core/limit.go`')]);
  });

  it('BC-1: outside of git the folder is the ground', () => {
    const { root, write } = buildRepository([]);
    write({ 'queue/queue.go': QUEUE, 'queue/old.go': QUEUE });
    expect(of(told(root, ['-'], WRONG), 'plan/citation')).toEqual(['plan/citation warning']);
  });
});

const boxes = (...items: readonly string[]): string =>
  planOf(task('- Modify: `queue/queue.go`'), `## Sanity Checklist\n\n${items.join('\n')}`);
const EXIT = 'package queue\n\nimport "os"\n\nfunc Offer() {\n\tos.Exit(1)\n}\n';
const MAPS = 'package queue\n\nvar Known = map[string]bool{\n\t"a": true,\n}\n';
const YAML = 'package queue\n\nfunc Load(b []byte) error {\n\treturn yaml.Unmarshal(b, &c)\n}\n';

describe('boxes of the checklist', () => {
  it.each([
    ['Library code never calls logrus.Fatalf or os.Exit.', EXIT, 'queue/queue.go:6'],
    ['No exported mutable maps.', MAPS, 'queue/queue.go:3'],
    ['YAML loading uses strict parsing (KnownFields).', YAML, 'queue/queue.go:4'],
  ])('BC-2: a ticked box that the code contradicts is an error with the place: %s', (item, code, place) => {
    const at = (text: string, mark: string): readonly Told[] => {
      const { root } = buildRepository([
        commit('feat: queue', { 'queue/queue.go': text, [PLAN]: boxes(`- [${mark}] ${item}`) }),
      ]);
      return told(root, []).filter(({ rule }) => rule === 'plan/checklist-state');
    };
    const [found, ...more] = at(code, 'x');
    expect([found?.severity, more]).toEqual(['error', []]);
    expect(found?.message).toContain(place);
    expect(at(code, ' ')).toEqual([]);
    expect(at(QUEUE, 'x')).toEqual([]);
  });

  it('BC-2: a stale reference is looked for in the whole repository, by the numbers of the plan', () => {
    const item = boxes('- [x] Grepped for references to this PR (planned for PR, TODO PR).');
    const at = (comment: string): readonly string[] => {
      const { root } = buildRepository([
        commit('feat: queue', { 'other/other.go': `package other\n\n// ${comment}\n`, [PLAN]: item }),
      ]);
      return of(told(root, []), 'plan/checklist-state');
    };
    expect(at('Ordered: planned for PR 42.')).toEqual(['plan/checklist-state error']);
    expect(at('TODO(PR #42): order')).toEqual(['plan/checklist-state error']);
    expect(at('planned for PR 421')).toEqual([]);
    expect(at('done in PR 42')).toEqual([]);
  });

  it.each([
    ['- [x] No os.Exit in library code.', ['library-exit']],
    ['- [x] No os.Exit in new library code.', []],
    ['- [x] All contracts mapped to specific tasks.', ['contracts-mapped']],
    ['- [x] All contracts mapped to tests.', []],
  ])('BC-2: what a box leaves out is not looked behind: %s', (item, known) => {
    expect(lintText(boxes(item)).claims.boxes.map(({ check }) => check)).toEqual(known);
  });

  it('BC-2: unticked boxes that hold are told once, and what only a human knows is not judged', () => {
    const { root } = buildRepository([
      commit('feat: queue', {
        'queue/queue.go': QUEUE,
        [PLAN]: boxes(
          '- [ ] All contracts are mapped to specific tasks.',
          '- [ ] Library code never calls os.Exit.',
          '- [x] No unnecessary abstractions.',
          '- [ ] No feature creep.',
        ),
      }),
    ]);
    const found = told(root, []).filter(({ rule }) => rule === 'plan/checklist-state');
    expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'info 2 unticked boxes hold already: “all contracts are mapped to tasks”, “library code does not exit”',
    ]);
  });

  it('BC-2: only files that the plan names are read, and commands may exit', () => {
    const { root } = buildRepository([
      commit('feat: queue', {
        'queue/queue.go': QUEUE,
        'other/other.go': EXIT,
        'cmd/run.go': EXIT,
        [PLAN]: planOf(
          task('- Modify: `queue/queue.go`\n- Modify: `cmd/run.go`'),
          '## Sanity Checklist\n\n- [x] Library code never calls os.Exit.',
        ),
      }),
    ]);
    expect(of(told(root, []), 'plan/checklist-state')).toEqual([]);
  });
});

describe('tests in fences', () => {
  const fenced = (body: string): readonly Told[] =>
    told(
      buildRepository([]).root,
      ['-'],
      planOf(
        `${task('- Test: `queue/queue_test.go`')}\n\n\`\`\`go\nfunc TestQueue_Full_Refuses(t *testing.T) {\n${body}\n}\n\`\`\``,
      ),
    ).filter(({ rule }) => rule === 'plan/fenced-assertion');

  it.each([
    ['type', '\tp := NewPolicy("a")\n\tif _, ok := p.(*ConstantPolicy); !ok {\n\t\tt.Error("no")\n\t}'],
    ['field', '\tq := NewQueue(1)\n\tif q.depth != 1 {\n\t\tt.Error("no")\n\t}'],
    ['count', '\tq := NewQueue(1)\n\tif len(q.items) != 3 {\n\t\tt.Error("no")\n\t}'],
  ])('BC-3: the template’s prohibited patterns are told where they stand, its required ones are not: %s', (_, body) => {
    const [found, ...more] = fenced(body);
    expect([found?.severity, found?.line, more]).toEqual(['warning', 27, []]);
  });

  it('BC-3: a guard of the set-up informs, and what is asserted is told before it', () => {
    const guard = '\tq := NewQueue(1)\n\tif q.depth == 0 {\n\t\tt.Fatal("precondition: nothing waits")\n\t}\n';
    expect(fenced(guard).map(({ severity }) => severity)).toEqual(['info']);
    const both = fenced(`${guard}\tif q.depth != 7 {\n\t\tt.Error("no")\n\t}`);
    expect(both.map(({ severity, line }) => [severity, line])).toEqual([['warning', 30]]);
  });

  it('BC-3: observable output, outcomes, invariants and orders are left alone', () => {
    expect(
      fenced(
        '\tp := NewPolicy("a")\n\tif p.Compute(1) != 0 || d.TargetInstance != 1 || completed+queued != injected || !(a > b) {\n\t\tt.Error("no")\n\t}',
      ),
    ).toEqual([]);
  });
});

describe('adoption', () => {
  const vague = planOf(task('- Modify: `queue/queue.go`')).replace('MUST be', 'should be');

  it('BC-7: what the baseline knows does not fail lint, and the gate knows nothing of it', () => {
    const { root, write } = buildRepository([commit('docs: plan', { [PLAN]: vague, 'queue/queue.go': QUEUE })]);
    expect(runTrace(root, ['lint']).code).toBe(1);
    expect(runTrace(root, ['baseline', 'create', '--lint']).out).toContain('added 1 finding');
    expect(readFileSync(join(root, 'trace-baseline.jsonl'), 'utf8')).toContain('plan/vague-wording');
    expect(runTrace(root, ['lint', '--frozen-baseline']).code).toBe(0);
    const gate = JSON.parse(runTrace(root, ['check', '--json', '--frozen-baseline']).out) as Report;
    expect(gate.findings.map(({ ruleId }) => ruleId)).toEqual(['trace/untested-contract']);
    write({ [PLAN]: vague.replace('should be', 'MUST be') });
    expect(runTrace(root, ['lint', '--frozen-baseline']).code).toBe(1);
    expect(runTrace(root, ['baseline', 'prune', '--lint']).out).toContain('removed 1 stale entry');
    expect(runTrace(root, ['lint', '--frozen-baseline']).code).toBe(0);
  });

  it('BC-8: every format names the finding, and only errors fail', () => {
    const { root } = buildRepository([commit('docs: plan', { [PLAN]: vague, 'queue/queue.go': QUEUE })]);
    for (const format of ['junit', 'tap', 'ctrf', 'csv', 'sarif', 'github', 'gitlab', 'markdown'])
      expect(runTrace(root, ['lint', '--format', format]).out, format).toContain('vague-wording');
    const junit = runTrace(root, ['lint', '--format', 'junit']).out;
    expect(junit).toMatch(/<testsuite name="docs\/plans\/queue-plan\.md" tests="\d+" failures="1"/);
    const csv = runTrace(root, ['lint', '--format', 'csv']).out.split(/\r?\n/);
    expect(csv[0]).toBe('plan,line,column,severity,rule,says,remedy,accepted because');
    expect(csv[1]).toMatch(/^docs\/plans\/queue-plan\.md,12,\d+,error,plan\/vague-wording,/);
  });

  it('BC-9: with a base only the plans of the change are judged', () => {
    const { root } = buildRepository([
      commit('docs: old plan', { 'docs/plans/old-plan.md': vague }),
      commit('docs: new plan', { [PLAN]: vague }),
      commit('feat: queue', { 'queue/queue.go': QUEUE, 'queue/old.go': QUEUE }),
    ]);
    const plans = (base: string): readonly string[] =>
      (JSON.parse(runTrace(root, ['lint', '--json', '--base', base]).out) as Report).lint?.plans.map((p) => p.path) ??
      [];
    expect(plans('HEAD~2')).toEqual([PLAN]);
    const none = runTrace(root, ['lint', '--base', 'HEAD~1']);
    expect([none.code, none.out]).toEqual([0, expect.stringContaining('touches no plan')]);
  });

  it('BC-9: --strict lets warnings fail', () => {
    const { root } = buildRepository([commit('docs: plan', { [PLAN]: planOf('Nothing yet.') })]);
    const report = JSON.parse(runTrace(root, ['lint', '--json']).out) as Report;
    expect([report.verdict.counts.error, report.verdict.counts.warning]).toEqual([0, 0]);
    const untyped = planOf(
      task('- Modify: `queue/queue.go`'),
      '## Test Strategy\n\n| Contract | Task | Test Type | Test Name |\n|---|---|---|---|\n| BC-1 | Task 1 | Careful | TestQueue |',
    );
    const warned = buildRepository([commit('docs: plan', { [PLAN]: untyped, 'queue/queue.go': QUEUE })]);
    expect(runTrace(warned.root, ['lint']).code).toBe(0);
    expect(runTrace(warned.root, ['lint', '--strict']).code).toBe(1);
  });
});
