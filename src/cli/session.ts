// One run over one repository: finds configuration and files, opens the doors that the pipeline asks for, and closes them again.

import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { type Config, looseningsBetween } from '../config/index.ts';
import { UserError } from '../errors.ts';
import { gitFormats } from '../history/index.ts';
import { openRepository, type Repository } from '../io/git.ts';
import { type WorkFile, worktreeChanges } from '../io/git-worktree.ts';
import { languageOf } from '../languages/index.ts';
import { lint } from '../lint.ts';
import type { Severity } from '../model/finding.ts';
import type { FileChange } from '../model/history.ts';
import type { Inputs, PlanRef } from '../model/inputs.ts';
import { wholeLine } from '../model/location.ts';
import type { Problem } from '../model/problem.ts';
import type { Report } from '../model/report.ts';
import { type PipelineOptions, trace } from '../pipeline.ts';
import { rules } from '../rules/index.ts';
import { version } from '../version.ts';
import { baseFromEnvironment } from './base-from-environment.ts';
import { forgeOf } from './forge.ts';
import { gatherBase, gatherHead, type Judged } from './gather.ts';
import { givenResults } from './given-results.ts';
import { knownFindings } from './known-findings.ts';
import type { Base, GlobalOptions, Surroundings } from './options.ts';
import { pathsOf, settingsOf } from './settings.ts';
import { boundaryOf } from './shallow.ts';
import { openTools } from './tools.ts';

/** Reads, links and judges. UserError for what the user can mend. */
export async function analyse(options: GlobalOptions, around: Surroundings): Promise<Report> {
  const directory = resolve(options.directory);
  const repository = await openRepository(directory, gitFormats);
  const root = repository?.root ?? directory;
  const base = await baseOf(options, repository, around);
  const { config, policy } = await settingsOf(options, root, base);
  const paths = pathsOf(policy === null ? [config] : [config, policy]);
  const judged: Judged = {
    repository,
    root,
    directory,
    planSources: paths.planSources,
    paths,
    plans: options.plans,
    readStdin: around.readStdin,
  };
  const tree = await gatherHead(judged);
  const results = await givenResults(options, judged, tree);
  const baseTree = base
    ? await gatherBase(judged, base, { options, loosened: policy ? looseningsBetween(policy, config, defaults()) : [] })
    : null;
  const judgeConfig = policy ?? config;
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
    repo: repoFacts(repository, root, tree.uncommitted),
    families,
    searched: [
      ...tree.given.map((path) => ({ what: `the given plan ${path}`, files: 1 })),
      { what: paths.plansSearched, files: tree.tree.plans.filter((p) => !p.given).length },
      ...testsSearched(paths.testsSearched, tree.tree.tests),
    ],
    given: tree.given,
    historyMode: repository === null ? 'missing' : readsHistory ? 'on' : 'off',
    baseline: { entries: await knownFindings(options, root, base), frozen: options.frozenBaseline ?? false },
    policy: {
      failOn: judgeConfig.gate.failOn,
      maxUntested: judgeConfig.gate.maxUntested ?? 0,
      requireResults: judgeConfig.gate.requireResults,
      ...options.policy,
    },
    ...(results === null ? {} : { results }),
    problems: [...tree.problems, ...(baseTree?.problems ?? []), ...shallowProblem(repository)],
    version,
    // Deepening a shallow clone changes history, but neither HEAD nor the word “shallow”.
    pathsKey: JSON.stringify([paths.key, boundaryOf(repository)]),
    isPlanPath: paths.isPlanPath,
    isTestPath: paths.isTestPath,
    languageOf: (path) => languageOf(path)?.id ?? null,
  };
  const doors = await openTools({ judged, head: tree, base, inputs, cache: options.cache, around });
  try {
    const settings = ruleSettings(judgeConfig);
    const how: PipelineOptions = {
      rules,
      settings,
      settingsKey: JSON.stringify(judgeConfig.rules),
      excerpts: options.source,
      detail: options.detail ?? 'whole',
    };
    if (options.lint) return await lint(inputs, doors.tools, how);
    const report = await trace(inputs, doors.tools, how);
    const own = pathsOf([config]);
    const named = tree.tree.plans.filter(
      (p) => p.given || p.origin === 'ref' || (config.plans !== null && own.isPlanPath(p.path)),
    );
    return { ...report, problems: once([...report.problems, ...withoutContracts(named, report)]) };
  } finally {
    await doors.close();
  }
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
  const tip = base?.commit ?? repository?.head;
  if (!repository || !tip) return [];
  const here = files.filter((f) => f.kind === 'file');
  return worktreeChanges(
    (await repository.treeFiles(tip)).filter((f) => f.kind === 'file'),
    here,
  );
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
        'what its oldest commit brought together is unknown, so that commit ties no mention and its message is not read: mentions may stay dangling or ambiguous; `git fetch --unshallow` mends it',
    },
  ];
}
