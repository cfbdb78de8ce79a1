// The report as the page uses it: each part unpacked and indexed when it is first asked for, rows of contracts made once.
import type { ContractNode, Link, NodeId, PlanNode } from '../src/model/graph.ts';
import { compareText } from '../src/model/location.ts';
import { once } from '../src/model/on-demand.ts';
import type { Excerpt, Report } from '../src/model/report.ts';
import type { Layer, Part } from '../src/payload/pack.ts';
import { LAYERS, payloadId } from '../src/payload/page.ts';
import { type Counts, FIRST_PART, readSections } from '../src/payload/sections.ts';
import { isSatisfied } from '../src/payload/state-words.ts';
import { readLayer, readPart } from '../src/payload/unpack.ts';
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
  /** Rows of the lists that are not read yet. */
  readonly counts: Counts;
  /** What would be read when a screen asks for it, piece by piece: so that it is there already. */
  readonly steps: readonly (() => unknown)[];
}

export interface PlanGroup {
  readonly id: NodeId;
  readonly plan: PlanNode | null;
  readonly rows: readonly ContractRow[];
  readonly gaps: number;
}

export const isGap = (contract: ContractNode): boolean => !isSatisfied(contract.state);

/** A mention whose line the report carries has its words from there: they are searched, too. */
const withWords = (links: readonly Link[], excerpts: Data['excerpts']): readonly Link[] =>
  links.map((link) => {
    if (link.raw !== '' || link.at.kind !== 'file') return link;
    const { path, at } = link.at;
    const excerpt = excerptIn(excerpts, path, at.line);
    return excerpt ? { ...link, raw: excerpt.lines[at.line - excerpt.firstLine]?.trim() ?? '' } : link;
  });

// The file was written by the same build; what a hand edit breaks fails loudly here.
const parsed = (part: string): unknown => JSON.parse(document.getElementById(payloadId(part))?.textContent ?? '');

export function readData(): Data {
  const [layer, above] = LAYERS;
  const near = readLayer(parsed(layer) as Layer);
  const all = once(() => readLayer(parsed(above) as Layer, near));
  const excerpts = once(() => byPath(report.excerpts));
  const { report, nodes, reach, counts, steps } = readSections(
    (part) => readPart(parsed(part) as Part, part === FIRST_PART ? near : all()),
    (links) => withWords(links, excerpts()),
  );
  const index = indexReport(report, nodes);
  const rows = index.contracts.map((contract, at) => contractRow(index, contract, reach[at]));
  const judged = rows.filter((row) => row.judged);
  return {
    report,
    index,
    rows,
    judged,
    rowOf: new Map(rows.map((row) => [row.contract.id, row])),
    planGroups: groupRows(index, judged),
    get excerpts() {
      return excerpts();
    },
    counts,
    steps: [
      all,
      ...steps,
      () => index.nodes,
      () => index.linksTo,
      () => index.linksFrom,
      () => index.linksNaming,
      () => index.findingsOf,
    ],
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
