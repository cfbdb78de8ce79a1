// Shows the report: `npm run demo [-- -o DIR]` builds the example's repository in a temporary folder and judges its change.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildHistory } from './build-history.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const main = join(root, 'dist', 'main.js');

/** @param {readonly string[]} args @param {string} [cwd] @returns {number} the exit code */
const node = (args, cwd = root) => {
  const { status, error } = spawnSync(process.execPath, args, { cwd, stdio: 'inherit' });
  if (error !== undefined) throw error;
  return status ?? 3;
};

/** @param {string} command @param {number} code @param {readonly number[]} wanted */
const expectCode = (command, code, wanted) => {
  if (wanted.includes(code)) return;
  console.error(`demo: ${command} ended with ${code}, expected ${wanted.join(' or ')}`);
  process.exit(1);
};

const { values } = parseArgs({ options: { output: { type: 'string', short: 'o', default: 'demo' } } });
const output = resolve(process.env.INIT_CWD ?? '.', values.output);
mkdirSync(output, { recursive: true });

if (!existsSync(main)) expectCode('the build', node([join(root, 'scripts', 'build.mjs')]), [0]);

const directory = mkdtempSync(join(tmpdir(), 'trace-demo-'));
try {
  const repository = join(directory, 'limiter');
  const { base } = buildHistory(join(root, 'fixtures', 'projects', 'limiter'), repository);
  const change = ['-C', repository];
  console.log(`$ trace check --base ${base}\n`);
  // The example holds one gap of every kind, so the gate must fail; a pass would be the bug.
  expectCode('trace check', node([main, ...change, 'check', '--base', base]), [1]);
  console.log(`\n$ trace report --base ${base} --format html,json -o ${values.output}\n`);
  expectCode(
    'trace report',
    node([main, ...change, 'report', '--base', base, '--format', 'html,json', '-o', output]),
    [0],
  );
} finally {
  rmSync(directory, { recursive: true, force: true });
}
for (const name of ['trace.html', 'trace.json']) {
  if (!existsSync(join(output, name))) expectCode(`trace report without ${name}`, 0, [1]);
}
console.log(`\nThe report: ${join(output, 'trace.html')}`);
