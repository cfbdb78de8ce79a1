// One run over one repository: finds configuration and files, opens the doors that the pipeline asks for, and closes them again.

import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { type Config, isInside, looseningsBetween } from '../config/index.ts';
import { UserError } from '../errors.ts';
import { gitFormats } from '../history/index.ts';
import type { FactsFile } from '../io/facts-file.ts';
import { openRepository, type Repository } from '../io/git.ts';
import { type WorkFile, worktreeChanges } from '../io/git-worktree.ts';
import { languageOf } from '../languages/index.ts';
import { lint } from '../lint.ts';
import type { Severity } from '../model/finding.ts';
import type { FileChange } from '../model/history.ts';
import type { Inputs, PlanRef, Tools } from '../model/inputs.ts';
import { wholeLine } from '../model/location.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { type PipelineOptions, trace } from '../pipeline.ts';
import { qualityOf } from '../quality.ts';
import { allRules, gateRules, ruleNames } from '../rules/index.ts';
import { version } from '../version.ts';
import { baseFromEnvironment } from './base-from-environment.ts';
import { baseOfBranch } from './branch-base.ts';
import { forgeOf } from './forge.ts';
import { gatherBase, gatherHead, type Judged } from './gather.ts';
import { givenResults } from './given-results.ts';
import { knownFindings } from './known-findings.ts';
import type { Base, GlobalOptions, Surroundings } from './options.ts';
import { pathsOf, policyIn, settingsOf } from './settings.ts';
import { boundaryOf } from './shallow.ts';
import { askedOfStaged, openStaged, type Staged } from './staged.ts';
import { openTools } from './tools.ts';

/** Reads, links and judges. UserError for what the user can mend. */
export const analyse = (options: GlobalOptions, around: Surroundings): Promise<Report> =>
  withTools(options, around, reported);

/** What stands open while `work` runs. */
export interface Session {
  readonly options: GlobalOptions;
  readonly repository: Repository | null;
  readonly staged: Staged | null;
  readonly base: Base | null;
  readonly inputs: Inputs;
  readonly tools: Tools;
  /** The facts that were read so far, where the options ask for them. */
  recorded(): FactsFile['packs'];
  readonly config: Config;
  /** The configuration that judges: with a base, that of the base. */
  readonly judgeConfig: Config;
}

