// One plan: its contracts by state, its tasks with theirs, the rows of its test strategy, and what is said of its text.
import type { ContractNode, PlanNode } from '../../src/model/graph.ts';
import { address, addressOf } from '../../src/payload/page.ts';
import { counted, STATES } from '../../src/payload/state-words.ts';
import { writeTerm } from '../../src/query/parse.ts';
import { contractRow } from '../../src/query/report-index.ts';
import type { Data } from '../data.ts';
import { type Child, glyph, h, prose, sr } from '../dom.ts';
import { contractTable } from '../parts/contract-table.ts';
import { nodeLink } from '../parts/link-card.ts';
import { planPlace } from '../parts/place.ts';
import { qualityIn } from '../pictures/quality-of.ts';
import { openIn, squareWords } from '../pictures/squares.ts';
import { squaresPicture } from '../pictures/squares-picture.ts';
import { legend, textureSheet } from '../pictures/textures.ts';
import type { Screen } from '../view.ts';
import { part, problemsOf } from './contract.ts';
import { planQuality, qualityPart } from './quality.ts';
import { findingsPart, page } from './single.ts';

const labels = (contracts: readonly ContractNode[]): readonly Child[] =>
  contracts.flatMap((contract): readonly Child[] => [
    h(
      'a',
      {
        class: `reach tone-${STATES[contract.state].tone}`,
        href: addressOf('contract', contract.id) ?? '#/',
        title: contract.title,
      },
      glyph(contract.state),
      ' ',
      h('b', {}, contract.label),
      sr(` (${STATES[contract.state].word})`),
    ),
    ' ',
  ]);

function table(label: string, heads: readonly string[], rows: readonly (readonly (readonly Child[])[])[]): HTMLElement {
  return h(
    'div',
    { class: 'list' },
    h(
      'table',
      { 'aria-label': label },
      h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map((cell) => h('td', {}, ...cell))))),
    ),
  );
}

function stateField(contracts: readonly ContractNode[]): HTMLElement | null {
  if (contracts.length === 0) return null;
  const states = contracts.map((contract) => contract.state);
  const gaps = openIn(states);
  return h(
    'div',
    { class: 'field' },
    textureSheet(),
    squaresPicture(states, 40),
    h(
      'p',
      {},
      h(
        'b',
        {},
        gaps > 0
          ? `${gaps} of ${counted(states.length, 'contract')} open`
          : `All ${counted(states.length, 'contract')} satisfied`,
      ),
      ` · ${squareWords(states)}`,
    ),
    legend(new Set(states)),
  );
}

function tasksPart(data: Data, plan: PlanNode, contracts: readonly ContractNode[]): HTMLElement | null {
  const tasks = data.index.tasksOf.get(plan.id) ?? [];
  if (tasks.length === 0) return null;
  const rows = tasks.map((task): readonly (readonly Child[])[] => {
    const own = contracts.filter((contract) => contract.tasks.includes(task.id));
    return [
      [`Task ${task.number}`],
      [task.title, task.files.length > 0 && h('p', { class: 'place' }, task.files.join('  '))],
      own.length > 0 ? labels(own) : [h('span', { class: 'muted' }, 'none')],
      [planPlace(data.report, plan, task.at.line, `line ${task.at.line}`)],
    ];
  });
  return part(`Tasks · ${tasks.length}`, table('Tasks', ['Task', 'What it does', 'Contracts', 'Line'], rows));
}

/** The tests of the tree that the row ties to its contracts. */
function namedTests(data: Data, of: readonly ContractNode[], plan: PlanNode, line: number): readonly Child[] {
  const links = of.flatMap((contract) => data.index.linksTo.get(contract.id) ?? []);
  const tests = links
    .filter(
      ({ from, at }) =>
        data.index.nodes.get(from)?.kind === 'test' &&
        at.kind === 'file' &&
        at.path === plan.path &&
        at.at.line === line,
    )
    .map(({ from }) => from);
  return [...new Set(tests)].map((id) => h('p', {}, nodeLink(data, id)));
}

function strategyPart(data: Data, plan: PlanNode, contracts: readonly ContractNode[]): HTMLElement | null {
  const byLine = new Map<number, { row: ContractNode['rows'][number]; of: ContractNode[] }>();
  for (const contract of contracts) {
    for (const row of contract.rows) {
      const there = byLine.get(row.at.line);
      if (there) there.of.push(contract);
      else byLine.set(row.at.line, { row, of: [contract] });
    }
  }
  if (byLine.size === 0) return null;
  const rows = [...byLine]
    .sort(([a], [b]) => a - b)
    .map(([line, { row, of }]): readonly (readonly Child[])[] => [
      labels(of),
      [row.typeCell],
      [...prose(row.testCell), ...namedTests(data, of, plan, line)],
      [planPlace(data.report, plan, line, `line ${line}`)],
    ]);
  return part(`Test strategy · ${byLine.size}`, table('Test strategy', ['Contracts', 'Type', 'Test', 'Line'], rows));
}

function deviationsPart(data: Data, plan: PlanNode): HTMLElement | null {
  const rows = qualityIn(data.report)?.plans.find(({ path }) => path === plan.path)?.deviations ?? [];
  if (rows.length === 0) return null;
  const lines = rows.map(({ cells, line }): readonly (readonly Child[])[] => [
    [h('ul', {}, ...cells.filter((cell) => cell !== '').map((cell) => h('li', {}, ...prose(cell))))],
    [planPlace(data.report, plan, line, `line ${line}`)],
  ]);
  return part(`Deviations · ${rows.length}`, table('Deviations', ['What differs', 'Line'], lines));
}

export const planScreen: Screen = ({ data }, { id }) => {
  const plan = data.index.nodes.get(id);
  if (plan?.kind !== 'plan') return planQuality(data, id);
  const contracts = data.index.contractsOf.get(id) ?? [];
  const rows = contracts.map((contract) => data.rowOf.get(contract.id) ?? contractRow(data.index, contract));
  const facts = [
    plan.status ?? 'no status',
    plan.origin === 'tree' ? 'in the work tree' : `only in ${plan.origin}`,
    ...plan.numbers.map((number) => `#${number}`),
  ].join(' · ');
  return page(
    plan.title,
    ['plans', 'Plans'],
    [
      h('h1', { tabindex: -1 }, plan.title === '' ? plan.slug : plan.title),
      h('p', {}, planPlace(data.report, plan, 1, plan.path)),
      h(
        'p',
        { class: 'muted' },
        facts,
        plan.addedBy !== null && ' · first in ',
        plan.addedBy !== null && nodeLink(data, plan.addedBy, plan.addedBy.slice(0, 7)),
      ),
      plan.aliases.length > 0 && h('p', { class: 'muted' }, 'Also at ', plan.aliases.join(', ')),
      ...problemsOf(data, plan),
      stateField(contracts),
      h(
        'p',
        {},
        h('a', { href: address('', '', { q: writeTerm('plan', plan.slug) }) }, 'Filter contracts by this plan'),
      ),
    ],
    [
      part(
        counted(rows.length, 'contract'),
        rows.length === 0
          ? h('p', { class: 'nothing' }, 'It defines no contract.')
          : h('div', { class: 'plan' }, contractTable(rows, 'Contracts of this plan', data.report.change !== null)),
      ),
      tasksPart(data, plan, contracts),
      strategyPart(data, plan, contracts),
      deviationsPart(data, plan),
      qualityPart(data, plan.path) ?? findingsPart(data, id),
    ],
  );
};
