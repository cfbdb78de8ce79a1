// Entry of the GitHub Action: the runner's variables and files in, `trace check` without a shell, outputs and summary out.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const { env } = process;
const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
/** Annotations, summary and outputs that name no outcome would be worse than none. @type {Readonly<Record<number, string>>} */
const VERDICTS = { 0: 'pass', 1: 'fail', 2: 'undecided' };
/** GitHub drops a summary of more than 1 MiB. */
const MOST_SUMMARY = 900_000;

/** GitHub keeps the dash of a name; a shell between may not, so action.yml writes it as `_`. @param {string} name */
const input = (name) => {
  const key = `INPUT_${name.toUpperCase()}`;
  return (env[key] ?? env[key.replaceAll('-', '_')] ?? '').trim();
};
/** @param {string} name */
const lines = (name) =>
  input(name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
/** @param {string} name */
const isOn = (name) => /^true$/i.test(input(name));

/** What happened, as GitHub tells it; it holds text of strangers. */
const event = () => {
  try {
    return JSON.parse(readFileSync(env.GITHUB_EVENT_PATH ?? '', 'utf8'));
  } catch {
    return {};
  }
};

/** `--name=value`: a value that begins with a dash stays a value. @param {string} option @param {readonly string[]} values */
const each = (option, values) => values.filter((value) => value !== '').map((value) => `--${option}=${value}`);

/** @param {string} report @param {string} scratch @param {string} base */
const argumentsOf = (report, scratch, base) => {
  const formats = [
    'text',
    `html=${join(report, 'trace.html')}`,
    `json=${join(report, 'trace.json')}`,
    `github=${join(scratch, 'annotations')}`,
    `github-summary=${join(scratch, 'summary')}`,
    ...lines('format'),
  ];
  return [
    'check',
    ...each('format', [formats.join(',')]),
    ...each('base', [base]),
    ...each('results', lines('results')),
    ...each('plan', [...lines('plan'), ...(isOn('plan-from-description') ? ['-'] : [])]),
    ...each('fail-on', [input('fail-on')]),
    ...(isOn('require-results') ? ['--require-results'] : []),
    ...(isOn('informational') ? ['--informational'] : []),
    ...lines('args'),
  ];
};

/** A command's text. @param {string} text */
const escaped = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

/** The runner takes no line between the two for a command. @param {string} text */
const inert = (text) => {
  const token = randomUUID();
  return `::stop-commands::${token}\n${text}${text.endsWith('\n') ? '' : '\n'}::${token}::\n`;
};

/** @param {string} variable @param {string} text */
const append = (variable, text) => {
  const file = env[variable];
  if (file) appendFileSync(file, text);
};

/** The delimiter cannot stand in the value, so no value begins another output. @param {string} name @param {string} value */
const setOutput = (name, value) => {
  const delimiter = `trace-${randomUUID()}`;
  append('GITHUB_OUTPUT', `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
};

/** For Markdown: nothing in it is a tag, a mention or the end of the block. @param {string} text */
const preformatted = (text) => {
  const characters = /** @type {Readonly<Record<string, string>>} */ ({
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '@': '&#64;',
  });
  return `<pre>${text.slice(0, MOST_SUMMARY / 8).replace(/[&<>@]/g, (c) => characters[c] ?? c)}</pre>\n`;
};

/** @param {string} folder */
const isShallow = (folder) => {
  const asked = spawnSync('git', ['-C', folder, 'rev-parse', '--is-shallow-repository'], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.trim() === 'true';
};

/** @param {string} file */
const textOf = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null);

/** @param {string} json */
const counted = (json) => {
  const { change, findings, verdict } = JSON.parse(json);
  const gaps = new Set();
  for (const { ruleId, contract, inChange, suppressed } of findings) {
    const counts = ruleId === 'trace/untested-contract' || ruleId === 'trace/planned-test-missing';
    if (counts && suppressed === null && (change === null || inChange)) gaps.add(contract);
  }
  return { untested: gaps.size, sentence: verdict.sentence, verdict: verdict.outcome };
};

/** Notes (which base was found) stand above the error. @param {string} said */
const errorIn = (said) =>
  said
    .slice(Math.max(0, said.search(/^error: /m)))
    .replace(/^error: /, '')
    .trim();

/** @param {{ code: number, said: string, report: string, scratch: string }} ended */
const finish = ({ code, said, report, scratch }) => {
  const json = textOf(join(report, 'trace.json'));
  const summary = textOf(join(scratch, 'summary'));
  const why = errorIn(said) || 'trace ended without a word';
  const { untested, sentence, verdict } =
    json === null ? { untested: '', sentence: why.split('\n')[0], verdict: VERDICTS[code] ?? 'error' } : counted(json);
  process.stdout.write(textOf(join(scratch, 'annotations')) ?? `::error title=trace::${escaped(why)}\n`);
  append('GITHUB_STEP_SUMMARY', summary ?? `## trace could not judge\n\n${preformatted(why)}`);
  setOutput('verdict', verdict);
  setOutput('exit-code', String(code));
  setOutput('sentence', String(sentence));
  setOutput('new-untested', String(untested));
  setOutput('report-path', json === null ? '' : report);
  process.exitCode = code;
};

const run = () => {
  const folder = resolve(env.GITHUB_WORKSPACE ?? '.', input('working-directory') || '.');
  const scratch = mkdtempSync(join(env.RUNNER_TEMP ?? tmpdir(), 'trace-'));
  const report = input('report') === '' ? join(scratch, 'report') : resolve(folder, input('report'));
  /** @param {string} said */
  const undecided = (said) => finish({ code: 2, said, report: join(scratch, 'none'), scratch });
  if (report.includes(',')) return undecided(`error: the folder of the report has a comma in its name: ${report}`);
  if (isShallow(folder) && !lines('args').includes('--no-history')) {
    return undecided(
      'error: this clone is shallow, so what landed together is unknown\n  Give actions/checkout the whole history: with: { fetch-depth: 0 }',
    );
  }
  // A report of an earlier step is none of this one.
  for (const name of ['trace.html', 'trace.json']) rmSync(join(report, name), { force: true });
  const happened = event();
  const base = input('base') || (happened.merge_group?.base_sha ?? '');
  // The job's own variable would make trace wrap what is wrapped here.
  const { GITHUB_ACTIONS: _, ...rest } = env;
  const ran = spawnSync(process.execPath, [MAIN, '-C', folder, ...argumentsOf(report, scratch, base)], {
    env: rest,
    input: isOn('plan-from-description') ? (happened.pull_request?.body ?? '') : '',
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  process.stdout.write(inert(`${ran.stdout ?? ''}${ran.stderr ?? ''}`));
  finish({ code: ran.status ?? 3, said: ran.stderr ?? '', report, scratch });
};

run();
