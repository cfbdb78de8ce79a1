// Puts the one Report together: graph, findings and verdict, with what was searched and what could not be read.
import { judge } from './gate/judge.ts';
import type { Linked } from './linked.ts';
import type { GraphIndex } from './linking/graph-index.ts';
import { checksOfMention } from './model/checks.ts';
import type { Finding } from './model/finding.ts';
import {
  type ContractState,
  contractStates,
  type Link,
  type NodeId,
  type PlanNode,
  type TraceGraph,
} from './model/graph.ts';
import type { Inputs, Tools } from './model/inputs.ts';
import { compareText, type Place, wholeLine } from './model/location.ts';
import type { Problem } from './model/problem.ts';
import { type Report, type Summary, schemaVersion, type Verdict } from './model/report.ts';
import type { Rule } from './rules/rule.ts';

export interface Parts {
  readonly inputs: Inputs;
  readonly tools: Tools;
  readonly options: { readonly rules: readonly Rule[]; readonly excerpts: boolean };
  readonly linked: Linked;
  readonly results: Report['scope']['results'];
  readonly index: GraphIndex;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
  readonly judged: readonly PlanNode[];
}

export async function assembleReport(parts: Parts): Promise<Report> {
  const { inputs, index, linked, judged } = parts;
  const contracts = judged.flatMap((p) => index.contractsOf(p.id));
  const excerpts = parts.options.excerpts ? await parts.tools.excerpts(evidencePlaces(index.graph)) : [];
  const none = contracts.length === 0;
  const verdict = none ? undecided(inputs, parts.findings, index, linked.usedHistory) : parts.verdict;
  return {
    schemaVersion,
    tool: { name: 'trace', version: inputs.version },
    repo: inputs.repo,
    scope: {
      given: inputs.given,
      history: inputs.historyMode !== 'on' ? inputs.historyMode : linked.usedHistory ? 'used' : 'not-needed',
      searched: inputs.searched,
      results: parts.results,
    },
    graph: index.graph,
    change: linked.change,
    findings: parts.findings,
    rules: parts.options.rules.map((r) => r.meta),
    excerpts,
    ...(linked.usedHistory && linked.result ? { timeline: linked.result.timeline } : {}),
    summary: summarise(index, judged),
    verdict,
    problems: sortProblems([...inputs.problems, ...linked.problems]),
  };
}

/** Nothing promises and nothing mentions: an honest "could not judge" without reading anything else. */
export function nothingFound(
  inputs: Inputs,
  options: { readonly rules: readonly Rule[] },
  problems: readonly Problem[],
): Report {
  return {
    schemaVersion,
    tool: { name: 'trace', version: inputs.version },
    repo: inputs.repo,
    scope: { given: inputs.given, history: 'not-needed', searched: inputs.searched, results: 'none' },
    graph: { nodes: [], links: [] },
    change: null,
    findings: [],
    rules: options.rules.map((r) => r.meta),
    excerpts: [],
    summary: {
      plans: 0,
      contracts: 0,
      tests: 0,
      commits: 0,
      states: noStates(),
      links: { resolved: 0, ambiguous: 0, dangling: 0 },
      historyContracts: 0,
    },
    verdict: judge({
      findings: [],
      contracts: [],
      change: null,
      policy: inputs.policy,
      loosened: [],
      undecided: emptySentence(inputs),
    }),
    problems: sortProblems([...inputs.problems, ...problems]),
  };
}

function undecided(inputs: Inputs, findings: readonly Finding[], index: GraphIndex, past: boolean): Verdict {
  const old = index.contracts.length;
  const text =
    old > 0 && past
      ? `${emptySentence(inputs)} ${old} contracts stand only in history or in commit messages; those are never judged.`
      : emptySentence(inputs);
  return judge({ findings, contracts: [], change: null, policy: inputs.policy, loosened: [], undecided: text });
}

function emptySentence(inputs: Inputs): string {
  const searched = inputs.searched.map((s) => `${s.what} (${s.files} ${s.files === 1 ? 'file' : 'files'})`).join(', ');
  return `No contracts found. Searched: ${searched}. If the plans are somewhere else, add to trace.config.yaml: plans: ["docs/plans/**/*.md"]`;
}

const noStates = (): Record<ContractState, number> =>
  Object.fromEntries(contractStates.map((s) => [s, 0])) as Record<ContractState, number>;

function summarise(index: GraphIndex, judged: readonly PlanNode[]): Summary {
  const contracts = judged.flatMap((p) => index.contractsOf(p.id));
  const states = noStates();
  for (const c of contracts) states[c.state] += 1;
  const links = { resolved: 0, ambiguous: 0, dangling: 0 };
  for (const link of index.graph.links) if (link.kind === 'mention') links[link.status] += 1;
  const past = new Set(index.plans.filter((p) => p.origin === 'history' || p.origin === 'commit').map((p) => p.id));
  return {
    plans: judged.length,
    contracts: contracts.length,
    tests: index.tests.filter((t) => t.testKind !== 'subtest').length,
    commits: index.commits.length,
    states,
    links,
    historyContracts: index.contracts.filter((c) => past.has(c.plan)).length,
  };
}

/** The lines a reviewer wants to see: where a test speaks, and what it asserts beside that. */
function evidencePlaces({ nodes, links }: TraceGraph): Place[] {
  const checks = new Map(nodes.flatMap((n) => (n.kind === 'test' && n.checks ? [[n.id, n.checks] as const] : [])));
  const speaking = new Map<NodeId, Link[]>();
  for (const link of links) {
    const known = speaking.get(link.from);
    if (known) known.push(link);
    else speaking.set(link.from, [link]);
  }
  return links.flatMap((link): readonly Place[] => {
    const { kind, from, at } = link;
    if (kind !== 'mention' || at.kind !== 'file' || at.rev !== undefined) return [];
    const beside = checksOfMention(checks.get(from) ?? [], link, speaking.get(from) ?? []);
    return [at, ...beside.lines.map((line): Place => ({ kind: 'file', path: at.path, at: wholeLine(line) }))];
  });
}

const sortProblems = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort(
    (a, b) =>
      compareText(a.path ?? '', b.path ?? '') || (a.at?.line ?? 0) - (b.at?.line ?? 0) || compareText(a.what, b.what),
  );
