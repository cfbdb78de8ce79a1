// Chooses what needs a reader's eyes: findings that fail or warn, worst first, then contracts that nothing was found about.
import type { Finding } from '../../model/finding.ts';
import type { ContractNode, NodeId, PlanNode, TraceNode } from '../../model/graph.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { ruleRank } from '../../payload/finding-order.ts';
import { address, type Eye } from '../../payload/page.ts';
import { shellCommand } from '../../payload/shell.ts';
import { isSatisfied, SEVERITY_RANK, STATES } from '../../payload/state-words.ts';
import { writeTerm } from '../../query/parse.ts';
import { changedContracts, judgedPlans } from '../../query/report-index.ts';

const counts = (finding: Finding): boolean => finding.suppressed === null && finding.severity !== 'info';

type Nodes = ReadonlyMap<NodeId, TraceNode>;

/** Subjects of one plan stand together, the newest plan first: who asks comes from the work at hand. */
const comparePlaces = (ages: ReadonlyMap<NodeId, number>, nodes: Nodes) => (a: NodeId, b: NodeId) => {
  const [planA, planB] = [planOf(a, nodes), planOf(b, nodes)];
  const age = (plan: NodeId | null): number => ages.get(plan ?? '') ?? Number.NEGATIVE_INFINITY;
  const apart = age(planA) === age(planB) ? 0 : age(planB) > age(planA) ? 1 : -1;
  return apart || compareText(planA ?? '', planB ?? '') || lineOf(a, nodes) - lineOf(b, nodes) || compareText(a, b);
};

function planOf(id: NodeId, nodes: Nodes): NodeId | null {
  const node = nodes.get(id);
  if (node?.kind === 'contract' || node?.kind === 'task') return node.plan;
  return node?.kind === 'plan' ? node.id : null;
}

function lineOf(id: NodeId, nodes: Nodes): number {
  const node = nodes.get(id);
  return node?.kind === 'contract' ? node.at.line : 0;
}

/** When each plan came, in seconds; one of the open change is newer than every commit. Plans whose first commit is unknown are missing. */
function agesOf({ graph, timeline }: Report): ReadonlyMap<NodeId, number> {
  const dates = new Map((timeline?.units ?? []).map(({ id, date }) => [id, date]));
  for (const node of graph.nodes) if (node.kind === 'commit') dates.set(node.id, node.date);
  dates.set('change', Number.POSITIVE_INFINITY);
  return new Map(
    graph.nodes.flatMap((node) => {
      const date = node.kind === 'plan' && node.addedBy !== null ? dates.get(node.addedBy) : undefined;
      return date === undefined ? [] : [[node.id, date] as const];
    }),
  );
}

/** What fails the gate, then the severe, then the change's own. */
function compareFindings(report: Report, nodes: Nodes): (a: Finding, b: Finding) => number {
  const red = report.verdict.reasons.filter((reason) => reason.effect === 'fail');
  const failing = new Set(red.flatMap((reason) => reason.findings));
  const places = comparePlaces(agesOf(report), nodes);
  return (a, b) =>
    Number(failing.has(b.fingerprint)) - Number(failing.has(a.fingerprint)) ||
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    Number(b.inChange) - Number(a.inChange) ||
    ruleRank(a.ruleId) - ruleRank(b.ruleId) ||
    places(subjectOf(a, nodes), subjectOf(b, nodes)) ||
    compareText(a.fingerprint, b.fingerprint);
}

/** The contract says more than the test that was caught, and can be explained. */
const subjectOf = ({ contract, subject }: Finding, nodes: Nodes): NodeId =>
  contract && nodes.has(contract) ? contract : subject;

/** The row says label, title and plan already, so the sentence goes on from there. */
function shortReason(message: string, node: TraceNode | undefined, nodes: Nodes): string {
  const plan = node?.kind === 'contract' ? nodes.get(node.plan) : undefined;
  if (node?.kind !== 'contract' || plan?.kind !== 'plan') return message;
  const said = `${node.label} “${node.title}” of ${plan.path} `;
  const rest = message.startsWith(said) ? message.slice(said.length) : message;
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}

