// Reads a commit message that is still being written against the plans that are here: do its numbers exist, and is it clear whose they are?
// Neither tests nor history are asked, so that a hook answers at once.

import { extractOldPlans, extractTree } from './extract.ts';
import { grammarFor } from './extractors.ts';
import { commitFacts } from './history/index.ts';
import { openWorld } from './linking/build-graph.ts';
import type { ContractLineage, PlanLineage, World } from './linking/world.ts';
import type { Link } from './model/graph.ts';
import type { FileChange, Unit } from './model/history.ts';
import type { Inputs, Tools } from './model/inputs.ts';
import { compareText } from './model/location.ts';
import type { MessageAnswer, NamedContract, SaidNumber } from './model/message.ts';
import { someOf } from './model/some-of.ts';

/** `changes`: what the commit will change; asked only where the message names something. */
export async function readMessage(
  inputs: Inputs,
  tools: Tools,
  message: string,
  changes: () => Promise<readonly FileChange[]>,
): Promise<MessageAnswer> {
  const grammar = grammarFor(inputs);
  if (!grammar.mayContain(message)) return { contracts: 0, said: [] };
  const files = await changes();
  const past = await tools.history();
  const facts = commitFacts({ sha: '', parents: [], date: 0, message });
  // A message in the making defines no contract, and only what is no subject could.
  const commit = { ...facts, subject: message, body: '' };
  const unit: Unit = { id: 'commit', sha: null, date: 0, commits: [commit], files };
  const units = [...(past?.units.slice(0, -1) ?? []), unit];
  const change = units.length - 1;
  const { plans } = await extractTree(inputs, tools, inputs.head, 'plans');
  const old = await extractOldPlans(inputs, tools, { units, change });
  const { world, links } = openWorld({
    grammar,
    plans,
    units,
    change,
    planBlobs: old.facts,
    lastPlans: old.last,
    isPlanPath: inputs.isPlanPath,
    isTestPath: inputs.isTestPath,
  });
  const own = plansOf(world, message, unit);
  const spoken = links.filter(({ kind }) => kind === 'implements');
  return {
    contracts: [...world.contracts.values()].filter((c) => isHere(world, c)).length,
    said: spoken.map((link) => judged(world, own, link, qualifierOf(world, message, link))),
  };
}

/** `queue-plan` of `queue-plan#BC-3`. */
function qualifierOf({ inputs }: World, message: string, { at, label }: Link): string | null {
  const line = message.split('\n')[at.at.line - 1] ?? '';
  const match = inputs.grammar.find(line).find((m) => m.label === label && m.start === at.at.column - 1);
  return match?.qualifier ?? null;
}

const isHere = (world: World, { planPath }: ContractLineage): boolean =>
  ['tree', 'ref'].includes(world.documents.get(planPath)?.origin ?? '');

/** The plans that the commit speaks of: those that its message names, else those that the branch changes. */
function plansOf(world: World, message: string, { files }: Unit): readonly PlanLineage[] {
  const named = plansAt(world, new Set(world.names.inText(message).map(({ path }) => path)));
  return named.length > 0 ? named : plansAt(world, new Set(files.map(({ path }) => path)));
}

const plansNamed = (world: World, name: string): PlanLineage[] =>
  plansAt(world, new Set(world.names.find(name).map(({ path }) => path)));

const plansAt = (world: World, paths: ReadonlySet<string>): PlanLineage[] =>
  [...world.plans.values()].filter((plan) => plan.members.some(({ path }) => paths.has(path)));

function judged(world: World, own: readonly PlanLineage[], link: Link, qualifier: string | null): SaidNumber {
  const said = { label: link.label, line: link.at.at.line };
  const named = (list: readonly ContractLineage[]): NamedContract[] =>
    list.map((c) => nameOf(world, c)).sort((a, b) => compareText(a.text, b.text));
  const ids = link.to === null ? link.candidates : [link.to];
  const meant = named(ids.flatMap((id) => world.contracts.get(id) ?? []));
  if (link.to !== null) return { ...said, answer: 'known', why: link.why, contracts: meant };
  if (link.status === 'ambiguous') return { ...said, answer: 'several', why: link.why, contracts: meant };
  const defined = (world.byLabel.get(link.label) ?? []).filter((c) => isHere(world, c));
  const contracts = named(defined);
  const unknown = (why: string): SaidNumber => ({ ...said, answer: 'unknown', why, contracts });
  if (qualifier !== null) return unknown(`${link.why}${numbersOf(world, plansNamed(world, qualifier))}`);
  if (defined.length === 0) return unknown(`no plan here defines it${numbersOf(world, own)}`);
  const isOwn = (c: ContractLineage): boolean =>
    own.some((plan) => plan.members.some(({ path }) => c.members.includes(path)));
  if (own.length > 0 && !defined.some(isOwn)) return unknown(`its plan does not define it${numbersOf(world, own)}`);
  if (defined.length === 1) return { ...said, answer: 'known', why: 'the only plan here that defines it', contracts };
  return {
    ...said,
    answer: 'several',
    why: `${defined.length} plans here define it, and nothing says which`,
    contracts,
  };
}

const nameOf = (world: World, c: ContractLineage): NamedContract => ({
  text: `${world.plans.get(c.planPath)?.slug ?? c.planPath}#${c.label}`,
  title: c.contract.title,
});

const SHOWN = 12;

/** `: queue-plan.md defines BC-1, BC-2`. */
function numbersOf(world: World, own: readonly PlanLineage[]): string {
  const each = own.map((plan) => {
    const labels = [...world.contracts.values()].filter((c) => c.planPath === plan.path).map((c) => c.label);
    return `${plan.path} defines ${someOf(labels, SHOWN)}`;
  });
  return each.length === 0 ? '' : `: ${someOf(each, 3, '; ')}`;
}
