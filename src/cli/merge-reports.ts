// `trace merge` for the JSON reports of several repositories that implement one plan.
import { ExitCode, UserError } from '../errors.ts';
import { writeOutput } from '../io/write.ts';
import { joint } from '../joint.ts';
import type { NamedReport } from '../model/joint.ts';
import { type Report, schemaVersion } from '../model/report.ts';
import { isSatisfied } from '../payload/state-words.ts';
import { isJointlyKept, jointSentence, jointText } from '../reporters/terminal/joint.ts';
import type { NamedFile } from './given-facts.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { write } from './streams.ts';

const REMEDY = 'Make it with this version: trace report --format json -o FILE.json';

/** Exits 1 where a common contract is kept nowhere, fails, or reads differently; 2 where nothing is common. */
export async function mergeReports(
  files: readonly NamedFile[],
  { directory }: GlobalOptions,
  output: OutputOptions,
  file: string | undefined,
): Promise<number> {
  const both = joint(named(files.map((each) => ({ name: each.name, report: reportIn(each) }))), isSatisfied);
  const json = `${JSON.stringify({ schemaVersion, ...both, sentence: jointSentence(both) }, null, 1)}\n`;
  if (file !== undefined && file !== '-') await writeOutput(directory, file, json);
  await write(process.stdout, output.json || file === '-' ? json : jointText(output, both));
  if (both.contracts.length === 0) return ExitCode.undecided;
  return isJointlyKept(both) ? ExitCode.pass : ExitCode.gateFailed;
}

/** By their repositories, and by their files where two are of one name. */
function named(reports: readonly NamedReport[]): readonly NamedReport[] {
  const names = reports.map(({ report }) => report.repo.name);
  return new Set(names).size === names.length
    ? reports.map((one, index) => ({ ...one, name: names[index] ?? one.name }))
    : reports;
}

function reportIn({ name, text }: NamedFile): Report {
  const value = parsed(text);
  const found = value as Partial<Report> | null;
  if (typeof found !== 'object' || found?.tool?.name !== 'trace' || !Array.isArray(found.graph?.nodes))
    throw new UserError(`${name} is no report of trace`, REMEDY);
  if (found.schemaVersion !== schemaVersion)
    throw new UserError(
      `${name} has the schema version ${found.schemaVersion}, this trace reads ${schemaVersion}`,
      REMEDY,
    );
  return found as Report;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // The caller says which file it is.
  }
}
