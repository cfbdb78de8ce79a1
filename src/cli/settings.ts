// Which configuration holds: that of the work tree, and for a change also that of its base, so that no change edits its own judge.
import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import { type Config, defaultConfig, inFolder, type PlanSource, parseConfig } from '../config/index.ts';
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
import { languageOf } from '../languages/index.ts';
import type { Inputs } from '../model/inputs.ts';
import { ruleNames } from '../rules/index.ts';
import { type Base, type GlobalOptions, insideRoot } from './options.ts';
import type { Staged } from './staged.ts';

export interface Settings {
  readonly config: Config;
  /** The base's, where it judges the change. */
  readonly policy: Config | null;
}

/** UserError for what is wrong in a file, for two files where only one can hold, and for a file that is not there. */
export async function settingsOf(
  options: GlobalOptions,
  root: string,
  base: Base | null,
  staged: Staged | null = null,
): Promise<Settings> {
  const path =
    options.config === undefined ? null : insideRoot(root, resolve(options.directory, options.config), options.config);
  const folder = await standingIn(root, resolve(options.directory));
  const read = staged?.read ?? workTreeReader(root);
  const config =
    path === null ? await nearest(folder, read, onlyConfig, '') : await parsed(await named(root, path, staged), '');
  if (base === null || options.trustHeadConfig) return { config, policy: null };
  const before: Read = async (name) => (await base.repository.readBlobAt(base.commit, name))?.bytes ?? null;
  const whose = ' of the base';
  if (path === null) return { config, policy: await nearest(folder, before, findConfig, whose) };
  const bytes = await before(path);
  // A file that the base has not gives the defaults.
  return { config, policy: await parsed(bytes === null ? null : await readConfigFrom(path, bytes), whose) };
}

/** Repo-relative; git says where the top really is, whatever links lead there. */
async function standingIn(root: string, directory: string): Promise<string> {
  const path = relative(await realpath(root), await realpath(directory).catch(() => directory));
  return path.startsWith('..') || isAbsolute(path) ? '' : path.split(sep).join('/');
}

type Read = (path: string) => Promise<Uint8Array | null>;

/** That of the folder one stands in, or of the nearest above it. */
async function nearest(
  start: string,
  read: Read,
  find: (read: Read) => Promise<FoundConfig | null>,
  whose: string,
): Promise<Config> {
  for (let folder = start; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/')))) {
    const below = folder === '' ? '' : `${folder}/`;
    const found = await find((name) => read(`${below}${name}`));
    if (found !== null) return inFolder(await parsed({ ...found, from: `${below}${found.from}` }, whose), folder);
    if (folder === '') return defaultConfig;
  }
}

const parsed = async (found: FoundConfig | null, whose: string): Promise<Config> =>
  found === null
    ? defaultConfig
    : parseConfig(
        found.value,
        `${found.from}${whose}`,
        ruleNames.map(([id]) => id),
      );

async function named(root: string, path: string, staged: Staged | null): Promise<FoundConfig | null> {
  const bytes = staged && (await staged.read(path));
  return bytes === null ? readConfigAt(root, path) : readConfigFrom(path, bytes);
}

async function onlyConfig(read: Read): Promise<FoundConfig | null> {
  const names = await configFilesOf(read);
  const [first, second] = names;
  if (first !== undefined && second !== undefined)
    throw new UserError(`there are two configurations: ${first} and ${second}`, 'Keep one of them.');
  return findConfig(read);
}

/** What the configuration asks of the gate, as the gate counts it. */
export function policyIn({ gate }: Config): Inputs['policy'] {
  const { failOn, requireResults, informational } = gate;
  return {
    failOn,
    maxUntested: gate.maxUntested ?? 0,
    requireResults,
    informational,
    ...(gate.minVerified === null ? {} : { minVerified: gate.minVerified }),
    thresholds: gate.thresholds.map((one) => ({
      ...one,
      holdsPlan: one.plans === null ? () => true : picomatch([...one.plans], { dot: true }),
    })),
  };
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
    isPlanPath: remembered((path) => all.some((paths) => paths.isPlanPath(path))),
    isTestPath: remembered((path) => all.some((paths) => paths.isTestPath(path))),
    planFolders: [...new Set(all.flatMap((paths) => paths.planFolders))],
    plansSearched: said((paths) => paths.plansSearched),
    testsSearched: said((paths) => paths.testsSearched),
    planSources: onePerText(configs.flatMap((config) => config.plans ?? [])),
    key: JSON.stringify(configs.map(({ folder, plans, ignore, tests }) => [folder, plans, ignore, tests])),
  };
}

/** Each commit of a history asks of its paths again. */
function remembered(isOne: (path: string) => boolean): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const answer = known.get(path) ?? isOne(path);
    known.set(path, answer);
    return answer;
  };
}

const onePerText = (sources: readonly PlanSource[]): PlanSource[] => [
  ...new Map(sources.map((source) => [JSON.stringify(source), source])).values(),
];
