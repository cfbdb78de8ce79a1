// `trace report --lint`: what is said of the plans' text stands beside the gate's findings and changes nothing of its answer.
// Its contracts: docs/plans/report-pictures-plan.md
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { PLAN, QUEUE_PLAN, QUEUE_TEST, runTrace, TEST } from '../support/built-cli.ts';
import { buildRepository, commit } from '../support/repository.ts';

describe('report --lint', () => {
  it('BC-8: carries what lint says, and the verdict is the same', () => {
    const { root } = buildRepository([commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST })]);
    const written = (...args: readonly string[]): Report =>
      JSON.parse(runTrace(root, ['report', '--format', 'json', '-o', '-', ...args]).out);
    const plain = written();
    const { quality, ...rest } = written('--lint');
    const linted: Report = JSON.parse(runTrace(root, ['lint', '--json']).out);
    expect(plain.quality).toBeUndefined();
    expect(rest).toEqual(plain);
    expect(linted.findings.length).toBeGreaterThan(0);
    expect(quality?.findings).toEqual(linted.findings);
    expect(quality?.plans.map(({ path }) => path)).toEqual([PLAN]);
    expect(quality?.plans[0]?.sections.map(({ title }) => title)).toContain('Behavioral Contracts');
    const placed = linted.findings.flatMap(({ at }) => (at?.kind === 'file' ? [at.at.line] : []));
    expect(quality?.excerpts.map(({ firstLine }) => firstLine).sort()).toEqual([...new Set(placed)].sort());
    expect(quality?.excerpts.every(({ firstLine, lines }) => lines[0] === QUEUE_PLAN.split('\n')[firstLine - 1])).toBe(
      true,
    );
  });
});
