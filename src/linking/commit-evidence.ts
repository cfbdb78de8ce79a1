// What speaks for a contract beside its label in a commit message: the kinds of evidence, each asked for itself.
import type { Channel, EvidenceKind } from '../model/graph.ts';
import type { CommitFacts } from '../model/history.ts';
import { type Place, wholeLine } from '../model/location.ts';
import { addsWords, asWritten } from './commit-words.ts';
import { distinct, type Named } from './evidence/rule.ts';
import { placeIn, placeOfEpoch } from './pairings.ts';
import { type Bearing, bearingOf, numbersBeside } from './plan-numbers.ts';
import type { Closest } from './rivals.ts';
import type { Touched } from './task-files.ts';
import type { ContractLineage, World } from './world.ts';

/** What a message names besides labels: plans by path. */
export interface Said {
  readonly lines: readonly string[];
  /** By the path of a plan the first line, 1-based, that names it. */
  readonly paths: ReadonlyMap<string, number>;
}

export interface CommitMention {
  readonly commit: CommitFacts;
  /** Asked only when a label needs it, and then once a commit. */
  readonly said: () => Said;
  readonly unit: number;
  readonly label: string;
  readonly implied: boolean;
  /** Labels of the list that it is written in. */
  readonly list: readonly string[];
  /** Labels that the message writes out without the name of a plan, this one among them. */
  readonly bare: ReadonlySet<string>;
  readonly qualifier: string | null;
  readonly channel: Channel;
  readonly raw: string;
  readonly at: Place;
}

/** What is asked of the whole world once, not once a mention. */
export interface Ears {
  readonly closest: Closest;
  readonly touched: Touched;
}

export interface Heard {
  readonly kind: EvidenceKind;
  readonly confidence: number;
  readonly named: readonly Named[];
  /** Continues “… contracts of this number: ” where it names several. */
  readonly several: string;
  /** Why a contract that it does not name is not meant. */
  readonly others: string;
  readonly lacks?: ReadonlyMap<ContractLineage, string>;
  /** Continues why nothing is meant, where something speaks for a plan and is too weak. */
  readonly unheard?: string;
}

/** The contracts of its label that fit and meant the same where the commit stands, nearest to its words first. */
export type Rivals = (count: number, fits: (contract: ContractLineage) => boolean) => readonly ContractLineage[];
export type Listener = (world: World, mention: CommitMention, rivals: Rivals, ears: Ears) => Heard;

/** In their order; a name beside the label is the only one that counts. */
export const listenersTo = ({ qualifier }: CommitMention): readonly Listener[] =>
  qualifier === null ? [unitAddsPlan, namesPlan, inJudgedPlan, touchesTaskFiles] : [qualifies];

const placeOf = (world: World, contract: ContractLineage): Pick<Named, 'at'> => {
  const document = world.documents.get(contract.planPath);
  return { at: document ? placeIn(document, contract.contract.at) : null };
};

function qualifies(world: World, { label, qualifier }: CommitMention): Heard {
  const contracts = world.names.find(qualifier ?? '').flatMap((document) => {
    const contract = world.contractIn(document.path, label);
    return contract?.label === label ? [contract] : [];
  });
  const says = `the mention itself is qualified: “${qualifier}#${label}”`;
  return {
    kind: 'qualified',
    confidence: 0.99,
    named: contracts.map((contract) => ({ contract, says, ...placeOf(world, contract) })),
    several: `“${qualifier}” names several plans that define ${label}`,
    others: `the message names “${qualifier}”, not this plan`,
  };
}

function unitAddsPlan(world: World, { label, unit, commit }: CommitMention): Heard {
  const added = world.promisedIn(label, unit);
  return {
    kind: 'unit-adds-plan',
    confidence: 0.95,
    named: added.map(({ contract, epoch }) => ({
      contract,
      says: addsWords(world, unit, commit, epoch, label),
      ...placeOfEpoch(world, epoch),
    })),
    several: `what lands with the commit first defines ${label} in several plans`,
    others: 'it did not land with this commit',
  };
}

