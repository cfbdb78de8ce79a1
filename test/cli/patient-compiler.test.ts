// Holds what is asked of the engine to what that engine knows. Its contracts: docs/plans/cold-run-plan.md
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { engineFlags } from '../../src/cli/patient-compiler.ts';

describe('the patience of the compiler', () => {
  it('BC-7: the engine of Node 20 is asked to wait, and no other is asked anything', () => {
    expect(engineFlags('11.3.244.8-node.33')).toEqual([expect.stringMatching(/^--interrupt-budget=\d+$/)]);
    for (const other of ['12.4.254.21-node.33', '13.6.233.10-node.28', undefined])
      expect(engineFlags(other)).toEqual([]);
  });

  it('BC-7: the engine takes what it is asked without a word', () => {
    const flags = engineFlags(process.versions.v8);
    const said = spawnSync(process.execPath, [
      '-e',
      `for (const f of ${JSON.stringify(flags)}) require('v8').setFlagsFromString(f)`,
    ]);
    expect([said.status, `${said.stdout}${said.stderr}`]).toEqual([0, '']);
  });
});
