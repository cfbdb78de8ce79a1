// `trace facts` and `trace merge`: many machines read, one judges.
import { ExitCode, UserError } from '../errors.ts';
import { type FactsFile, factsText, mergeFacts, parseFacts } from '../io/facts-file.ts';
import { writeOutput } from '../io/write.ts';
import { counted } from '../payload/state-words.ts';
import { readShare, type Share } from '../shard.ts';
import { build } from '../version.ts';
import { namedFiles, sayMissing } from './given-facts.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { withTools } from './session.ts';
import { visibleLine, write } from './streams.ts';
import { here } from './surroundings.ts';

export interface FactsOptions {
  readonly shard?: Share;
  readonly output?: string;
}

const DEFAULT_FILE = 'trace.facts';

const say = (line: string): boolean => process.stderr.write(`trace: ${visibleLine(line)}\n`);

export async function runFacts(options: GlobalOptions, own: FactsOptions): Promise<number> {
  const share = own.shard ?? { index: 1, of: 1 };
  // What could not be read is among the facts, and whoever judges says it.
  const packs = await here((around) =>
    withTools({ ...options, recordsFacts: true }, around, async ({ inputs, tools, recorded }) => {
      await readShare(inputs, tools, share);
      return recorded();
    }),
  );
  await put(options, own.output ?? DEFAULT_FILE, { build, shares: [`${share.index}/${share.of}`], packs });
  return ExitCode.pass;
}

export async function runMerge(
  written: readonly string[],
  options: GlobalOptions,
  output: OutputOptions,
  file: string | undefined,
): Promise<number> {
  const files = await namedFiles(written, options.directory);
  const reports = files.filter(({ text }) => text.startsWith('{'));
  if (reports.length > 0) {
    if (reports.length < files.length)
      throw new UserError('reports and facts cannot be merged with each other', 'Merge each kind for itself.');
    return (await import('./merge-reports.ts')).mergeReports(reports, options, output, file);
  }
  const facts = mergeFacts(files.map(({ name, text }) => ({ name, facts: parseFacts(text, name) })));
  sayMissing(facts, say);
  await put(options, file ?? DEFAULT_FILE, facts);
  return ExitCode.pass;
}

async function put({ directory }: GlobalOptions, output: string, facts: FactsFile): Promise<void> {
  if (output === '-') {
    for (const line of factsText(facts)) await write(process.stdout, line);
    return;
  }
  const blobs = [...facts.packs.values()].reduce((sum, pack) => sum + pack.size, 0);
  const file = await writeOutput(directory, output, [...factsText(facts)].join(''));
  process.stderr.write(`${visibleLine(file)}: the facts of ${counted(blobs, 'text')}\n`);
}
