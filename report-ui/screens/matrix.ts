// Which contract is tested where: contracts against test files, as a picture and as a table.
import { addressOf } from '../../src/payload/page.ts';
import { exampleOf } from '../../src/query/example.ts';
import { filterOf } from '../../src/query/match.ts';
import type { ContractRow } from '../../src/query/report-index.ts';
import { scopedRows } from '../../src/query/scope.ts';
import { contractVocabulary } from '../../src/query/vocabularies.ts';
import { type Data, groupRows, type PlanGroup } from '../data.ts';
import { h } from '../dom.ts';
import { exportButton } from '../parts/export.ts';
import { filterBox } from '../parts/filter-box.ts';
import { scopeToggle } from '../parts/scope.ts';
import { filesOf, foldingOf, type Matrix, matrixOf, touchesOf } from '../pictures/matrix-of.ts';
import { type MatrixPicture, matrixPicture } from '../pictures/matrix-picture.ts';
import {
  fileName,
  matrixExport,
  restWords,
  rowHead,
  spotWords,
  statesIn,
  twinTable,
} from '../pictures/matrix-words.ts';
import { legend, textureSheet } from '../pictures/textures.ts';
import { namesOf, queryOf, type Route, scopeOf, writeNames } from '../route.ts';
import type { Screen, Surroundings } from '../view.ts';
import { countWords } from './contracts.ts';

const HINT = 'Point at a cell, or move with the arrow keys; Enter opens.';
const HELP =
  'Arrow keys move over the cells, Home leads to the names of the rows, Enter opens a contract, a plan or a package.';
const SAYS =
  'Which contract is spoken for in which test file. A cell has the state that the contract had if only that file counted.';

/** A name more, or one less: as an address holds it. */
const toggled = (names: ReadonlySet<string>, name: string): string =>
  writeNames([...names].filter((each) => each !== name).concat(names.has(name) ? [] : [name]));

const planRows = (data: Data, rows: readonly ContractRow[], all: boolean): readonly PlanGroup[] =>
  all ? data.planGroups : groupRows(data.index, rows);

/** What the screen shows now; the picture asks for it when it is pointed at. */
interface Now {
  route: Route;
  matrix: Matrix;
}

function pictureOf(
  { data, refine }: Surroundings,
  now: Now,
  touches: ReturnType<typeof touchesOf>,
  says: HTMLElement,
): MatrixPicture {
  const openPlan = (plan: string): void => refine({ plans: toggled(namesOf(now.route, 'plans'), plan) });
  const openPackage = (name: string): void => refine({ packages: toggled(namesOf(now.route, 'packages'), name) });
  return matrixPicture({
    rowHead: (row) => rowHead(data, row, openPlan),
    rowTitle: (row) => (row.kind === 'plan' ? row.plan : (row.contracts[0]?.title ?? '')),
    columnHead: (column) => (column.kind === 'file' ? fileName(column.key) : `${column.key} · ${column.files}`),
    columnTitle: (column) => column.key,
    at: (spot) =>
      says.replaceChildren(
        ...(spot === null ? [HINT] : [h('span', {}, ...spotWords(data, now.matrix, touches, spot))]),
      ),
    choose: ({ row, column }) => {
      const chosen = now.matrix.rows[row];
      const over = now.matrix.columns[column];
      if (chosen?.kind === 'plan') openPlan(chosen.plan);
      else if (chosen) location.hash = addressOf('contract', chosen.key) ?? '#/';
      else if (over) openPackage(over.package);
    },
    choosePackage: openPackage,
  });
}

/** On paper the table stands for the picture. Ends with the screen. */
function onPaper(space: HTMLElement, twin: () => HTMLElement): void {
  let printed: HTMLElement | null = null;
  const before = (): void => {
    if (!space.isConnected) {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    } else if (space.querySelector('.mx') !== null) {
      printed = twin();
      space.append(printed);
    }
  };
  const after = (): void => {
    printed?.remove();
    printed = null;
  };
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
}

export const matrixScreen: Screen = (around, start) => {
  const { data, refine } = around;
  const touches = touchesOf(data.index);
  const now: Now = { route: start, matrix: matrixOf([], touches, { plan: () => true, package: () => true }) };
  const says = h('p', { class: 'mx-says', role: 'status' });
  const rest = h('p', { class: 'aside' });
  const space = h('div', { class: 'mx-space' });
  const fills = h('div', {});
  const picture = pictureOf(around, now, touches, says);
  const counts = {
    change: scopedRows(data.judged, contractVocabulary, 'change').length,
    everything: data.judged.length,
  };
  const toggle = data.report.change === null ? undefined : scopeToggle(counts);
  const take = exportButton('matrix', 'cell', () => matrixExport(data, now.matrix));
  const ask = (q: string): void => refine({ q });
  const box = filterBox(
    contractVocabulary,
    'Filter the matrix',
    exampleOf(contractVocabulary, data.judged, ['plan', 'gap']),
    ask,
    toggle?.root,
    take,
  );
  const asTable = h('button', { type: 'button', class: 'more-button' }, 'View as table');
  asTable.addEventListener('click', () => refine({ view: now.route.params.get('view') === 'table' ? '' : 'table' }));
  const root = h(
    'div',
    { class: 'screen' },
    textureSheet(),
    h('header', {}, h('h1', { tabindex: -1 }, 'Matrix'), h('p', { class: 'aside' }, SAYS)),
    box.root,
    h('div', { class: 'why' }, asTable, fills),
    says,
    h('p', { class: 'sr', id: 'mx-help' }, HELP),
    space,
    rest,
  );
  const fill = (): void => {
    if (now.matrix.rows.length === 0)
      space.replaceChildren(h('p', { class: 'nothing' }, 'No contract is left to show.'));
    else if (now.route.params.get('view') === 'table') space.replaceChildren(twinTable(data, now.matrix));
    else {
      space.replaceChildren(picture.root);
      picture.show(now.matrix);
    }
  };
  const update = (route: Route): void => {
    now.route = route;
    const query = queryOf(route);
    const filter = filterOf(query, contractVocabulary);
    const pool = scopedRows(data.judged, contractVocabulary, scopeOf(route));
    const rows = filter.terms.length > 0 ? pool.filter(filter.matches) : pool;
    const groups = planRows(data, rows, rows === data.judged);
    const folding = foldingOf(groups, filesOf(groups, touches), namesOf(route, 'plans'), namesOf(route, 'packages'));
    now.matrix = matrixOf(groups, touches, folding);
    const table = route.params.get('view') === 'table';
    asTable.textContent = table ? 'View as picture' : 'View as table';
    toggle?.show(route);
    box.show(query, filter, countWords(rows.length, pool.length, 'contract'));
    says.hidden = table || rows.length === 0;
    says.replaceChildren(HINT);
    fills.replaceChildren(legend(statesIn(now.matrix)));
    rest.replaceChildren(restWords(now.matrix, groups, touches));
    fill();
  };
  update(start);
  onPaper(space, () => twinTable(data, now.matrix, now.matrix.rows.length));
  return { title: 'Matrix', root, update };
};
