// One contract: what it promises, what state it is in and why, and every link with its evidence.
import type { ContractNode, Link, PlanNode } from '../../src/model/graph.ts';
import { address } from '../../src/payload/page.ts';
import { shellCommand } from '../../src/payload/shell.ts';
import { counted } from '../../src/payload/state-words.ts';
import { couldMean } from '../../src/query/could-mean.ts';
import { nameOf } from '../../src/query/names.ts';
import type { ContractRow } from '../../src/query/report-index.ts';
import { testCommands } from '../commands.ts';
import { contractComment } from '../comment.ts';
import { command, copyAway, copyPermalink } from '../copying.ts';
import type { Data } from '../data.ts';
import { h, prose } from '../dom.ts';
import { contractGraph } from '../graph/draw.ts';
import { graphOfContract } from '../graph/of-contract.ts';
import { findingItem } from '../parts/finding-item.ts';
import { linkCard, nodeLink } from '../parts/link-card.ts';
import { planPlace } from '../parts/place.ts';
import { fillInPieces } from '../parts/rows.ts';
import { newsTags, stateChip } from '../parts/state.ts';
import type { Screen } from '../view.ts';
import { notFound } from './not-found.ts';

const LINKS_AT_ONCE = 40;

export function part(title: string, ...children: Parameters<typeof h>[2][]): HTMLElement {
  return h('section', { class: 'part' }, h('h2', {}, title), ...children);
}

function head(data: Data, row: ContractRow): HTMLElement {
  const { contract, plan } = row;
  const name = nameOf(data.index, contract.id);
  const explain = shellCommand(['trace', 'explain', name]);
  const runs = testCommands(data.report, row.tests);
  const permalink = h('button', { type: 'button', class: 'copy alone' }, 'Copy permalink');
  permalink.addEventListener('click', copyPermalink);
  const comment = h('button', { type: 'button', class: 'copy alone' }, 'Copy for a review comment');
  comment.addEventListener('click', () => copyAway(contractComment(data.index, row), comment));
  return h(
    'header',
    { class: 'contract-head' },
    h(
      'p',
      { class: 'crumbs' },
      h('a', { href: address('') }, 'Contracts'),
      ' / ',
      nodeLink(data, contract.plan),
      ' / ',
      plan && planPlace(data.report, plan, contract.at.line),
    ),
    h('h1', { tabindex: -1 }, h('code', {}, contract.label), ' ', h('span', {}, ...prose(contract.title))),
    h(
      'p',
      { class: 'why' },
      stateChip(contract.state, true, contract.result),
      ...newsTags(row),
      h('span', {}, contract.why),
    ),
    facts(contract),
    h('div', { class: 'actions' }, explain !== null && command(explain), ...runs.map(command), permalink, comment),
  );
}

const facts = (contract: ContractNode): HTMLElement =>
  h(
    'dl',
    { class: 'three' },
    ...(
      [
        ['link', contract.link],
        ['worth of its tests', contract.worth],
        [
          'result',
          contract.result === 'none-given'
            ? 'none given'
            : contract.result === 'stale'
              ? 'of another commit'
              : contract.result,
        ],
        ['kind', contract.group],
      ] as const
    ).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );

function clauses(contract: ContractNode): HTMLElement {
  const pairs = contract.clauses.flatMap((clause) => {
    const word =
      clause.keyword === 'TEXT' ? '' : `${clause.keyword}${clause.number === undefined ? '' : ` ${clause.number}`}`;
    const then = clause.keyword === 'THEN' || clause.keyword === 'POSTCONDITION';
    return [h('dt', {}, word === '' ? '·' : word), h('dd', { class: then ? 'then' : null }, ...prose(clause.text))];
  });
  if (pairs.length === 0) return h('p', { class: 'aside' }, 'The plan gives it a name and no clause.');
  return h('dl', { class: 'clauses' }, ...pairs);
}

/** What a test says in its own words counts before what a table says of it. */
const strength = (link: Link): number => (link.status === 'resolved' ? 2 : 0) + (link.weak ? 0 : 1) + link.confidence;

/** One card a writer: its strongest link open, what it says besides folded below. */
function cards(data: Data, links: readonly Link[], said = ''): HTMLElement {
  const writers = new Map<string, Link[]>();
  for (const link of links) writers.set(link.from, [...(writers.get(link.from) ?? []), link]);
  const list = h('div', { class: 'links' });
  const after = h('div', {});
  const one = (all: readonly Link[]): readonly Node[] => {
    const [first, ...rest] = [...all].sort((a, b) => strength(b) - strength(a));
    if (!first) return [];
    const more =
      rest.length === 0
        ? null
        : h(
            'details',
            { class: 'losers further' },
            h(
              'summary',
              {},
              `${counted(rest.length, 'more mention')} by the same ${data.index.nodes.get(first.from)?.kind ?? 'writer'}`,
            ),
            ...rest.map((link) => linkCard(data, link, 'from', said)),
          );
    return [linkCard(data, first, 'from', said), ...(more ? [more] : [])];
  };
  fillInPieces(list, after, [...writers.values()], one, LINKS_AT_ONCE);
  return h('div', { class: 'part' }, list, after);
}

