// One evidence rule: what it looks at and what it is worth. A rule names contracts; it never decides.
import type { Evidence, EvidenceKind } from '../../model/graph.ts';
import { compareText, type Place, type Range } from '../../model/location.ts';
import type { FileMention } from '../mentions.ts';
import type { Pairings } from '../pairings.ts';
import type { Rank } from '../rivals.ts';
import { meantTheSame } from '../versions.ts';
import type { ContractLineage, HeadTest, World } from '../world.ts';

/** A mention of the judged tree with what history knows of it. Unit numbers index `world.inputs.units`. */
export interface TestMention {
  readonly test: HeadTest | null;
  /** Name of the test function it speaks for; `` for a loose comment that reaches no test. */
  readonly top: string;
  readonly file: FileMention;
  readonly label: string;
  readonly path: string;
  /** First unit with (test, label) in the test's own words; null for weak mentions and without history. */
  readonly introduced: number | null;
  /** Names under which the test said so before, the last one first. */
  readonly formerly?: readonly string[];
  /** Unit that wrote this very line. */
  readonly lineUnit: number | null;
}

export interface Sight {
  readonly world: World;
  readonly pairings: Pairings;
  /** Comments at the head of the file, for qualifiers that hold for the whole file. */
  readonly headerOf: (path: string) => string;
  /** Contracts that the label could mean, the best fit of words first. */
  readonly rank: Rank;
}

export interface Named {
  readonly contract: ContractLineage;
  readonly says: string;
  readonly at: Place | null;
  /** Where that stands today, as in `Evidence`. */
  readonly now?: Range;
}

export interface EvidenceRule {
  readonly kind: EvidenceKind;
  /** The share of right answers on hand-checked real mentions, lower where few were seen (docs/evidence.md). */
  readonly confidence: number;
  /** `only`: a reader asks for the words about this contract alone. */
  look(mention: TestMention, sight: Sight, only?: ContractLineage): readonly Named[];
  /** The contracts that `look` names, where they are known without words: one commit may bring hundreds of plans. */
  contracts?(mention: TestMention, sight: Sight): readonly ContractLineage[];
}

/** Whether the contract already meant what it means today when the mention was written, or its line last changed. */
export function stillMeant(world: World, mention: TestMention, contract: ContractLineage): boolean {
  const units = [mention.introduced, mention.lineUnit].filter((unit) => unit !== null);
  return units.length === 0 || units.some((unit) => meantTheSame(world, contract, unit));
}

export const shortSha = (sha: string): string => sha.slice(0, 8);

/** How a reader would call a unit. */
export function unitName(world: World, index: number): string {
  const unit = world.inputs.units[index];
  if (!unit) return 'an unknown unit';
  if (unit.sha === null) return unit.id === 'change' ? 'this change' : 'the uncommitted work';
  const subject = unit.commits[0]?.subject ?? '';
  return `commit ${shortSha(unit.sha)} “${subject.length > 72 ? `${subject.slice(0, 71)}…` : subject}”`;
}

export const distinct = (named: readonly Named[]): readonly ContractLineage[] => [
  ...new Map(named.map((n) => [n.contract.id, n.contract])).values(),
];

/** Equal sentences at equal places are one piece of evidence, whatever number of contracts they name. */
export function toEvidence(kind: EvidenceKind, named: readonly Named[]): Evidence[] {
  const [only, another] = named;
  if (only && !another) {
    const { contract, says, ...place } = only;
    return [{ kind, says, names: [contract.id], ...place }];
  }
  const bySays = new Map<string, { ids: Set<string>; says: string; place: Pick<Evidence, 'at' | 'now'> }>();
  for (const { contract, says, ...place } of named) {
    const key = JSON.stringify([says, place]);
    const entry = bySays.get(key) ?? { ids: new Set<string>(), says, place };
    entry.ids.add(contract.id);
    bySays.set(key, entry);
  }
  return [...bySays.values()].map(({ ids, says, place }) => ({
    kind,
    says,
    names: [...ids].sort(compareText),
    ...place,
  }));
}
