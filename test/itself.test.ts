// This repository keeps its own promises: every contract of its plans has a test that can fail, and every label in a test means one of them.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { reportOf } from './support/built-cli.ts';

describe('trace on itself', () => {
  it('passes, and finds nothing that fails or warns', () => {
    const { verdict, summary } = reportOf(fileURLToPath(new URL('..', import.meta.url)), ['--no-base']);
    expect(verdict.outcome, verdict.sentence).toBe('pass');
    expect(verdict.counts).toMatchObject({ error: 0, warning: 0, suppressed: 0, baselined: 0 });
    expect(summary.contracts).toBeGreaterThan(300);
    expect([summary.states.hollow, summary.states.skipped]).toEqual([0, 0]);
  });
});
