// The whole of trace in one page: read → extract → link → compare → judge. Rendering and writing are the caller's.
import { compareGraphs } from './comparing/index.ts';
import { extractHistory, extractTree, type TreeFacts } from './extract.ts';
import { grammarFor } from './extractors.ts';
import { judge } from './gate/judge.ts';
import { buildGraph, type LinkResult } from './linking/build-graph.ts';
import { indexGraph } from './linking/graph-index.ts';
import { contentHash } from './linking/hash.ts';
import type { History, Inputs, Tools } from './model/inputs.ts';
import type { Change, Report } from './model/report.ts';
import { assembleReport, nothingFound } from './report.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { type InPlace, type RuleSettings, runRules } from './rules/run-rules.ts';

export interface PipelineOptions {
  readonly rules: readonly Rule[];
  readonly settings: RuleSettings;
  readonly excerpts: boolean;
}

export async function trace(inputs: Inputs, tools: Tools, options: PipelineOptions): Promise<Report> {
  // Extract. Where nothing promises and nothing mentions, nothing else is read.
  const plans = await tools.phase('plans', () => extractTree(inputs, tools, inputs.head, 'plans'));
  const promises = plans.plans.some((p) => p.facts.contracts.length > 0);
  if (!promises && !(await tools.phase('labels', () => tools.mayMention(inputs.head.tests))))
    return nothingFound(inputs, options, plans);
  const tests = await tools.phase('tests', () => extractTree(inputs, tools, inputs.head, 'tests'));
  const head: TreeFacts = { plans: plans.plans, tests: tests.tests, problems: [...plans.problems, ...tests.problems] };
  const past = await tools.phase('history', () => tools.history());
  const blobs = await tools.phase('old revisions', () => extractHistory(inputs, tools, past));

  // Link the judged tree, and with a base the tree it is compared with.
  const link = (tree: TreeFacts, history: History | null): LinkResult =>
    buildGraph({
      grammar: grammarFor(inputs),
      ...tree,
      units: history?.units ?? [],
      change: history?.change ?? null,
      ...blobs,
      isPlanPath: inputs.isPlanPath,
      isTestPath: inputs.isTestPath,
    });
  const linked = await tools.phase('link', async () => link(head, past));
  const before = await tools.phase('base', async () => {
    if (!inputs.base) return null;
    const tree = await extractTree(inputs, tools, inputs.base, 'all');
    return link(tree, past && { units: past.units.slice(0, past.change ?? past.units.length), change: null });
  });

  // Compare, judge.
  const changeUnit = past?.units[past.change ?? -1] ?? null;
  const changedPaths = new Set(changeUnit?.files.map((f) => f.path) ?? []);
  const change: Change | null =
    inputs.base && before
      ? compareGraphs({
          base: inputs.base.commit,
          baseRef: inputs.base.ref,
          baseGraph: before.graph,
          headGraph: linked.graph,
          unit: 'change',
          changedPaths,
        })
      : null;
  const index = indexGraph(linked.graph);
  const judged = index.plans.filter(
    (p) => (p.origin === 'tree' || p.origin === 'ref') && (inputs.given.length === 0 || p.given),
  );
  const ctx: RuleContext = {
    index,
    change,
    changeUnit: change && (changeUnit?.id ?? null),
    rows: linked.rows,
    explainedTests: linked.explainedTests,
    plans: linked.plans,
    judged,
    changedPaths,
  };
  const suppressions = placed(linked, before, inputs);
  const findings = await tools.phase('rules', async () =>
    runRules(options.rules, ctx, options.settings, suppressions, contentHash),
  );
  const contracts = judged.flatMap((p) => index.contractsOf(p.id));
  const fresh = suppressions
    .filter((s) => !s.counts)
    .map(
      (s) =>
        `the change suppresses ${s.rule} at ${s.path}:${s.at.line} (“${s.reason}”); the policy of the base does not know it`,
    );
  const verdict = judge({
    findings,
    contracts,
    change,
    policy: inputs.policy,
    loosened: [...(inputs.base?.loosened ?? []), ...fresh],
    undecided: null,
  });
  return tools.phase('report', () =>
    assembleReport({ inputs, tools, options, linked, index, change, findings, verdict, judged, head, past, blobs }),
  );
}

/** A change must not edit its own judge: with a base, a suppression that the base does not have is listed and does not count. */
function placed(linked: LinkResult, before: LinkResult | null, inputs: Inputs): InPlace[] {
  const same = (a: { path: string; rule: string; reason: string }): string =>
    `${a.path}\u0000${a.rule}\u0000${a.reason}`;
  const known = new Set(before?.suppressions.map(same) ?? []);
  return linked.suppressions.map((s) => ({ ...s, counts: !inputs.base?.judgesSuppressions || known.has(same(s)) }));
}
