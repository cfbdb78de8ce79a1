// Runs the action's entry point as GitHub's runner does: variables and files in, exit code, outputs, summary and a log that is read for commands.
// Its contracts: docs/plans/places-plan.md
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildHistory } from '../../scripts/build-history.mjs';
import { plainEnvironment, QUEUE_PLAN, QUEUE_TEST } from '../support/built-cli.ts';
import { buildRepository, commit, runGit, temporaryFolder } from '../support/repository.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const ENTRY = join(root, 'action/main.mjs');

interface Ended {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

type Inputs = Readonly<Record<string, string>>;

/** `name<<delimiter`, lines, `delimiter`, as the runner reads the file. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, name, delimiter] = /^([^<=]+)<<(.+)$/.exec(lines[at] ?? '') ?? [];
    if (name === undefined || delimiter === undefined) {
      const [key, ...value] = (lines[at] ?? '').split('=');
      if (key) found[key] = value.join('=');
      continue;
    }
    const end = lines.indexOf(delimiter, at + 1);
    found[name] = lines.slice(at + 1, end).join('\n');
    at = end;
  }
  return found;
}

/** What the runner takes for commands: `::x::` at the start of a trimmed line, `##[x]` anywhere, nothing while it is told to stop. */
function commandsIn(log: string): readonly string[] {
  const found: string[] = [];
  let stopped: string | null = null;
  for (const line of log.split('\n').map((each) => each.trimStart())) {
    const [, name, , value = ''] = /^::([\w-]+)( [^:]*)?::(.*)$/.exec(line) ?? [];
    if (stopped !== null) {
      if (line === `::${stopped}::`) stopped = null;
    } else if (name === 'stop-commands') stopped = value;
    else if (name !== undefined) found.push(line);
    else if (line.includes('##[')) found.push(line);
  }
  return stopped === null ? found : [...found, 'the log ends while commands are stopped'];
}

function act(workspace: string, inputs: Inputs, around: { event?: unknown; environment?: Inputs } = {}): Ended {
  const folder = temporaryFolder('trace-runner');
  const file = (name: string, text = ''): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const environment = {
    ...plainEnvironment(),
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: file('output'),
    GITHUB_STEP_SUMMARY: file('summary', 'an earlier line\n'),
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(around.event ?? {})),
    RUNNER_TEMP: folder,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...around.environment,
  };
  const ran = spawnSync(process.execPath, [ENTRY], { cwd: workspace, env: environment, encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  return {
    code: ran.status,
    log: ran.stdout,
    outputs: outputsIn(readFileSync(environment.GITHUB_OUTPUT, 'utf8')),
    summary: readFileSync(environment.GITHUB_STEP_SUMMARY, 'utf8'),
  };
}

const NAMES = ['exit-code', 'new-untested', 'report-path', 'sentence', 'verdict'];
const queue = (): string =>
  buildRepository([
    commit('chore: begin', { 'README.md': 'x\n' }),
    commit('feat: queue (BC-1, BC-2)', { 'docs/plans/queue-plan.md': QUEUE_PLAN, 'sim/queue_test.go': QUEUE_TEST }),
  ]).root;

let example = '';
let kept = '';
beforeAll(() => {
  example = buildHistory(join(root, 'fixtures/projects/limiter'), join(temporaryFolder(), 'limiter')).directory;
  runGit(example, ['update-ref', 'refs/remotes/origin/main', 'main']);
  kept = queue();
});

describe('the action', () => {
  it('BC-5: a change with gaps fails with outputs, annotations, a summary and a report', () => {
    const ended = act(example, {}, { environment: { GITHUB_BASE_REF: 'main' } });
    expect(ended.code).toBe(1);
    expect(Object.keys(ended.outputs).sort()).toEqual(NAMES);
    expect(ended.outputs).toMatchObject({ verdict: 'fail', 'exit-code': '1', 'new-untested': '5' });
    expect(ended.summary).toMatch(/^an earlier line\n[\s\S]*key-registry-plan/);
    expect(existsSync(join(ended.outputs['report-path'] ?? '', 'trace.html'))).toBe(true);
    expect(commandsIn(ended.log).filter((line) => line.startsWith('::error file=docs/plans/key-registry'))).not.toEqual(
      [],
    );
  });

  it('BC-5: a repository that keeps its promises passes, and extra formats are written where they were asked for', () => {
    const ended = act(kept, { format: 'sarif=out/trace.sarif\njunit=out/trace.xml' });
    expect([ended.code, ended.outputs.verdict, ended.outputs['new-untested']]).toEqual([0, 'pass', '0']);
    expect(existsSync(join(kept, 'out/trace.sarif'))).toBe(true);
    expect(existsSync(join(kept, 'out/trace.xml'))).toBe(true);
  });

  it('BC-5: results are read, and a test that fails is a contract that fails', () => {
    const results = join(root, 'fixtures/results/limiter/fail-go1.19.jsonl');
    const without = act(example, { args: '--no-base' });
    const ended = act(example, { args: '--no-base', results: `\n${results}\n`, 'require-results': 'true' });
    expect(without.log).toContain('No test results were given');
    expect(ended.log).not.toContain('No test results were given');
    expect([ended.code, /failing/.test(ended.summary), /failing/.test(without.summary)]).toEqual([1, true, false]);
  });

  it('BC-5: what cannot be judged is undecided, with the reason in log, summary and output', () => {
    const ended = act(kept, { base: 'nowhere' });
    expect([ended.code, ended.outputs.verdict, ended.outputs['report-path']]).toEqual([2, 'undecided', '']);
    for (const text of [ended.summary, ended.outputs.sentence, commandsIn(ended.log).join()])
      expect(text).toContain('`nowhere` names no commit here');
  });

  it('BC-5: an informational run passes, and its outputs say that the gate failed', () => {
    const ended = act(example, { informational: 'true' }, { environment: { GITHUB_BASE_REF: 'main' } });
    expect(ended.code).toBe(0);
    expect(ended.outputs).toMatchObject({ verdict: 'fail', 'exit-code': '0' });
  });

  it('BC-5: the sentence is the error, whatever is noted above it', () => {
    const ended = act(example, { results: 'nope.xml' }, { environment: { GITHUB_BASE_REF: 'main' } });
    expect(ended.outputs).toMatchObject({ verdict: 'undecided', sentence: 'there is no result file nope.xml' });
    expect(commandsIn(ended.log)).toEqual([expect.stringMatching(/^::error title=trace::there is no result file/)]);
  });

  it('BC-5: a report of an earlier step is none of this one', () => {
    const report = join(temporaryFolder(), 'report');
    expect(act(kept, { report }).outputs['report-path']).toBe(report);
    expect(act(kept, { report, base: 'nowhere' }).outputs['report-path']).toBe('');
  });

  it('BC-6: inputs with blanks, quotes, substitutions and line breaks stay one value each', () => {
    const trap = join(temporaryFolder(), 'ran');
    const nasty = `a b'"\`touch ${trap}\`$(touch ${trap}); touch ${trap} &`;
    for (const name of ['results', 'base', 'plan', 'fail-on', 'args', 'working-directory']) {
      const ended = act(kept, { [name]: nasty });
      expect([name, ended.code, Object.keys(ended.outputs).sort()]).toEqual([name, 2, NAMES]);
      expect(existsSync(trap)).toBe(false);
    }
  });

  it('BC-6: a value that begins with a dash is no option', () => {
    for (const name of ['results', 'base', 'plan', 'fail-on']) {
      const ended = act(kept, { [name]: '--exit-zero' });
      expect([name, ended.code]).toEqual([name, 2]);
      expect(ended.outputs.sentence).toContain('--exit-zero');
    }
    expect(act(example, { args: '--no-base\n--exit-zero' }).code).toBe(0);
  });

  it('BC-7: text of the repository is no command, and no value forges an output', () => {
    const plan = QUEUE_PLAN.replace('Full queue refuses', '::set-env name=X::y ##[add-mask]z')
      .replace('Order is kept', '::error::forged %0A::warning::x')
      .replaceAll('BC-2', 'BC-3');
    const { root: hostile } = buildRepository([
      commit('chore: begin'),
      commit('feat: (BC-1)', { 'docs/plans/::warning::-plan.md': plan, 'sim/queue_test.go': QUEUE_TEST }),
    ]);
    const report = `${join(temporaryFolder(), 'r')}\nverdict=pass`;
    const ended = act(hostile, { report, base: 'HEAD~1' });
    expect(ended.code).toBe(1);
    expect(Object.keys(ended.outputs).sort()).toEqual(NAMES);
    expect(ended.outputs).toMatchObject({ verdict: 'fail', 'report-path': report });
    const commands = commandsIn(ended.log);
    expect(commands).not.toEqual([]);
    for (const line of commands)
      expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^,]*,line=\d+,endLine=\d+,)?title=trace/);
  });

