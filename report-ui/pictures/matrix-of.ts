// The matrix as numbers: which contract is spoken for in which test file, folded to plans and packages where it is large.
import type { ContractNode, ContractState, Link, NodeId, TestNode } from '../../src/model/graph.ts';
import { contractStates } from '../../src/model/graph.ts';
import { compareText } from '../../src/model/location.ts';
import type { ContractRow, ReportIndex } from '../../src/query/report-index.ts';
import { folderOf } from '../../src/query/report-index.ts';

/** Above these, plans and packages are folded until somebody opens them. */
export const FOLD = { rows: 150, columns: 80 } as const;

/** What the tests of one file say of one contract: the state it had if only that file counted. */
export interface Touch {
  readonly state: ContractState;
  readonly tests: readonly NodeId[];
}

export type Touches = ReadonlyMap<NodeId, ReadonlyMap<string, Touch>>;

/** A plan with the contracts that are shown, in their order. */
export interface PlanRows {
  readonly id: NodeId;
  readonly rows: readonly Pick<ContractRow, 'contract'>[];
}

export interface MatrixRow {
  readonly kind: 'plan' | 'contract';
  readonly key: string;
  readonly plan: NodeId;
  readonly contracts: readonly ContractNode[];
  readonly open: boolean;
}

export interface MatrixColumn {
  readonly kind: 'package' | 'file';
  readonly key: string;
  readonly package: string;
  readonly files: number;
}

/** Contracts of the row by what the files of the column say of them. */
export type Cell = ReadonlyMap<ContractState, number>;

export interface Matrix {
  readonly rows: readonly MatrixRow[];
  readonly columns: readonly MatrixColumn[];
  /** Neighbouring columns of one package. */
  readonly packages: readonly {
    readonly name: string;
    readonly from: number;
    readonly count: number;
    readonly open: boolean;
  }[];
  cell(row: number, column: number): Cell | null;
}

const RANK: ReadonlyMap<ContractState, number> = new Map(contractStates.map((state, rank) => [state, rank]));
const stronger = (a: ContractState, b: ContractState): ContractState =>
  (RANK.get(a) ?? 0) <= (RANK.get(b) ?? 0) ? a : b;

/** One test's word on one contract. Results of another commit say nothing. */
function stateOf(test: TestNode, link: Link, fresh: boolean): ContractState {
  if (link.status !== 'resolved') return 'ambiguous';
  const outcome = fresh ? test.outcome?.outcome : undefined;
  if (outcome === 'fail' || outcome === 'flaky') return 'failing';
  if (link.weak) return 'declared';
  if (test.worth !== 'asserts') return test.worth;
  if (outcome === undefined) return 'linked';
  return outcome === 'passed' ? 'verified' : outcome;
}

/** Every contract with the files that speak of it. A file is named by its path, whatever test of it speaks. */
export function touchesOf(index: ReportIndex): Touches {
  const { results } = index.report.scope;
  const fresh = results !== 'none' && results.stale === null;
  const all = new Map<NodeId, Map<string, Touch>>();
  for (const contract of index.contracts) {
    const files = new Map<string, Touch>();
    const unsure = (index.linksNaming.get(contract.id) ?? []).filter((link) => link.status === 'ambiguous');
    for (const link of [...(index.linksTo.get(contract.id) ?? []), ...unsure]) {
      const test = index.nodes.get(link.from);
      if (test?.kind !== 'test') continue;
      const state = stateOf(test, link, fresh);
      const before = files.get(test.path);
      const tests = before?.tests.includes(test.id) ? before.tests : [...(before?.tests ?? []), test.id];
      files.set(test.path, { state: before ? stronger(before.state, state) : state, tests });
    }
    all.set(contract.id, files);
  }
  return all;
}

function rowsOf(plans: readonly PlanRows[], isOpen: (plan: NodeId) => boolean): readonly MatrixRow[] {
  return plans.flatMap((plan): readonly MatrixRow[] => {
    const contracts = plan.rows.map((row) => row.contract);
    const open = isOpen(plan.id);
    const head: MatrixRow = { kind: 'plan', key: plan.id, plan: plan.id, contracts, open };
    if (!open) return [head];
    const single = contracts.map(
      (each): MatrixRow => ({ kind: 'contract', key: each.id, plan: plan.id, contracts: [each], open: false }),
    );
    return [head, ...single];
  });
}

export interface Folding {
  readonly plan: (id: NodeId) => boolean;
  readonly package: (name: string) => boolean;
}

/** What is open before anybody asks: everything where it fits. `toggled` turns single ones around. */
export function foldingOf(
  plans: readonly PlanRows[],
  files: ReadonlySet<string>,
  toggledPlans: ReadonlySet<NodeId>,
  toggledPackages: ReadonlySet<string>,
): Folding {
  const rows = plans.reduce((sum, plan) => sum + plan.rows.length, 0);
  return {
    plan: (id) => rows <= FOLD.rows !== toggledPlans.has(id),
    package: (name) => files.size <= FOLD.columns !== toggledPackages.has(name),
  };
}

/** Files that speak of one of these contracts. */
export function filesOf(plans: readonly PlanRows[], touches: Touches): ReadonlySet<string> {
  const files = new Set<string>();
  for (const plan of plans)
    for (const { contract } of plan.rows) for (const file of touches.get(contract.id)?.keys() ?? []) files.add(file);
  return files;
}

export function matrixOf(plans: readonly PlanRows[], touches: Touches, folding: Folding): Matrix {
  const { columns, packages, columnOf } = columnsOf(filesOf(plans, touches), folding.package);
  const rows = rowsOf(plans, folding.plan);
  const cells = rows.map(({ contracts }) => {
    const line = new Map<number, Map<ContractState, number>>();
    for (const contract of contracts) {
      const own = new Map<number, ContractState>();
      for (const [file, { state }] of touches.get(contract.id) ?? []) {
        const column = columnOf.get(file) ?? -1;
        const before = own.get(column);
        own.set(column, before === undefined ? state : stronger(before, state));
      }
      for (const [column, state] of own) {
        const cell = line.get(column) ?? new Map<ContractState, number>();
        cell.set(state, (cell.get(state) ?? 0) + 1);
        line.set(column, cell);
      }
    }
    return line;
  });
  return { rows, columns, packages, cell: (row, column) => cells[row]?.get(column) ?? null };
}

function columnsOf(files: ReadonlySet<string>, isOpen: (name: string) => boolean) {
  const byPackage = new Map<string, string[]>();
  for (const file of [...files].sort(compareText)) {
    const name = folderOf(file);
    const members = byPackage.get(name);
    if (members) members.push(file);
    else byPackage.set(name, [file]);
  }
  const columns: MatrixColumn[] = [];
  const columnOf = new Map<string, number>();
  const packages = [...byPackage]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, members]) => {
      const from = columns.length;
      const open = isOpen(name);
      if (!open) columns.push({ kind: 'package', key: name, package: name, files: members.length });
      for (const file of members) {
        columnOf.set(file, columns.length - (open ? 0 : 1));
        if (open) columns.push({ kind: 'file', key: file, package: name, files: 1 });
      }
      return { name, from, count: columns.length - from, open };
    });
  return { columns, packages, columnOf };
}
