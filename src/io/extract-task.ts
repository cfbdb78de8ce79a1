// What one thread does with its share: read the bytes, open the extractor once, hand facts back. No stage is known here.
import { UserError } from '../errors.ts';
import type { FactsProblem } from '../model/problem.ts';
import type { SourceRef } from '../model/source.ts';
import { type ReadAsset, readAsset } from './assets.ts';
import { decodeText, isSound, readWorkFile } from './files.ts';
import { type BlobReader, blobId, type HashAlgorithm, MAX_OBJECT_BYTES, openBlobs } from './git-objects.ts';
import { gitIn } from './git-process.ts';

/** JSON-safe. */
export type ExtractOptions = Readonly<Record<string, unknown>>;

/** A pure function of text, with the version that its facts are cached under. `extract` throws only on a bug. */
export interface OpenedExtractor {
  readonly version: string;
  /** Facts, or a promise of them. */
  extract(text: string): unknown;
  /** False where the facts of these bytes of UTF-8 are surely null; most documents of a repository are no plan. */
  mayHold?(bytes: Buffer): boolean;
}
/** The registry of extractors, which lives outside of io. Loads the parser, so it is called only when there is something to parse. */
export type OpenExtractor = (id: string, options: ExtractOptions, readAsset: ReadAsset) => Promise<OpenedExtractor>;

/** Sent to a worker: names of bytes, not the bytes, except for what only main has. */
export interface ExtractTask {
  readonly root: string;
  readonly algorithm: HashAlgorithm;
  readonly extractor: string;
  readonly version: string;
  readonly options: ExtractOptions;
  readonly refs: readonly SourceRef[];
  readonly given: ReadonlyMap<string, Uint8Array>;
  /**
   * Shared by all threads that have these `refs`: how many of them are taken. Each takes the next ones when it has done some, without
   * asking the main thread, which links for a third of a second without a pause.
   */
  readonly taken?: Int32Array;
}

export const nothingTaken = (): Int32Array => new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

/** JSON-safe: what it is in this thread, in the cache and in another thread is the same. */
export interface Entry {
  readonly problems: readonly FactsProblem[];
  /** Null where the bytes could not be read, or are none of the kind. */
  readonly facts: unknown;
}

export interface Extracted {
  readonly blob: string;
  readonly entry: Entry;
  /** The bytes are surely those of the blob, so the facts may be cached. */
  readonly keep: boolean;
}

/** One parser a thread, registry and kind of facts; opening one costs up to 100 ms. */
const opened = new WeakMap<OpenExtractor, Map<string, Promise<OpenedExtractor>>>();

const extractorFor = async (task: ExtractTask, open: OpenExtractor, readAsset: ReadAsset): Promise<OpenedExtractor> => {
  const ofRegistry = opened.get(open) ?? new Map<string, Promise<OpenedExtractor>>();
  opened.set(open, ofRegistry);
  const key = JSON.stringify([task.extractor, task.version, task.options]);
  const known = ofRegistry.get(key) ?? open(task.extractor, task.options, readAsset);
  ofRegistry.set(key, known);
  const extractor = await known;
  if (extractor.version !== task.version) {
    throw new Error(
      `${task.extractor} is version ${extractor.version} here and ${task.version} in the main thread: build again`,
    );
  }
  return extractor;
};

const withoutCarriageReturns = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

/** Git may have written CRLF where the blob has LF; any other difference means that the file changed after it was listed. */
const isOfBlob = (bytes: Buffer, blob: string, algorithm: HashAlgorithm): boolean =>
  blobId(bytes, algorithm) === blob ||
  (bytes.includes('\r\n') && blobId(withoutCarriageReturns(bytes), algorithm) === blob);

export const CHANGED_WHILE_READ = 'the file changed while it was read';

const CHANGED: FactsProblem = {
  at: null,
  what: CHANGED_WHILE_READ,
  effect: 'its new content is used, with the history of the old',
};

const unreadable = (blob: string, problem: FactsProblem): Extracted => ({
  blob,
  entry: { problems: [problem], facts: null },
  keep: false,
});

const factsOf = async (
  extractor: OpenedExtractor,
  { path, blob }: SourceRef,
  bytes: Buffer,
  sure: boolean,
): Promise<Extracted> => {
  const isNone = extractor.mayHold?.(bytes) === false && isSound(bytes);
  const { text, problems } = isNone ? { text: null, problems: [] } : decodeText(bytes);
  try {
    const facts = text === null ? null : await extractor.extract(text);
    return { blob, entry: { problems: sure ? problems : [...problems, CHANGED], facts }, keep: sure };
  } catch (error) {
    throw new Error(`reading ${path} failed`, { cause: error });
  }
};

