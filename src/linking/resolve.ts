// Which contract does this mention mean? Evidence in its order; the first that names exactly one contract decides; evidence 2 and 3
// are read together; and where nothing decides the answer is `dangling`, however many plans define the label.

import type { Evidence, Loser } from '../model/graph.ts';
import { someOf } from '../model/some-of.ts';
import { type Drift, findDrift, unitTouches } from './drift.ts';
import { inChange } from './evidence/in-change.ts';
import { introducedTogether } from './evidence/introduced-together.ts';
import { lineIntroduced } from './evidence/line-introduced.ts';
import { numbered } from './evidence/numbered.ts';
import { pairedByPlan } from './evidence/paired-by-plan.ts';
import { qualified } from './evidence/qualified.ts';
import {
  distinct,
  type EvidenceRule,
  type Named,
  type Sight,
  type TestMention,
  toEvidence,
  unitName,
} from './evidence/rule.ts';
import { noteWords } from './message-promises.ts';
import { placeIn } from './pairings.ts';
import { ALIKE } from './rivals.ts';
import { namesInRows } from './row-names-others.ts';
import { topName } from './titles.ts';
import { nearestBrought, whyDangling } from './why-dangling.ts';
import type { ContractLineage, PlanDocument, World } from './world.ts';

export interface Resolution {
  readonly mention: TestMention;
  readonly status: 'resolved' | 'ambiguous' | 'dangling';
  readonly contract: ContractLineage | null;
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  readonly candidates: readonly ContractLineage[];
  readonly losers: readonly Loser[];
  readonly why: string;
  readonly drift: Drift | null;
}

/** What one rule says of a mention: which contracts, and on demand in which words. */
interface Sound {
  readonly contracts: readonly ContractLineage[];
  named(only?: ContractLineage): readonly Named[];
}
type Heard = ReadonlyMap<EvidenceRule, Sound>;

function hear(rule: EvidenceRule, mention: TestMention, sight: Sight): Sound {
  const contracts = rule.contracts?.(mention, sight);
  if (contracts) return { contracts, named: (only) => rule.look(mention, sight, only) };
  const named = rule.look(mention, sight);
  return { contracts: distinct(named), named: (only) => (only ? named.filter((n) => n.contract === only) : named) };
}

export function resolveMentions(mentions: readonly TestMention[], sight: Sight): readonly Resolution[] {
  const heard = new Map<TestMention, Heard>();
  for (const m of mentions)
    heard.set(m, new Map([qualified, pairedByPlan, introducedTogether].map((r) => [r, hear(r, m, sight)])));
  const namesOther = (m: TestMention, document: PlanDocument): boolean =>
    (m.file.match.qualifier !== undefined && !heard.get(m)?.get(qualified)?.contracts.length) ||
    [...(heard.get(m)?.values() ?? [])].some((s) => s.contracts.some((c) => !c.members.includes(document.path)));
  const drifts = findDrift(sight.pairings, mentions, namesOther);
  return mentions.map((m) => {
    const drift = drifts.get(m);
    return drift
      ? drifted(m, drift, heard.get(m) ?? new Map(), sight)
      : resolveOne(m, heard.get(m) ?? new Map(), sight);
  });
}

function resolveOne(mention: TestMention, heard: Heard, sight: Sight): Resolution {
  const says = (rule: EvidenceRule): readonly ContractLineage[] => heard.get(rule)?.contracts ?? [];
  const byName = says(qualified);
  if (byName.length === 1) return resolved(mention, qualified, heard, sight);
  // Whoever writes `retry-plan#BC-3` means no other plan, whatever else speaks for one.
  if (mention.file.match.qualifier !== undefined) {
    return byName.length === 0
      ? dangling(mention, sight)
      : ambiguous(mention, byName, new Map([...heard].filter(([rule]) => rule === qualified)));
  }

  const paired = says(pairedByPlan);
  const together = says(introducedTogether);
  // What landed with several plans is told apart by the plan that names the test.
  const [named] = paired;
  if (paired.length === 1 && named && together.includes(named)) return resolved(mention, pairedByPlan, heard, sight);
  const sides = [...new Map([...paired, ...together].map((c) => [c.id, c])).values()];
  if (sides.length === 1)
    return resolved(mention, paired.length === 1 ? pairedByPlan : introducedTogether, heard, sight);
  if (sides.length > 1) return ambiguous(mention, sides, heard);

  // In a shallow clone evidence 3 can be silent for lack of history; then the weaker ones, heard only where it is silent, named a
  // wrong plan (three mentions of one test at a depth of 120 commits).
  const unheard = mention.introduced !== null && sight.world.inputs.units[mention.introduced]?.boundary === true;
  for (const rule of unheard ? [] : [numbered, lineIntroduced, inChange]) {
    const sound = hear(rule, mention, sight);
    if (sound.contracts.length === 1) return resolved(mention, rule, new Map([[rule, sound]]), sight);
  }
  return dangling(mention, sight);
}

