// Holds findings against the baseline: which are known, and which entries know nothing any more.
import type { Finding, KnownFinding } from '../model/finding.ts';
import type { ContractNode, PlanNode } from '../model/graph.ts';

export interface Baselined<Entry extends KnownFinding> {
  readonly findings: readonly Finding[];
  /** Entries that no finding matches, in their order. */
  readonly stale: readonly Entry[];
}

export interface KnownNodes {
  readonly plans: readonly PlanNode[];
  readonly contract: (id: string) => ContractNode | null;
}

/** Findings that are suppressed in place already need no entry: theirs is stale. */
export function applyBaseline<Entry extends KnownFinding>(
  findings: readonly Finding[],
  entries: readonly Entry[],
  nodes: KnownNodes,
): Baselined<Entry> {
  if (entries.length === 0) return { findings, stale: [] };
  const now = nameOfToday(nodes.plans);
  const byIdentity = new Map(entries.map((entry) => [identity(entry.rule, entry.subject, entry.fingerprint), entry]));
  // The fingerprint is made from the path; of a plan that moved only rule and subject are left to compare.
  const moved = new Map(
    entries.filter((e) => now(e.subject) !== e.subject).map((e) => [identity(e.rule, now(e.subject), ''), e]),
  );
  const used = new Set<Entry>();
  const marked = findings.map((finding): Finding => {
    if (finding.suppressed !== null) return finding;
    const entry =
      byIdentity.get(identity(finding.ruleId, finding.subject, finding.fingerprint)) ??
      moved.get(identity(finding.ruleId, finding.subject, ''));
    if (entry === undefined || entry.text !== textOf(finding, nodes)) return finding;
    used.add(entry);
    return { ...finding, suppressed: entry.reason, baselined: true };
  });
  return { findings: marked, stale: entries.filter((entry) => !used.has(entry)) };
}

const identity = (...parts: readonly string[]): string => parts.join('\u0000');

/** What an entry of this finding must say of its contract's clauses. */
export const textOf = ({ contract, subject, ruleId }: Finding, nodes: KnownNodes): string =>
  // Lint knows no graph, and what it says of a contract is about its words already.
  ruleId.startsWith('plan/')
    ? ''
    : ((contract === undefined ? nodes.contract(subject) : nodes.contract(contract))?.textHash ?? '');

/** `old/plan.md#BC-3` under the path that the plan has now. */
function nameOfToday(plans: readonly PlanNode[]): (subject: string) => string {
  const paths = new Map(plans.flatMap(({ path, aliases }) => aliases.map((alias) => [alias, path] as const)));
  return (subject) => {
    const at = subject.indexOf('#');
    const path = at === -1 ? subject : subject.slice(0, at);
    return `${paths.get(path) ?? path}${at === -1 ? '' : subject.slice(at)}`;
  };
}
