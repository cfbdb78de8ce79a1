// Chooses what needs a reader's eyes: findings that fail or warn, worst first, then contracts that nothing was found about.
import type { Finding } from '../../model/finding.ts';
import type { ContractNode, NodeId, TraceNode } from '../../model/graph.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { ruleRank } from '../../payload/finding-order.ts';
import type { Eye } from '../../payload/page.ts';
import { shellCommand } from '../../payload/shell.ts';
import { isSatisfied, SEVERITY_RANK, STATES } from '../../payload/state-words.ts';
import { changedContracts, judgedPlans } from '../../query/report-index.ts';

const counts = (finding: Finding): boolean => finding.suppressed === null && finding.severity !== 'info';

function compareFindings(a: Finding, b: Finding): number {
  return (
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    Number(b.inChange) - Number(a.inChange) ||
    ruleRank(a.ruleId) - ruleRank(b.ruleId) ||
    compareText(a.subject, b.subject) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

/** How a person names a node: `slug#BC-3`, a test's path and name, a short hash. */
function nameOf(node: TraceNode | undefined, id: NodeId, nodes: ReadonlyMap<NodeId, TraceNode>): string {
  if (node?.kind === 'contract') {
    const plan = nodes.get(node.plan);
    return `${plan?.kind === 'plan' ? plan.slug : node.plan}#${node.label}`;
  }
  if (node?.kind === 'commit') return node.id.slice(0, 12);
  if (node?.kind === 'plan') return node.slug;
  return node?.kind === 'test' ? node.name : id;
}

const titleOf = (node: TraceNode | undefined): string => {
  if (node?.kind === 'commit') return node.subject;
  return node?.kind === 'test' ? '' : (node?.title ?? '');
};

function eyeOfFinding(finding: Finding, nodes: ReadonlyMap<NodeId, TraceNode>): Eye {
  // The contract says more than the test that was caught, and can be explained.
  const subject = finding.contract && nodes.has(finding.contract) ? finding.contract : finding.subject;
  const node = nodes.get(subject);
  const name = nameOf(node, subject, nodes);
  // A test's name alone may occur twice; its path and name cannot.
  const explained =
    node?.kind === 'test' ? node.id : node?.kind === 'contract' || node?.kind === 'commit' ? name : finding.ruleId;
  return {
    severity: finding.severity,
    ruleId: finding.ruleId,
    subject,
    name,
    title: titleOf(node),
    reason: finding.message,
    at: finding.at,
    command: shellCommand(['trace', 'explain', explained]),
  };
}

function eyeOfContract(contract: ContractNode, nodes: ReadonlyMap<NodeId, TraceNode>): Eye {
  const plan = nodes.get(contract.plan);
  const name = nameOf(contract, contract.id, nodes);
  return {
    severity: STATES[contract.state].tone === 'bad' ? 'error' : 'warning',
    ruleId: `state: ${STATES[contract.state].word}`,
    subject: contract.id,
    name,
    title: contract.title,
    reason: contract.why,
    at: plan?.kind === 'plan' ? { kind: 'file', path: plan.path, at: contract.at } : null,
    command: shellCommand(['trace', 'explain', name]),
  };
}

export interface Eyes {
  readonly rows: readonly Eye[];
  /** How many there were to choose from. */
  readonly of: number;
}

export interface EyesOf {
  readonly limit?: number;
  /** Only what belongs to the change. */
  readonly change?: boolean;
}

/** At most `limit` rows, one a subject. A rule that is turned off does not hide a contract that is not satisfied. */
export function chooseEyes(report: Report, { limit = 10, change = false }: EyesOf = {}): Eyes {
  const nodes = new Map(report.graph.nodes.map((node) => [node.id, node]));
  const rows = new Map<NodeId, Eye>();
  const wanted = report.findings.filter((finding) => counts(finding) && (finding.inChange || !change));
  for (const finding of wanted.sort(compareFindings)) {
    const eye = eyeOfFinding(finding, nodes);
    if (!rows.has(eye.subject)) rows.set(eye.subject, eye);
  }
  const judged = judgedPlans(report.graph.nodes.filter((node) => node.kind === 'plan'));
  const within = change ? changedContracts(report) : null;
  const spoken = new Set(report.findings.flatMap((each) => [each.subject, ...(each.contract ? [each.contract] : [])]));
  const silent = report.graph.nodes
    .filter(
      (node): node is ContractNode =>
        node.kind === 'contract' &&
        !isSatisfied(node.state) &&
        !spoken.has(node.id) &&
        judged.has(node.plan) &&
        (within === null || within.has(node.id)),
    )
    .sort((a, b) => STATES[a.state].rank - STATES[b.state].rank || compareText(a.id, b.id));
  for (const contract of silent) rows.set(contract.id, eyeOfContract(contract, nodes));
  return { rows: [...rows.values()].slice(0, limit), of: rows.size };
}
