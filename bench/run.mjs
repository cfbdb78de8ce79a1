// Measures one repository in one run: `npm run bench -- --repo DIR` or `npm run bench -- --generate 200 [--keep DIR] [--runs 5]`;
// or how fast each language is read: `npm run bench -- --languages [--megabytes 4]`; or the HTML report against its budgets:
// `npm run bench -- --report`.
// Prints the floor (what any such tool must pay), cold and warm runs as medians with ratios to that floor, memory, and time by stage.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generateCorpus } from './generate.mjs';
import { samples, writeTests } from './languages.mjs';

const main = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist', 'main.js');

/** @param {string} message @returns {never} */
const stop = (message) => {
  console.error(`bench: ${message}`);
  process.exit(2);
};

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** @param {string} what @param {string} missing */
const demand = (what, missing) => {
  if (spawnSync(what, ['--version']).error !== undefined) stop(missing);
};

/**
 * @param {string} command @param {readonly string[]} args @param {string} cwd
 * @param {readonly number[]} wanted Exit codes that are an answer.
 * @param {Record<string, string>} [env]
 */
const timed = (command, args, cwd, wanted, env = {}) => {
  const start = process.hrtime.bigint();
  const run = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30, env: { ...process.env, ...env } });
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  if (run.error !== undefined) stop(`${command} did not start: ${run.error.message}`);
  if (!wanted.includes(run.status ?? -1)) stop(`${command} ${args.join(' ')} ended with ${run.status}\n${run.stderr}`);
  return { ms, stderr: run.stderr };
};

/** @param {() => number} once */
const repeated = (once) => median(Array.from({ length: runs }, once));

/** The three things that no tool of this kind can avoid. @param {string} repo */
const floorOf = (repo) => {
  const parts = {
    'node -e 0': () => timed(process.execPath, ['-e', '0'], repo, [0]).ms,
    'git log --format=%B': () => timed('git', ['log', '--format=%B'], repo, [0]).ms,
    "rg -c 'BC-[0-9]'": () => timed('rg', ['-c', 'BC-[0-9]', '.'], repo, [0, 1]).ms,
  };
  return Object.entries(parts).map(([name, once]) => ({ name, ms: repeated(once) }));
};

/** Peak memory of the whole process, its worker threads included. @param {readonly string[]} args @param {string} repo */
const peakMegabytes = (args, repo) => {
  if (!existsSync('/usr/bin/time')) return null;
  const { stderr } = timed('/usr/bin/time', ['-f', 'peak_kb=%M', process.execPath, ...args], repo, [0, 1]);
  const found = /peak_kb=(\d+)/.exec(stderr);
  return found === null ? null : Number(found[1]) / 1024;
};

/** @param {readonly string[]} args @param {string} repo */
const stagesOf = (args, repo) =>
  timed(process.execPath, args, repo, [0, 1], { TRACE_TIMINGS: '1' })
    .stderr.split('\n')
    .filter((line) => line.startsWith('{"stage"'))
    .map((line) => /** @type {{ stage: string, ms: number }} */ (JSON.parse(line)));

/** @param {string} name @param {number} ms @param {number} [floor] */
const line = (name, ms, floor) =>
  console.log(
    `${name.padEnd(24)} ${ms.toFixed(0).padStart(7)} ms${floor === undefined ? '' : `  ${(ms / floor).toFixed(1)} × floor`}`,
  );

