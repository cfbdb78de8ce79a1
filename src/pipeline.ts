// The whole of trace in one page: read → extract → link → compare → judge → report. Rendering and writing are the caller's.
import { judge } from './gate/judge.ts';
import { linkedKey, readAndLink, structureIn, suppressionKey } from './linked.ts';
import { indexGraph } from './linking/graph-index.ts';
import { contentHash } from './linking/hash.ts';
import type { PlacedSuppression } from './linking/suppressions.ts';
import type { Finding } from './model/finding.ts';
import type { TraceNode } from './model/graph.ts';
import type { Inputs, Tools } from './model/inputs.ts';
import type { Report } from './model/report.ts';
import { assembleReport, nothingFound } from './report.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { type InPlace, type RuleSettings, runRules } from './rules/run-rules.ts';

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
  return tools.remember(verdictKey(inputs, options), async () =>
    verdictOnly(await wholeReport(inputs, tools, { ...options, excerpts: false })),
  );
}

async function wholeReport(inputs: Inputs, tools: Tools, options: PipelineOptions): Promise<Report> {
  const linked = await tools.remember(linkedKey(inputs), () => readAndLink(inputs, tools));
  const { result, change } = linked;
  if (result === null) return nothingFound(inputs, options, linked.problems);
  const index = indexGraph(result.graph);
  const judged = index.plans.filter(
    (p) => (p.origin === 'tree' || p.origin === 'ref') && (inputs.given.length === 0 || p.given),
  );
  const ctx: RuleContext = {
    index,
    change,
    changeUnit: linked.changeUnit,
    rows: result.rows,
    explainedTests: new Set(result.explainedTests),
    judged,
    changedPaths: new Set(linked.changedPaths),
    structure: structureIn(linked),
  };
  const suppressions = placed(result.suppressions, linked.baseSuppressions, inputs);
  const findings = await tools.phase('rules', async () =>
    runRules(options.rules, ctx, options.settings, suppressions, contentHash).filter((f) => concerns(ctx, inputs, f)),
  );
  const verdict = judge({
    findings,
    contracts: judged.flatMap((p) => index.contractsOf(p.id)),
    change,
    policy: inputs.policy,
    loosened: [...(inputs.base?.loosened ?? []), ...ownSuppressions(suppressions)],
    undecided: null,
  });
  return tools.phase('report', () =>
    assembleReport({ inputs, tools, options, linked, index, findings, verdict, judged }),
  );
}

/** A change must not edit its own judge: with a base, a suppression that the base does not have is listed and does not count. */
function placed(here: readonly PlacedSuppression[], base: readonly string[], inputs: Inputs): InPlace[] {
  const known = new Set(base);
  const strict = inputs.base?.judgesSuppressions ?? false;
  return here.map((s) => ({ ...s, counts: !strict || known.has(suppressionKey(s)) }));
}

/** `--plan` restricts the answer: to that plan's contracts and file, and with a base to what the change itself brings. */
function concerns({ index, judged }: RuleContext, inputs: Inputs, finding: Finding): boolean {
  if (inputs.given.length === 0 || finding.inChange) return true;
  const plans = new Set(judged.map((p) => p.id));
  const contract = finding.contract === undefined ? null : index.contract(finding.contract);
  if (contract) return plans.has(contract.plan);
  return finding.at?.kind === 'file' && plans.has(finding.at.path);
}

const ownSuppressions = (suppressions: readonly InPlace[]): string[] =>
  suppressions
    .filter((s) => !s.counts)
    .map(
      (s) =>
        `the change suppresses ${s.rule} at ${s.path}:${s.at.line} (“${s.reason}”); the policy of the base does not know it`,
    );

function verdictKey(inputs: Inputs, { settingsKey, rules }: PipelineOptions): string {
  const { policy, given, repo, searched, problems, base } = inputs;
  const policies = [settingsKey, policy, base && [base.loosened, base.judgesSuppressions]];
  return JSON.stringify([linkedKey(inputs), rules.map((r) => r.meta.id), policies, given, repo, searched, problems]);
}

function verdictOnly(report: Report): Report {
  const nodes = report.graph.nodes.flatMap((node): readonly TraceNode[] => {
    if (node.kind === 'contract') return [{ ...node, clauses: [], rows: [] }];
    return node.kind === 'plan' ? [node] : [];
  });
  return { ...report, graph: { nodes, links: [] } };
}