/** How a person names a node: `slug#BC-3`, a test's path and name, a short hash. */
function nameOf(node: TraceNode | undefined, id: NodeId, nodes: Nodes): string {
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

function eyeOfFinding(finding: Finding, nodes: Nodes): Eye {
  const subject = subjectOf(finding, nodes);
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
    reason: shortReason(finding.message, node, nodes),
    at: finding.at,
    command: shellCommand(['trace', 'explain', explained]),
  };
}

/** Stands where a rule would, of a contract that no rule speaks of. */
const SILENT = 'state: ';

function eyeOfContract(contract: ContractNode, nodes: Nodes): Eye {
  const plan = nodes.get(contract.plan);
  const name = nameOf(contract, contract.id, nodes);
  return {
    severity: STATES[contract.state].tone === 'bad' ? 'error' : 'warning',
    ruleId: `${SILENT}${STATES[contract.state].word}`,
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

/** So many rows of one plan; more of them say nothing new, and hide the other plans. */
const OF_A_PLAN = 2;

/** The first rows of each plan; the last of them says how many more there are. */
function fewOfEachPlan(rows: readonly Eye[], nodes: Nodes): readonly Eye[] {
  const counts = new Map<NodeId | null, number>();
  const count = (eye: Eye): number => {
    const plan = planOf(eye.subject, nodes);
    counts.set(plan, (counts.get(plan) ?? 0) + 1);
    return plan === null ? 0 : (counts.get(plan) ?? 0);
  };
  const numbered = rows.map((eye) => ({ eye, number: count(eye) }));
  return numbered
    .filter(({ number }) => number <= OF_A_PLAN)
    .map(({ eye, number }) => {
      const plan = nodes.get(planOf(eye.subject, nodes) ?? '');
      const more = number < OF_A_PLAN ? 0 : (counts.get(plan?.id ?? null) ?? 0) - OF_A_PLAN;
      return more > 0 && plan?.kind === 'plan' ? { ...eye, more: { count: more, go: allOf(plan, rows, nodes) } } : eye;
    });
}

/** What is found of a plan; its gaps where no rule speaks of them. */
const allOf = (plan: PlanNode, rows: readonly Eye[], nodes: Nodes): string => {
  const silent = rows.every((eye) => planOf(eye.subject, nodes) !== plan.id || eye.ruleId.startsWith(SILENT));
  const q = writeTerm('plan', plan.path);
  return silent
    ? address('', '', { q: `${q} gap:true` })
    : address('findings', '', { q: `${q} severity:error,warning suppressed:false` });
};

/** At most `limit` rows, one a subject, and two a plan. A rule that is turned off does not hide a contract that is not satisfied. */
export function chooseEyes(report: Report, { limit = 10, change = false }: EyesOf = {}): Eyes {
  const nodes = new Map(report.graph.nodes.map((node) => [node.id, node]));
  const rows = new Map<NodeId, Eye>();
  const wanted = report.findings.filter((finding) => counts(finding) && (finding.inChange || !change));
  for (const finding of wanted.sort(compareFindings(report, nodes))) {
    const eye = eyeOfFinding(finding, nodes);
    if (!rows.has(eye.subject)) rows.set(eye.subject, eye);
  }
  const judged = judgedPlans(report.graph.nodes.filter((node) => node.kind === 'plan'));
  const places = comparePlaces(agesOf(report), nodes);
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
    .sort((a, b) => STATES[a.state].rank - STATES[b.state].rank || places(a.id, b.id));
  for (const contract of silent) rows.set(contract.id, eyeOfContract(contract, nodes));
  return { rows: fewOfEachPlan([...rows.values()], nodes).slice(0, limit), of: rows.size };
}
