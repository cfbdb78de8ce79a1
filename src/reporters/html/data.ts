// The report as its page needs it: without what no screen shows, and without what the page can read off the rest.
import type { Link, TraceNode } from '../../model/graph.ts';
import { nodesByKind } from '../../model/kinds.ts';
import type { Excerpt, Report } from '../../model/report.ts';
import { type Packed, packParts } from '../../payload/pack.ts';
import { sectionsOf } from '../../payload/sections.ts';
import { contractRow, indexReport } from '../../query/report-index.ts';

/** The data of the page, packed, with the names of its parts. */
export function packedData(whole: Report): { readonly names: readonly string[]; readonly packed: Packed } {
  const report = pageData(whole);
  const kinds = nodesByKind(report.graph.nodes);
  const index = indexReport(report, kinds);
  const reach = kinds.contracts.map((contract) => contractRow(index, contract).reach);
  const sections = sectionsOf(report, kinds, reach);
  return { names: [...sections.keys()], packed: packParts([...sections.values()]) };
}

/** The same shape, so that the page reads a report; `raw` is empty where the lines that the report carries hold the same words. */
function pageData(report: Report): Report {
  const lines = linesOf(report.excerpts);
  return {
    ...report,
    graph: {
      nodes: report.graph.nodes.map(shownNode),
      links: report.graph.links.map((link) => shownLink(link, lines)),
    },
  };
}

const shownNode = (node: TraceNode): TraceNode => (node.kind === 'contract' ? { ...node, textHash: '' } : node);

function shownLink(link: Link, lines: ReadonlyMap<string, string>): Link {
  if (link.at.kind !== 'file' || link.at.rev !== undefined) return link;
  return lines.get(`${link.at.path}:${link.at.at.line}`)?.includes(link.raw) ? { ...link, raw: '' } : link;
}

function linesOf(excerpts: readonly Excerpt[]): ReadonlyMap<string, string> {
  return new Map(
    excerpts.flatMap(({ path, firstLine, lines }) =>
      lines.map((line, index) => [`${path}:${firstLine + index}`, line] as const),
    ),
  );
}
