// Holds every recipe against the program: YAML parses, commands and options exist, and what can be run is run in the example project.
// Its contracts: docs/plans/places-plan.md
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildHistory } from '../../scripts/build-history.mjs';
import { buildProgram } from '../../src/cli/program.ts';
import { reporterIds } from '../../src/reporters/index.ts';
import { MAIN, plainEnvironment, QUEUE_PLAN } from '../support/built-cli.ts';
import { runGit, temporaryFolder } from '../support/repository.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const GUIDE = read('docs/ci.md');
const GITLAB = read('ci/gitlab.yml');
const HOOKS = read('.pre-commit-hooks.yaml');
const ACTION = read('action.yml');

interface Block {
  readonly language: string;
  readonly text: string;
}

const blocks: readonly Block[] = [...GUIDE.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
  ([, language = '', text = '']) => ({ language, text }),
);
const inLanguage = (language: string): readonly string[] =>
  blocks.filter((b) => b.language === language).map((b) => b.text);

/** Words of each `trace` command in a text, up to what ends it. */
function commandsIn(text: string): readonly (readonly string[])[] {
  return [
    ...text.matchAll(/(?:^|[\s`])trace ((?:check|report|lint|list|explain|baseline|run|init|qualify)\b[^`|<>\n]*)/gm),
  ].map(([, words = '']) => words.trim().split(/\s+/));
}

let example = '';
let environment: NodeJS.ProcessEnv = {};

const shell = (line: string, more: NodeJS.ProcessEnv = {}): { readonly code: number | null; readonly said: string } => {
  const ran = spawnSync('sh', ['-c', line], { cwd: example, env: { ...environment, ...more }, encoding: 'utf8' });
  return { code: ran.status, said: ran.stdout + ran.stderr };
};

describe('the recipes as text', () => {
  it('BC-10: every YAML block and file parses', () => {
    const texts = [...inLanguage('yaml'), GITLAB, HOOKS, ACTION];
    expect(texts.length).toBeGreaterThan(10);
    for (const text of texts) expect(parse(text, { strict: true })).toBeTruthy();
  });

  it('BC-10: every command, option and format exists', () => {
    const program = buildProgram(() => undefined);
    const known = new Set(reporterIds);
    const commands = [GUIDE, GITLAB, HOOKS].flatMap(commandsIn);
    expect(commands.length).toBeGreaterThan(18);
    for (const [name = '', ...words] of commands) {
      const command = program.commands.find((each) => each.name() === name);
      const options = [...(command?.options ?? []), ...program.options].flatMap(({ long, short }) => [long, short]);
      for (const [at, word] of words.entries()) {
        if (!word.startsWith('--')) continue;
        const [option = '', inline] = word.split('=');
        expect(options, `trace ${name} ${words.join(' ')}`).toContain(option);
        if (option !== '--format') continue;
        const list = (inline ?? words[at + 1] ?? '').replaceAll('"', '').split(',');
        for (const format of list) expect(known, word).toContain(format.split('=')[0]);
      }
    }
  });

  it('BC-10: what a workflow gives to the action and takes from it is there', () => {
    const action = parse(ACTION) as { readonly inputs: object; readonly outputs: object };
    const uses = [...GUIDE.matchAll(/uses: OWNER\/trace@\S+\n(?: {8}id: trace\n)?(?: {8}with:\n((?: {10}\S.*\n)+))?/g)];
    expect(uses).toHaveLength(2);
    for (const [, given = ''] of uses)
      for (const [, name] of given.matchAll(/^ {10}([\w-]+):/gm)) expect(Object.keys(action.inputs)).toContain(name);
    for (const [, name] of GUIDE.matchAll(/steps\.trace\.outputs\.([\w-]+)/g))
      expect(Object.keys(action.outputs)).toContain(name);
    const listed = (lead: RegExp): readonly string[] =>
      [...(lead.exec(GUIDE)?.[1] ?? '').matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name).sort();
    expect(listed(/^Inputs, [^:]*: ([\s\S]*?)\. Outputs:/m)).toEqual(Object.keys(action.inputs).sort());
    expect(listed(/ Outputs: ([\s\S]*?)\. For code/)).toEqual(Object.keys(action.outputs).sort());
  });

  it('BC-10: a workflow clones the whole history', () => {
    const workflows = inLanguage('yaml').filter((text) => text.includes('actions/checkout'));
    expect(workflows).toHaveLength(3);
    for (const text of workflows) expect(text).toContain('fetch-depth: 0');
  });

  it('NC-1: no recipe asks for a token, a secret or a right to write', () => {
    const texts = [...blocks.map(({ text }) => text), GITLAB, HOOKS, ACTION];
    for (const text of texts) expect(text).not.toMatch(/token:|secrets[.:]|pull_request_target|write/);
    for (const text of inLanguage('yaml').filter((each) => each.includes('runs-on')))
      expect(parse(text)).toMatchObject({ permissions: { contents: 'read' } });
  });

  it('BC-10: the hooks that a recipe names are the ones that this repository has', () => {
    const hooks = parse(HOOKS) as readonly { readonly id: string; readonly entry: string }[];
    const used = [...GUIDE.matchAll(/^ {6}- id: (\S+)/gm)].map(([, id]) => id);
    expect(used).toEqual(hooks.map(({ id }) => id));
  });
});

