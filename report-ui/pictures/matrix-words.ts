// What the matrix says in words: the line under the cursor, the names of rows, the table that is its twin, and an export.
import type { ContractNode, ContractState } from '../../src/model/graph.ts';
import { address, addressOf } from '../../src/payload/page.ts';
import { counted, grouped, STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import { nameOf } from '../../src/query/names.ts';
import { writeTerm } from '../../src/query/parse.ts';
import { folderOf } from '../../src/query/report-index.ts';
import { type Data, isGap } from '../data.ts';
import { type Child, glyph, h, sr } from '../dom.ts';
import type { Exported } from '../parts/export.ts';
import { nodeLink } from '../parts/link-card.ts';
import { fillInPieces } from '../parts/rows.ts';
import { stateChip } from '../parts/state.ts';
import type { Spot } from './matrix-cells.ts';
import {
  type Cell,
  filesOf,
  type Matrix,
  type MatrixColumn,
  type MatrixRow,
  type PlanRows,
  type Touches,
} from './matrix-of.ts';

const cellWords = (cell: Cell | null, whole: number): string => {
  if (cell === null) return whole === 1 ? 'no test here speaks of it' : 'no test here speaks of them';
  const states = STATE_ORDER.filter((state) => cell.has(state));
  if (whole === 1) return STATES[states[0] ?? 'untested'].word;
  return states.map((state) => `${cell.get(state) ?? 0} ${STATES[state].word}`).join(', ');
};

export const statesIn = (matrix: Matrix): ReadonlySet<ContractState> =>
  new Set(
    matrix.rows.flatMap((_, row) =>
      matrix.columns.flatMap((__, column) => [...(matrix.cell(row, column)?.keys() ?? [])]),
    ),
  );

const fileLink = (column: MatrixColumn): HTMLElement => {
  const key = column.kind === 'file' ? 'file' : 'pkg';
  return h('a', { href: address('tests', '', { q: writeTerm(key, column.key) }) }, h('code', {}, column.key));
};

const gapsOf = (contracts: readonly ContractNode[]): number => contracts.filter(isGap).length;

/** One line that says what the cursor stands on; the same for pointer and keys. */
export function spotWords(data: Data, matrix: Matrix, touches: Touches, spot: Spot): readonly Child[] {
  const row = matrix.rows[spot.row];
  const column = matrix.columns[spot.column];
  const name = row && (row.kind === 'plan' ? nodeLink(data, row.plan) : nodeLink(data, row.key));
  const states = row && whatIs(row);
  if (row === undefined) return column ? ['Column ', fileLink(column), ...manyFiles(column)] : [];
  if (column === undefined) return [name, ' ', ...(states ?? [])];
  const cell = matrix.cell(spot.row, spot.column);
  const found = cell === null ? 0 : [...cell.values()].reduce((sum, count) => sum + count, 0);
  const share =
    row.kind === 'plan' && cell !== null ? `${found} of ${counted(row.contracts.length, 'contract')}: ` : '';
  return [
    name,
    ' × ',
    fileLink(column),
    h('span', {}, ` — ${share}${cellWords(cell, row.kind === 'plan' ? 2 : 1)}`),
    ...(row.kind === 'contract' ? testNames(data, touches, row.key, column) : []),
  ];
}

const manyFiles = (column: MatrixColumn): readonly Child[] =>
  column.kind === 'package' ? [`, ${counted(column.files, 'test file')}`] : [];

const whatIs = ({ kind, contracts }: MatrixRow): readonly Child[] => {
  const [only] = contracts;
  if (kind === 'contract' && only) return [stateChip(only.state, false, only.result), ` ${only.title}`];
  return [`${counted(contracts.length, 'contract')}, ${counted(gapsOf(contracts), 'gap')}`];
};

function testNames(data: Data, touches: Touches, contract: string, column: MatrixColumn): readonly Child[] {
  const files = [...(touches.get(contract) ?? [])].filter(
    ([file]) => (column.kind === 'file' ? file : folderOf(file)) === column.key,
  );
  const tests = files.flatMap(([, touch]) => touch.tests);
  const names = tests
    .slice(0, 3)
    .flatMap((id, index): readonly Child[] => [index === 0 ? ' by ' : ', ', nodeLink(data, id)]);
  return tests.length > 3 ? [...names, ` and ${tests.length - 3} more`] : names;
}

export function twinTable(data: Data, matrix: Matrix, first = 100): HTMLElement {
  const body = h('tbody', {});
  const after = h('div', {});
  const rowOf = (row: MatrixRow, at: number): readonly Node[] => {
    const places = matrix.columns.flatMap((column, index): readonly Child[] => {
      const cell = matrix.cell(at, index);
      if (cell === null) return [];
      return [h('li', {}, fileLink(column), ` ${cellWords(cell, row.kind === 'plan' ? 2 : 1)}`)];
    });
    const [only] = row.contracts;
    const state =
      row.kind === 'contract' && only
        ? stateChip(only.state, false, only.result)
        : counted(gapsOf(row.contracts), 'gap');
    return [
      h(
        'tr',
        { class: `of-${row.kind}` },
        h('th', { scope: 'row' }, nodeLink(data, row.key), row.kind === 'contract' && only && ` ${only.title}`),
        h('td', {}, state),
        h(
          'td',
          {},
          places.length > 0 ? h('ul', { class: 'labels' }, ...places) : h('span', { class: 'muted' }, 'no test'),
        ),
      ),
    ];
  };
  fillInPieces(body, after, matrix.rows, rowOf, first);
  const head = ['Plan or contract', 'State', 'Test files, or packages, that speak of it'];
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'list mx-twin' },
      h(
        'table',
        { 'aria-label': 'Matrix as a table' },
        h('thead', {}, h('tr', {}, ...head.map((word) => h('th', { scope: 'col' }, word)))),
        body,
      ),
    ),
    after,
  );
}