const writersOf = (links: readonly Link[]): number => new Set(links.map((link) => link.from)).size;

/** The strategy rows in full and the tasks, as they stand in the plan. */
function planRows(data: Data, row: ContractRow): readonly HTMLElement[] {
  const { contract, plan, tasks } = row;
  const line = (number: number): HTMLElement | null => plan && planPlace(data.report, plan, number, `line ${number}`);
  const rows = contract.rows.map((each) =>
    h(
      'li',
      {},
      h('p', {}, h('span', { class: 'tag' }, each.typeCell), ' ', line(each.at.line)),
      h('p', { class: 'cell' }, ...prose(each.testCell)),
    ),
  );
  const named = tasks.map((task) =>
    h(
      'li',
      {},
      h('p', {}, h('b', {}, `Task ${task.number}`), ` ${task.title} `, line(task.at.line)),
      task.files.length > 0 && h('p', { class: 'place' }, task.files.join('  ')),
    ),
  );
  const list = (title: string, items: readonly HTMLElement[]): readonly HTMLElement[] =>
    items.length === 0 ? [] : [h('h3', {}, title), h('ul', { class: 'in-plan' }, ...items)];
  return [...list(rows.length === 1 ? 'Strategy row' : 'Strategy rows', rows), ...list('Tasks', named)];
}

/** What was read of a plan only in part: a label that it defines twice, for one. `of`: how the sentence begins. */
export const problemsOf = (data: Data, plan: PlanNode | null, of = ''): readonly HTMLElement[] =>
  data.report.problems
    .filter(({ path, what }) => path !== null && path === plan?.path && what.startsWith(of))
    .map(({ what, effect }) => h('p', { class: 'drift' }, `${what}; ${effect}`));

/** What is promised, on the side, so that it stays in view while the tests are read. */
const promise = (data: Data, row: ContractRow): HTMLElement =>
  h(
    'section',
    { class: 'part promise' },
    h('h2', {}, 'What it promises'),
    h(
      'div',
      { class: 'card' },
      clauses(row.contract),
      ...problemsOf(data, row.plan, `${row.contract.label} `),
      ...planRows(data, row),
    ),
  );

/** Said once, where the reader looks for the lines. */
const withoutSource = (data: Data, tests: readonly Link[]): HTMLElement | null =>
  data.report.excerpts.length > 0 || !tests.some((link) => link.kind === 'mention')
    ? null
    : h(
        'p',
        { class: 'aside' },
        'This report carries no lines of source (',
        h('code', {}, '--no-source'),
        '): only the sentence around each label is shown.',
      );

interface Parts {
  readonly tests: HTMLElement;
  readonly others: readonly (HTMLElement | null)[];
}

function linkParts(data: Data, row: ContractRow): Parts {
  const kindOf = (link: Link): string | undefined => data.index.nodes.get(link.from)?.kind;
  const tests = row.links.filter((link) => kindOf(link) === 'test');
  const commits = row.links.filter((link) => kindOf(link) === 'commit');
  const others = row.links.filter((link) => !['test', 'commit', 'task', 'plan'].includes(kindOf(link) ?? ''));
  const naming = data.index.linksNaming.get(row.contract.id) ?? [];
  const unsure = naming.filter((link) => couldMean(link, row.contract.id));
  const hints = naming.filter((link) => !couldMean(link, row.contract.id));
  const shown = part(
    `Tests · ${writersOf(tests)}`,
    withoutSource(data, tests),
    tests.length > 0 ? cards(data, tests) : h('p', { class: 'nothing' }, 'No test is linked to it.'),
    unsure.length > 0
      ? h(
          'div',
          { class: 'unsure' },
          part(`Could mean this contract · ${writersOf(unsure)}`, cards(data, unsure, row.contract.why)),
        )
      : null,
  );
  const hinted = `${counted(hints.length, 'mention')} of the same label that ${hints.length === 1 ? 'means' : 'mean'} something else`;
  return {
    tests: shown,
    others: [
      commits.length > 0 ? part(`Commits · ${writersOf(commits)}`, cards(data, commits)) : null,
      others.length > 0 ? part(`Other links · ${others.length}`, cards(data, others)) : null,
      hints.length > 0 ? h('details', { class: 'part losers' }, h('summary', {}, hinted), cards(data, hints)) : null,
    ],
  };
}

export const contractScreen: Screen = ({ data }, { id }) => {
  const row = data.rowOf.get(id);
  if (!row) return notFound(data, id, 'contract');
  const { nodes, edges } = graphOfContract(data, row);
  const { tests, others } = linkParts(data, row);
  const root = h(
    'article',
    { class: 'screen' },
    head(data, row),
    row.findings.length > 0 &&
      part(
        `Findings · ${row.findings.length}`,
        h(
          'ul',
          { class: 'card problems' },
          ...row.findings.map((finding) => findingItem(data, finding, row.contract.why)),
        ),
      ),
    h('div', { class: 'beside' }, promise(data, row), tests),
    part('How it is reached', contractGraph(nodes, edges, row.contract.id)),
    ...others,
  );
  return { title: `${row.contract.label} ${row.contract.title}`, root, update: () => {} };
};
