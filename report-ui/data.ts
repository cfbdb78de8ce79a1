// The report as the page uses it: unpacked once, indexed once, rows of contracts made once.
import type { ContractNode, NodeId, PlanNode, TraceNode } from '../src/model/graph.ts';
import { compareText } from '../src/model/location.ts';
import type { Excerpt, Report } from '../src/model/report.ts';
import { type Packed, unpack } from '../src/payload/pack.ts';
import { PART } from '../src/payload/page.ts';
import { isSatisfied } from '../src/payload/state-words.ts';
import { type ContractRow, contractRow, indexReport, type ReportIndex } from '../src/query/report-index.ts';

export interface Data {
  readonly report: Report;
  readonly index: ReportIndex;
  readonly rows: readonly ContractRow[];
  /** Rows of plans under judgement: what the counters count. */
  readonly judged: readonly ContractRow[];
  readonly rowOf: ReadonlyMap<NodeId, ContractRow>;
  /** Plans that have contracts, those of the change first, those only in history last, then by path. */
  readonly planGroups: readonly PlanGroup[];
}

export interface PlanGroup {
  readonly id: NodeId;
  readonly plan: PlanNode | null;
  readonly rows: readonly ContractRow[];
  readonly gaps: number;
}

export const isGap = (contract: ContractNode): boolean => !isSatisfied(contract.state);

export function readData(): Data {
  const text = document.getElementById(PART.payload)?.textContent ?? '';
  // The file was written by the same build; what a hand edit breaks fails loudly here.
  const report = unpack(JSON.parse(text) as Packed) as unknown as Report;
  const index = indexReport(report);
  const rows = index.contracts.map((contract) => contractRow(index, contract));
  const judged = rows.filter((row) => row.judged);
  return {
    report,
    index,
    rows,
    judged,
    rowOf: new Map(rows.map((row) => [row.contract.id, row])),
    planGroups: groupRows(index, judged),
  };
}

export function groupRows(index: ReportIndex, rows: readonly ContractRow[]): readonly PlanGroup[] {
  const byPlan = new Map<NodeId, ContractRow[]>();
  for (const row of rows) {
    const group = byPlan.get(row.contract.plan);
    if (group) group.push(row);
    else byPlan.set(row.contract.plan, [row]);
  }
  const groups = [...byPlan].map(([id, members]) => ({
    id,
    plan: members[0]?.plan ?? null,
    rows: [...members].sort((a, b) => a.contract.at.line - b.contract.at.line),
    gaps: members.filter((row) => isGap(row.contract)).length,
  }));
  const late = (group: PlanGroup): number =>
    index.change?.plans.has(group.id) ? 0 : group.plan?.origin === 'history' || group.plan?.origin === 'commit' ? 2 : 1;
  return groups.sort((a, b) => late(a) - late(b) || compareText(a.id, b.id));
}

/** The source lines that the report carries around a line of a file; null where it carries none. */
export function excerptAt(report: Report, path: string, line: number): Excerpt | null {
  const found = report.excerpts.find(
    (each) => each.path === path && line >= each.firstLine && line < each.firstLine + each.lines.length,
  );
  return found ?? null;
}

/** What a person calls it. */
export function nameOf(index: ReportIndex, id: NodeId): string {
  const node: TraceNode | undefined = index.nodes.get(id);
  switch (node?.kind) {
    case 'contract': {
      const plan = index.nodes.get(node.plan);
      return `${plan?.kind === 'plan' ? plan.slug : node.plan}#${node.label}`;
    }
    case 'task':
      return `Task ${node.number}`;
    case 'plan':
      return node.slug;
    case 'test':
      return node.name;
    case 'commit':
      return node.id.slice(0, 7);
    default:
      return id;
  }
}
