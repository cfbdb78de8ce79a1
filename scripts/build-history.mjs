// Builds a real git repository from a readable history: `node scripts/build-history.mjs fixtures/projects/limiter DIR`.
// The same files give the same hashes on every machine.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * A file of a step: a path of tree/, or a path with the fixture's file that holds its state at that step.
 * @typedef {string | { readonly path: string, readonly from: string }} StepFile
 * @typedef {{ branch: string, date: string, message: readonly string[], files: readonly StepFile[] }} Step
 * @typedef {{ author: string, base: string, steps: readonly Step[] }} History
 * @typedef {{ subject: string, sha: string }} BuiltCommit
 * @typedef {{ directory: string, base: string, commits: readonly BuiltCommit[] }} BuiltHistory
 */

/** @param {string} fixture @returns {History} */
const readHistory = (fixture) => JSON.parse(readFileSync(join(fixture, 'history.json'), 'utf8'));

/** A file of tree/ that no step commits would silently be missing from the repository. @param {string} fixture @param {History} history */
const refuseLeftovers = (fixture, history) => {
  const landed = new Set(history.steps.flatMap((step) => step.files.filter((file) => typeof file === 'string')));
  const tree = join(fixture, 'tree');
  const left = readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(tree.length + 1)
        .replaceAll(sep, '/'),
    )
    .filter((path) => !landed.has(path));
  if (left.length > 0) throw new Error(`${fixture}: no step commits ${left.sort().join(', ')}`);
};

/**
 * @param {string} fixture Folder with history.json and tree/.
 * @param {string} directory Folder of the new repository; made if it is not there, refused if it holds anything.
 * @returns {BuiltHistory} `base` is the branch that the change starts from; HEAD is the last step.
 */
export const buildHistory = (fixture, directory) => {
  const history = readHistory(fixture);
  refuseLeftovers(fixture, history);
  if (existsSync(directory) && readdirSync(directory).length > 0) throw new Error(`${directory} is not empty`);
  mkdirSync(directory, { recursive: true });
  const [, name = '', email = ''] = /^(.*) <(.*)>$/.exec(history.author) ?? [];

  /** @param {readonly string[]} args @param {string} [date] */
  const git = (args, date = '') =>
    execFileSync('git', ['-c', 'core.fileMode=false', ...args], {
      cwd: directory,
      encoding: 'utf8',
      // Nothing of the user's own configuration, signatures and hooks included, may reach the hashes.
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
        GIT_COMMITTER_DATE: date,
      },
    }).trim();

  git(['init', '--quiet', '--template=', '--object-format=sha1', `--initial-branch=${history.steps[0]?.branch}`]);
  let branch = history.steps[0]?.branch;
  const commits = history.steps.map((step) => {
    if (step.branch !== branch) git(['switch', '--quiet', '--create', step.branch]);
    branch = step.branch;
    for (const file of step.files) {
      const { path, from } = typeof file === 'string' ? { path: file, from: `tree/${file}` } : file;
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      cpSync(join(fixture, from), join(directory, path));
      git(['add', '--', path]);
    }
    git(['commit', '--quiet', '--message', step.message.join('\n')], step.date);
    return { subject: step.message[0] ?? '', sha: git(['rev-parse', 'HEAD']) };
  });
  return { directory, base: history.base, commits };
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [fixture, directory] = process.argv.slice(2);
  if (fixture === undefined || directory === undefined) {
    console.error('usage: node scripts/build-history.mjs FIXTURE DIRECTORY');
    process.exitCode = 2;
  } else {
    const { commits } = buildHistory(resolve(fixture), resolve(directory));
    for (const { sha, subject } of commits) console.log(`${sha} ${subject}`);
  }
}
