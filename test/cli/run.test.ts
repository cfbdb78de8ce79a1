// `trace run` as a user meets it: real runners, and a runner that does whatever a bad day can bring.
// Its contracts: docs/plans/run-and-serve-plan.md
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { MAIN, plainEnvironment, type Ran, runTrace, statesOf } from '../support/built-cli.ts';
import { buildRepository, commit, type Files, type TestRepository, temporaryFolder } from '../support/repository.ts';

const plan = (test: string): string => `# Queue Plan

## Behavioral Contracts

BC-1: Full queue refuses
- GIVEN a full queue
- WHEN an item is added
- THEN it MUST be refused

## Test Strategy

| Contract | Task | Test Type | Test Name |
|---|---|---|---|
| BC-1 | 1 | Unit | \`${test}\` |
`;
const PLAN = 'docs/plans/queue-plan.md';
const PASSED = '<testsuite name="s"><testcase classname="test_queue" name="test_full_refuses" time="0"/></testsuite>';
const FAILED = PASSED.replace('/></', '><failure message="no">no</failure></testcase></');
const PYTHON: Files = {
  [PLAN]: plan('test_full_refuses'),
  'test_queue.py':
    '"""Queue."""\n\n\ndef test_full_refuses():\n    """BC-1: a full queue refuses."""\n    assert broken() is None\n',
};

/** A pytest that prints, writes and ends as the environment says. */
const FAKE = `#!/usr/bin/env node
const { writeFileSync } = require('node:fs');
const { FAKE_PRINT = '', FAKE_XML, FAKE_FILE, FAKE_EXIT = '0', FAKE_WAIT, FAKE_SIGNAL } = process.env;
process.stdout.write(FAKE_PRINT);
const flag = process.argv.find((word) => word.startsWith('--junit-xml='));
const file = FAKE_FILE ?? flag?.slice('--junit-xml='.length);
if (FAKE_XML && file) writeFileSync(file, FAKE_XML);
if (FAKE_SIGNAL) process.kill(process.pid, FAKE_SIGNAL);
else if (FAKE_WAIT) {
  process.on('SIGINT', () => { writeFileSync(FAKE_WAIT, 'interrupted'); process.exit(130); });
  process.on('SIGTERM', () => { writeFileSync(FAKE_WAIT, 'terminated'); process.exit(143); });
  process.stdout.write('waiting\\n');
  setInterval(() => undefined, 1000);
} else process.exitCode = Number(FAKE_EXIT);
`;

let bin: string;
let temporary: string;
let python: TestRepository;
beforeAll(() => {
  bin = temporaryFolder('trace-fake-bin');
  temporary = temporaryFolder('trace-fake-tmp');
  for (const name of ['pytest', 'strange']) writeFileSync(join(bin, name), FAKE, { mode: 0o755 });
  python = buildRepository([commit('feat: queue (BC-1)', PYTHON)]);
});

const around = (environment: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...plainEnvironment(),
  TMPDIR: temporary,
  NO_COLOR: '1',
  PATH: `${bin}${delimiter}${process.env.PATH}`,
  ...environment,
});
const ran = (folder: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): Ran =>
  runTrace(folder, ['run', ...args], { environment: around(environment) });
const faked = (environment: NodeJS.ProcessEnv, ...options: readonly string[]): Ran =>
  ran(python.root, [...options, '--', 'pytest', '-q'], environment);
const stateIn = ({ out }: Ran): string | undefined => statesOf(JSON.parse(out))['queue-plan#BC-1'];
const has = (program: string): boolean => spawnSync(program, ['version']).error === undefined;