  it('BC-7: a message of an error is no command', () => {
    const ended = act(kept, { base: 'x\n::set-output name=verdict::pass\n##[error]y' });
    expect(ended.code).toBe(2);
    expect(commandsIn(ended.log)).toHaveLength(1);
    expect(Object.keys(ended.outputs).sort()).toEqual(NAMES);
  });

  it('BC-8: a merge queue is judged against its base, a push as a whole', () => {
    const base = runGit(kept, ['rev-parse', 'HEAD~1']);
    const queued = act(kept, {}, { event: { merge_group: { base_sha: base } } });
    expect(queued.log).toMatch(new RegExp(`compared with\\s+${base}`));
    expect(act(kept, {}, { event: { before: base } }).log).not.toContain('compared with');
    const own = act(kept, { base: 'HEAD' }, { event: { merge_group: { base_sha: base } } });
    expect(own.log).toContain('compared with HEAD');
  });

  it('BC-8: a shallow clone cannot be judged, and the remedy is the one of the checkout action', () => {
    const folder = join(temporaryFolder(), 'shallow');
    runGit(temporaryFolder(), ['clone', '-q', '--depth=1', `file://${kept}`, folder]);
    const ended = act(folder, {}, { environment: { GITHUB_BASE_REF: 'main' } });
    expect([ended.code, ended.outputs.verdict]).toEqual([2, 'undecided']);
    expect(ended.summary).toContain('fetch-depth: 0');
  });

