// What a reviewer pastes into a comment about one contract: state, clauses, evidence, places; every name in it is text.
import type { Link } from '../src/model/graph.ts';
import { forgeLink } from '../src/payload/forge.ts';
import { cell, code } from '../src/payload/markdown-text.ts';
import { placeText } from '../src/payload/place-text.ts';
import { counted, STATES } from '../src/payload/state-words.ts';
import { nameOf } from '../src/query/names.ts';
import type { ContractRow, ReportIndex } from '../src/query/report-index.ts';

const MOST_LINKS = 5;

/** A place as code; with a forge a link to it, whose address holds nothing but what the allow-list lets through. */
function place(index: ReportIndex, at: Link['at']): string {
  const { forge, head } = index.report.repo;
  const href = forgeLink(forge, at.kind === 'file' ? (at.rev ?? head) : head, at);
  return href === null ? code(placeText(at)) : `[${code(placeText(at))}](${href.replace(/[()]/g, encodeURIComponent)})`;
}

function linkLine(index: ReportIndex, link: Link): string {
  const [decided] = link.evidence;
  const sure = `${Math.round(link.confidence * 100)} % sure`;
  const why = decided ? cell(decided.says) : cell(link.why);
  return `- ${code(nameOf(index, link.from))}, ${place(index, link.at)}: ${why} (${sure})`;
}

export function contractComment(index: ReportIndex, row: ContractRow): string {
  const { contract, plan, findings } = row;
  const at = { kind: 'file', path: plan?.path ?? contract.plan, at: contract.at } as const;
  const links = row.links.filter((link) => link.kind !== 'contains' && link.kind !== 'plans');
  const clauses = contract.clauses.map(
    ({ keyword, text }) => `> ${keyword === 'TEXT' ? '' : `**${keyword}** `}${cell(text.replace(/\s+/g, ' '))}  `,
  );
  const more = links.length - MOST_LINKS;
  const evidence = [
    ...links.slice(0, MOST_LINKS).map((link) => linkLine(index, link)),
    ...(more > 0 ? [`- and ${counted(more, 'more link')}`] : []),
  ];
  return [
    `**${cell(contract.label)} ${cell(contract.title)}** is **${STATES[contract.state].word}**: ${cell(contract.why)}`,
    '',
    plan?.origin === 'commit' ? code(contract.plan) : place(index, at),
    '',
    ...clauses,
    '',
    ...(evidence.length === 0 ? ['No link leads to it.'] : evidence),
    ...findings.map((finding) => `- **${cell(finding.ruleId)}** ${cell(finding.message)}`),
    '',
  ].join('\n');
}
