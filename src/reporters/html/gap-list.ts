// What a reader without JavaScript gets below the first screen: every contract that is not satisfied, plan by plan.
import type { ContractNode, NodeId } from '../../model/graph.ts';
import { compareText } from '../../model/location.ts';
import type { Report } from '../../model/report.ts';
import { counted, isSatisfied, STATES } from '../../payload/state-words.ts';
import { judgedPlans } from '../../query/report-index.ts';
import { html, type Markup, prose } from './markup.ts';

/** More would make a file that no one reads; the JSON report has them all. */
const LIMIT = 1000;

/** Elements are dear here: a browser makes all of them before the script comes that shows a better list. */
const row = (contract: ContractNode): Markup =>
  html`<li><b class="tone-${STATES[contract.state].tone}">${STATES[contract.state].word}</b> <code>${contract.label}</code> ${prose(contract.title)} <i>${contract.why}</i></li>`;

export function gapList(report: Report): Markup {
  const judged = judgedPlans(report.graph.nodes.filter((node) => node.kind === 'plan'));
  const gaps = report.graph.nodes.filter(
    (node): node is ContractNode => node.kind === 'contract' && !isSatisfied(node.state) && judged.has(node.plan),
  );
  const titles = new Map(
    report.graph.nodes.flatMap((node) => (node.kind === 'plan' ? [[node.id, node.title] as const] : [])),
  );
  const byPlan = new Map<NodeId, ContractNode[]>();
  for (const gap of gaps.slice(0, LIMIT)) byPlan.set(gap.plan, [...(byPlan.get(gap.plan) ?? []), gap]);
  const plans = [...byPlan].sort(([a], [b]) => compareText(a, b));
  return html`<section class="gaps" aria-labelledby="gaps"><h2 id="gaps">${counted(gaps.length, 'contract')} not satisfied</h2>
<noscript><p class="aside">JavaScript is off: filters, single contracts and their evidence need it. This list does not.</p></noscript>
${plans.map(([plan, contracts]) => html`<h3>${titles.get(plan) ?? ''} <span class="aside">${plan}</span></h3><ul>${contracts.map(row)}</ul>`)}
${gaps.length > LIMIT ? html`<p>And ${counted(gaps.length - LIMIT, 'more contract')}; <code>trace list contracts 'gap:true'</code> prints them all.</p>` : null}</section>`;
}