function resolved(mention: TestMention, by: EvidenceRule, heard: Heard, sight: Sight): Resolution {
  const contract = heard.get(by)?.contracts[0] ?? null;
  const order = [by, ...[...heard.keys()].filter((rule) => rule !== by)];
  const evidence = order.flatMap((rule) =>
    toEvidence(rule.kind, contract ? (heard.get(rule)?.named(contract) ?? []) : []),
  );
  const doubt = byHistory.includes(by) && contract ? noteWords(contract) || namesOthers(mention, contract, sight) : '';
  const ceiling = mention.file.weak ? 0.7 : doubt === '' ? 1 : DOUBTED;
  return {
    mention,
    status: 'resolved',
    contract,
    confidence: Math.min(by.confidence, ceiling),
    evidence,
    candidates: [],
    losers: lostByName(
      by,
      contract,
      losers(
        mention,
        sight.rank(mention, SHOWN, (c) => c !== contract),
        sight,
        contract,
      ),
    ),
    why: `${evidence[0]?.says ?? ''}${doubt}`,
    drift: null,
  };
}

/** Beside a plan's name nothing else counts, so it is the reason. */
const lostByName = (by: EvidenceRule, winner: ContractLineage | null, others: readonly Loser[]): readonly Loser[] =>
  by.kind === 'qualified' && winner !== null
    ? others.map((each) => ({ ...each, why: `what stands there names ${winner.planPath}, not this plan; ${each.why}` }))
    : others;

const byHistory: readonly EvidenceRule[] = [introducedTogether, lineIntroduced];
/** Of 17 such links that were read, a branch renumbered while it was written explained five wrong ones. */
const DOUBTED = 0.7;

/** The plan's own row names other tests for this contract: more tests than planned, or a number that moved. */
function namesOthers(mention: TestMention, contract: ContractLineage, { pairings }: Sight): string {
  const named = namesInRows(contract.id, pairings);
  if (named.length === 0 || named.some((name) => topName(name) === mention.top)) return '';
  const some = named.slice(0, 2).join(', ');
  return `; but the plan’s own row names ${some} for ${contract.label}, not this test: check that it proves the same`;
}

function ambiguous(mention: TestMention, sides: readonly ContractLineage[], heard: Heard): Resolution {
  const evidence = [...heard].flatMap(([rule, sound]) => toEvidence(rule.kind, sound.named()));
  return {
    mention,
    status: 'ambiguous',
    contract: null,
    confidence: 0,
    evidence,
    candidates: sides,
    losers: [],
    why: `the evidence names ${sides.length} contracts: ${someOf(sides.map((c) => c.id))}`,
    drift: null,
  };
}

function drifted(mention: TestMention, drift: Drift, heard: Heard, sight: Sight): Resolution {
  const own = sight.world.contractIn(drift.document.path, mention.label);
  const sides = [...drift.planSays, ...(own ? [own] : [])];
  const labels = drift.planSays.map((c) => c.label).join(', ');
  const rest = own
    ? `, which ${drift.document.path} defines as another promise`
    : `, which ${drift.document.path} does not define as a contract`;
  const named = drift.written ?? mention.top;
  const called = drift.written === undefined ? '' : ` (no test is called so, and only ${mention.top} begins with it)`;
  const says = `${drift.document.path} says ${labels} for ${named}${called}; the test says ${mention.label}${rest}`;
  return {
    mention,
    status: 'ambiguous',
    contract: null,
    confidence: 0,
    evidence: [
      ...drift.planSays.map((c): Evidence => {
        const pair = sight.pairings
          .of(mention.test, mention.top)
          .find((p) => p.contract === c && p.document === drift.document);
        const at = pair ? placeIn(pair.document, pair.at) : drift.at;
        return {
          kind: 'paired-by-plan',
          says: `${drift.document.path} gives ${named}${called} to ${c.label}`,
          names: [c.id],
          at,
        };
      }),
      ...[...heard].flatMap(([rule, sound]) => toEvidence(rule.kind, sound.named())),
    ],
    candidates: sides,
    losers: [],
    why: says,
    drift,
  };
}

