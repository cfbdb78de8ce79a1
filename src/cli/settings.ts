// Which configuration holds: that of the work tree, and for a change also that of its base, so that no change edits its own judge.
import { resolve } from 'node:path';
import { type Config, defaultConfig, type PlanSource, parseConfig } from '../config/index.ts';
import { type PathRules, pathRules } from '../config/paths.ts';
import { UserError } from '../errors.ts';
import {
  configFilesOf,
  type FoundConfig,
  findConfig,
  readConfigAt,
  readConfigFrom,
  workTreeReader,
} from '../io/config-file.ts';
import type { Repository } from '../io/git.ts';
import { languageOf } from '../languages/index.ts';
import { rules } from '../rules/index.ts';
import { type Base, type GlobalOptions, insideRoot } from './options.ts';

export interface Settings {
  readonly config: Config;
  /** The base's, where it judges the change. */
  readonly policy: Config | null;
}

/** UserError for what is wrong in a file, for two files where only one can hold, and for a file that is not there. */
export async function settingsOf(options: GlobalOptions, root: string, base: Base | null): Promise<Settings> {
  const path =
    options.config === undefined ? null : insideRoot(root, resolve(options.directory, options.config), options.config);
  const config = await parsed(path === null ? await onlyConfig(root) : await readConfigAt(root, path), '');
  if (base === null || options.trustHeadConfig) return { config, policy: null };
  return { config, policy: await parsed(await configAt(base.repository, base.commit, path), ' of the base') };
}

const parsed = async (found: FoundConfig | null, whose: string): Promise<Config> =>
  found === null
    ? defaultConfig
    : parseConfig(
        found.value,
        `${found.from}${whose}`,
        rules.map((r) => r.meta.id),
      );

async function onlyConfig(root: string): Promise<FoundConfig | null> {
  const names = await configFilesOf(workTreeReader(root));
  const [first, second] = names;
  if (first !== undefined && second !== undefined)
    throw new UserError(`there are two configurations: ${first} and ${second}`, 'Keep one of them.');
  return findConfig(workTreeReader(root));
}

/** A file that the base has not gives the defaults. */
async function configAt(repository: Repository, commit: string, path: string | null): Promise<FoundConfig | null> {
  const read = async (name: string): Promise<Uint8Array | null> =>
    (await repository.readBlobAt(commit, name))?.bytes ?? null;
  if (path === null) return findConfig(read);
  const bytes = await read(path);
  return bytes === null ? null : readConfigFrom(path, bytes);
}

export interface JudgedPaths extends PathRules {
  readonly planSources: readonly PlanSource[];
  /** Everything that the predicates depend on, as text. */
  readonly key: string;
}

/** What any of the configurations reads is read: a change can add plans and tests to the judgement, but take none away. */
export function pathsOf(configs: readonly Config[]): JudgedPaths {
  const all = configs.map((config) => pathRules(config, languageOf));
  const said = (pick: (paths: PathRules) => string): string => [...new Set(all.map(pick))].join(', and by the base ');
  return {
    isPlanPath: (path) => all.some((paths) => paths.isPlanPath(path)),
    isTestPath: (path) => all.some((paths) => paths.isTestPath(path)),
    planFolders: [...new Set(all.flatMap((paths) => paths.planFolders))],
    plansSearched: said((paths) => paths.plansSearched),
    testsSearched: said((paths) => paths.testsSearched),
    planSources: onePerText(configs.flatMap((config) => config.plans ?? [])),
    key: JSON.stringify(configs.map(({ plans, ignore, tests }) => [plans, ignore, tests])),
  };
}

const onePerText = (sources: readonly PlanSource[]): PlanSource[] => [
  ...new Map(sources.map((source) => [JSON.stringify(source), source])).values(),
];