function namesPlan(world: World, { said, label, unit, at, commit }: CommitMention, rivals: Rivals): Heard {
  const { line } = at.at;
  const { lines, paths } = said();
  const pathOf = (c: ContractLineage): string | undefined => c.members.find((member) => paths.has(member));
  const byPath = (contract: ContractLineage): Named => {
    const path = pathOf(contract) ?? '';
    const named = paths.get(path) ?? line;
    const text = lines[named - 1] ?? '';
    const says = `line ${named} of the message names the plan’s file: “${asWritten(text, path)}”`;
    return { contract, says, at: { kind: 'commit', commit: commit.sha, at: wholeLine(named, text.length) } };
  };
  const all = Number.POSITIVE_INFINITY;
  const pathed = paths.size === 0 ? [] : rivals(all, (c) => pathOf(c) !== undefined).map(byPath);
  const numbers = pathed.length > 0 ? new Set<number>() : numbersBeside(lines, line);
  const bearing = (c: ContractLineage): Bearing | null => {
    const plan = world.plans.get(c.planPath);
    // The number of a message that is no plan names another pull request, not a promise of it: both such links that were read were wrong.
    return plan && !c.planPath.startsWith('commit:') && wasThere(c, unit) ? bearingOf(world, plan, numbers) : null;
  };
  const byNumber = (contract: ContractLineage): Named[] => {
    const found = bearing(contract);
    if (!found) return [];
    const beside = `the message says ${found.numbers} beside ${label} (line ${line})`;
    return [{ contract, says: `${beside}, and ${found.says}`, at: found.at }];
  };
  const named =
    pathed.length > 0 || numbers.size === 0 ? pathed : rivals(all, (c) => bearing(c) !== null).flatMap(byNumber);
  return {
    kind: 'names-plan',
    confidence: 0.9,
    named,
    several: `the message names ${pathed.length > 0 ? '' : 'numbers of '}${distinct(named).length} plans that define ${label}, and does not say which of them it means, if any`,
    others: `the message names neither its file nor, beside ${label}, a number of it`,
  };
}

/** The plan that --plan hands over (the text of the pull request) lands with no commit, and is what the change is judged by. */
function inJudgedPlan(world: World, { label, unit }: CommitMention): Heard {
  const isOfChange = world.inputs.change === unit;
  const given = !isOfChange
    ? []
    : (world.byLabel.get(label) ?? []).filter(({ planPath }) =>
        world.plans.get(planPath)?.members.some((document) => document.given),
      );
  const says = `the commit is one of the change, and the plan under judgement defines ${label}`;
  return {
    kind: 'in-change',
    confidence: 0.85,
    named: given.map((contract) => ({ contract, says, ...placeOf(world, contract) })),
    several: `several plans under judgement define ${label}`,
    others: 'it is not in the plan under judgement',
  };
}

/** A plan that came later cannot have been meant by its number. */
export const wasThere = (contract: ContractLineage, unit: number): boolean =>
  contract.epochs.length === 0 || contract.epochs.some((epoch) => epoch.unit <= unit);

function touchesTaskFiles(world: World, mention: CommitMention, rivals: Rivals, { touched }: Ears): Heard {
  const here = touched.files(mention.unit);
  const fitting = rivals(Number.POSITIVE_INFINITY, (c) => here.has(c.planPath));
  const [only] = fitting;
  const against = only && fitting.length === 1 ? touched.against(mention, only) : '';
  const named = fitting.flatMap((contract): Named[] => {
    const document = world.documents.get(contract.planPath);
    const file = here.get(contract.planPath);
    if (!document || !file) return [];
    const says = `the commit changes ${file.path}, a file of this plan’s tasks, and no file of another plan with ${mention.label}`;
    return [{ contract, says, at: placeIn(document, file.at) }];
  });
  return {
    kind: 'touches-task-files',
    confidence: 0.3,
    named: against === '' ? named : [],
    ...(against === ''
      ? {}
      : {
          unheard: `; it changes a file of the tasks of one of them, ${only?.planPath}, which tells nothing: ${against}`,
        }),
    several: 'the commit changes files of several plans’ tasks',
    others: 'the commit changes no file of its tasks',
  };
}
