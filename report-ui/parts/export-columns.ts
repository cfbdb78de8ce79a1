// What an export says of a contract beyond the screen's row: why, where, by which tests and commits, how they are tied.
import type { Link } from '../../src/model/graph.ts';
import type { ContractRow } from '../../src/query/report-index.ts';

interface ExportColumn {
  readonly head: string;
  readonly text: (row: ContractRow) => string;
}

const list = (texts: readonly string[]): string => texts.join('; ');

/** The surest of what a test says, as a test may say it twice. */
function tieOf({ links }: ContractRow, from: string): string {
  const [best] = links
    .filter((link: Link) => link.from === from)
    .sort((a, b) => Number(a.weak) - Number(b.weak) || b.confidence - a.confidence);
  return best ? `${best.weak ? 'declared' : 'linked'} ${Math.round(best.confidence * 100)} %` : '';
}

/** Tests, their places and how they are tied stand in one order. */
export const EVIDENCE_COLUMNS: readonly ExportColumn[] = [
  { head: 'Why', text: ({ contract }) => contract.why },
  { head: 'Defined at', text: ({ plan, contract }) => `${plan?.path ?? contract.plan}:${contract.at.line}` },
  { head: 'Tasks', text: ({ tasks }) => list(tasks.map(({ number, title }) => `${number} ${title}`)) },
  { head: 'Tests', text: ({ tests }) => list(tests.map(({ name }) => name)) },
  { head: 'Test places', text: ({ tests }) => list(tests.map(({ path, at }) => `${path}:${at.line}`)) },
  { head: 'Tied by', text: (row) => list(row.tests.map(({ id }) => tieOf(row, id))) },
  { head: 'Commits', text: ({ commits }) => list(commits.map(({ id, subject }) => `${id.slice(0, 12)} ${subject}`)) },
];
