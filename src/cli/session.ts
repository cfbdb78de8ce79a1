// One run over one repository: finds configuration and files, opens the doors that the pipeline asks for, and closes them again.
import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { type Config, defaultConfig, looseningsBetween, parseConfig } from '../config/index.ts';
import { pathRules } from '../config/paths.ts';
import { UserError } from '../errors.ts';
import { gitFormats } from '../history/index.ts';
import { type FoundConfig, findConfig, readConfigAt, workTreeReader } from '../io/config-file.ts';
import { openRepository, type Repository } from '../io/git.ts';
import { languageOf } from '../languages/index.ts';
import type { Severity } from '../model/finding.ts';
import type { Inputs } from '../model/inputs.ts';
import type { Report } from '../model/report.ts';
import { trace } from '../pipeline.ts';
import { rules } from '../rules/index.ts';
import { version } from '../version.ts';
import { baseFromEnvironment } from './base-from-environment.ts';
import { forgeOf } from './forge.ts';
import { gatherBase, gatherHead, type Judged } from './gather.ts';
import { type Base, type GlobalOptions, insideRoot, type Surroundings } from './options.ts';
import { openTools } from './tools.ts';

/** Reads, links and judges. UserError for what the user can mend. */
export async function analyse(options: GlobalOptions, around: Surroundings): Promise<Report> {
  const directory = resolve(options.directory);
  const repository = await openRepository(directory, gitFormats);
  const root = repository?.root ?? directory;
  const base = await baseOf(options, repository, around);
  const head = await headConfig(options, root);
  const config = head.config;
  const paths = pathRules(config, languageOf);
  const judged: Judged = {
    repository,
    root,
    directory,
    config,
    paths,
    plans: options.plans,
    readStdin: around.readStdin,
  };
  const tree = await gatherHead(judged);
  const policy = base && !options.trustHeadConfig ? await configAt(base.repository, base.commit) : null;
  const baseTree = base
    ? await gatherBase(judged, base, { options, loosened: policy ? looseningsBetween(policy, config, defaults()) : [] })
    : null;
  const judgeConfig = policy ?? config;
  const inputs: Inputs = {
    head: tree.tree,
    base: baseTree,
    repo: repoFacts(repository, root, tree.uncommitted),
    families: config.families,
    searched: [
      { what: paths.plansSearched, files: tree.tree.plans.length },
      { what: paths.testsSearched, files: tree.tree.tests.length },
    ],
    given: tree.given,
    historyMode: repository === null ? 'missing' : options.history && config.history ? 'on' : 'off',
    policy: { failOn: judgeConfig.gate.failOn, maxUntested: judgeConfig.gate.maxUntested ?? 0 },
    problems: [...tree.problems, ...(baseTree?.problems ?? []), ...shallowProblem(repository)],
    version,
    pathsKey: JSON.stringify([config.plans, config.ignore, config.tests]),
    isPlanPath: paths.isPlanPath,
    isTestPath: paths.isTestPath,
    languageOf: (path) => languageOf(path)?.id ?? null,
  };
  const doors = await openTools({ judged, head: tree, base, inputs, cache: options.cache, around });
  try {
    return await trace(inputs, doors.tools, { rules, settings: ruleSettings(judgeConfig), excerpts: options.source });
  } finally {
    await doors.close();
  }
}

/** The top of the repository around a folder, or the folder itself. */
export async function rootOf(directory: string): Promise<string> {
  return (await openRepository(resolve(directory), gitFormats))?.root ?? resolve(directory);
}

async function baseOf(
  options: GlobalOptions,
  repository: Repository | null,
  around: Surroundings,
): Promise<Base | null> {
  const found = options.base === undefined && options.findBase ? baseFromEnvironment(around.environment) : null;
  const ref = options.base ?? found?.ref;
  if (ref === undefined) return null;
  if (repository === null)
    throw new UserError(
      '--base needs a git repository, and this folder is none',
      'Run it in a checkout, or without --base.',
    );
  if (repository.head === null)
    throw new UserError('--base needs a commit, and this repository has none', 'Commit first, or run without --base.');
  if (found) around.say(`base: ${found.ref} (from ${found.from}; --no-base turns this off)`);
  const commit = await repository.mergeBase(repository.head, await repository.resolve(ref));
  return { repository, head: repository.head, ref, commit };
}

async function headConfig(
  options: GlobalOptions,
  root: string,
): Promise<{ config: Config; found: FoundConfig | null }> {
  const found =
    options.config === undefined
      ? await findConfig(workTreeReader(root))
      : await readConfigAt(root, insideRoot(root, resolve(options.directory, options.config), options.config));
  return {
    config: found
      ? await parseConfig(
          found.value,
          found.from,
          rules.map((r) => r.meta.id),
        )
      : defaultConfig,
    found,
  };
}

/** The configuration of the base judges the change; a file that the base has not gives the defaults. */
async function configAt(repository: Repository, commit: string): Promise<Config> {
  const found = await findConfig(async (path) => (await repository.readBlobAt(commit, path))?.bytes ?? null);
  return found
    ? parseConfig(
        found.value,
        `${found.from} of the base`,
        rules.map((r) => r.meta.id),
      )
    : defaultConfig;
}

function ruleSettings(config: Config): {
  severity(id: string): 'off' | Severity | null;
  ignores(id: string, path: string): boolean;
} {
  const settings = new Map(
    config.rules.map((r) => [
      r.rule,
      { ...r, match: r.ignore.length > 0 ? picomatch([...r.ignore], { dot: true }) : () => false },
    ]),
  );
  return {
    severity: (id) => settings.get(id)?.severity ?? null,
    ignores: (id, path) => settings.get(id)?.match(path) ?? false,
  };
}

const defaults = (): ReadonlyMap<string, Severity> => new Map(rules.map((r) => [r.meta.id, r.meta.defaultSeverity]));

function repoFacts(repository: Repository | null, root: string, uncommitted: number): Report['repo'] {
  const name =
    repository?.remoteUrl
      ?.replace(/\/+$/, '')
      .replace(/\.git$/, '')
      .split(/[/:]/)
      .at(-1) ??
    root.split(/[/\\]/).at(-1) ??
    '';
  return {
    name,
    head: repository?.head ?? null,
    headDate: repository?.headDate ?? null,
    branch: repository?.branch ?? null,
    uncommitted,
    shallow: repository?.shallow ?? false,
    forge: forgeOf(repository?.remoteUrl ?? null),
  };
}

function shallowProblem(repository: Repository | null): Report['problems'] {
  if (repository === null) {
    return [
      {
        path: null,
        at: null,
        what: 'this is no git repository',
        effect: 'history evidence is missing: mentions are linked only by what plans and tests say themselves',
      },
    ];
  }
  if (repository.head === null) {
    return [
      {
        path: 'git',
        at: null,
        what: 'the repository has no commit yet',
        effect: 'everything counts as uncommitted; history evidence is missing',
      },
    ];
  }
  if (!repository.shallow) return [];
  return [
    {
      path: 'git',
      at: null,
      what: 'the clone is shallow',
      effect:
        'what came before its oldest commit is unknown, so mentions may stay dangling; `git fetch --unshallow` mends it',
    },
  ];
}
