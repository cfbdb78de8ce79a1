// Gathers every plan that ever existed: those of the judged tree, those only history holds, and those that a commit message is.

import { type Grammar, isRepositoryWide } from '../ids/index.ts';
import type { CommitFacts, Unit } from '../model/history.ts';
import { wholeLine } from '../model/location.ts';
import type { ContractFacts, PlanFacts } from '../model/plan.ts';
import { isWorkNote, promisingSentence, wholeItem } from './message-promises.ts';
import { byPreference } from './same-plan.ts';
import type { PlanDocument, PlanInputs, PlanVersion } from './world.ts';

export const commitPlanPath = (sha: string): string => `commit:${sha}`;

/** Documents by path, those that name their lineage before their copies. A document without contracts in any version is left out: it can neither be meant nor be a rival. */
export function gatherDocuments(inputs: PlanInputs): Map<string, PlanDocument> {
  const versions = versionsByPath(inputs);
  const documents = new Map<string, PlanDocument>();
  for (const plan of inputs.plans) {
    const known = plan.origin === 'tree' || plan.given ? (versions.get(plan.path) ?? []) : [];
    if (plan.facts.contracts.length === 0 && !known.some((v) => v.facts)) continue;
    documents.set(plan.path, { ...plan, versions: known, last: plan.facts });
  }
  for (const [path, known] of versions) {
    if (documents.has(path)) continue;
    const last = known.findLast((v) => v.facts !== null);
    if (!last?.blob) continue;
    const facts = inputs.lastPlans.get(last.blob);
    if (facts === undefined) throw new Error(`the facts of the last version of ${path} are missing`);
    const sha = inputs.units[last.unit]?.sha ?? null;
    const source = sha === null ? (last.blob ?? path) : `${sha}:${path}`;
    documents.set(path, { path, origin: 'history', source, given: false, versions: known, last: facts });
  }
  for (const document of commitPlans(inputs, documents)) documents.set(document.path, document);
  return new Map([...documents].sort(([, a], [, b]) => byPreference(a, b)));
}

function versionsByPath({ units, planBlobs, isPlanPath }: PlanInputs): Map<string, PlanVersion[]> {
  const byPath = new Map<string, PlanVersion[]>();
  units.forEach((unit, index) => {
    for (const file of unit.files) {
      if (!isPlanPath(file.path)) continue;
      const facts = file.newBlob === null ? null : (planBlobs.get(file.newBlob) ?? null);
      const known = byPath.get(file.path);
      if (known) known.push({ unit: index, facts, blob: file.newBlob });
      else if (facts) byPath.set(file.path, [{ unit: index, facts, blob: file.newBlob }]);
    }
  });
  return byPath;
}

/** `- BC-D7: text` in a squash body defines a contract, unless a plan of the same unit does or the body says it twice. */
function commitPlans(inputs: PlanInputs, documents: ReadonlyMap<string, PlanDocument>): PlanDocument[] {
  const plans: PlanDocument[] = [];
  // An id of the whole repository is defined in one document; a body that lists it (`- BC-7.03.072: pattern tests`) tells of the work.
  const numbered = new Set(
    [...documents.values()].flatMap((d) => d.last.contracts.map((c) => c.label)).filter(isRepositoryWide),
  );
  inputs.units.forEach((unit, index) => {
    const planned = labelsPlannedIn(index, unit, documents);
    for (const commit of unit.commits) {
      const contracts = bodyDefinitions(commit, inputs.grammar).filter(
        (c) => !planned.has(c.label) && !numbered.has(c.label),
      );
      if (contracts.length === 0) continue;
      const path = commitPlanPath(commit.sha);
      const facts = commitFactsAsPlan(commit, contracts);
      const versions = [{ unit: index, facts, blob: null }];
      plans.push({ path, origin: 'commit', source: commit.sha, given: false, versions, last: facts });
    }
  });
  return plans;
}

function labelsPlannedIn(index: number, unit: Unit, documents: ReadonlyMap<string, PlanDocument>): Set<string> {
  const labels = new Set<string>();
  for (const file of unit.files) {
    const version = documents.get(file.path)?.versions.find((v) => v.unit === index);
    for (const contract of version?.facts?.contracts ?? []) labels.add(contract.label);
  }
  return labels;
}

