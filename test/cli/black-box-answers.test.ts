// What goes to which stream and with which exit code, in a pipe, on a terminal, on a full disk, and when the user has had enough.
// Its contracts: docs/plans/cli-plan.md
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { goTest, MAIN, PLAN, plainEnvironment, QUEUE_PLAN, QUEUE_TEST, runTrace, TEST } from '../support/built-cli.ts';
import { buildRepository, commit, type TestRepository, temporaryFolder } from '../support/repository.ts';

const MORE_PLAN = `# More Plan

## Behavioral Contracts

BC-1: Nobody tests this
- GIVEN nothing
- WHEN nothing happens
- THEN nothing MUST follow
`;

let repository: TestRepository;
/** A contract that nobody tests. */
let gap: TestRepository;
beforeAll(() => {
  const start = commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST });
  repository = buildRepository([start]);
  gap = buildRepository([start, commit('docs: promise more', { 'docs/plans/more-plan.md': MORE_PLAN })]);
});
const trace = (...args: readonly string[]) => runTrace(repository.root, args);
const inShell = (root: string, line: string) =>
  spawnSync('bash', ['-c', `trace() { "${process.execPath}" "${MAIN}" "$@"; }\n${line}`], {
    cwd: root,
    env: plainEnvironment(),
    encoding: 'utf8',
  });

