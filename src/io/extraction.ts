// Turns names of bytes into facts: from the cache where the bytes were parsed before, else in worker threads or, for a few, right here.
import { availableParallelism } from 'node:os';
import { UserError } from '../errors.ts';
import { compareText } from '../model/location.ts';
import type { FactsProblem, Problem } from '../model/problem.ts';
import type { SourceRef } from '../model/source.ts';
import { type ReadAsset, readAsset as readOwnAsset } from './assets.ts';
import { type FactsCache, openCache, type Pack } from './cache.ts';
import {
  type Entry,
  type ExtractOptions,
  type ExtractTask,
  nothingTaken,
  type OpenExtractor,
  runTask,
  type SentEntry,
  type WorkerAnswer,
} from './extract-task.ts';
import type { HashAlgorithm } from './git-objects.ts';

/** What main needs to know of an extractor without loading its parser. */
export interface ExtractorSpec {
  /** Changes whenever the facts of unchanged bytes change; the extractor that a worker opens must say the same. */
  readonly version: string;
  /** JSON-safe, and only what changes the facts: it is part of the cache key. */
  readonly options: ExtractOptions;
  /** Where there are no more than two processors, this thread does it while the worker parses the rest. */
  readonly light?: boolean;
  /** This thread takes its share, too, as soon as it has nothing else to parse. */
  readonly shared?: boolean;
}

export interface ExtractionSettings {
  /** Top of the work tree, or of the plain folder that is read. */
  readonly root: string;
  readonly algorithm: HashAlgorithm;
  readonly cache?: FactsCache;
  readonly extractors: ReadonlyMap<string, ExtractorSpec>;
  readonly openExtractor: OpenExtractor;
  /** The program's own assets unless a test gives others; workers always read their own. */
  readonly readAsset?: ReadAsset;
  /** The built worker; null runs everything here (from source, Node cannot start a TypeScript worker). */
  readonly worker: URL | null;
  readonly threads?: number;
  /** Bytes of `given` sources by blob: a plan from standard input. */
  readonly given?: ReadonlyMap<string, Uint8Array>;
}

export interface ExtractResult<T> {
  /** By blob; a source that could not be read has none, and a problem. */
  readonly facts: ReadonlyMap<string, T>;
  readonly problems: readonly Problem[];
}

export interface Extraction {
  /** Facts of each distinct blob, parsed at most once. A missing git object is a UserError. */
  extract<T>(refs: readonly SourceRef[], extractorId: string): Promise<ExtractResult<T>>;
  /** Ends the workers (call it on failure too, or they keep the process alive) and saves the cache; says where that did not work. */
  close(): Promise<readonly Problem[]>;
}

/** Starting two threads and loading a parser in each takes about as long as parsing this much here. */
const FEW_SOURCES = 8;
const FEW_BYTES = 100 * 1024;
const MAX_THREADS = 4;
const BATCHES_PER_THREAD = 3;

const isFew = (refs: readonly SourceRef[]): boolean =>
  refs.length < FEW_SOURCES ||
  (refs.every(({ from }) => from !== 'object') && refs.reduce((sum, { size }) => sum + size, 0) < FEW_BYTES);

/** Neighbours stay together, so that one `git cat-file` reads them in the order of its packs. */
const inBatches = (refs: readonly SourceRef[], count: number): readonly (readonly SourceRef[])[] => {
  const size = Math.max(1, Math.ceil(refs.length / count));
  return Array.from({ length: Math.ceil(refs.length / size) }, (_, index) =>
    refs.slice(index * size, (index + 1) * size),
  );
};

interface Pool {
  run(task: ExtractTask): Promise<WorkerAnswer>;
  destroy(): Promise<void>;
}

/** Loaded only when there is something to parse: importing tinypool costs 10 ms. */
const startPool = async (worker: URL, threads: number): Promise<Pool> => {
  const { default: Tinypool } = await import('tinypool');
  return new Tinypool({ filename: worker.href, minThreads: threads, maxThreads: threads });
};

const sentBy = (answer: WorkerAnswer): readonly SentEntry[] => {
  if ('done' in answer) return answer.done;
  throw new UserError(answer.mistake.what, answer.mistake.remedy);
};

/** Damaged or foreign text gives null and is parsed anew. */
const parseEntry = (json: string): Entry | null => {
  try {
    const value: unknown = JSON.parse(json);
    const whole =
      typeof value === 'object' &&
      value !== null &&
      'facts' in value &&
      'problems' in value &&
      Array.isArray(value.problems);
    return whole ? (value as Entry) : null;
  } catch {
    return null; // The caller parses the bytes again and the pack is rewritten.
  }
};

/** What was read in this run; `json` is asked for only where the cache keeps it. */
interface Fresh {
  readonly blob: string;
  readonly entry: Entry;
  readonly keep: boolean;
  readonly json: () => string;
}

const freshOf = ({ blob, json, keep }: SentEntry): Fresh => {
  const entry = parseEntry(json);
  if (entry === null) throw new Error(`the facts of ${blob} came back as no JSON`);
  return { blob, entry, keep, json: () => json };
};