/** @param {string} repo */
const measure = (repo) => {
  // --exit-zero: a repository with gaps is as good to measure as one without; a run that could not judge still stops the bench.
  const check = [main, '-C', repo, 'check', '--no-base', '--exit-zero'];
  const cold = [...check, '--no-cache'];
  timed(process.execPath, check, repo, [0, 1]);

  const parts = floorOf(repo);
  const floor = parts.reduce((sum, part) => sum + part.ms, 0);
  for (const part of parts) line(part.name, part.ms);
  line('floor (their sum)', floor);
  line(
    `cold (median of ${runs})`,
    repeated(() => timed(process.execPath, cold, repo, [0, 1]).ms),
    floor,
  );
  line(
    `warm (median of ${runs})`,
    repeated(() => timed(process.execPath, check, repo, [0, 1]).ms),
    floor,
  );
  for (const [name, args] of /** @type {const} */ ([
    ['cold', cold],
    ['warm', check],
  ])) {
    const peak = peakMegabytes(args, repo);
    console.log(
      `${`peak memory, ${name}`.padEnd(24)} ${peak === null ? 'unknown (apt-get install time)' : `${peak.toFixed(0).padStart(7)} MB`}`,
    );
    const stages = stagesOf(args, repo);
    if (stages.length === 0) console.log(`stages, ${name}: none were printed`);
    for (const { stage, ms } of stages)
      console.log(`${`  ${name}: ${stage}`.padEnd(24)} ${ms.toFixed(1).padStart(9)} ms`);
  }
};

/** The stage that reads the tests of one language, in ms. @param {string} language @param {number} bytes */
const readingOf = (language, bytes) => {
  const folder = mkdtempSync(join(tmpdir(), 'trace-bench-'));
  try {
    const written = writeTests(folder, language, bytes);
    const args = [main, '-C', folder, 'check', '--no-base', '--exit-zero', '--no-cache'];
    const ms = repeated(() => stagesOf(args, folder).find(({ stage }) => stage === 'tests')?.ms ?? Number.NaN);
    return { written, ms };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Twice the bytes take longer by what reading takes; the rest is the parser's start. @param {number} megabytes */
const measureLanguages = (megabytes) => {
  console.log('language       read MB      ms    steady MB/s   start ms');
  for (const language of Object.keys(samples)) {
    const once = readingOf(language, megabytes * 5e5);
    const twice = readingOf(language, megabytes * 1e6);
    const perMs = (twice.written - once.written) / (twice.ms - once.ms);
    const start = twice.ms - twice.written / perMs;
    const columns = [(twice.written / 1e6).toFixed(1), twice.ms.toFixed(0), (perMs / 1e3).toFixed(1), start.toFixed(0)];
    console.log(`${language.padEnd(14)} ${columns.map((text, i) => text.padStart([7, 7, 14, 10][i] ?? 0)).join(' ')}`);
  }
};

const { values } = parseArgs({
  options: {
    languages: { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    megabytes: { type: 'string', default: '4' },
    repo: { type: 'string' },
    generate: { type: 'string' },
    keep: { type: 'string' },
    runs: { type: 'string', default: '5' },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) stop(`--runs takes a number, not ${values.runs}`);
if (
  [values.repo !== undefined, values.generate !== undefined, values.languages, values.report].filter(Boolean).length !==
  1
) {
  stop('give one of --repo DIR, --generate N, --languages and --report');
}
if (values.report) {
  const { measureReport } = await import('./report.mjs');
  process.exit((await measureReport()) ? 0 : 1);
}
if (!(Number(values.megabytes) > 0)) stop(`--megabytes takes a number, not ${values.megabytes}`);
if (!existsSync(main)) stop('dist/ is missing: npm run build');
demand('git', 'git is missing: apt-get install -y git');
demand('rg', 'ripgrep is missing: apt-get install -y ripgrep');

if (values.languages) measureLanguages(Number(values.megabytes));
else if (values.repo !== undefined) {
  const repo = resolve(process.env.INIT_CWD ?? '.', values.repo);
  if (!existsSync(repo)) stop(`there is no folder ${repo}`);
  measure(repo);
} else {
  const plans = Number(values.generate);
  if (!Number.isInteger(plans) || plans < 1) stop(`--generate takes a number of plans, not ${values.generate}`);
  const directory =
    values.keep === undefined
      ? mkdtempSync(join(tmpdir(), 'trace-bench-'))
      : resolve(process.env.INIT_CWD ?? '.', values.keep);
  try {
    generateCorpus(directory, plans);
    console.log(
      `${plans} plans, ${plans * 8} contracts, ${readFileSync(join(directory, '.git/HEAD'), 'utf8').trim()}, in ${directory}\n`,
    );
    measure(directory);
  } finally {
    if (values.keep === undefined) rmSync(directory, { recursive: true, force: true });
  }
}
