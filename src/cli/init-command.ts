// `trace init`: looks at the repository, says what it found, and writes a commented configuration that is never overwritten.
import { join } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { configFilesOf, workTreeReader } from '../io/config-file.ts';
import { writeOutput } from '../io/write.ts';
import { counted } from '../payload/state-words.ts';
import { type InitFacts, initText } from './init.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rootOf } from './session.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

const FILE = 'trace.config.yaml';

export async function runInit(options: GlobalOptions, output: OutputOptions): Promise<number> {
  const root = await rootOf(options.directory);
  const [existing] = await configFilesOf(workTreeReader(root));
  if (existing)
    throw new UserError(
      `${existing} exists already; nothing was written`,
      'Edit it, or remove it and run `trace init` again.',
    );
  // In a pull-request job too: a configuration is written for everything that is here, not for a change.
  const report = await analyseHere({ ...options, source: false, findBase: false });
  const facts = initFacts(report);
  await writeOutput(root, join(root, FILE), initText(facts));
  if (output.json) await write(process.stdout, `${JSON.stringify(facts, null, 1)}\n`);
  else await write(process.stdout, `${visibleLine(`wrote ${FILE}: found ${found(facts)}`)}\n`);
  return ExitCode.pass;
}

function found({ plans, testFiles, languages }: InitFacts): string {
  const contracts = plans.reduce((sum, plan) => sum + plan.contracts, 0);
  const spoken = languages.length > 0 ? ` (${languages.join(', ')})` : '';
  return `${counted(plans.length, 'plan')} with ${counted(contracts, 'contract')}, ${counted(testFiles, 'test file')}${spoken}`;
}

type Report = Awaited<ReturnType<typeof analyseHere>>;

function initFacts(report: Report): InitFacts {
  const contracts = report.graph.nodes.filter((n) => n.kind === 'contract');
  const plans = report.graph.nodes
    .filter((n) => n.kind === 'plan')
    .filter((p) => p.origin === 'tree' || p.origin === 'ref');
  const tests = report.graph.nodes.filter((n) => n.kind === 'test');
  return {
    plans: plans.map((p) => ({ path: p.path, contracts: contracts.filter((c) => c.plan === p.id).length })),
    testFiles: new Set(tests.map((t) => t.path)).size,
    languages: [...new Set(tests.map((t) => t.language))].sort(),
    rules: report.rules,
    commits: report.repo.head === null ? null : report.graph.nodes.filter((n) => n.kind === 'commit').length,
  };
}
