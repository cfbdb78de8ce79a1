// The report as the page uses it: unpacked once, indexed once, rows of contracts made once.
import type { ContractNode, NodeId, PlanNode } from '../src/model/graph.ts';
import { compareText } from '../src/model/location.ts';
import type { Excerpt, Report } from '../src/model/report.ts';
import { type Packed, unpack } from '../src/payload/pack.ts';
import { PART } from '../src/payload/page.ts';
import { isSatisfied } from '../src/payload/state-words.ts';
import { type ContractRow, contractRow, indexReport, type ReportIndex } from '../src/query/report-index.ts';

export { nameOf } from '../src/query/names.ts';

export interface Data {
  readonly report: Report;
  readonly index: ReportIndex;
  readonly rows: readonly ContractRow[];
  /** Rows of plans under judgement: what the counters count. */
  readonly judged: readonly ContractRow[];
  readonly rowOf: ReadonlyMap<NodeId, ContractRow>;
  /** Plans that have contracts, those of the change first, those only in history last, then by path. */
  readonly planGroups: readonly PlanGroup[];
  readonly excerpts: ReadonlyMap<string, readonly Excerpt[]>;
}

export interface PlanGroup {
  readonly id: NodeId;
  readonly plan: PlanNode | null;
  readonly rows: readonly ContractRow[];
  readonly gaps: number;
}

export const isGap = (contract: ContractNode): boolean => !isSatisfied(contract.state);

/** A mention whose line the report carries has its words from there: they are searched, too. */
function withWords(report: Report): Report {
  const excerpts = byPath(report.excerpts);
  const links = report.graph.links.map((link) => {
    if (link.raw !== '' || link.at.kind !== 'file') return link;
    const { path, at } = link.at;
    const excerpt = excerptIn(excerpts, path, at.line);
    return excerpt ? { ...link, raw: excerpt.lines[at.line - excerpt.firstLine]?.trim() ?? '' } : link;
  });
  return { ...report, graph: { ...report.graph, links } };
}

export function readData(): Data {
  const text = document.getElementById(PART.payload)?.textContent ?? '';
  // The file was written by the same build; what a hand edit breaks fails loudly here.
  const report = withWords(unpack(JSON.parse(text) as Packed) as unknown as Report);
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
    excerpts: byPath(report.excerpts),
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
export const excerptAt = ({ excerpts }: Data, path: string, line: number): Excerpt | null =>
  excerptIn(excerpts, path, line);

function excerptIn(excerpts: Data['excerpts'], path: string, line: number): Excerpt | null {
  const found = excerpts.get(path)?.find((each) => line >= each.firstLine && line < each.firstLine + each.lines.length);
  return found ?? null;
}

function byPath(excerpts: readonly Excerpt[]): ReadonlyMap<string, readonly Excerpt[]> {
  const paths = new Map<string, Excerpt[]>();
  for (const excerpt of excerpts) {
    const known = paths.get(excerpt.path);
    if (known) known.push(excerpt);
    else paths.set(excerpt.path, [excerpt]);
  }
  return paths;
}
