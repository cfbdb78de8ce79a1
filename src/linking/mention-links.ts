// Writes each resolved mention down as a link, and says a thing that means nothing only once.
import type { Link } from '../model/graph.ts';
import type { Drift } from './drift.ts';
import type { Resolution } from './resolve.ts';
import type { PlanInputs } from './world.ts';

export function mentionLinks(resolutions: readonly Resolution[], { units }: PlanInputs): Link[] {
  const links: Link[] = [];
  const said = new Set<string>();
  for (const r of resolutions) {
    const { file, path, label } = r.mention;
    if (file.match.implied && r.status === 'dangling') continue;
    // A banner that means nothing is said once, not once a test below it.
    const loose = file.weak && r.status === 'dangling';
    const once = `${path}:${file.at.line}:${file.at.column}:${label}`;
    if (loose && said.has(once)) continue;
    if (loose) said.add(once);
    links.push({
      kind: 'mention',
      from: loose || !r.mention.test ? path : r.mention.test.id,
      to: r.contract?.id ?? null,
      label,
      ...(file.match.clause === undefined ? {} : { clause: file.match.clause }),
      channel: file.channel,
      status: r.status,
      weak: file.weak,
      confidence: r.confidence,
      evidence: r.evidence,
      candidates: r.candidates.map((c) => c.id),
      losers: r.losers,
      why: r.why,
      ...(r.drift === null ? {} : { drift: driftOf(r.drift) }),
      raw: file.words,
      at: { kind: 'file', path, at: file.at },
      ...writtenBy(units[r.mention.lineUnit ?? -1]?.id),
    });
  }
  return links;
}

const driftOf = ({ document, planSays, at, written }: Drift): NonNullable<Link['drift']> => ({
  plan: document.path,
  planSays: planSays.map((c) => c.label),
  at,
  ...(written === undefined ? {} : { written }),
});

const writtenBy = (unit: string | undefined): { readonly writtenBy?: string } =>
  unit === undefined ? {} : { writtenBy: unit };