/** The unit's plan says this label of the test, by its code or a row, and nowhere defines it. */
function shownToo({ top, label, introduced }: TestMention, { pairings }: Sight): string {
  const shown = (pairings.strays.get(top) ?? []).filter(
    (s) => s.label === label && unitTouches(introduced, s.document),
  );
  const [first] = shown;
  if (first === undefined) return '';
  const lines = [...new Set(shown.filter((s) => s.document === first.document).map((s) => s.at.line))];
  return `; ${first.document.path}, which does not define it, says it of this test, too (${lines.length > 1 ? 'lines' : 'line'} ${lines.join(', ')})`;
}

function dangling(mention: TestMention, sight: Sight): Resolution {
  const unit = mention.introduced ?? mention.lineUnit;
  // A plan that was first written after the mention cannot have been meant; offering it would tempt to a wrong qualifier.
  const isPossible = (c: ContractLineage): boolean =>
    unit === null || c.epochs.length === 0 || c.epochs.some((e) => e.unit <= unit);
  const alike = sight.rank(mention, SHOWN, isPossible, ALIKE);
  const noneIsOldEnough = sight.rank(mention, 1, isPossible).length === 0;
  return {
    mention,
    status: 'dangling',
    contract: null,
    confidence: 0,
    evidence: [],
    candidates: alike,
    losers: [
      ...nearestBrought(mention, unit, sight.world).map(({ contract, why }) => ({ contract: contract.id, why })),
      ...losers(mention, noneIsOldEnough ? sight.rank(mention, SHOWN) : alike, sight),
    ],
    why: whyDangling(mention, sight.world.byLabel.get(mention.label) ?? [], sight.world) + shownToo(mention, sight),
    drift: null,
  };
}

/** Losers of a link, and candidates of one that means nothing. */
const SHOWN = 3;

const losers = (
  mention: TestMention,
  contracts: readonly ContractLineage[],
  sight: Sight,
  winner: ContractLineage | null = null,
): Loser[] => contracts.map((contract) => ({ contract: contract.id, why: whyNot(mention, contract, winner, sight) }));

/** The strongest reason first: nobody means a promise that is not there yet. What is as true of the winner is told of both. */
function whyNot(mention: TestMention, contract: ContractLineage, winner: ContractLineage | null, sight: Sight): string {
  const [age, isYounger] = byAge(mention, contract, sight.world);
  const isSilent = (c: ContractLineage): boolean => othersNamed(mention, c, sight).length === 0;
  const names =
    winner && !winner.planPath.startsWith('commit:') && isSilent(contract) && isSilent(winner)
      ? `neither plan has a table row or code with ${mention.top || 'the test'}`
      : namesOf(mention, contract, sight);
  return (isYounger || names.startsWith('neither') ? [age, names] : [names, age])
    .filter((reason) => reason !== '')
    .join('; ');
}

const othersNamed = (mention: TestMention, contract: ContractLineage, { pairings }: Sight): readonly string[] => {
  const pairs = pairings.of(mention.test, mention.top).filter((p) => p.contract.planPath === contract.planPath);
  return [...new Set(pairs.map((p) => p.contract.label))];
};

function namesOf(mention: TestMention, contract: ContractLineage, sight: Sight): string {
  const others = othersNamed(mention, contract, sight);
  return others.length > 0
    ? `its plan names ${mention.top} for ${others.join(', ')}`
    : `its plan has no table row or code with ${mention.top || 'the test'}`;
}

function byAge(mention: TestMention, contract: ContractLineage, world: World): readonly [string, boolean] {
  const epoch = contract.epochs.at(-1);
  const unit = mention.introduced ?? mention.lineUnit;
  if (epoch === undefined) return ['history does not know when it was added', false];
  if (unit === null) return ['history does not know when the mention was written', false];
  if (epoch.unit === unit) return ['', false];
  const by = unitName(world, epoch.unit);
  const written = mention.introduced === null ? 'this line was first written' : 'the mention was written';
  if (epoch.unit > unit) return [`it is younger: ${by} first defined it, after ${written}`, true];
  const touched = contract.members.some((path) => world.documents.get(path)?.versions.some((v) => v.unit === unit));
  const rest = touched ? `left its ${contract.label} as it was` : 'did not change that plan';
  return [`it is older: ${by} first defined it, and ${unitName(world, unit)}, which wrote the mention, ${rest}`, false];
}