describe('the recipes, run', () => {
  /** The example project, with `trace` and `npx` on the path, and what would fetch something does nothing. */
  beforeEach(() => {
    const folder = temporaryFolder('trace-places');
    example = buildHistory(join(root, 'fixtures/projects/limiter'), join(folder, 'limiter')).directory;
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const program = (name: string, text: string): void => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    program('trace', `exec "${process.execPath}" "${MAIN}" "$@"`);
    program('npx', '[ "$1" = --no-install ] && shift\nexec "$@"');
    for (const name of ['npm', 'curl', 'tar']) program(name, 'exit 0');
    environment = { ...plainEnvironment(), PATH: [bin, process.env.PATH].join(delimiter) };
  });

  /** Every line of every `sh` block, in order, and how it ends in the example project; its change has gaps. */
  const LINES: readonly (readonly [line: string, code: number])[] = [
    ['npm ci && npm pack', 0],
    ['npm install --save-dev https://git.example.org/team/trace/trace-0.1.0.tgz', 0],
    ['npx trace --version', 0],
    ['trace check --staged', 0],
    ['trace check --commit-msg .git/COMMIT_EDITMSG', 0],
    [`printf '#!/bin/sh\\nexec npx --no-install trace check --commit-msg "$1"\\n' > .git/hooks/commit-msg`, 0],
    ['chmod +x .git/hooks/commit-msg', 0],
    ['trace check --base main --plan - < description.md', 1],
    ['npm install --global https://git.example.org/team/trace/trace-0.1.0.tgz', 0],
    ['trace check --format text,junit=trace.junit.xml,html=trace.html', 1],
    [
      'curl --fail --silent --show-error https://nodejs.org/dist/v22.11.0/node-v22.11.0-linux-x64.tar.xz | tar -xJ -C "$HOME"',
      0,
    ],
    ['export PATH="$HOME/node-v22.11.0-linux-x64/bin:$PATH"', 0],
    ['npm install --global https://git.example.org/team/trace/trace-0.1.0.tgz', 0],
    ["trace baseline create --reason 'older than the gate'", 0],
    ['trace check', 0],
    ['trace check --base main --informational', 0],
  ];

  it('BC-10: every shell line ends as it is said to', () => {
    expect(inLanguage('sh').flatMap((text) => text.trimEnd().split('\n'))).toEqual(LINES.map(([line]) => line));
    mkdirSync(join(example, '.git/hooks'), { recursive: true });
    writeFileSync(join(example, 'description.md'), QUEUE_PLAN);
    for (const [line, code] of LINES) {
      const ran = shell(line);
      expect([line, ran.code], ran.said).toEqual([line, code]);
    }
    writeFileSync(join(example, 'a.txt'), 'a\n');
    runGit(example, ['add', 'a.txt']);
    expect(shell("git -c user.name=a -c user.email=a@example.org commit -q -m 'feat: (BC-99)'").code).toBe(1);
  }, 90_000);

  interface Job {
    readonly before_script?: readonly string[];
    readonly script: readonly string[];
    readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
  }
  const lines = (job: Job | undefined): readonly string[] => job?.script ?? [];

  it('BC-10: the jobs for GitLab leave the artifacts that they name, and fail as the gate does', () => {
    const jobs = parse(GITLAB) as Readonly<Record<string, Job>>;
    const [install = ''] = jobs['.trace']?.before_script ?? [];
    expect(shell(install).code).not.toBe(0);
    expect(shell(install, { TRACE_PACKAGE: 'x.tgz' }).code).toBe(0);
    const merge = { CI_MERGE_REQUEST_DIFF_BASE_SHA: runGit(example, ['rev-parse', 'main']) };
    const judged = shell(lines(jobs.trace).join('\n'), merge);
    expect(judged.code).toBe(1);
    expect(judged.said).toContain('11 new');
    const merged = { ...merge, CI_MERGE_REQUEST_TARGET_BRANCH_SHA: runGit(example, ['rev-parse', 'HEAD']) };
    expect(shell(lines(jobs.trace).join('\n'), merged).said).toContain('from CI_MERGE_REQUEST_TARGET_BRANCH_SHA');
    expect(shell(lines(jobs.trace).join('\n'), { ...merge, TRACE_RESULTS: 'no/*.xml none.xml' }).code).toBe(2);
    expect(shell(lines(jobs['trace-target']).join('\n')).code).toBe(0);
    for (const job of [jobs.trace, jobs['trace-target']])
      for (const file of Object.values(job?.artifacts.reports ?? {}))
        expect(existsSync(join(example, file))).toBe(true);
    expect(Array.isArray(JSON.parse(readFileSync(join(example, 'trace.gitlab.json'), 'utf8')))).toBe(true);
  });

  it('BC-10: a description that GitLab cut is not judged, a whole one is the plan', () => {
    const text = inLanguage('yaml').find((each) => each.startsWith('trace-description')) ?? '';
    const job = Object.values(parse(text) as Readonly<Record<string, Job>>)[0];
    const run = (environment: NodeJS.ProcessEnv) =>
      shell(`set -e\n${lines(job).join('\n')}`, { CI_MERGE_REQUEST_DIFF_BASE_SHA: 'main', ...environment });
    const plan = { CI_MERGE_REQUEST_DESCRIPTION: `${QUEUE_PLAN}\n%s $(touch ran) \`touch ran\`` };
    const cut = run({ ...plan, CI_MERGE_REQUEST_DESCRIPTION_IS_TRUNCATED: 'true' });
    expect([cut.code, cut.said]).toEqual([1, '']);
    const whole = run(plan);
    expect(whole.said).toContain('stdin');
    expect(whole.said).toContain('Full queue refuses');
    expect(existsSync(join(example, 'ran'))).toBe(false);
  });

  it('BC-10: hooks start what they name, with the file that they are given', () => {
    const message = join(example, '.git/COMMIT_EDITMSG');
    const entries = (parse(HOOKS) as readonly { readonly entry: string }[]).map(({ entry }) => entry);
    const lefthook = inLanguage('yaml').find((text) => text.includes('glob:')) ?? '';
    const runs = [...lefthook.matchAll(/^ {6}run: (.*)$/gm)].map(([, run = '']) => run);
    const [staged = '', said = ''] = entries;
    const [lefthookStaged = '', lefthookSaid = ''] = runs;
    for (const line of [staged, lefthookStaged]) expect(shell(line).code).toBe(0);
    const asked = [`${said} "$FILE"`, lefthookSaid.replace('{1}', '"$FILE"')];
    for (const line of asked) expect([line, shell(line, { FILE: message }).code]).toEqual([line, 0]);
    writeFileSync(message, 'feat: more (BC-99)\n');
    for (const line of asked) expect([line, shell(line, { FILE: message }).code]).toEqual([line, 1]);
  });

  it('BC-10: the Danger recipe says each finding once, at its place, and lets no text be Markdown', () => {
    shell('trace check --base main --format json=trace.json --exit-zero');
    const said: unknown[][] = [];
    const voice =
      (name: string) =>
      (...words: unknown[]): void => {
        said.push([name, ...words]);
      };
    const [recipe = ''] = inLanguage('js');
    runInNewContext(recipe, {
      require: () => ({ readFileSync: (file: string) => readFileSync(join(example, file), 'utf8') }),
      fail: voice('fail'),
      warn: voice('warn'),
      message: voice('message'),
      markdown: voice('markdown'),
    });
    expect(recipe.trimEnd().split('\n').length).toBeLessThan(12);
    expect(said.filter(([name]) => name === 'fail').length).toBeGreaterThan(5);
    expect(said).toContainEqual([
      'fail',
      expect.stringMatching(/^trace\/dangling-mention: .*BC-12/),
      'forget_test.go',
      27,
    ]);
    expect(said.at(-1)?.[0]).toBe('markdown');
    for (const [, text] of said) expect(text).not.toMatch(/[<>@`*_[\]|]/);
  });
});
