// `trace qualify`: a diff that a person approves; files are written only where that is asked for.
import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { ExitCode, UserError } from '../errors.ts';
import { readWorkFile } from '../io/files.ts';
import { writeOutput } from '../io/write.ts';
import { counted } from '../payload/state-words.ts';
import { visibleText } from '../payload/visible-text.ts';
import { type Qualification, type QualifiedFile, qualify } from '../reporters/terminal/qualify.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rootOf } from './session.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export async function runQualify(
  options: GlobalOptions,
  output: OutputOptions,
  own: { readonly write?: boolean },
): Promise<number> {
  const root = await rootOf(options.directory);
  const report = await analyseHere({ ...options, source: false, findBase: false });
  if (!report.graph.nodes.some(({ kind }) => kind === 'contract'))
    throw new UserError(report.verdict.sentence, 'Run `trace check` to see where plans were looked for.');
  const made = qualify(report, (path) => textOf(root, path));
  const text = output.json ? json(made) : shown(made.files.map(patchOf).join(''));
  await write(process.stdout, text);
  if (own.write) for (const { path, after } of made.files) await writeOutput(root, join(root, path), after);
  for (const line of summary(made, own.write === true)) process.stderr.write(`trace: ${visibleLine(line)}\n`);
  return ExitCode.pass;
}

/** Null for bytes that would not come back as they were. */
function textOf(root: string, path: string): string | null {
  const read = readWorkFile(root, path);
  return 'bytes' in read && isUtf8(read.bytes) ? Buffer.from(read.bytes).toString('utf8') : null;
}

const patchOf = ({ path, before, after }: QualifiedFile): string =>
  createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 }).replace(
    /^=+\n/,
    '',
  );

/** `git apply` gets every byte; a terminal gets no control character of the repository. */
const shown = (patch: string): string =>
  process.stdout.isTTY === true
    ? patch
        .split('\n')
        .map((line) => line.split('\t').map(visibleText).join('\t'))
        .join('\n')
    : patch;

const json = ({ mentions, files, left }: Qualification): string =>
  `${JSON.stringify({ kind: 'qualification', mentions, files: files.map((file) => ({ path: file.path, patch: patchOf(file) })), left }, null, 1)}\n`;

function summary({ mentions, files, left }: Qualification, isWritten: boolean): string[] {
  const dangling = mentions.filter(({ because }) => because === 'dangling');
  const places = left.slice(0, 10).map(({ path, line, label }) => `${path}:${line} (${label})`);
  const read = dangling.map(({ path, line, means }) => `${path}:${line} (${means})`);
  return [
    mentions.length === 0
      ? 'no mention rests on history alone, and none dangles with one candidate'
      : `${counted(mentions.length, 'mention')} in ${counted(files.length, 'file')} ${isWritten ? 'written' : 'proposed; nothing is written without --write'}`,
    ...(dangling.length === 0
      ? []
      : [
          `${counted(dangling.length, 'mention')} meant nothing, and one contract reads like it; check: ${read.join(', ')}`,
        ]),
    ...(left.length === 0 ? [] : [`not to be written in place: ${places.join(', ')}; trace explain says why`]),
  ];
}
