// The whole of trace in one page: read → extract → link → compare → judge → report. Rendering and writing are the caller's.
import { excusedByChange, owedLess, placed } from './excuses.ts';
import { evidenceGaps } from './gate/evidence.ts';
import { judge } from './gate/judge.ts';
import { linkedKey, readAndLink, rowsIn, structureIn } from './linked.ts';
import { indexGraph } from './linking/graph-index.ts';
import { contentHash } from './linking/hash.ts';
import { isPlanRule, type Linted, lintPlans, speaksOfPlanRule } from './lint.ts';
import type { Finding } from './model/finding.ts';
import type { TraceNode } from './model/graph.ts';
import type { Inputs, Tools } from './model/inputs.ts';
import type { Report } from './model/report.ts';
import { assembleReport, nothingFound } from './report.ts';
import { type Rule, type RuleContext, standing } from './rules/rule.ts';
import { type RuleSettings, runRules } from './rules/run-rules.ts';

export interface PipelineOptions {
  readonly rules: readonly Rule[];
  readonly settings: RuleSettings;
  /** The configuration behind `settings`, as text. */
  readonly settingsKey: string;
  readonly excerpts: boolean;
  /** `verdict`: findings and verdict without the graph's links, which a gate that runs on every commit never shows. */
  readonly detail: 'whole' | 'verdict';
}

export async function trace(inputs: Inputs, tools: Tools, options: PipelineOptions): Promise<Report> {
  if (options.detail === 'whole') return wholeReport(inputs, tools, options);
  // Results are read anew each time, so a verdict on them is no answer to remember.
  if (inputs.results) return verdictOnly(await wholeReport(inputs, tools, { ...options, excerpts: false }));
  return tools.remember(verdictKey(inputs, options), async () =>
    verdictOnly(await wholeReport(inputs, tools, { ...options, excerpts: false })),
  );
}

async function wholeReport(inputs: Inputs, tools: Tools, options: PipelineOptions): Promise<Report> {
  const remembered = await tools.remember(linkedKey(inputs), () => readAndLink(inputs, tools));
  const tested =
    inputs.results && (await (await import('./tested.ts')).withResults(remembered, inputs.results, inputs, tools));
  const linked = tested?.linked ?? remembered;
  const results = tested?.given ?? 'none';
  const { result, change } = linked;
  if (result === null) return nothingFound(inputs, options, linked.problems);
  const index = indexGraph(result.graph);
  const rules = options.rules.filter((rule) => !isPlanRule(rule) || isTurnedOn(rule, options.settings));
  const judged = index.plans.filter(
    (p) => (p.origin === 'tree' || p.origin === 'ref') && (inputs.given.length === 0 || p.given),
  );
  const ctx: RuleContext = {
    index,
    change,
    changeUnit: linked.changeUnit,
    rows: rowsIn(linked),
    explainedTests: new Set(result.explainedTests),
    judged,
    changedPaths: new Set(linked.changedPaths),
    structure: structureIn(linked),
    suspects: linked.suspects,
    removals: linked.removals,
    successors: linked.successors,
    danglingSupersedes: result.danglingSupersedes,
    superseded: new Set(result.superseded),
    linted: await lintedOf(inputs, tools, rules, judged),
    baseline: { ...inputs.baseline, entries: inputs.baseline.entries.filter(({ rule }) => isAsked(rule, rules)) },
    resultsRequired: inputs.policy.requireResults ?? false,
    trustsChange: inputs.base?.judgesSuppressions === false,
  };
  const spoken = result.suppressions.filter((s) => rules.some(isPlanRule) || !speaksOfPlanRule(s.rule));
  const suppressions = placed(spoken, linked.baseSuppressions, inputs);
  const findings = await tools.phase('rules', async () =>
    runRules(rules, ctx, options.settings, suppressions, contentHash).filter((f) => concerns(ctx, inputs, f)),
  );
  const verdict = judge({
    findings,
    contracts: judged.flatMap((p) => index.contractsOf(p.id)),
    change,
    notBinding: notBinding(ctx),
    restricted: inputs.given.length > 0,
    policy: inputs.policy,
    loosened: [...(inputs.base?.loosened ?? []), ...excusedByChange(suppressions, inputs), ...owedLess(ctx)],
    ...evidenceGaps(results, inputs.policy),
  });
  return tools.phase('report', () =>
    assembleReport({ inputs, tools, options, linked, results, index, findings, verdict, judged }),
  );
}

const notBinding = (ctx: RuleContext): ReadonlyMap<string, 'draft' | 'superseded'> =>
  new Map(
    ctx.judged.flatMap((plan) => {
      const how = standing(ctx, plan);
      return how === 'binding' ? [] : [[plan.id, how] as const];
    }),
  );

/** What `trace lint` accepted is known to it alone, where its rules are not asked here. */
const isAsked = (rule: string, rules: readonly Rule[]): boolean =>
  !rule.startsWith('plan/') || rules.some(({ meta }) => meta.id === rule);

/** The rules about the text of plans belong to `trace lint`; here they are on where the configuration says so. */
const isTurnedOn = (rule: Rule, settings: RuleSettings): boolean =>
  (settings.severity(rule.meta.id) ?? 'off') !== 'off';

async function lintedOf(
  inputs: Inputs,
  tools: Tools,
  rules: readonly Rule[],
  judged: readonly { readonly path: string }[],
): Promise<Linted['plans']> {
  if (!rules.some(isPlanRule)) return [];
  const paths = new Set(judged.map(({ path }) => path));
  return (
    await lintPlans(
      inputs.head.plans.filter(({ path }) => paths.has(path)),
      tools,
    )
  ).plans;
}

/** `--plan` restricts the answer: to that plan's contracts and file, and with a base to what the change itself brings. */
function concerns({ index, judged }: RuleContext, inputs: Inputs, finding: Finding): boolean {
  if (inputs.given.length === 0 || finding.inChange) return true;
  const plans = new Set(judged.map((p) => p.id));
  const contract = finding.contract === undefined ? null : index.contract(finding.contract);
  if (contract) return plans.has(contract.plan);
  return finding.at?.kind === 'file' && plans.has(finding.at.path);
}

function verdictKey(inputs: Inputs, { settingsKey, rules }: PipelineOptions): string {
  const { policy, given, repo, searched, problems, base, baseline } = inputs;
  const policies = [settingsKey, policy, baseline, base && [base.loosened, base.judgesSuppressions]];
  return JSON.stringify([linkedKey(inputs), rules.map((r) => r.meta.id), policies, given, repo, searched, problems]);
}

function verdictOnly(report: Report): Report {
  const nodes = report.graph.nodes.flatMap((node): readonly TraceNode[] => {
    if (node.kind === 'contract') return [{ ...node, clauses: [], rows: [] }];
    return node.kind === 'plan' ? [node] : [];
  });
  return { ...report, graph: { nodes, links: [] } };
}
