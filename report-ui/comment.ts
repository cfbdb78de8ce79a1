// What a reviewer pastes into a comment about one contract: state, clauses, evidence, places; every name in it is text.
import type { Link } from '../src/model/graph.ts';
import { forgeLink } from '../src/payload/forge.ts';
import { cell, code, prose } from '../src/payload/markdown-text.ts';
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
  const sure = `${Math.round(link.confidence * 100)} % that this contract is meant`;
  const why = prose(decided ? decided.says : link.why);
  return `- ${code(nameOf(index, link.from))}, ${place(index, link.at)}: ${why} (${sure})`;
}

const isTest = (index: ReportIndex, link: Link): boolean => index.nodes.get(link.from)?.kind === 'test';

/** Tests before commits, each once, with the surest of what it says. */
function onePerWriter(index: ReportIndex, all: readonly Link[]): readonly Link[] {
  const links = all.filter((link) => link.kind !== 'contains' && link.kind !== 'plans');
  const sorted = [...links].sort((a, b) => b.confidence - a.confidence);
  const writers = new Map<string, Link>();
  for (const link of sorted) if (!writers.has(link.from)) writers.set(link.from, link);
  const once = links.filter((link) => writers.get(link.from) === link);
  return [...once.filter((link) => isTest(index, link)), ...once.filter((link) => !isTest(index, link))];
}

export function contractComment(index: ReportIndex, row: ContractRow): string {
  const { contract, plan, findings } = row;
  const at = { kind: 'file', path: plan?.path ?? contract.plan, at: contract.at } as const;
  const links = onePerWriter(index, row.links);
  const clauses = contract.clauses.map(
    ({ keyword, text }) => `> ${keyword === 'TEXT' ? '' : `**${keyword}** `}${prose(text.replace(/\s+/g, ' '))}  `,
  );
  const more = links.length - MOST_LINKS;
  const evidence = [
    ...links.slice(0, MOST_LINKS).map((link) => linkLine(index, link)),
    ...(more > 0 ? [`- and ${counted(more, 'more link')}`] : []),
  ];
  return [
    `**${cell(contract.label)} ${prose(contract.title)}** is **${STATES[contract.state].word}**: ${prose(contract.why)}`,
    '',
    plan?.origin === 'commit' ? code(contract.plan) : place(index, at),
    '',
    ...clauses,
    '',
    ...(evidence.length === 0 ? ['No link leads to it.'] : evidence),
    ...findings.map((finding) => `- **${cell(finding.ruleId)}** ${prose(finding.message)}`),
    '',
  ].join('\n');
}
