// A file for every finding: hosts show nothing that stands in no file, and what a commit message says stands in none.
import type { Finding } from '../../model/finding.ts';
import type { Range } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { indexReport } from '../../query/report-index.ts';

export interface FilePlace {
  readonly path: string;
  readonly at: Range;
}

/** Where a finding is shown: its own place, what it relates to, its contract, its test, the first plan; null in a report without plans. */
export function filePlaces(report: Report): (finding: Finding) => FilePlace | null {
  const index = indexReport(report);
  const [plan] = index.plans;
  const inPlans: FilePlace | null = plan
    ? { path: plan.path, at: { line: 1, column: 1, endLine: 1, endColumn: 1 } }
    : null;
  const ofNode = (id: string | undefined): FilePlace | null => {
    const node = id === undefined ? undefined : index.nodes.get(id);
    if (node === undefined || node.kind === 'commit') return null;
    if (node.kind === 'plan') return { path: node.path, at: { line: 1, column: 1, endLine: 1, endColumn: 1 } };
    if (node.kind === 'test') return { path: node.path, at: node.at };
    const owner = index.nodes.get(node.plan);
    return owner?.kind === 'plan' ? { path: owner.path, at: node.at } : null;
  };
  return (finding) => {
    const places = [finding.at, ...finding.related.map(({ at }) => at)];
    for (const place of places) if (place?.kind === 'file') return { path: place.path, at: place.at };
    return ofNode(finding.contract) ?? ofNode(finding.test) ?? ofNode(finding.subject) ?? inPlans;
  };
}
