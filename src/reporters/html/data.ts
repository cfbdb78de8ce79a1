// The report as its page needs it: without what no screen shows, and without what the page can read off the rest.
import type { Link, TraceNode } from '../../model/graph.ts';
import type { Excerpt, Report } from '../../model/report.ts';

/** The same shape, so that the page reads a report; `raw` is empty where the lines that the report carries hold the same words. */
export function pageData(report: Report): Report {
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