describe('exit codes', () => {
  it('BC-13: 0 where every promise is kept, 1 where one is not, and --exit-zero only for that', () => {
    expect(trace('check').code).toBe(0);
    expect(runTrace(gap.root, ['check']).code).toBe(1);
    expect(runTrace(gap.root, ['check', '--json']).code).toBe(1);
    expect(runTrace(gap.root, ['check', '--exit-zero']).code).toBe(0);
    expect(runTrace(gap.root, ['report', '-o', '-']).code).toBe(0);
    expect(runTrace(gap.root, ['list', 'findings']).code).toBe(0);
  });

  it('BC-13: 3 for what is our own fault: a damaged installation, with a stack and the way to report it', () => {
    const folder = temporaryFolder();
    cpSync(dirname(MAIN), join(folder, 'dist'), { recursive: true });
    symlinkSync(join(dirname(MAIN), '../node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
    writeFileSync(join(folder, 'dist/assets/tree-sitter-go.wasm'), 'damaged');
    const main = join(folder, 'dist/main.js');
    // Only for a file that is not well-formed the parser is loaded.
    const project = temporaryFolder();
    writeFileSync(join(project, 'a_test.go'), 'package a\n\n// BC-1\nfunc TestA(t *testing.T) {\n');
    const ran = runTrace(project, ['--no-cache', 'check'], { main });
    expect([ran.code, ran.out]).toEqual([3, '']);
    expect(ran.err).toContain('This is a bug in trace. Please report it');
    expect(ran.err).toMatch(/^ +at /m);
    rmSync(join(folder, 'dist/assets/tree-sitter-go.wasm'));
    expect(runTrace(project, ['--no-cache', 'check'], { main }).err).toContain('tree-sitter-go.wasm is missing');
  });
});

describe('streams', () => {
  it.each([
    [['check', '--json']],
    [['check', '--base', 'HEAD', '--json']],
    [['list', 'contracts', '--json']],
    [['list', 'tests', '--json']],
    [['list', 'commits', '--json']],
    [['list', 'plans', '--json', '--all']],
    [['list', 'links', '--json']],
    [['list', 'findings', '--json']],
    [['explain', 'queue-plan#BC-1', '--json']],
    [['explain', 'TestQueue_Order_IsKept', '--json']],
    [['explain', 'nothing-like-it', '--json']],
    [['report', '--format', 'json', '-o', '-']],
  ])('BC-14: call %# gives JSON and nothing else on standard output', (args) => {
    const ran = trace(...args);
    expect(JSON.parse(ran.out)).toBeTypeOf('object');
    if (ran.code === 0 && args[0] !== 'report') expect(ran.err).toBe('');
    expect(ran.code).toBe(args.includes('nothing-like-it') ? 2 : 0);
  });

  it('BC-14: a report names its files and its verdict on standard error, and standard output stays empty', () => {
    const out = join(temporaryFolder(), 'out');
    const ran = runTrace(gap.root, ['report', '--format', 'html,json', '-o', out]);
    expect([ran.code, ran.out]).toEqual([0, '']);
    const [html, json, verdict] = ran.err.split('\n');
    expect([html, json]).toEqual([join(out, 'trace.html'), join(out, 'trace.json')]);
    expect(verdict).toContain('Gate failed');
    expect(JSON.parse(readFileSync(join(out, 'trace.json'), 'utf8')).verdict.outcome).toBe('fail');
  });

  it('BC-14: nothing that a run prints depends on where the repository stands', () => {
    for (const args of [['check'], ['check', '--json'], ['report', '-o', '-'], ['list', 'links', '--json']])
      expect(runTrace(gap.root, args).out).not.toContain(dirname(gap.root));
  });

  it('BC-15: a reader that leaves early is no error, and does not turn a failed gate green', () => {
    const run = (line: string): readonly string[] => {
      const ran = inShell(gap.root, `${line}; echo "codes \${PIPESTATUS[*]}"`);
      return [ran.stdout.trimEnd().split('\n').at(-1) ?? '', ran.stderr];
    };
    expect(run('trace list links | head -1')).toEqual(['codes 0 0', '']);
    expect(run('trace report -o - | head -c 1 > /dev/null')).toEqual(['codes 0 0', '']);
    expect(run('trace check | true')).toEqual(['codes 1 0', '']);
    expect(run('trace check --json | head -c 1 > /dev/null')).toEqual(['codes 1 0', '']);
  });

  it.runIf(existsSync('/dev/full'))(
    'EC-2: a full disk below standard output is said with exit 2, never with the code of a failed gate',
    () => {
      for (const args of [
        'check',
        'check --json',
        'list links',
        'explain BC-1',
        'report -o -',
        'completion bash',
        '--help',
      ]) {
        const ran = inShell(repository.root, `trace ${args} > /dev/full`);
        expect([args, ran.status]).toEqual([args, 2]);
        expect(ran.stderr).toMatch(/^error: standard output cannot be written: the disk is full$/m);
        expect(ran.stderr).not.toContain(' at ');
      }
      expect(inShell(repository.root, 'trace check 2> /dev/full').status).toBe(0);
      expect(inShell(repository.root, 'trace chek 2> /dev/full').status).toBe(2);
    },
  );
});

describe('output files', () => {
  it('EC-2: a place that cannot be written exits 2 and says why; the old report stays', () => {
    for (const [place, words] of [
      [`${PLAN}/out`, 'a part of the path is a file'],
      ['/proc/none/out', 'no folder can be made there'],
    ] as const) {
      const ran = trace('report', '-o', place);
      expect([ran.code, ran.out]).toEqual([2, '']);
      expect(ran.err).toContain(words);
    }
    expect(readFileSync(join(repository.root, PLAN), 'utf8')).toBe(QUEUE_PLAN);
    expect(repository.git('status', '--porcelain')).toBe('');
  });

  it('EC-2: a link out of the repository in the place of the report is not followed', () => {
    const outside = temporaryFolder();
    const { root } = buildRepository([commit('feat: x', { [PLAN]: QUEUE_PLAN })]);
    symlinkSync(outside, join(root, 'trace-report'));
    const ran = runTrace(root, ['report']);
    expect([ran.code, readdirSync(outside)]).toEqual([2, []]);
    expect(ran.err).toContain('symbolic link');
  });

  /** Starts a report, sends the signal when `ready` says so, and gives how it ended. */
  const interrupted = async (root: string, path: string, signal: NodeJS.Signals, ready: () => boolean) => {
    const child = spawn(process.execPath, [MAIN, '--no-cache', 'report', '-o', 'out'], {
      cwd: root,
      env: { ...plainEnvironment(), PATH: path },
      stdio: 'ignore',
    });
    const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) =>
      child.once('exit', (code, by) => resolve([code, by])),
    );
    while (!ready()) await new Promise((resolve) => setTimeout(resolve, 10));
    child.kill(signal);
    return ended;
  };

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'EC-3: %s in the middle ends by the signal; the old report is unchanged and nothing half-written stays',
    async (signal) => {
      const { root } = buildRepository([
        commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
      ]);
      mkdirSync(join(root, 'out'));
      writeFileSync(join(root, 'out/trace.html'), 'the old one');
      const folder = temporaryFolder();
      const reached = join(folder, 'reached');
      const slow = `#!/bin/sh\ncase "$*" in *--first-parent*) touch ${reached}; sleep 2;; esac\nPATH=\${PATH#*:} exec git "$@"\n`;
      writeFileSync(join(folder, 'git'), slow);
      chmodSync(join(folder, 'git'), 0o755);
      const [code, by] = await interrupted(root, [folder, process.env.PATH].join(delimiter), signal, () =>
        existsSync(reached),
      );
      expect(by ?? code).toBe(signal);
      expect(readdirSync(join(root, 'out'))).toEqual(['trace.html']);
      expect(readFileSync(join(root, 'out/trace.html'), 'utf8')).toBe('the old one');
    },
  );

  it('EC-3: at any other moment the report is the old one or the new one, whole', async () => {
    const { root } = buildRepository([commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST })]);
    const whole = runTrace(root, ['report', '-o', '-']).out;
    mkdirSync(join(root, 'out'));
    for (const delay of [150, 250, 320, 400]) {
      writeFileSync(join(root, 'out/trace.html'), 'the old one');
      const until = Date.now() + delay;
      await interrupted(root, process.env.PATH ?? '', 'SIGINT', () => Date.now() > until);
      expect(readdirSync(join(root, 'out'))).toEqual(['trace.html']);
      const now = readFileSync(join(root, 'out/trace.html'), 'utf8');
      // The report counts its own folder among the uncommitted files, so only its ends are compared.
      expect(
        now === 'the old one' || (now.startsWith('<!') && now.trimEnd().endsWith(whole.trimEnd().slice(-20))),
      ).toBe(true);
    }
  });
});