describe('what is started', () => {
  it('BC-1: what was added is said, and no temporary file stays', () => {
    const { err, code } = faked({ FAKE_XML: PASSED });
    expect(err).toMatch(/^trace: added, so that it writes results: --junit-xml=\S+pytest\.xml\n$/);
    expect(code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('BC-3: the output comes first and unchanged; beside an answer that is data it goes to standard error', () => {
    const print = '1 passed\u001b[32m!\u001b[0m\n';
    expect(faked({ FAKE_XML: PASSED, FAKE_PRINT: print }).out.startsWith(print)).toBe(true);
    const data = faked({ FAKE_XML: PASSED, FAKE_PRINT: print }, '--json');
    expect(stateIn(data)).toBe('verified');
    expect(data.err).toContain(print);
  });

  it.each([
    ['nothing-like-this', ['--results', 'x.xml', '--', 'nothing-like-this'], 'there is no such program on the PATH'],
    ['a file without the permission', ['--results', 'x.xml', '--', './test_queue.py'], 'it may not be executed'],
    ['standard input for two', ['--plan', '-', '--', 'pytest'], 'standard input belongs to the command'],
    ['a format that is none', ['--format', 'pdf', '--', 'pytest'], 'there is no format pdf'],
  ])('BC-5: %s ends with 2', (_name, args, words) => {
    const { code, err } = ran(python.root, args);
    expect(err).toContain(words);
    expect(code).toBe(2);
  });

  it('BC-7: an unknown command is not started; with --results it runs as it is', () => {
    const file = join(python.root, 'own.xml');
    const unknown = ran(python.root, ['--', 'strange'], { FAKE_XML: PASSED, FAKE_FILE: file });
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('`strange` is no test runner that trace knows');
    expect(existsSync(file)).toBe(false);
    const known = ran(python.root, ['--json', '--results', '*.xml', '--', 'strange'], {
      FAKE_XML: PASSED,
      FAKE_FILE: file,
    });
    expect(known.err).toBe('');
    expect(stateIn(known)).toBe('verified');
  });
});

describe('the answer', () => {
  it.each([
    ['passes', PASSED, '0', 0, 'verified'],
    ['fails', FAILED, '1', 1, 'failing'],
    ['passes, and the command failed', PASSED, '1', 1, 'verified'],
  ])('BC-4: a contract whose test %s', (_name, FAKE_XML, FAKE_EXIT, code, state) => {
    const answer = faked({ FAKE_XML, FAKE_EXIT }, '--json');
    expect([answer.code, stateIn(answer)]).toEqual([code, state]);
  });

  it('BC-4: a command that failed although the gate passes is named, and advice stays advice', () => {
    const environment = { FAKE_XML: PASSED, FAKE_EXIT: '4' };
    expect(faked(environment).err).toContain('trace: the command ended with exit code 4, so this does too');
    expect(faked(environment, '--exit-zero').code).toBe(0);
  });

  it('BC-4: what is not committed makes the results stale', () => {
    const changed = buildRepository([commit('feat: queue (BC-1)', PYTHON)]);
    changed.write({ 'queue.py': 'x = 1\n' });
    const answer = ran(changed.root, ['--json', '--require-results', '--', 'pytest'], { FAKE_XML: PASSED });
    expect([answer.code, stateIn(answer)]).toEqual([2, 'linked']);
  });

  it.each([
    ['nothing was written', { FAKE_EXIT: '0' }, 'ended with exit code 0 and wrote no results'],
    ['it was killed', { FAKE_SIGNAL: 'SIGKILL' }, 'was ended by SIGKILL and wrote no results'],
    ['it was killed after it wrote', { FAKE_SIGNAL: 'SIGKILL', FAKE_XML: PASSED }, 'was ended by SIGKILL'],
    ['the file is cut off', { FAKE_XML: PASSED.slice(0, -14) }, ''],
  ])('BC-5: where %s it is 2, also with --exit-zero', (_name, environment, words) => {
    const { code, err } = faked(environment, '--exit-zero');
    expect(err).toContain(words);
    expect(code).toBe(2);
  });

  it('BC-5: results of an earlier run are no results of this one', () => {
    const file = join(python.root, 'old.xml');
    writeFileSync(file, PASSED);
    utimesSync(file, new Date(), new Date());
    const { code, err } = ran(python.root, ['--results', 'old.xml', '--', 'strange']);
    expect(err).toContain('left old.xml as it was before');
    expect(code).toBe(2);
  });
});

describe('signals', () => {
  const waiting = (mark: string): ChildProcess =>
    spawn(process.execPath, [MAIN, 'run', '--', 'pytest'], {
      cwd: python.root,
      env: around({ FAKE_WAIT: mark }),
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it.each([
    ['SIGINT', 'interrupted'],
    ['SIGTERM', 'terminated'],
  ] as const)('BC-6: %s reaches the command, no file stays, and trace ends by it', async (signal, word) => {
    const mark = join(bin, `mark-${signal}`);
    const child = waiting(mark);
    const ended = new Promise((resolve) => child.once('exit', (code, by) => resolve([code, by])));
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readFileSync(mark, 'utf8')).toBe(word);
    expect(readdirSync(temporary)).toEqual([]);
  });
});

describe('real runners', () => {
  const javascript = (test: string, content: string, more: Files = {}): TestRepository =>
    buildRepository([
      commit('feat: queue (BC-1)', {
        [PLAN]: plan('BC-1: refuses'),
        [test]: content,
        '.gitignore': 'node_modules\n',
        ...more,
      }),
    ]);
  const body = "it('BC-1: refuses', () => {\n  assert.equal(1 + 1, 2);\n});\n";

  it('BC-4: vitest behind a script of package.json', () => {
    const { root } = javascript(
      'queue.test.mjs',
      `import assert from 'node:assert';\nimport { it } from 'vitest';\n${body}`,
      {
        'package.json': '{ "private": true, "scripts": { "test": "vitest run" } }\n',
      },
    );
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(root, 'node_modules'));
    const answer = ran(root, ['--json', '--', 'npm', 'test']);
    expect(answer.err).toMatch(/Tests +1 passed/);
    expect([answer.code, stateIn(answer)]).toEqual([0, 'verified']);
  });

  it('BC-4: node --test, with what it prints into a pipe', () => {
    const { root } = javascript(
      'queue.test.mjs',
      `import assert from 'node:assert';\nimport { it } from 'node:test';\n${body}`,
    );
    const plain = spawnSync('node', ['--test'], { cwd: root, encoding: 'utf8', env: around() });
    const answer = ran(root, ['--', 'node', '--test']);
    const timeless = (text: string): string => text.replace(/[\d.]+(?=\n|ms)/g, 'N');
    expect(timeless(answer.out).startsWith(timeless(plain.stdout))).toBe(true);
    expect(answer.code).toBe(0);
    expect(stateIn(ran(root, ['--json', '--', 'node', '--test']))).toBe('verified');
  });

  const GO: Files = {
    [PLAN]: plan('TestQueue_Full_Refuses'),
    'go.mod': 'module example.org/queue\n\ngo 1.19\n',
    'sim/queue.go': 'package sim\n',
    'sim/queue_test.go': `package sim

import "testing"

// TestQueue_Full_Refuses verifies BC-1.
func TestQueue_Full_Refuses(t *testing.T) {
	if 1 > 2 {
		t.Fatal("no")
	}
}
`,
    'other/other_test.go': `package other

import (
	"fmt"
	"testing"
)

func TestOther_Parts_Fail(t *testing.T) {
	fmt.Println("printed")
	t.Log("before")
	t.Run("a b", func(t *testing.T) { t.Errorf("bad\\nindeed") })
	t.Run("fine", func(t *testing.T) { t.Log("quiet") })
	t.Log("after")
}
`,
  };

  it.runIf(has('go'))(
    'BC-3: what go test prints is shown line by line, and a test of no contract that fails is no pass',
    () => {
      const { root } = buildRepository([commit('feat: queue (BC-1)', GO)]);
      const timeless = (text: string): string => text.replace(/\d+\.\d+s|\(cached\)/g, 'T');
      for (const args of [
        ['-p=1', './...'],
        ['-v', './other'],
      ]) {
        const plain = spawnSync('go', ['test', ...args], { cwd: root, encoding: 'utf8', env: around() });
        const answer = ran(root, ['--', 'go', 'test', ...args]);
        expect(timeless(answer.out).startsWith(timeless(plain.stdout)), answer.out).toBe(true);
        expect(answer.code).toBe(plain.status);
      }
      expect(stateIn(ran(root, ['--json', '--', 'go', 'test', './...']))).toBe('verified');
    },
  );
});
