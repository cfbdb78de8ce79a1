// Holds what is asked of the engine to what that engine knows. Its contracts: docs/plans/cold-run-plan.md
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { engineFlags } from '../../src/cli/engine.ts';

const NODE_20 = '11.3.244.8-node.33';

describe('what is asked of the engine', () => {
  it('BC-7: the engine of Node 20 is asked to wait, and no other is asked anything', () => {
    expect(engineFlags(NODE_20, 8)).toEqual([expect.stringMatching(/^--interrupt-budget=\d+$/)]);
    for (const other of ['12.4.254.21-node.33', '13.6.233.10-node.28', undefined])
      expect(engineFlags(other, 2)).toEqual([]);
  });

  it('BC-7: the collector has no helpers where two threads fill the processors', () => {
    for (const [processors, helpers] of [
      [1, 0],
      [2, 0],
      [3, 1],
      [16, 1],
    ] as const)
      expect(engineFlags(NODE_20, processors).includes('--no-parallel-scavenge')).toBe(helpers === 0);
  });

  it('BC-7: the engine takes what it is asked without a word', () => {
    const flags = engineFlags(process.versions.v8, 1);
    const said = spawnSync(process.execPath, [
      '-e',
      `for (const f of ${JSON.stringify(flags)}) require('v8').setFlagsFromString(f)`,
    ]);
    expect([said.status, `${said.stdout}${said.stderr}`]).toEqual([0, '']);
  });
});