export async function withTools<T>(
  options: GlobalOptions,
  around: Surroundings,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const directory = resolve(options.directory);
  const repository = await openRepository(directory, gitFormats);
  const root = repository?.root ?? directory;
  const staged = await openStaged(options, repository);
  const base = await baseOf(options, repository, staged, around);
  const { config, policy } = await settingsOf(options, root, base, staged);
  const paths = pathsOf(policy === null ? [config] : [config, policy]);
  const judged: Judged = {
    repository,
    root,
    directory,
    planSources: paths.planSources,
    paths,
    plans: options.plans,
    staged,
    readStdin: around.readStdin,
  };
  const tree = await gatherHead(judged);
  const results = await givenResults(options, judged, tree);
  const baseTree = base
    ? await gatherBase(judged, base, { options, loosened: policy ? looseningsBetween(policy, config, defaults()) : [] })
    : null;
  const judgeConfig = policy ?? config;
  const asked = staged ? askedOfStaged(policyIn(judgeConfig)) : { policy: policyIn(judgeConfig), problems: [] };
  const families = [...new Set([...config.families, ...(policy?.families ?? [])])].sort();
  const readsHistory = options.history && (config.history || (policy?.history ?? false));
  const inputs: Inputs = {
    head: tree.tree,
    // Plans on another ref are no part of the change: they stand on both sides.
    base: baseTree && {
      ...baseTree,
      plans: [...baseTree.plans, ...tree.tree.plans.filter((p) => p.origin === 'ref' && !p.given)],
    },
    changed: await changedFiles(repository, base, tree.files),
    repo: repoFacts(repository, root, config.folder, tree.uncommitted),
    folder: projectOf(config, policy),
    families,
    lint: { ...judgeConfig.lint, ...(options.profile === undefined ? {} : { profile: options.profile }) },
    searched: [
      ...tree.given.map((path) => ({ what: `the given plan ${path}`, files: 1 })),
      { what: paths.plansSearched, files: tree.tree.plans.filter((p) => !p.given).length },
      ...testsSearched(paths.testsSearched, tree.tree.tests),
    ],
    given: tree.given,
    historyMode: repository === null ? 'missing' : readsHistory ? 'on' : 'off',
    baseline: {
      entries: await knownFindings(options, root, config.folder, base, staged),
      frozen: options.frozenBaseline ?? false,
    },
    policy: { ...asked.policy, ...options.policy },
    ...(results === null ? {} : { results }),
    problems: [
      ...tree.problems,
      ...asked.problems,
      ...(baseTree?.problems ?? []),
      ...shallowProblem(repository),
      ...otherProjects(tree.files, config.folder),
    ],
    version,
    // Deepening a shallow clone changes history, but neither HEAD nor the word “shallow”.
    pathsKey: JSON.stringify([paths.key, boundaryOf(repository)]),
    isPlanPath: paths.isPlanPath,
    isTestPath: paths.isTestPath,
    languageOf: (path) => languageOf(path)?.id ?? null,
  };
  const { cache, recordsFacts = false } = options;
  const facts =
    (options.facts ?? []).length === 0 ? null : (await import('./given-facts.ts')).givenFacts(options, around);
  const doors = await openTools({ judged, head: tree, base, inputs, cache, facts: await facts, recordsFacts, around });
  try {
    const { tools, recorded } = doors;
    return await work({ options, repository, staged, base, inputs, tools, recorded, config, judgeConfig });
  } finally {
    await doors.close();
  }
}

async function reported({ options, staged, inputs, tools, config, judgeConfig }: Session): Promise<Report> {
  const settings = ruleSettings(judgeConfig);
  const how: PipelineOptions = {
    rules: asksPlanRules(options, judgeConfig) ? await allRules() : gateRules,
    settings,
    settingsKey: JSON.stringify(judgeConfig.rules),
    excerpts: options.source && staged === null,
    detail: options.detail ?? 'whole',
  };
  if (options.lint) return lint(inputs, tools, how);
  const report = await trace(inputs, tools, how);
  const linted = options.quality ? await lint(inputs, tools, { ...how, rules: await allRules() }) : null;
  const own = pathsOf([config]);
  const named = inputs.head.plans.filter(
    (p) => p.given || p.origin === 'ref' || (config.plans !== null && own.isPlanPath(p.path)),
  );
  return {
    ...report,
    ...(linted === null ? {} : { quality: qualityOf(linted) }),
    problems: once([...report.problems, ...withoutContracts(named, report)]),
  };
}

/** A source file that may hold tests is not counted as a test file. */
function testsSearched(what: string, tests: readonly { readonly path: string }[]): Inputs['searched'] {
  const among = tests.filter(({ path }) => languageOf(path)?.testsAmongCode === true).length;
  const own = { what, files: tests.length - among };
  return among === 0
    ? [own]
    : [own, { what: 'source files of languages whose tests stand among the code', files: among }];
}

async function changedFiles(
  repository: Repository | null,
  base: Base | null,
  files: readonly WorkFile[],
): Promise<readonly FileChange[]> {
  if (!repository) return [];
  const tip = base?.commit ?? repository.head;
  const before = tip === null ? [] : await repository.treeFiles(tip);
  return worktreeChanges(
    before.filter((f) => f.kind === 'file'),
    files.filter((f) => f.kind === 'file'),
  );
}

/** The top of the repository around a folder, or the folder itself. */
export async function rootOf(directory: string): Promise<string> {
  return (await openRepository(resolve(directory), gitFormats))?.root ?? resolve(directory);
}

