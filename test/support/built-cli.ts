// Runs the built program as a user does: a process of its own, its exit code, and what it wrote to which stream.
import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Report } from '../../src/model/report.ts';
import { testEnvironment } from './repository.ts';

export const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Surrounding {
  readonly environment?: NodeJS.ProcessEnv;
  readonly input?: string | Uint8Array;
  readonly main?: string;
}

/** No user's git configuration, no pull-request job, no colours asked for or refused. */
export const plainEnvironment = (): NodeJS.ProcessEnv => {
  const kept = Object.entries(testEnvironment()).filter(
    ([name]) => !/^(?:CI|GITHUB|TRACE|NO_COLOR|FORCE_COLOR)/.test(name),
  );
  return { ...Object.fromEntries(kept), GIT_CONFIG_GLOBAL: devNull };
};

export const runTrace = (folder: string, args: readonly string[], around: Surrounding = {}): Ran => {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [around.main ?? MAIN, ...args], {
    cwd: folder,
    env: { ...plainEnvironment(), ...around.environment },
    input: around.input ?? '',
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, signal, out: stdout, err: stderr };
};

/** What the program knows, for everything that is no question of wording. */
export const reportOf = (folder: string, args: readonly string[] = [], around: Surrounding = {}): Report => {
  const ran = runTrace(folder, ['check', '--json', ...args], around);
  if (ran.out === '') throw new Error(`trace check wrote no report: ${ran.err}`);
  return JSON.parse(ran.out);
};

/** `path:line what`, the way a reader would look for them. */
export const problemsOf = (report: Report): readonly string[] =>
  report.problems.map(({ path, at, what }) => `${path ?? ''}${at === null ? '' : `:${at.line}`} ${what}`);

/** State of each contract by `slug#label`. */
export const statesOf = (report: Report): Readonly<Record<string, string>> => {
  const slugs = new Map(report.graph.nodes.flatMap((n) => (n.kind === 'plan' ? [[n.id, n.slug] as const] : [])));
  return Object.fromEntries(
    report.graph.nodes.flatMap((n) => (n.kind === 'contract' ? [[`${slugs.get(n.plan)}#${n.label}`, n.state]] : [])),
  );
};

/** A plan with two contracts, one paired with its test by the strategy table, one tied only by history. */
export const QUEUE_PLAN = `# Queue Plan

## Behavioral Contracts

BC-1: Full queue refuses
- GIVEN a full queue
- WHEN an item is added
- THEN it MUST be refused

BC-2: Order is kept
- GIVEN two items
- WHEN they are taken
- THEN the first MUST come first

## Test Strategy

| Contract | Task | Test Type | Test Name |
|---|---|---|---|
| BC-1 | 1 | Unit | \`TestQueue_Full_Refuses\` |
`;

export const goTest = (name: string, label: string): string => `
// ${name} verifies ${label}.
func ${name}(t *testing.T) {
	if broken() {
		t.Fatal("${name}")
	}
}
`;

export const QUEUE_TEST = `package sim

import "testing"
${goTest('TestQueue_Full_Refuses', 'BC-1')}${goTest('TestQueue_Order_IsKept', 'BC-2')}`;

export const PLAN = 'docs/plans/queue-plan.md';
export const TEST = 'sim/queue_test.go';
/** What a whole history says of the two contracts. */
export const KEPT = { 'queue-plan#BC-1': 'linked', 'queue-plan#BC-2': 'linked' } as const;
/** What plans and tests say by themselves: nothing but history ties BC-2. */
export const WITHOUT_HISTORY = { 'queue-plan#BC-1': 'linked', 'queue-plan#BC-2': 'untested' } as const;