const problemsOf = (
  refs: readonly SourceRef[],
  found: ReadonlyMap<string, readonly FactsProblem[]>,
): readonly Problem[] =>
  refs
    .flatMap(({ path, blob }) => (found.get(blob) ?? []).map((problem): Problem => ({ path, ...problem })))
    .sort((a, b) => compareText(a.path ?? '', b.path ?? '') || (a.at?.line ?? 0) - (b.at?.line ?? 0));

export const createExtraction = (settings: ExtractionSettings): Extraction => {
  const { root, algorithm, extractors, openExtractor, worker, readAsset = readOwnAsset, given = new Map() } = settings;
  const cache = settings.cache ?? openCache(null, 0);
  const cores = availableParallelism();
  // A thread of its own compiles everything anew, so this one counts as one of them.
  const threads = settings.threads ?? Math.min(MAX_THREADS, Math.max(1, cores - 1));
  let pool: Promise<Pool> | null = null;
  /** What this thread parses: its own first, then its shares of what the workers do, one at a time. */
  let ownWork: Promise<unknown> = Promise.resolve();
  /** What this run has read, by extractor and blob: base and head share most of their files. */
  const held = new Map<string, Map<string, Entry>>();

  const parseHere = async (task: Omit<ExtractTask, 'given'>): Promise<readonly Fresh[]> => {
    const done = await runTask({ ...task, given }, openExtractor, readAsset);
    return done.map((one) => ({ ...one, json: () => JSON.stringify(one.entry) }));
  };

  const parse = async (refs: readonly SourceRef[], id: string, spec: ExtractorSpec): Promise<readonly Fresh[]> => {
    const task = { root, algorithm, extractor: id, version: spec.version, options: spec.options };
    const light = spec.light === true && cores <= 2;
    if (worker === null || light || isFew(refs)) return asOwnWork(parseHere({ ...task, refs }));
    const [here, elsewhere] = [
      refs.filter(({ from }) => from === 'given'),
      refs.filter(({ from }) => from !== 'given'),
    ];
    pool ??= startPool(worker, threads);
    const running = await pool;
    const there = async (own: typeof task & Pick<ExtractTask, 'refs' | 'taken'>): Promise<readonly Fresh[]> =>
      sentBy(await running.run({ ...own, given: new Map() })).map(freshOf);
    const together = { ...task, refs: elsewhere, taken: nothingTaken() };
    const shares =
      spec.shared === true
        ? [
            ...Array.from({ length: threads }, () => there(together)),
            asOwnWork(ownWork.then(() => parseHere(together))),
          ]
        : inBatches(elsewhere, threads * BATCHES_PER_THREAD).map((refs) => there({ ...task, refs }));
    const read = (await Promise.all(shares)).flat();
    const own = here.length === 0 ? [] : await parseHere({ ...task, refs: here });
    return [...own, ...read];
  };

  /** A share waits for what it finds under way, and the next share for both. */
  const asOwnWork = <T>(reading: Promise<T>): Promise<T> => {
    ownWork = Promise.allSettled([ownWork, reading]).then(() => undefined);
    return reading;
  };

  /** Cached entries go into `entries`; the rest comes back to be parsed, each blob once. */
  const fromCache = (refs: readonly SourceRef[], pack: Pack, entries: Map<string, Entry>): readonly SourceRef[] => {
    const missed = new Map<string, SourceRef>();
    for (const ref of refs) {
      if (entries.has(ref.blob) || missed.has(ref.blob)) continue; // The same bytes under another path.
      const json = pack.get(ref.blob);
      const entry = json === null ? null : parseEntry(json);
      if (entry === null) missed.set(ref.blob, ref);
      else entries.set(ref.blob, entry);
    }
    return [...missed.values()];
  };

  return {
    async extract<T>(refs: readonly SourceRef[], extractorId: string): Promise<ExtractResult<T>> {
      const spec = extractors.get(extractorId);
      if (spec === undefined) throw new Error(`no extractor is called ${extractorId}`);
      const pack = cache.open({ extractor: extractorId, version: spec.version, options: spec.options });
      const entries = held.get(extractorId) ?? new Map<string, Entry>();
      held.set(extractorId, entries);
      const missed = fromCache(refs, pack, entries);
      for (const { blob, entry, json, keep } of missed.length === 0 ? [] : await parse(missed, extractorId, spec)) {
        entries.set(blob, entry);
        if (keep) pack.set(blob, json);
      }
      const facts = new Map<string, T>();
      const found = new Map<string, readonly FactsProblem[]>();
      for (const { blob } of refs) {
        const entry = entries.get(blob);
        if (entry === undefined) throw new Error(`no facts came back for ${blob}`);
        if (entry.facts !== null) facts.set(blob, entry.facts as T); // The caller knows what its extractor gives.
        found.set(blob, entry.problems);
      }
      return { facts, problems: problemsOf(refs, found) };
    },
    async close() {
      const running = await pool;
      pool = null;
      const [problems] = await Promise.all([cache.save(), running?.destroy()]);
      return problems;
    },
  };
};
