// Says why nothing ties a mention to a contract: a reader must see whether no plan knows the label, or a plan knew it once.
import type { CommitFacts } from '../model/history.ts';
import { definedIn, repeatedIn } from './documents.ts';
import { shortSha, type TestMention, unitName } from './evidence/rule.ts';
import { LONGEST_WORDS } from './mentions.ts';
import { ALIKE, nameWords } from './rivals.ts';
import { overlap, promiseWords, samePromise } from './similarity.ts';
import type { ContractLineage, PlanDocument, World } from './world.ts';

export function whyDangling(mention: TestMention, rivals: readonly ContractLineage[], world: World): string {
  const { label } = mention;
  const { qualifier } = mention.file.match;
  if (qualifier !== undefined) return whyNotQualified(qualifier, label, world);
  const count =
    rivals.length === 0
      ? `no plan defines ${label}`
      : rivals.length === 1
        ? `one plan defines ${label}, but nothing ties this test to it`
        : `${rivals.length} plans define ${label}, and nothing ties this test to one of them`;
  const unit = mention.introduced ?? mention.lineUnit;
  const past = pastOf(label, unit, world);
  if (unit === null) return `${count}${past}`;
  const removed = remembered(world, `${unit}`, () => planRemovedBy(world, unit));
  const brought = rivals.filter(({ epochs }) => epochs.some((epoch) => epoch.unit === unit)).length;
  const defines = brought === 0 ? `no ${label}` : `it in ${brought} ${brought === 1 ? 'plan' : 'plans'}`;
  return `${count}; it was written by ${unitName(world, unit)}${past || `, which defines ${defines}`}${removed}`;
}

const REMOVES_PLAN = /\b(?:remov|delet|drop)(?:e|es|ed|ing)?\b.{0,40}\bplans?\b/i;

/** A plan that was removed before it landed is in no history; the message often says so. */
function planRemovedBy({ inputs }: World, unit: number): string {
  for (const commit of inputs.units[unit]?.commits ?? []) {
    const lines = `${commit.subject}\n${commit.body}`.split('\n');
    const at = lines.findIndex((text) => text.length <= LONGEST_WORDS && REMOVES_PLAN.test(text));
    if (at >= 0)
      return `; line ${at + 1} of the message of ${shortSha(commit.sha)} says “${lines[at]?.trim()}”, so its plan may never have landed`;
  }
  return '';
}

function whyNotQualified(qualifier: string, label: string, world: World): string {
  const documents = world.names.find(qualifier);
  if (documents.length === 0) return `the mention names “${qualifier}”, and there is no plan of that name`;
  const defines = documents.some((d) => world.contractIn(d.path, label)?.label === label);
  return defines
    ? `the mention names “${qualifier}”, which meant something else by ${label} when the mention was written`
    : `the mention names “${qualifier}”, which defines no ${label}`;
}

const told = new WeakMap<World, Map<string, string>>();

/** A commit that brings fifty tests of one lost plan asks fifty times. */
function remembered(world: World, question: string, answer: () => string): string {
  const known = told.get(world) ?? new Map<string, string>();
  told.set(world, known);
  const said = known.get(question) ?? answer();
  known.set(question, said);
  return said;
}

const pastOf = (label: string, unit: number | null, world: World): string =>
  remembered(
    world,
    `${unit} ${label}`,
    () => dropped(label, unit, world) || (unit === null ? '' : repeated(label, unit, world)),
  );

/** A plan that defined the label (in that unit, or at any time where no unit is known) and dropped or rewrote it since. */
function dropped(label: string, unit: number | null, world: World): string {
  for (const document of world.documents.values()) {
    const then = document.versions.findLast(
      (v) => (unit === null || v.unit === unit) && v.facts?.contracts.some((c) => c.label === label),
    );
    const old = then?.facts?.contracts.find((c) => c.label === label);
    if (!then || !old) continue;
    const now = world.contractIn(document.path, label);
    if (now?.label === label && samePromise(old, now.contract)) continue;
    const end = until(document, label, then.unit, world);
    if (now?.label === label) return `; ${document.path} has given ${label} another meaning since${end}`;
    return `; ${document.path} defined ${label} and dropped it${end}`;
  }
  return '';
}

function until(document: PlanDocument, label: string, from: number, world: World): string {
  const end = document.versions.find((v) => v.unit > from && !v.facts?.contracts.some((c) => c.label === label));
  return end ? ` in ${unitName(world, end.unit)}` : '';
}

/** A squash body that uses one label for two things defines neither. */
function repeated(label: string, unit: number, world: World): string {
  const commit = world.inputs.units[unit]?.commits.find((c) => repeatedIn(c, world.inputs.grammar).includes(label));
  if (!commit) return '';
  const meanings = meaningsOf(commit, label, world);
  return `, whose message says ${label} in ${meanings.length === 2 ? 'two' : meanings.length} ways: ${meanings.join(' and ')}`;
}

/** Enough to tell the meanings apart. */
const QUOTED = 80;

const meaningsOf = (commit: CommitFacts, label: string, world: World): readonly string[] =>
  definedIn(commit, label, world.inputs.grammar).map(
    ({ title, at }) => `“${title.length > QUOTED ? `${title.slice(0, QUOTED - 1)}…` : title}” (line ${at.line})`,
  );

/**
 * Of each plan that the unit adds the contract that comes nearest to a label which that plan lacks: `BC-3` for `BC-3b`, else the one whose
 * words are most like those of the mention.
 */
export function nearestBrought(
  mention: TestMention,
  unit: number | null,
  world: World,
): readonly { readonly contract: ContractLineage; readonly why: string }[] {
  const files =
    unit === null || mention.file.match.qualifier !== undefined ? [] : (world.inputs.units[unit]?.files ?? []);
  return files.flatMap(({ path }) => {
    const document = world.documents.get(path);
    if (unit === null || document?.versions[0]?.unit !== unit) return [];
    const [bare] = /^.*\d(?=[a-z]$)/.exec(mention.label) ?? [];
    const found = bare === undefined ? null : world.contractIn(path, bare);
    const same = found?.label === bare ? found : null;
    const contract = same ?? nearestTo(mention, contractsIn(world, document));
    const near = same ? 'has its number without the letter' : 'has the words most like it';
    const why = `${unitName(world, unit)} first wrote ${mention.label} here and adds this plan, which defines no ${mention.label}; of its contracts this one ${near}`;
    return contract ? [{ contract, why }] : [];
  });
}

const contractsIn = (world: World, { path, last }: PlanDocument): readonly ContractLineage[] =>
  last.contracts.flatMap(({ label }) => world.contractIn(path, label) ?? []);

function nearestTo(mention: TestMention, contracts: readonly ContractLineage[]): ContractLineage | null {
  const words = nameWords(mention);
  const near = contracts.map((contract) => ({ contract, share: overlap(words, promiseWords(contract.contract)) }));
  const best = near.reduce<(typeof near)[number] | null>((a, b) => (a !== null && a.share >= b.share ? a : b), null);
  return best !== null && best.share >= ALIKE ? best.contract : null;
}
