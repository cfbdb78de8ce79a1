// Opens the doors of the pipeline on real ground: files, git, cache and workers.

import { isInside } from '../config/index.ts';
import {
  bodiesExtractor,
  extractorVersion,
  givenLintExtractor,
  grammarFor,
  languageExtractor,
  lintExtractor,
  openExtractor,
  planExtractor,
  promisesExtractor,
  spokenExtractor,
} from '../extractors.ts';
import { buildUnits, commitFacts } from '../history/index.ts';
import { readAsset } from '../io/assets.ts';
import { cacheFolder, openCache } from '../io/cache.ts';
import { readExcerpts } from '../io/excerpts.ts';
import { createExtraction, type ExtractorSpec } from '../io/extraction.ts';
import { type FactsFile, recording, withFacts } from '../io/facts-file.ts';
import { readText, readWorkFile } from '../io/files.ts';
import type { Repository } from '../io/git.ts';
import { languages } from '../languages/index.ts';
import type { FileChange, Unit } from '../model/history.ts';
import type { History, Inputs, Tools } from '../model/inputs.ts';
import type { HeadFiles, Judged } from './gather.ts';
import { openMemory } from './memory.ts';
import type { Base, Surroundings } from './options.ts';
import { boundaryOf, splitBoundary } from './shallow.ts';

export interface ToolSettings {
  readonly judged: Judged;
  readonly head: HeadFiles;
  readonly base: Base | null;
  readonly inputs: Inputs;
  readonly cache: boolean;
  /** What other machines have read; null where nothing was given. */
  readonly facts: FactsFile | null;
  readonly recordsFacts: boolean;
  readonly around: Surroundings;
}

export interface OpenTools {
  readonly tools: Tools;
  /** The facts that went through so far, where they are noted. */
  recorded(): FactsFile['packs'];
  close(): Promise<void>;
}

export async function openTools(settings: ToolSettings): Promise<OpenTools> {
  const { judged, inputs, around } = settings;
  const options = { families: inputs.families, lint: inputs.lint };
  const lint = [lintExtractor, givenLintExtractor];
  const spoken = languages.map((l) => spokenExtractor(l.id));
  const ids = [
    planExtractor,
    ...lint,
    promisesExtractor,
    ...languages.flatMap((l) => [languageExtractor(l.id), spokenExtractor(l.id), bodiesExtractor(l.id)]),
  ];
  const extractors = new Map(
    ids.map((id): [string, ExtractorSpec] => [
      id,
      {
        version: extractorVersion(id, options),
        options,
        light: id === planExtractor,
        shared: [...lint, promisesExtractor].includes(id) || spoken.includes(id),
      },
    ]),
  );
  const folder = settings.cache
    ? await cacheFolder(judged.repository?.commonDir ?? null, judged.root, userCacheFolder(around.environment))
    : null;
  const kept = openCache(folder, Date.now());
  const known = settings.facts === null ? kept : withFacts(kept, settings.facts);
  const recorder = settings.recordsFacts ? recording(known) : null;
  const cache = recorder?.cache ?? known;
  const memory = openMemory(cache);
  const extraction = createExtraction({
    root: judged.root,
    algorithm: judged.repository?.algorithm ?? 'sha1',
    cache,
    extractors,
    openExtractor,
    readAsset,
    worker: workerFile(),
    given: settings.head.givenBytes,
  });
  const tools: Tools = {
    extract: async (refs, extractor) => {
      const read = await extraction.extract<never>(refs, extractor);
      memory.heed(read.problems);
      return read;
    },
    remember: memory.remember,
    mayMention: async (refs) => {
      const grammar = grammarFor(inputs);
      return refs.some((ref) => {
        if (ref.from !== 'worktree') return true;
        const read = readWorkFile(judged.root, ref.path);
        return 'bytes' in read && grammar.mayContain(read.bytes.toString('latin1'));
      });
    },
    history: () => history(settings),
    steps: () => stepsOf(settings),
    excerpts: (places) =>
      readExcerpts(
        places.flatMap((p) => (p.kind === 'file' ? [{ path: p.path, line: p.at.line, endLine: p.at.endLine }] : [])),
        (path) => readText(judged.root, path).text,
      ),
    ground: async (wanted) => (await import('./ground.ts')).openGround(settings, wanted),
    phase: async (name, work) => {
      const done = around.phase(name);
      try {
        return await work();
      } finally {
        done();
      }
    },
  };
  return {
    tools,
    recorded: () => recorder?.packs() ?? new Map(),
    close: async () => {
      for (const problem of await extraction.close()) around.say(`${problem.what}: ${problem.effect}`);
    },
  };
}

