// The labels of one written list come from one plan: where several plans have the label, the one that has the whole list is meant.
import type { LabelMatch } from '../ids/index.ts';
import { distinct, type Named } from './evidence/rule.ts';
import { factsAt } from './versions.ts';
import type { ContractLineage, World } from './world.ts';

/** Labels that are written in one list with this one, itself among them; empty where it stands alone. */
export const listOf = (matches: readonly LabelMatch[], match: LabelMatch): readonly string[] =>
  match.form === 'list'
    ? [...new Set(matches.flatMap((m) => (m.groupStart === match.groupStart && !m.implied ? [m.label] : [])))]
    : [];

/** What speaks for several plans; `others` says why a contract that it does not name is not meant. */
interface Said {
  readonly confidence: number;
  readonly named: readonly Named[];
  readonly others: string;
  /** Why a contract that fits is not meant all the same. */
  readonly lacks?: ReadonlyMap<ContractLineage, string>;
}

interface Listed {
  readonly list: readonly string[];
  readonly unit: number;
}

/** Both links of a real history that only a list decides were right; too few to claim more. */
const LISTED = 0.9;

/** A list that the label stands in tells several plans apart, where one of them alone has all of it. */
export function inWholeList<Heard extends Said>(world: World, { list, unit }: Listed, heard: Heard): Heard {
  const contracts = distinct(heard.named);
  const only = contracts.length > 1 ? onlyWholeList(world, contracts, list, unit) : null;
  if (!only) return heard;
  const alone = `; of the ${contracts.length} plans that fit, it alone defines every label of the list ${list.join(', ')}`;
  return {
    ...heard,
    confidence: Math.min(heard.confidence, LISTED),
    named: heard.named.flatMap((n) => (n.contract === only ? [{ ...n, says: `${n.says}${alone}` }] : [])),
    lacks: new Map(contracts.filter((c) => c !== only).map((c) => [c, lackWords(world, c, list, unit)])),
  };
}

/**
 * The one of these contracts whose plan, as it stood after the unit, defines every label of the list; null where none does or several do.
 * (A message says `BC-17-1, BC-17-7, BC-17-9` and brings two plans with a BC-17-1, of which one ends at BC-17-5.)
 */
function onlyWholeList(
  world: World,
  contracts: readonly ContractLineage[],
  list: readonly string[],
  unit: number,
): ContractLineage | null {
  if (list.length < 2) return null;
  const whole = contracts.filter((contract) => {
    const labels = labelsAt(world, contract, unit);
    return list.every((label) => labels.has(label));
  });
  return whole.length === 1 ? (whole[0] ?? null) : null;
}

function lackWords(world: World, contract: ContractLineage, list: readonly string[], unit: number): string {
  const labels = labelsAt(world, contract, unit);
  const missing = list.filter((label) => !labels.has(label)).join(', ');
  return `its plan fits, too, but does not define ${missing}, which the message says in one list with ${contract.label}`;
}

function labelsAt(world: World, { members }: ContractLineage, unit: number): ReadonlySet<string> {
  const documents = members.flatMap((path) => world.documents.get(path) ?? []);
  const facts = documents.map((d) => (d.versions.length === 0 ? d.last : factsAt(d, unit)));
  return new Set(facts.flatMap((each) => each?.contracts.map((c) => c.label) ?? []));
}
