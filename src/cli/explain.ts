// `trace explain`: the reasons behind one answer.
import { relative, resolve } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { gitFormats } from '../history/index.ts';
import { readWorkFile } from '../io/files.ts';
import { openRepository, type Repository } from '../io/git.ts';
import { type Explanation, explain } from '../reporters/terminal/explain.ts';
import type { LineOf, TextOf } from '../reporters/terminal/known.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rootOf } from './session.ts';
import { write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export async function runExplain(
  target: string,
  label: string | undefined,
  options: GlobalOptions,
  output: OutputOptions,
): Promise<number> {
  const report = await analyseHere({ ...options, source: false, planRules: true });
  const root = await rootOf(options.directory);
  const repository = await openRepository(resolve(options.directory), gitFormats);
  const asked = { ...output, lineOf: linesOf(root), ...(label === undefined ? {} : { label }) };
  const tell = (named: string): Promise<Explanation> =>
    withTexts(root, repository, (textOf) => explain(report, named, { ...asked, textOf }));
  const revision = repository && (await revisionOf(repository, target));
  const asWritten = await tell(revision ?? target);
  const fromTop = asWritten.found === 'one' ? null : await fromTopOf(options.directory, target);
  const answer = fromTop === null ? asWritten : await tell(fromTop);
  const stream = answer.found === 'one' ? process.stdout : process.stderr;
  if (output.json) await write(process.stdout, `${JSON.stringify(answer.value, null, 1)}\n`);
  else await write(stream, answer.text);
  return answer.found === 'one' ? ExitCode.pass : ExitCode.undecided;
}

/** `HEAD`, `HEAD~2`, `@:12`: the hash, with the line behind it; null for what is no such name. */
async function revisionOf(repository: Repository, target: string): Promise<string | null> {
  const [, name, line = ''] = /^((?:HEAD|@)(?:[~^]\d{0,4}){0,9})(:\d+)?$/.exec(target) ?? [];
  return name === undefined ? null : `${await repository.resolve(name)}${line}`;
}

/** So often may what is told ask for a further text. */
const ROUNDS = 4;

/** An explanation is told without waiting: the texts that it asks for are read, and it is told again. */
async function withTexts(
  root: string,
  repository: Repository | null,
  tell: (textOf: TextOf) => Explanation,
): Promise<Explanation> {
  const known = new Map<string, string | null>();
  for (let round = 1; ; round += 1) {
    const missing = new Set<string>();
    const told = tell((source) => {
      if (!known.has(source)) missing.add(source);
      return known.get(source) ?? null;
    });
    if (missing.size === 0 || round === ROUNDS) return told;
    const messages =
      [...missing].some(isHash) && repository?.head ? await messagesOf(repository, repository.head) : null;
    for (const source of missing)
      known.set(source, isHash(source) ? (messages?.get(source) ?? null) : await textAt(root, repository, source));
  }
}

const isHash = (source: string): boolean => /^[0-9a-f]{40,64}$/.test(source);

async function messagesOf(repository: Repository, head: string): Promise<ReadonlyMap<string, string>> {
  return new Map((await repository.commits(head)).map(({ sha, message }) => [sha, message]));
}

async function textAt(root: string, repository: Repository | null, source: string): Promise<string | null> {
  const [, rev, old] = /^([0-9a-f]{40,64}):(.+)$/s.exec(source) ?? [];
  if (rev === undefined || old === undefined) {
    const read = readWorkFile(root, source);
    return 'bytes' in read ? new TextDecoder().decode(read.bytes) : null;
  }
  try {
    const found = repository === null ? null : await repository.readBlobAt(rev, old);
    return found === null ? null : new TextDecoder().decode(found.bytes);
  } catch (error) {
    // A partial clone has not every text; the answer stands without it.
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** `queue_test.go:41` from inside `queue/` is `queue/queue_test.go:41`; null where no file of that name is here. */
async function fromTopOf(directory: string, target: string): Promise<string | null> {
  const [, file, rest] = /^(.+?)(::.+|:\d+)$/.exec(target) ?? [];
  if (file === undefined || rest === undefined) return null;
  const root = await rootOf(directory);
  const path = relative(root, resolve(directory, file)).split('\\').join('/');
  return path !== file && 'bytes' in readWorkFile(root, path) ? `${path}${rest}` : null;
}

/** Lines of the work tree, each file read once. */
function linesOf(root: string): LineOf {
  const files = new Map<string, readonly string[]>();
  return (path, line) => {
    let lines = files.get(path);
    if (lines === undefined) {
      const read = readWorkFile(root, path);
      lines = 'bytes' in read ? new TextDecoder().decode(read.bytes).split(/\r?\n/) : [];
      files.set(path, lines);
    }
    return lines[line - 1] ?? null;
  };
}