const BULLET = /^\s*(?:[-*•]\s+)?(?:\*\*)?(?:Behaviou?ral Contract )?/;
const AFTER_LABEL = /^(?:\*\*)?\s{0,8}(?:\([^)]*\))?(?:\*\*)?\s{0,8}(?::|—|–|--)(?:\*\*)?\s*(\S.*)$/;

/** Definition-like lines of a message body. A squash body repeats its commits: the same words twice define once, others nothing. */
export function bodyDefinitions(commit: CommitFacts, grammar: Grammar): ContractFacts[] {
  return [...definitionLines(commit, grammar).values()].flatMap((said) => (said.length === 1 ? said : []));
}

/** Labels that a message body uses for two things. */
export function repeatedIn(commit: CommitFacts, grammar: Grammar): string[] {
  return [...definitionLines(commit, grammar)].flatMap(([label, said]) => (said.length > 1 ? [label] : []));
}

/** What the message says of the label where it defines it, each wording once. */
export const definedIn = (commit: CommitFacts, label: string, grammar: Grammar): readonly ContractFacts[] =>
  definitionLines(commit, grammar).get(label) ?? [];

const read = new WeakMap<CommitFacts, { readonly grammar: Grammar; readonly lines: Map<string, ContractFacts[]> }>();

/** By label, each wording once. Read once: mentions that mean nothing ask again what their commit defined. */
function definitionLines(commit: CommitFacts, grammar: Grammar): ReadonlyMap<string, ContractFacts[]> {
  const known = read.get(commit);
  if (known?.grammar === grammar) return known.lines;
  const lines = readDefinitions(commit, grammar);
  read.set(commit, { grammar, lines });
  return lines;
}

function readDefinitions(commit: CommitFacts, grammar: Grammar): Map<string, ContractFacts[]> {
  const found = new Map<string, ContractFacts[]>();
  if (!grammar.mayContain(commit.body)) return found;
  const lines = commit.body.split('\n');
  const openings = new Map<string, Set<string>>();
  lines.forEach((line, i) => {
    const opened = opening(line, grammar);
    if (!opened) return;
    const { label, text } = opened;
    // A squash may wrap its commits anew: what begins with the same words is the same promise.
    const known = openings.get(label) ?? new Set();
    openings.set(label, known);
    const item = wholeItem(lines, i, text, (next) => opening(next, grammar) !== null);
    if (known.has(text) || known.has(item.text)) return;
    known.add(text).add(item.text);
    found.set(label, [...(found.get(label) ?? []), inMessage(lines, label, { ...item, line: i })]);
  });
  return found;
}

function opening(line: string, grammar: Grammar): { readonly label: string; readonly text: string } | null {
  if (!grammar.mayContain(line)) return null;
  const rest = line.slice(BULLET.exec(line)?.[0].length ?? 0);
  const match = grammar.leading(rest);
  const text = match && AFTER_LABEL.exec(rest.slice(match.end))?.[1]?.trim();
  return match && text ? { label: match.label, text } : null;
}

/** A line that tells of the work gives way to a sentence of the same message that promises. */
function inMessage(
  lines: readonly string[],
  label: string,
  item: { readonly text: string; readonly line: number; readonly lines: number },
): ContractFacts {
  const { text, line, lines: count } = (isWorkNote(item.text) && promisingSentence(lines, label)) || item;
  // The body begins on the second line of the message, with the blank one.
  const at = wholeLine(line + 2, lines[line]?.length ?? 0);
  return {
    label,
    title: text.length > 120 ? `${text.slice(0, 119)}…` : text,
    group: 'positive',
    clauses: [{ keyword: 'TEXT', text, at }],
    form: 'list',
    fenced: false,
    at,
    endLine: at.line + count - 1,
  };
}

function commitFactsAsPlan(commit: CommitFacts, contracts: readonly ContractFacts[]): PlanFacts {
  return {
    title: { text: commit.subject, at: wholeLine(1, commit.subject.length) },
    dialect: 'plan',
    status: null,
    header: [],
    contracts,
    tasks: [],
    strategy: [],
    codeBlocks: [],
    numbers: commit.numbers,
    suppressions: [],
    lines: commit.body.split('\n').length + 1,
    problems: [],
  };
}
