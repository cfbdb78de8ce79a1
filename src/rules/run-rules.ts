// Runs the rules and turns what they see into findings: words, severity, suppression, identity, order.
import type { Finding, Hit, PlacedKnown, Severity } from '../model/finding.ts';
import { compareRanges, compareText, type Place } from '../model/location.ts';
import { baselineGrowth } from './baseline-growth.ts';
import { applyBaseline } from './baselined.ts';
import { type Rule, type RuleContext, severityIn } from './rule.ts';
import { staleBaseline } from './stale-baseline.ts';
import { unusedSuppression } from './unused-suppression.ts';

/** How the configuration treats one rule. */
export interface RuleSettings {
  severity(ruleId: string): 'off' | Severity | null;
  /** The rule does not look at this path. */
  ignores(ruleId: string, path: string): boolean;
}

export interface InPlace {
  readonly path: string;
  readonly rule: string;
  readonly reason: string;
  readonly from: number;
  readonly to: number;
  readonly at: { readonly line: number; readonly column: number; readonly endLine: number; readonly endColumn: number };
  /** False where the change itself added it and the policy is read from the base: it is listed, but does not count. */
  readonly counts: boolean;
}

export function runRules(
  rules: readonly Rule[],
  ctx: RuleContext,
  settings: RuleSettings,
  suppressions: readonly InPlace[],
  hash: (text: string) => string,
): readonly Finding[] {
  const used = new Set<InPlace>();
  const findings: Finding[] = [];
  for (const rule of rules) {
    const configured = settings.severity(rule.meta.id);
    if (configured === 'off') continue;
    for (const hit of rule.check(ctx)) {
      if (hit.at?.kind === 'file' && settings.ignores(rule.meta.id, hit.at.path)) continue;
      const over = suppressions.filter((s) => covers(s, rule.meta.id, hit.at));
      for (const s of over) used.add(s);
      // One that the change adds may stand beside one that the base knows.
      const suppressed = over.find((s) => s.counts)?.reason ?? null;
      findings.push(toFinding(rule, hit, configured ?? hit.severity ?? rule.meta.defaultSeverity, suppressed, hash));
    }
  }
  const configured = settings.severity(unusedSuppression.meta.id);
  if (configured !== 'off') {
    for (const hit of staleSuppressions(ctx, suppressions, used, rules)) {
      if (hit.at?.kind === 'file' && settings.ignores(unusedSuppression.meta.id, hit.at.path)) continue;
      const severity = configured ?? hit.severity ?? unusedSuppression.meta.defaultSeverity;
      findings.push(toFinding(unusedSuppression, hit, severity, null, hash));
    }
  }
  return againstBaseline(findings, ctx, settings, hash).sort(byWeight);
}

/** Marks what is known, and says which entries know nothing and which the change itself brings. */
function againstBaseline(
  findings: readonly Finding[],
  ctx: RuleContext,
  settings: RuleSettings,
  hash: (text: string) => string,
): Finding[] {
  const { entries, frozen } = ctx.baseline ?? { entries: [], frozen: false };
  if (entries.length === 0) return [...findings];
  const counting = entries.filter((entry) => entry.counts);
  const known = applyBaseline(findings, counting, {
    plans: ctx.index.plans,
    contract: (id) => ctx.index.contract(id) ?? null,
  });
  const said = (rule: Rule, list: readonly PlacedKnown[], messageId: string, own: Severity): Finding[] => {
    const configured = settings.severity(rule.meta.id);
    if (configured === 'off') return [];
    return list.map(({ rule: of, subject, fingerprint, reason, path, at }) => {
      const hit: Hit = {
        messageId,
        data: { rule: of, subject, reason, of: fingerprint },
        subject: path,
        key: `${of} ${subject} ${fingerprint}`,
        at: { kind: 'file', path, at },
        fix:
          rule === staleBaseline
            ? 'trace baseline prune'
            : 'mend what it excuses, or add the entry in a change of its own',
        inChange: true,
      };
      return toFinding(rule, hit, configured ?? own, null, hash);
    });
  };
  return [
    ...known.findings,
    ...said(staleBaseline, known.stale, 'stale', frozen ? 'error' : 'warning'),
    ...said(
      baselineGrowth,
      entries.filter((entry) => entry.isNew),
      'grown',
      'warning',
    ),
  ];
}

function covers(s: InPlace, ruleId: string, at: Place | null): boolean {
  const names = s.rule === ruleId || ruleId.endsWith(`/${s.rule}`);
  return (
    names && s.reason !== '' && at?.kind === 'file' && at.path === s.path && s.from <= at.at.line && at.at.line <= s.to
  );
}

function* staleSuppressions(
  ctx: RuleContext,
  all: readonly InPlace[],
  used: ReadonlySet<InPlace>,
  rules: readonly Rule[],
): Iterable<Hit> {
  const ids = rules.map((r) => r.meta.id);
  const copies = new Map<string, number>();
  for (const s of all) {
    if (used.has(s)) continue;
    const known = ids.some((id) => id === s.rule || id.endsWith(`/${s.rule}`));
    const words = `${s.path} ${s.rule} ${s.reason}`;
    const copy = (copies.get(words) ?? 0) + 1;
    copies.set(words, copy);
    yield {
      messageId: !known ? 'unknown' : s.reason === '' ? 'unreasoned' : 'unused',
      data: { rule: s.rule, nearest: nearest(s.rule, ids) },
      subject: s.path,
      key: `${s.rule} ${s.reason}${copy === 1 ? '' : ` ${copy}`}`,
      at: { kind: 'file', path: s.path, at: s.at },
      fix: 'remove the comment, or write it as `trace-ignore rule: reason`',
      inChange: !s.counts,
      severity: severityIn(ctx, !s.counts, 'warning', 'warning'),
    };
  }
}

const nearest = (word: string, ids: readonly string[]): string =>
  [...ids].sort((a, b) => shared(b, word) - shared(a, word) || compareText(a, b))[0] ?? '';

function shared(a: string, b: string): number {
  const pairs = (text: string): Set<string> => new Set([...text].map((_, i) => text.slice(i, i + 2)));
  const left = pairs(a);
  return [...pairs(b)].filter((pair) => left.has(pair)).length;
}

function toFinding(
  rule: Rule,
  hit: Hit,
  severity: Severity,
  suppressed: string | null,
  hash: (t: string) => string,
): Finding {
  const template = rule.meta.messages[hit.messageId] ?? hit.messageId;
  const { key, severity: _own, related = [], ...rest } = hit;
  return {
    ...rest,
    related,
    ruleId: rule.meta.id,
    severity,
    message: template.replace(/\{(\w+)\}/g, (_, name: string) => String(hit.data[name] ?? '')),
    fingerprint: hash([rule.meta.id, hit.subject, key ?? ''].join('\u0000')),
    suppressed,
  };
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
const placeKey = (place: Place | null): string =>
  place === null ? '' : place.kind === 'file' ? place.path : place.commit;

function byWeight(a: Finding, b: Finding): number {
  return (
    Number(a.suppressed !== null) - Number(b.suppressed !== null) ||
    WEIGHT[a.severity] - WEIGHT[b.severity] ||
    Number(b.inChange) - Number(a.inChange) ||
    compareText(placeKey(a.at), placeKey(b.at)) ||
    (a.at && b.at ? compareRanges(a.at.at, b.at.at) : 0) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
