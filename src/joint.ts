// Holds the reports of several repositories against each other: one plan may be kept here by a server and there by its client.
import type { ContractNode, ContractState } from './model/graph.ts';
import type { Joint, JointContract, NamedReport } from './model/joint.ts';
import { compareText } from './model/location.ts';

const baseName = (path: string): string => path.split('/').at(-1) ?? path;

interface Held {
  readonly repository: number;
  readonly plan: string;
  readonly contract: ContractNode;
}

/** Contracts of plans that only history or commit messages hold are nobody's promise any more. */
const heldBy = ({ report }: NamedReport, repository: number): readonly Held[] => {
  const plans = new Map(
    report.graph.nodes.flatMap((node) =>
      node.kind === 'plan' && (node.origin === 'tree' || node.origin === 'ref')
        ? [[node.id, baseName(node.path)] as const]
        : [],
    ),
  );
  return report.graph.nodes.flatMap((contract) => {
    const plan = contract.kind === 'contract' ? plans.get(contract.plan) : undefined;
    return contract.kind === 'contract' && plan !== undefined ? [{ repository, plan, contract }] : [];
  });
};

/** `isSatisfied` says of a state whether it keeps the promise. */
export function joint(reports: readonly NamedReport[], isSatisfied: (state: ContractState) => boolean): Joint {
  const held = reports.flatMap(heldBy);
  const byText = groups(held, ({ contract }) => `${contract.label}\u0000${contract.textHash}`);
  const byName = groups(held, ({ plan, contract }) => `${plan}\u0000${contract.label}`);
  const shared = [...byText.values()].filter(inSeveral);
  const known = new Set(shared.flat());
  const reworded = [...byName.values()].map((all) => all.filter((one) => !known.has(one))).filter(inSeveral);
  const contracts = [
    ...shared.map((same) => told(same, reports.length, (states) => together(states, isSatisfied))),
    ...reworded.map((other) => told(other, reports.length, () => 'reworded')),
  ];
  for (const one of reworded.flat()) known.add(one);
  return {
    names: reports.map(({ name }) => name),
    contracts: contracts.sort((a, b) => compareText(a.plan, b.plan) || compareText(a.label, b.label)),
    alone: reports.map((_, index) => held.filter((one) => one.repository === index && !known.has(one)).length),
  };
}

const inSeveral = (held: readonly Held[]): boolean => new Set(held.map(({ repository }) => repository)).size > 1;

function groups(held: readonly Held[], keyOf: (one: Held) => string): ReadonlyMap<string, readonly Held[]> {
  const found = new Map<string, Held[]>();
  for (const one of held) {
    const key = keyOf(one);
    const same = found.get(key);
    if (same) same.push(one);
    else found.set(key, [one]);
  }
  return found;
}

function told(
  held: readonly Held[],
  count: number,
  judge: (states: readonly ContractState[]) => JointContract['together'],
): JointContract {
  const [{ plan, contract } = { plan: '', contract: null }] = held;
  // A repository that has it twice has it as its worst copy.
  const states = Array.from({ length: count }, (_, index) => {
    const own = held.filter(({ repository }) => repository === index).map((one) => one.contract.state);
    return own.find((state) => judge([state]) !== 'kept') ?? own[0] ?? null;
  });
  const there = states.filter((state) => state !== null);
  return { plan, label: contract?.label ?? '', title: contract?.title ?? '', states, together: judge(there) };
}

function together(
  states: readonly ContractState[],
  isSatisfied: (state: ContractState) => boolean,
): JointContract['together'] {
  if (states.includes('failing')) return 'failing';
  return states.some(isSatisfied) ? 'kept' : 'open';
}
