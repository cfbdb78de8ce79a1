// Reads fixtures/rules/: each case is a tiny project, its history, and the findings that its rule must make of it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyse } from '../../src/cli/session.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Report } from '../../src/model/report.ts';
import { buildRepository, commit, type TestRepository } from './repository.ts';

export const RULE_CASES = fileURLToPath(new URL('../../fixtures/rules/', import.meta.url));

interface Step {
  readonly message: string;
  /** A path of the case, or one whose text stands in another file of the case. */
  readonly files: readonly (string | { readonly path: string; readonly from: string })[];
  readonly deletes?: readonly string[];
}

interface HistoryFile {
  /** The step, counted from 1, that is the base; null: judged without a base. */
  readonly base: number | null;
  readonly steps: readonly Step[];
  /** Result files of the case, which stand outside of its repository. */
  readonly results?: readonly string[];
}

/** Names below a folder, sorted by code unit. */
export const namesIn = (folder: string): readonly string[] => readdirSync(folder).sort();

export const caseFolders = (): readonly { readonly rule: string; readonly name: string; readonly folder: string }[] =>
  namesIn(RULE_CASES).flatMap((rule) =>
    namesIn(join(RULE_CASES, rule)).map((name) => ({ rule, name, folder: join(RULE_CASES, rule, name) })),
  );

const readHistory = (folder: string): HistoryFile => JSON.parse(readFileSync(join(folder, 'history.json'), 'utf8'));

/** Every file of the case that a step does not use, `history.json` and `expected.txt` aside. */
export const unusedFiles = (folder: string): readonly string[] => {
  const used = new Set(shownFiles(folder));
  return filesBelow(folder).filter((path) => !used.has(path) && path !== 'history.json' && path !== 'expected.txt');
};

/** Files whose text a step writes, and result files. */
export const shownFiles = (folder: string): readonly string[] => {
  const { steps, results = [] } = readHistory(folder);
  return [...steps.flatMap((s) => s.files.map((f) => (typeof f === 'string' ? f : f.from))), ...results];
};

function filesBelow(folder: string, below = ''): readonly string[] {
  return namesIn(join(folder, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return statSync(join(folder, path)).isDirectory() ? filesBelow(folder, path) : [path];
  });
}

export interface BuiltCase {
  readonly repository: TestRepository;
  /** Full hashes of the steps, the first one first. */
  readonly shas: readonly string[];
  readonly base: string | undefined;
  /** Absolute paths. */
  readonly results: readonly string[];
}

export function buildCase(folder: string): BuiltCase {
  const history = readHistory(folder);
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const repository = buildRepository([]);
  const shas = history.steps.map((step) => {
    const written = step.files.map((f) => (typeof f === 'string' ? [f, text(f)] : [f.path, text(f.from)]));
    repository.run(
      commit(step.message, Object.fromEntries([...written, ...(step.deletes ?? []).map((f) => [f, null])])),
    );
    return repository.git('rev-parse', 'HEAD');
  });
  const results = (history.results ?? []).map((path) => join(folder, path));
  return { repository, shas, base: history.base === null ? undefined : shas[history.base - 1], results };
}

/** The real analysis from source: no cache, no environment. */
export const analyseHere = (
  directory: string,
  options: {
    readonly base?: string | undefined;
    readonly trustHeadConfig?: boolean;
    readonly results?: readonly string[];
    /** Plans by their own text alone. */
    readonly lint?: boolean;
  } = {},
): Promise<Report> =>
  analyse(
    {
      directory,
      cache: false,
      history: true,
      plans: [],
      ...(options.base === undefined ? {} : { base: options.base }),
      findBase: false,
      trustHeadConfig: options.trustHeadConfig ?? false,
      source: false,
      lint: options.lint ?? false,
      ...(options.results === undefined ? {} : { results: options.results }),
    },
    { environment: {}, readStdin: async () => new Uint8Array(), say: () => undefined, phase: () => () => undefined },
  );

/** `path:line:col rule-id message`; commits are called by their step, so that nobody has to copy a hash. */
export function printFinding({ at, ruleId, message }: Finding, shas: readonly string[]): string {
  const place = at === null ? '-' : `${at.kind === 'file' ? at.path : at.commit}:${at.at.line}:${at.at.column}`;
  return shas.reduce(
    (text, sha, index) => text.replaceAll(sha, `step ${index + 1}`).replaceAll(sha.slice(0, 8), `step ${index + 1}`),
    `${place} ${ruleId} ${message}`,
  );
}