  it('BC-9: the description of a pull request is the plan, read from the event alone', () => {
    const { root: bare } = buildRepository([
      commit('chore: begin'),
      commit('feat: queue', { 'sim/queue_test.go': QUEUE_TEST }),
    ]);
    const inputs = { 'plan-from-description': 'true', base: 'HEAD~1' };
    const ended = act(bare, inputs, { event: { pull_request: { body: QUEUE_PLAN } } });
    expect([ended.code, ended.outputs.verdict]).toEqual([0, 'pass']);
    const empty = act(bare, inputs, { event: { pull_request: { body: null } } });
    expect([empty.code, empty.outputs.verdict]).toEqual([2, 'undecided']);
  });
});

interface Action {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly run: string; readonly env?: Readonly<Record<string, string>> }[];
  };
}

describe('action.yml', () => {
  const text = readFileSync(join(root, 'action.yml'), 'utf8');
  const action = parse(text) as Action;

  it('BC-6: every input reaches the entry in the environment, none stands in a script', () => {
    const [build, judge] = action.runs.steps;
    for (const step of action.runs.steps) expect(step.run).not.toContain('${{');
    expect(build?.env).toBeUndefined();
    const expected = Object.keys(action.inputs).map((name) => [
      `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
      `\${{ inputs.${name} }}`,
    ]);
    expect(judge?.env).toEqual(Object.fromEntries(expected));
  });

  it('BC-6: every input that action.yml names is read under the name that it has there', () => {
    const entry = readFileSync(ENTRY, 'utf8');
    const read = [...entry.matchAll(/\b(?:input|lines|isOn)\('([\w-]+)'\)/g)].map(([, name]) => name);
    expect([...new Set(read)].sort()).toEqual(Object.keys(action.inputs).sort());
    const ended = act(kept, { PLAN_FROM_DESCRIPTION: 'true' }, { event: { pull_request: { body: QUEUE_PLAN } } });
    expect(ended.code).toBe(0);
    expect(ended.log).toContain('stdin.md');
  });

  it('BC-5: the outputs are those that the entry sets', () => {
    expect(Object.keys(action.outputs).sort()).toEqual(NAMES);
    for (const name of NAMES) expect(action.outputs[name]?.value).toBe(`\${{ steps.judge.outputs.${name} }}`);
  });

  it('NC-1: it asks for no token', () => {
    expect(text).not.toMatch(/token:|secrets\.|github\.token|pull_request_target|GITHUB_TOKEN|GH_TOKEN/);
  });
});