describe('a terminal', () => {
  const onTerminal = (line: string): string =>
    inShell(repository.root, `script -qec '"${process.execPath}" "${MAIN}" ${line}' /dev/null`).stdout;
  const colour = '\u001b[';

  it.runIf(existsSync('/usr/bin/script'))('BC-16: has colours; NO_COLOR, --no-color and a pipe have none', () => {
    expect(onTerminal('check')).toContain(colour);
    expect(onTerminal('check --no-color')).not.toContain(`${colour}1m`);
    const quiet = inShell(repository.root, `NO_COLOR=1 script -qec '"${process.execPath}" "${MAIN}" check' /dev/null`);
    expect(quiet.stdout).not.toContain(`${colour}1m`);
    expect(trace('check').out).not.toContain(colour);
  });

  it('BC-16: control and direction characters of the repository are shown, never sent', () => {
    const nasty = '\u001b[31m\u001b]0;title\u0007 \u202etxet\u009b1m';
    const { root } = buildRepository([
      commit(`feat: ${nasty} (BC-1)`, {
        [`docs/p${nasty.replace('/', '')}.md`]: QUEUE_PLAN.replace('Full queue refuses', nasty),
        [TEST]: `package sim\n${goTest('TestQueue_Full_Refuses', 'BC-1').replace('BC-1.', `BC-1 ${nasty}`)}`,
      }),
    ]);
    const kinds = ['contracts', 'tests', 'commits', 'plans', 'links', 'findings'];
    const commands = [['check'], ['check', '--base', 'HEAD'], ...kinds.map((kind) => ['list', kind])];
    const more = [
      ['explain', 'BC-1'],
      ['explain', nasty],
      ['check', '--base', nasty],
      ['check', '--plan', nasty],
    ];
    for (const args of [...commands, ...more, ['report', '--format', 'text', '-o', '-'], ['init']]) {
      const { out, err } = runTrace(root, args);
      expect(`${out}${err}`, args.join(' ')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
    expect(runTrace(root, ['check']).out).toContain('⟨U+001B⟩[31m');
  });
});

describe('help', () => {
  const commands = ['report', 'check', 'list', 'explain', 'init', 'completion'];

  it('BC-21: every command shows an example and the options of all commands; the first page shows the exit codes', () => {
    for (const command of commands) {
      const { code, out, err } = trace(command, '--help');
      expect([code, err]).toEqual([0, '']);
      expect(out).toMatch(new RegExp(`^Examples?:.*\\n? *trace ${command}`, 'm'));
      expect(out).toContain('-C <dir>');
    }
    expect(trace('--help').out).toContain('0 pass · 1 gate failed · 2 could not judge · 3 bug in trace');
    expect(trace('--version').out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('BC-21: every example of the help runs', () => {
    const examples = ['check', 'list', 'explain'].flatMap((command) =>
      [...trace(command, '--help').out.matchAll(/^ {2}trace (.+)$/gm)].map(([, line = '']) => line),
    );
    expect(examples.length).toBeGreaterThan(6);
    const usage = examples.filter((line) =>
      /usage|unknown|missing|invalid/i.test(inShell(repository.root, `trace ${line}`).stderr),
    );
    expect(usage).toEqual([]);
  });

  it('BC-21: the completion of bash parses and completes commands, kinds, options and shells', () => {
    const folder = temporaryFolder();
    for (const shell of ['bash', 'zsh', 'fish']) {
      const ran = trace('completion', shell);
      expect([ran.code, ran.err]).toEqual([0, '']);
      for (const command of commands) expect(ran.out).toContain(command);
      writeFileSync(join(folder, shell), ran.out);
    }
    expect(spawnSync('bash', ['-n', join(folder, 'bash')], { encoding: 'utf8' }).stderr).toBe('');
    const complete = (...words: readonly string[]): string =>
      inShell(
        folder,
        `source ./bash; COMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _trace; echo "\${COMPREPLY[*]}"`,
      ).stdout.trim();
    expect(complete('trace', 'ex')).toBe('explain');
    expect(complete('trace', '-C', 'x', 'list', 'con')).toBe('contracts');
    expect(complete('trace', 'check', '--tr')).toBe('--trust-head-config');
    expect(complete('trace', 'completion', 'f')).toBe('fish');
  });
});

describe('init', () => {
  it('BC-22: writes a configuration that check accepts and that changes no answer, and never overwrites one', () => {
    const { root, git } = buildRepository([
      commit('feat: queue (BC-1, BC-2)', { [PLAN]: QUEUE_PLAN, [TEST]: QUEUE_TEST }),
    ]);
    const before = JSON.parse(runTrace(root, ['check', '--json']).out);
    const ran = runTrace(root, ['-C', 'sim', 'init'], { environment: { GITHUB_BASE_REF: 'gone' } });
    expect([ran.code, ran.err]).toEqual([0, '']);
    expect(ran.out).toBe('wrote trace.config.yaml: found 1 plan with 2 contracts, 1 test file (go)\n');
    expect(git('status', '--porcelain')).toBe('?? trace.config.yaml');
    const after = JSON.parse(runTrace(root, ['check', '--json']).out);
    expect({ ...after, repo: null }).toEqual({ ...before, repo: null });
    const text = readFileSync(join(root, 'trace.config.yaml'), 'utf8');
    const again = runTrace(root, ['init']);
    expect([again.code, again.out]).toEqual([2, '']);
    expect(again.err).toContain('trace.config.yaml exists already');
    expect(readFileSync(join(root, 'trace.config.yaml'), 'utf8')).toBe(text);
  });

  it.each([
    ['trace.config.json', '{}'],
    ['trace.config.yml', ''],
    ['package.json', '{"trace": {}}'],
  ])('BC-22: %s is a configuration already', (name, text) => {
    const { root } = buildRepository([commit('feat: x', { [PLAN]: QUEUE_PLAN, [name]: text })]);
    const ran = runTrace(root, ['init']);
    expect([ran.code, ran.out, existsSync(join(root, 'trace.config.yaml'))]).toEqual([2, '', false]);
    expect(ran.err).toContain(name);
  });
});
