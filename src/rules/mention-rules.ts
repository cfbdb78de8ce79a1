// What the three rules about mentions share: one finding a test and label, however often the test repeats it.
import type { Link } from '../model/graph.ts';
import { isQualifier } from '../model/qualifier.ts';
import { STDIN_PLAN } from '../model/source.ts';
import type { RuleContext } from './rule.ts';

/** The first link of each (test, label) with this status, in the tree's order. */
export function firstMentions(ctx: RuleContext, wanted: (link: Link) => boolean): readonly Link[] {
  const seen = new Set<string>();
  return ctx.index.graph.links.filter((link) => {
    const id = `${link.from}\u0000${link.label}`;
    if (link.kind !== 'mention' || !wanted(link) || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** The change wrote the line, or it took away the link that the line had: who renumbers a plan breaks tests without touching them. */
export function isMentionInChange(ctx: RuleContext, link: Link): boolean {
  if (ctx.changeUnit === null) return false;
  const lost = ctx.change?.linksLost ?? [];
  return (
    link.writtenBy === ctx.changeUnit ||
    lost.some((l) => testName(l.test) === testName(link.from) && ctx.index.contract(l.contract)?.label === link.label)
  );
}

/** Tests move between files; their names stay. */
const testName = (id: string): string => id.slice(id.indexOf('::') + 2);

export const nameOf = (ctx: RuleContext, link: Link): string => ctx.index.test(link.from)?.name ?? link.from;

/** `slug#BC-3`: what to write so that the mention is certain. A plan on standard input, or with a blank in its name, has none that is found again. */
export function qualifierFor(ctx: RuleContext, contractId: string): string {
  const contract = ctx.index.contract(contractId);
  const plan = contract && ctx.index.plan(contract.plan);
  if (!contract || !plan) return contractId;
  return plan.path === STDIN_PLAN || !isQualifier(plan.slug) ? contract.label : `${plan.slug}#${contract.label}`;
}

/** With --plan: a mention is of interest if it could mean a contract of that plan, or if the change wrote it. */
export function concernsJudged(ctx: RuleContext, link: Link): boolean {
  if (!ctx.judged.some((p) => p.given)) return true;
  const judged = new Set(ctx.judged.map((p) => p.id));
  return isMentionInChange(ctx, link) || link.candidates.some((id) => judged.has(ctx.index.contract(id)?.plan ?? ''));
}