/** The short name of a plan often begins with a date; what it is about says more where room is short. */
function planTitle(data: Data, id: string): string {
  const plan = data.index.nodes.get(id);
  return plan?.kind === 'plan' && plan.title !== '' ? plan.title : nameOf(data.index, id);
}

/** A plan with the number of its gaps, a contract with its state: text first, so that the picture is never the only one to say it. */
export function rowHead(data: Data, row: MatrixRow, open: (plan: string) => void): readonly (Node | string)[] {
  const [only] = row.contracts;
  if (row.kind === 'contract' && only) {
    const { word, tone } = STATES[only.state];
    return [
      h('span', { class: `mark tone-${tone}` }, glyph(only.state), sr(word)),
      h(
        'a',
        { href: addressOf('contract', only.id) ?? '#/', tabindex: -1 },
        h('code', {}, only.label),
        ` ${only.title}`,
      ),
    ];
  }
  const gaps = gapsOf(row.contracts);
  const fold = h(
    'button',
    { type: 'button', class: 'fold', tabindex: -1, 'aria-expanded': String(row.open) },
    glyph('chevron', 'chevron'),
    h('span', { class: 'name' }, planTitle(data, row.plan)),
    h(
      'span',
      { class: gaps > 0 ? 'gaps' : 'aside' },
      gaps > 0 ? `${counted(gaps, 'gap')} in ${grouped(row.contracts.length)}` : grouped(row.contracts.length),
    ),
  );
  fold.addEventListener('click', () => open(row.plan));
  return [fold];
}

export const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const foldedWords = (matrix: Matrix): string => {
  const plans = matrix.rows.some((row) => row.kind === 'plan' && !row.open);
  const packages = matrix.columns.some((column) => column.kind === 'package');
  const what = [plans && 'plans', packages && 'packages'].filter((word) => word !== false).join(' and ');
  return what === '' ? '' : ` Folded to ${what}; a click or Enter on one opens it.`;
};

export function restWords(matrix: Matrix, groups: readonly PlanRows[], touches: Touches): string {
  const contracts = groups.flatMap((group) => group.rows.map((row) => row.contract));
  const silent = contracts.filter((each) => (touches.get(each.id)?.size ?? 0) === 0).length;
  const files = filesOf(groups, touches).size;
  return `${counted(contracts.length, 'contract')} of ${counted(groups.length, 'plan')} × ${counted(files, 'test file')} of ${counted(matrix.packages.length, 'package')}; ${grouped(silent)} are spoken of in no test file, so their rows are empty. Files that speak of none of them have no column.${foldedWords(matrix)}`;
}

/** A row a contract that a file or package speaks of, and one for each that none does. */
export function matrixExport(data: Data, matrix: Matrix): Exported {
  const rows = matrix.rows.flatMap((row, at) => {
    const name = nameOf(data.index, row.key);
    const cells = matrix.columns.flatMap((column, index) => {
      const cell = matrix.cell(at, index);
      return cell === null ? [] : [[name, column.key, cellWords(cell, row.kind === 'plan' ? 2 : 1)]];
    });
    return cells.length > 0 ? cells : [[name, '', 'no test']];
  });
  return { heads: ['Plan or contract', 'Test file or package', 'State there'], rows };
}