async function baseOf(
  options: GlobalOptions,
  repository: Repository | null,
  staged: Staged | null,
  around: Surroundings,
): Promise<Base | null> {
  if (options.base === undefined && staged) return baseOfIndex(repository);
  if (options.base === undefined && options.againstTrunk) return baseOfBranch(repository);
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

/** What is staged is a change of HEAD; before the first commit everything is judged. */
const baseOfIndex = (repository: Repository | null): Base | null =>
  repository?.head ? { repository, head: repository.head, ref: 'HEAD', commit: repository.head } : null;

/** Several extractors read one file, and each says what was odd about its bytes. */
function once(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter((problem) => {
    const key = JSON.stringify(problem);
    return !seen.has(key) && seen.add(key);
  });
}

/** Files that somebody called plans and that promise nothing; where nobody named any, every Markdown file would be one. */
function withoutContracts(plans: readonly PlanRef[], report: Report): Problem[] {
  const known = new Set(report.graph.nodes.flatMap((n) => (n.kind === 'plan' ? [n.path, ...n.aliases] : [])));
  const empty = [...new Set(plans.filter((p) => !known.has(p.path)).map((p) => p.path))].sort();
  const [first, ...more] = empty;
  if (first === undefined) return [];
  const also =
    more.length === 0
      ? ''
      : `; nor do ${more.length} more: ${more.slice(0, 5).join(', ')}${more.length > 5 ? ', …' : ''}`;
  const what = `it is named as a plan but defines no contract${also}`;
  return [{ path: first, at: wholeLine(1), what, effect: 'nothing of it can be judged' }];
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

const defaults = (): ReadonlyMap<string, Severity> => new Map(ruleNames);

/** The rules about the text of plans are many, and most runs ask none of them. */
const asksPlanRules = (options: GlobalOptions, config: Config): boolean =>
  (options.lint ?? false) ||
  (options.planRules ?? false) ||
  config.rules.some(({ rule, severity }) => rule.startsWith('plan/') && severity !== null && severity !== 'off');

function repoFacts(repository: Repository | null, root: string, folder: string, uncommitted: number): Report['repo'] {
  const name =
    repository?.remoteUrl
      ?.replace(/\/+$/, '')
      .replace(/\.git$/, '')
      .split(/[/:]/)
      .at(-1) ??
    root.split(/[/\\]/).at(-1) ??
    '';
  return {
    name: folder === '' ? name : `${name}/${folder}`,
    head: repository?.head ?? null,
    headDate: repository?.headDate ?? null,
    branch: repository?.branch ?? null,
    uncommitted,
    shallow: repository?.shallow ?? false,
    forge: forgeOf(repository?.remoteUrl ?? null),
  };
}

/** With a base that judged more, as much is judged as before. */
const projectOf = (config: Config, policy: Config | null): string =>
  policy !== null && isInside(policy.folder, `${config.folder}/`) ? policy.folder : config.folder;

const CONFIGURATION = /(?:^|\/)trace\.config\.(?:json|ya?ml)$/;
const NO_PROJECT = /(?:^|\/)(?:node_modules|vendor|fixtures|testdata|templates?)\//;

/** Whoever stands above a project judges its plans too, by other settings than its own. */
function otherProjects(files: readonly WorkFile[], folder: string): Problem[] {
  return files
    .filter(({ path }) => CONFIGURATION.test(path) && !NO_PROJECT.test(path) && isInside(folder, path))
    .map(({ path }) => ({ path, own: path.slice(0, Math.max(0, path.lastIndexOf('/'))) }))
    .filter(({ own }) => own !== folder)
    .map(({ path, own }) => ({
      path,
      at: null,
      what: 'this configuration is of a project below and was not read',
      effect: `its folder is judged with everything else here; judge it alone: trace -C ${own} check`,
    }));
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
        effect: 'everything counts as uncommitted, and as what will land together',
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
        'what its oldest commit brought together is unknown, so that commit ties no mention and its message is not read: mentions may stay dangling or ambiguous; `git fetch --unshallow` mends it',
    },
  ];
}