const fromWorktree = async (task: ExtractTask, extractor: OpenedExtractor, ref: SourceRef): Promise<Extracted> => {
  const read = readWorkFile(task.root, ref.path);
  if ('problem' in read) return unreadable(ref.blob, read.problem);
  return factsOf(extractor, ref, read.bytes, isOfBlob(read.bytes, ref.blob, task.algorithm));
};

/** Longest time that a share keeps its thread from everything else: what git prints must be read, and other threads fed. */
const LONGEST_TURN_MS = 15;

/** Lets others in when a turn has lasted long enough. */
const turns = (): (() => Promise<void>) => {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < LONGEST_TURN_MS) return;
    await new Promise((done) => setImmediate(done));
    began = performance.now();
  };
};

/** So many that threads end together, so few that neighbours stay so. */
const SHARES = 12;

function* sharesOf({ refs, taken }: ExtractTask): Iterable<readonly SourceRef[]> {
  if (taken === undefined) return yield refs;
  const size = Math.ceil(refs.length / SHARES);
  for (;;) {
    const from = Atomics.add(taken, 0, size);
    if (from >= refs.length) return;
    yield refs.slice(from, from + size);
  }
}

/** Runs one task, or this thread's shares of it, in a worker or in the main thread. */
export const runTask = async (
  task: ExtractTask,
  open: OpenExtractor,
  readAsset: ReadAsset,
): Promise<readonly Extracted[]> => {
  const extractor = await extractorFor(task, open, readAsset);
  const letOthersIn = turns();
  const done: Extracted[] = [];
  // Starting a git takes this thread five milliseconds when the process is large, so all shares are read through one.
  const blobs = openBlobs(gitIn({ folder: task.root }));
  try {
    for (const refs of sharesOf(task))
      done.push(...(await readShare({ ...task, refs }, extractor, blobs, letOthersIn)));
  } finally {
    await blobs.close();
  }
  return done;
};

const readShare = async (
  task: ExtractTask,
  extractor: OpenedExtractor,
  blobs: BlobReader,
  letOthersIn: () => Promise<void>,
): Promise<readonly Extracted[]> => {
  const done: Extracted[] = [];
  const objects = new Map<string, SourceRef>();
  for (const ref of task.refs) {
    await letOthersIn();
    if (ref.from === 'worktree') done.push(await fromWorktree(task, extractor, ref));
    else if (ref.from === 'object') objects.set(ref.blob, ref);
    else {
      const bytes = task.given.get(ref.blob);
      if (bytes === undefined) throw new Error(`the bytes of ${ref.path} were not handed over`);
      done.push(await factsOf(extractor, ref, Buffer.from(bytes), true));
    }
  }
  await blobs.read(objects.keys(), async (blob, bytes, length) => {
    await letOthersIn();
    const ref = objects.get(blob);
    if (ref === undefined) return;
    const what = `it has ${length} bytes, more than the ${MAX_OBJECT_BYTES} that are read`;
    done.push(
      bytes === null
        ? unreadable(blob, { at: null, what, effect: 'it is not read' })
        : await factsOf(extractor, ref, bytes, true),
    );
  });
  return done;
};

/** An entry as text, because the cache stores text and cloning objects across threads is no faster. */
export interface SentEntry {
  readonly blob: string;
  readonly json: string;
  readonly keep: boolean;
}

/** A user's mistake crosses threads as data: a thrown one would arrive as a plain Error and be taken for a bug. */
export type WorkerAnswer =
  | { readonly done: readonly SentEntry[] }
  | { readonly mistake: { readonly what: string; readonly remedy: string } };

/** The body of a worker's entry file: `export default (task) => runWorker(task, openExtractor)`. */
export const runWorker = async (task: ExtractTask, open: OpenExtractor): Promise<WorkerAnswer> => {
  try {
    const done = await runTask(task, open, readAsset);
    return { done: done.map(({ blob, entry, keep }) => ({ blob, json: JSON.stringify(entry), keep })) };
  } catch (error) {
    if (error instanceof UserError) return { mistake: { what: error.message, remedy: error.remedy } };
    throw error;
  }
};
