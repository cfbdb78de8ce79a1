// Findings in the outline of the plan they speak of: under the section, contract, task or row in which each stands.
import type { Finding } from '../../src/model/finding.ts';
import { inFindingOrder } from '../../src/payload/finding-order.ts';

export interface Mark {
  readonly kind: 'plan' | 'section' | 'contract' | 'task' | 'row';
  readonly title: string;
  /** 0 for the plan itself, before its first line. */
  readonly line: number;
  /** The last line that belongs to it; null: up to the next mark. */
  readonly endLine: number | null;
  /** Of a contract. */
  readonly id?: string;
}

export interface OutlineItem {
  readonly mark: Mark;
  /** By line, then worst first. */
  readonly findings: readonly Finding[];
}

/** A contract in a table is its row, a task is a heading too: of several marks on one line, the one that says most. */
const TELLING = { contract: 0, task: 1, row: 2, section: 3, plan: 4 } as const satisfies Record<Mark['kind'], number>;

const lineOf = (finding: Finding, path: string): number =>
  finding.at?.kind === 'file' && finding.at.path === path ? finding.at.at.line : 0;

/** The marks in the order of the text, one a line, the plan first. */
export function marksOf(marks: readonly Mark[]): readonly Mark[] {
  const whole: Mark = { kind: 'plan', title: 'The plan as a whole', line: 0, endLine: null };
  const byLine = new Map<number, Mark>([[0, whole]]);
  for (const mark of marks) {
    const there = byLine.get(mark.line);
    if (there === undefined || TELLING[mark.kind] < TELLING[there.kind]) byLine.set(mark.line, mark);
  }
  return [...byLine.values()].sort((a, b) => a.line - b.line);
}

/** Every finding once, under the last mark that begins above it and has not ended. Only marks that hold one. */
export function outlineOf(marks: readonly Mark[], findings: readonly Finding[], path: string): readonly OutlineItem[] {
  const ordered = marksOf(marks);
  const held = new Map<Mark, Finding[]>();
  for (const finding of findings) {
    const line = lineOf(finding, path);
    const around = ordered.findLast((mark) => mark.line <= line && (mark.endLine === null || line <= mark.endLine));
    const mark = around ?? ordered[0];
    if (mark === undefined) continue;
    const list = held.get(mark);
    if (list) list.push(finding);
    else held.set(mark, [finding]);
  }
  return ordered.flatMap((mark) => {
    const list = held.get(mark);
    if (list === undefined) return [];
    return [{ mark, findings: list.sort((a, b) => lineOf(a, path) - lineOf(b, path) || inFindingOrder(a, b)) }];
  });
}
