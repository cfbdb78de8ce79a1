// Mending of what is mechanical, and the skeleton that a plan begins with.
// Its contracts: docs/plans/plan-lint-surroundings-plan.md

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, unifiedDiff } from '../../../src/cli/lint-fix.ts';
import type { Report } from '../../../src/model/report.ts';
import { runTrace } from '../../support/built-cli.ts';
import { lintText } from '../../support/lint.ts';
import { buildRepository, commit, edit } from '../../support/repository.ts';

const contract = (label: string): string =>
  `${label}: Promise\n- GIVEN a queue\n- WHEN a request arrives\n- THEN it MUST be kept\n`;
const steps = (numbers: readonly number[]): string => numbers.map((n) => `**Step ${n}: Do**\n`).join('\n');
const plan = (parts: {
  readonly deviations?: string;
  readonly boxes?: readonly string[];
  readonly contracts?: number;
  readonly rows?: readonly number[];
  readonly tasks?: readonly number[];
  readonly steps?: readonly number[];
  readonly prose?: string;
}): string =>
  [
    '# Queue Implementation Plan',
    '## Part 1: Design Validation',
    '### B) Behavioral Contracts',
    ...Array.from({ length: parts.contracts ?? 1 }, (_, i) => contract(`BC-${i + 1}`)),
    '### D) Deviation Log',
    parts.deviations ?? 'No deviations from source document.',
    '### G) Task Breakdown',
    ...(parts.tasks ?? [1]).map((n) => `#### Task ${n}: Do (BC-1)\n\n${steps(parts.steps ?? [1, 2])}`),
    parts.prose ?? '',
    '### H) Test Strategy',
    `| Contract | Task | Test Type | Test Name |\n|---|---|---|---|\n${(parts.rows ?? [1]).map((n) => `| BC-${n} | Task 1 | Unit | \`TestQueue_Case${n}_Works\` |`).join('\n')}`,
    '### J) Sanity Checklist',
    (parts.boxes ?? ['- [ ] No feature creep.']).join('\n'),
    '',
  ].join('\n\n');

const mend = (text: string): string => applied(text, lintText(text).edits);
const keys = (text: string): readonly string[] =>
  lintText(text).hits.map(({ rule, label, key }) => `${rule} ${label ?? ''} ${key ?? ''}`);

const counts = (text: string): ReadonlyMap<string, number> => {
  const all = lintText(text).hits.map(({ rule }) => rule);
  return new Map(all.map((rule) => [rule, all.filter((one) => one === rule).length]));
};

describe('mending', () => {
  it('BC-5: an empty log of deviations gets the sentence, one with any word is left', () => {
    expect(mend(plan({ deviations: '' }))).toContain('### D) Deviation Log\n\nNo deviations from source document.\n');
    const said = plan({ deviations: 'See the issue.' });
    expect(
      mend(said)
        .split('\n')
        .filter((line) => !line.startsWith('- [ ]')),
    ).toEqual(said.split('\n').filter((line) => !line.startsWith('- [ ]')));
  });

  it('BC-5: missing items are added behind the last box, in its style, unticked', () => {
    const before = plan({ boxes: ['* [x] No feature creep.', '  It is small.'] });
    const after = mend(before).split('\n');
    const last = after.indexOf('  It is small.');
    expect(after[last + 1]).toBe('* [ ] No unnecessary abstractions.');
    expect(after.filter((line) => line.startsWith('* [ ]'))).toHaveLength(29);
    expect(keys(mend(before))).not.toContain('plan/checklist  missing');
  });

  it('BC-5: a contract without a row gets one that says no more than it knows', () => {
    const after = mend(plan({ contracts: 2 }));
    expect(after).toContain('| BC-1 | Task 1 | Unit | `TestQueue_Case1_Works` |\n| BC-2 |  |  |  |\n');
    expect(keys(after)).toContain('plan/contract-in-strategy BC-2 ');
  });

  it('BC-5: numbers are counted anew, but not where somebody speaks of them', () => {
    expect(mend(plan({ tasks: [1, 3, 3], rows: [] }))).toMatch(/Task 1: [\s\S]*Task 2: [\s\S]*Task 3: /);
    expect(mend(plan({ steps: [1, 1, 4] }))).toMatch(/Step 1: Do[\s\S]*Step 2: Do[\s\S]*Step 3: Do/);
    const spoken = plan({ tasks: [1, 3], rows: [], prose: 'As in Task 3, nothing else.' });
    expect(mend(spoken)).toContain('#### Task 3: Do');
  });

  const anyPlan = fc
    .record({
      deviations: fc.constantFrom('', 'No deviations from source document.', 'None.', 'Words.'),
      boxes: fc.subarray(
        [
          '- [ ] No feature creep.',
          '- [x] Lint passes',
          '* [ ] R1-R16',
          '  more of it',
          '- [ ] All contracts are mapped',
        ],
        { minLength: 0 },
      ),
      contracts: fc.integer({ min: 1, max: 4 }),
      rows: fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 4 }),
      tasks: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
      steps: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 }),
      prose: fc.constantFrom('', 'See task 2.', 'See Step 3.', '```\n- [ ] Task 9\n```'),
    })
    .map(plan);

  it('BC-5: what is mended needs no mending, brings no finding and leaves other lines alone', () => {
    fc.assert(
      fc.property(anyPlan, fc.boolean(), (unix, windows) => {
        const before = windows ? unix.replaceAll('\n', '\r\n') : unix;
        const { edits } = lintText(before);
        const after = applied(before, edits);
        expect(lintText(after).edits).toEqual([]);
        // Keys may hold the number that was counted anew.
        for (const [rule, count] of counts(after))
          expect(count, rule).toBeLessThanOrEqual(counts(before).get(rule) ?? 0);
        const kept = before
          .split('\n')
          .filter((_, index) => !edits.some(({ line, was }) => was !== null && line === index + 1));
        const left = [...after.split('\n')];
        for (const line of kept) {
          const at = left.indexOf(line);
          expect(at, line).toBeGreaterThanOrEqual(0);
          left.splice(0, at + 1);
        }
        if (windows) expect(after.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 150 },
    );
  });

  it('BC-5: the diff is one that git can apply, and writing makes it true', () => {
    const text = plan({ deviations: '', tasks: [1, 3], contracts: 2 });
    const path = 'docs/plans/queue-plan.md';
    const { root } = buildRepository([commit('docs: plan', { [path]: text })]);
    const shown = runTrace(root, ['lint', '--fix']);
    expect([shown.code, shown.err]).toEqual([0, expect.stringContaining('1 plan would change')]);
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
    writeFileSync(join(root, 'fix.patch'), shown.out);
    execFileSync('git', ['apply', 'fix.patch'], { cwd: root });
    const patched = readFileSync(join(root, path), 'utf8');
    expect(patched).toBe(mend(text));
    writeFileSync(join(root, path), text);
    expect(runTrace(root, ['lint', '--fix', '--write']).err).toContain('wrote 1 plan');
    expect(readFileSync(join(root, path), 'utf8')).toBe(patched);
    expect(runTrace(root, ['lint', '--fix', '--write']).err).toContain('nothing that can be mended by itself');
  });

  it('BC-5: only files of the work tree are mended, and --write alone is refused', () => {
    const { root } = buildRepository([commit('docs: plan', { 'docs/plans/queue-plan.md': plan({ deviations: '' }) })]);
    expect(runTrace(root, ['lint', '--fix', '-'], { input: plan({}) }).code).toBe(2);
    expect(runTrace(root, ['lint', '--fix', '--write', 'HEAD:docs/plans/queue-plan.md']).code).toBe(2);
    expect(runTrace(root, ['lint', '--write']).code).toBe(2);
  });

  it('BC-5: a line that changed since it was read is left as it is', () => {
    expect(applied('a\nb\n', [{ line: 1, was: 'x', now: ['y'] }])).toBe('a\nb\n');
    expect(unifiedDiff('p.md', 'a\nb\n', [{ line: 2, was: 'b', now: ['c', 'd'] }])).toBe(
      '--- a/p.md\n+++ b/p.md\n@@ -1,2 +1,3 @@\n a\n-b\n+c\n+d\n',
    );
  });
});

describe('a skeleton', () => {
  it.each([
    ['full', [], 6],
    ['compact', ['--compact'], 3],
  ] as const)('BC-6: the %s form lacks only what its author must fill in', (form, flags, contracts) => {
    const { root } = buildRepository([commit('build: go', { 'go.mod': 'module example.com/queue\n' })]);
    const said = runTrace(root, ['init', 'plan', 'Queue limit', ...flags]);
    expect([said.code, said.out]).toEqual([0, expect.stringContaining('docs/plans/queue-limit-plan.md')]);
    const report = JSON.parse(runTrace(root, ['lint', '--json']).out) as Report;
    expect(report.lint?.plans.map((one) => [one.form, one.contracts])).toEqual([[form, contracts]]);
    expect(report.findings.map(({ ruleId }) => ruleId)).toEqual(['plan/unfilled']);
    expect(runTrace(root, ['lint', '--fix']).err).toContain('nothing that can be mended');
    expect(readFileSync(join(root, 'docs/plans/queue-limit-plan.md'), 'utf8')).toContain('go test ./...');
  });

  it('BC-6: it is in the words of the team, and no file is overwritten', () => {
    const { root } = buildRepository([
      edit({
        'trace.config.yaml':
          "lint:\n  agentLine: 'For agents: go on'\n  checklist: [Metrics have owners]\n  commands: { test: [bazel test //...], lint: [buildifier] }\n",
      }),
    ]);
    const { out } = runTrace(root, ['init', 'plan', 'Queue limit', '-o', '-']);
    for (const words of ['> For agents: go on', '- [ ] Metrics have owners', '`bazel test //...`', '`buildifier`'])
      expect(out).toContain(words);
    expect(runTrace(root, ['init', 'plan', 'Queue limit']).code).toBe(0);
    expect(runTrace(root, ['init', 'plan', 'Queue  limit!']).code).toBe(2);
    expect(runTrace(root, ['init', 'plan', '!!']).code).toBe(2);
    expect(runTrace(root, ['init', 'plan', 'Out', '-o', '../out.md']).code).toBe(2);
    expect(existsSync(join(root, '../out.md'))).toBe(false);
    expect(runTrace(root, ['init', 'plan', 'Schlange: Größe', '-o', 'p.md']).code).toBe(0);
  });
});