/** The user's cache folder by the platform's convention; null where the environment names none. */
function userCacheFolder(environment: Surroundings['environment']): string | null {
  if (environment.XDG_CACHE_HOME) return environment.XDG_CACHE_HOME;
  if (environment.LOCALAPPDATA) return environment.LOCALAPPDATA;
  return environment.HOME ? `${environment.HOME}/.cache` : null;
}

/** Built code has its worker beside it; from source everything runs in the main thread. */
const workerFile = (): URL | null => {
  if (import.meta.url.endsWith('.ts')) return null;
  const folder = import.meta.url.includes('/chunks/') ? '../' : './';
  return new URL(`${folder}worker.js`, import.meta.url);
};

async function history({ judged, base, inputs }: ToolSettings): Promise<History | null> {
  const { repository } = judged;
  const tip = base?.commit ?? repository?.head ?? null;
  const reads = inputs.historyMode === 'on';
  // Before the first commit everything there is lands together.
  if (repository && tip === null && reads) return withOpen([], inputs);
  if (!repository || tip === null) return null;
  // A change is judged by what it changes, so even without history it needs the state that it starts from.
  if (!reads && !base) return null;
  const units = onlyOf(
    inputs.folder,
    reads ? await unitsUpTo(repository, tip, inputs) : await startingState(repository, tip, inputs),
  );
  if (base) {
    const commits = (await repository.commits(base.head, base.commit)).map(commitFacts);
    const change: Unit = { id: 'change', sha: null, date: 0, commits, files: inputs.changed };
    return { units: [...units, change], change: units.length };
  }
  return withOpen(units, inputs);
}

/** What is not committed is a unit of its own, where it concerns plans or tests. */
function withOpen(units: readonly Unit[], { changed, isPlanPath, isTestPath }: Inputs): History {
  const concerned = changed.some((f) => isPlanPath(f.path) || isTestPath(f.path));
  const open: Unit = { id: 'worktree', sha: null, date: 0, commits: [], files: changed };
  return { units: concerned ? [...units, open] : units, change: null };
}

/** A branch that merged its base has that merge as one step. */
async function stepsOf({ base }: ToolSettings): Promise<readonly Unit[]> {
  if (base === null) return [];
  const { repository, head, commit } = base;
  const [commits, changes] = await Promise.all([repository.commits(head, commit), repository.firstParentChanges(head)]);
  return commits
    .map(commitFacts)
    .flatMap((own): Unit[] => {
      const files = changes.get(own.sha);
      return files === undefined ? [] : [{ id: own.sha, sha: own.sha, date: own.date, commits: [own], files }];
    })
    .reverse();
}

/** What a commit says that touches nothing of the project is said of another one. */
const onlyOf = (folder: string, units: readonly Unit[]): readonly Unit[] =>
  folder === ''
    ? units
    : units.map((unit) => (unit.files.some(({ path }) => isInside(folder, path)) ? unit : { ...unit, commits: [] }));

async function unitsUpTo(repository: Repository, tip: string, inputs: Inputs): Promise<readonly Unit[]> {
  const [commits, changes] = await Promise.all([repository.commits(tip), repository.firstParentChanges(tip)]);
  return splitBoundary(buildUnits(commits, changes, tip), boundaryOf(repository), inputs.isPlanPath);
}

/** The base as if it were the oldest commit of a shallow clone: everything was there, nothing came together. */
async function startingState(repository: Repository, tip: string, inputs: Inputs): Promise<readonly Unit[]> {
  const files = (await repository.treeFiles(tip))
    .filter((f) => f.kind === 'file')
    .map((f): FileChange => ({ path: f.path, status: 'added', oldBlob: null, newBlob: f.blob }));
  return splitBoundary([{ id: tip, sha: tip, date: 0, commits: [], files }], [tip], inputs.isPlanPath);
}
