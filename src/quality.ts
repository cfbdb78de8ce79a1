// What `trace lint` says, as a report carries it beside its own findings: the gate never sees it.
import type { Finding } from './model/finding.ts';
import type { Excerpt, PlanQuality, Report } from './model/report.ts';

export function qualityOf({ lint, findings, rules, excerpts }: Report): PlanQuality {
  return { plans: lint?.plans ?? [], findings, rules, excerpts: spokenLines(findings, excerpts) };
}

/** Of each line that a finding stands on, that line alone: a plan has many, and the page shows one. */
function spokenLines(findings: readonly Finding[], excerpts: readonly Excerpt[]): readonly Excerpt[] {
  const byPath = new Map<string, Excerpt[]>();
  for (const excerpt of excerpts) {
    const list = byPath.get(excerpt.path);
    if (list) list.push(excerpt);
    else byPath.set(excerpt.path, [excerpt]);
  }
  const lines = new Map<string, Excerpt>();
  for (const { at } of findings) {
    if (at?.kind !== 'file') continue;
    const { line } = at.at;
    for (const { path, firstLine, lines: texts, truncated } of byPath.get(at.path) ?? []) {
      const text = texts[line - firstLine];
      if (text !== undefined) lines.set(`${path}\n${line}`, { path, firstLine: line, lines: [text], truncated });
    }
  }
  return [...lines.values()];
}
