// Finds what a person means by the word behind `trace explain`: a contract, a test, a commit, a rule, a line, or several.
import type { RuleMeta } from '../../model/finding.ts';
import type { CommitNode, ContractNode, Link, PlanNode, TestNode } from '../../model/graph.ts';
import { compareText } from '../../model/location.ts';
import { matchName } from '../../model/printed-name.ts';
import { nearest } from '../../query/match.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import type { TextOf } from './known.ts';
import { columnOf, lineOfMessage } from './message-lines.ts';
import { contractName, placeText, planOf } from './words.ts';

export interface Choice {
  /** What to type instead. */
  readonly name: string;
  readonly title: string;
  readonly contract: ContractNode | null;
}

export type Target =
  | { readonly kind: 'contract'; readonly contract: ContractNode; readonly note: string }
  | { readonly kind: 'test'; readonly test: TestNode }
  | { readonly kind: 'commit'; readonly commit: CommitNode }
  | { readonly kind: 'rule'; readonly rule: RuleMeta }
  | { readonly kind: 'place'; readonly place: string; readonly links: readonly Link[] }
  | { readonly kind: 'empty'; readonly place: string; readonly near: readonly string[] }
  | { readonly kind: 'choices'; readonly says: string; readonly choices: readonly Choice[] }
  | { readonly kind: 'none'; readonly nearest: readonly string[] };

/** The report, and the messages of its commits where they can be read. */
type Sought = ReportIndex & { readonly textOf?: TextOf };
type Search = (index: Sought, text: string) => Target | null;

export function findTarget(index: Sought, given: string): Target {
  const text = given.trim();
  for (const search of SEARCHES) {
    const found = text === '' ? null : search(index, text);
    if (found) return found;
  }
  return { kind: 'none', nearest: nearestNames(index, text) };
}

const isLiving = (index: ReportIndex, contract: ContractNode): boolean => {
  const origin = planOf(index, contract)?.origin;
  return origin === 'tree' || origin === 'ref';
};

const sameLabel = (a: string, b: string): boolean => a.toUpperCase() === b.toUpperCase();

const byRule: Search = (index, text) => {
  const rule = index.report.rules.find((each) => each.id === text || each.id.endsWith(`/${text}`));
  return rule ? { kind: 'rule', rule } : null;
};

/** `slug#BC-3`, `docs/plans/x.md#BC-3`, `x.md#BC-3`, `commit:1a2b3c4d#BC-3`. */
const byQualifiedLabel: Search = (index, text) => {
  const hash = text.lastIndexOf('#');
  if (hash < 0) return null;
  const [qualifier, label] = [text.slice(0, hash), text.slice(hash + 1)];
  const exact = index.nodes.get(text);
  const found = index.contracts.filter((each) => {
    const plan = planOf(index, each);
    return sameLabel(each.label, label) && plan !== null && isNamed(plan, qualifier);
  });
  if (exact?.kind === 'contract') return { kind: 'contract', contract: exact, note: '' };
  // `pr13-decision-traces` is what people call `2026-02-17-pr13-decision-traces`.
  const undated = found.length > 0 ? found : index.contracts.filter((each) => isUndated(index, each, qualifier, label));
  return oneContract(index, undated, text);
};

const DATE = /(^|\/)\d{4}-\d{2}-\d{2}-/;

const isUndated = (index: ReportIndex, contract: ContractNode, qualifier: string, label: string): boolean => {
  const plan = planOf(index, contract);
  return (
    plan !== null &&
    sameLabel(contract.label, label) &&
    DATE.test(plan.slug) &&
    plan.slug.replace(DATE, '$1') === bare(qualifier)
  );
};

const bare = (path: string): string => path.replace(/^\.?\//, '').replace(/\.(md|markdown)$/i, '');

function isNamed(plan: PlanNode, qualifier: string): boolean {
  if (plan.slug === qualifier) return true;
  if (plan.origin === 'commit')
    return (
      /^(commit:)?[0-9a-f]{4,64}$/.test(qualifier) && plan.path.startsWith(`commit:${qualifier.replace('commit:', '')}`)
    );
  const wanted = bare(qualifier);
  return (
    wanted !== '' &&
    [plan.path, ...plan.aliases].some((path) => bare(path) === wanted || bare(path).endsWith(`/${wanted}`))
  );
}

const byLabel: Search = (index, text) => {
  const found = index.contracts.filter((each) => sameLabel(each.label, text));
  const living = found.filter((each) => isLiving(index, each));
  const [only] = living;
  if (only && living.length === 1 && found.length > 1) {
    const note = `the only ${only.label} in a plan of the tree; ${found.length - 1} more stand in history or commit messages`;
    return { kind: 'contract', contract: only, note };
  }
  return oneContract(index, found, text);
};

function oneContract(index: ReportIndex, found: readonly ContractNode[], text: string): Target | null {
  const [only] = found;
  if (!only) return null;
  if (found.length === 1) return { kind: 'contract', contract: only, note: '' };
  const says = `${text} could mean ${found.length} contracts: numbers start again in every plan. Name one of them:`;
  return { kind: 'choices', says, choices: contractChoices(index, found) };
}

/** Plans of the tree first. */
function contractChoices(index: ReportIndex, contracts: readonly ContractNode[]): readonly Choice[] {
  const dead = (each: ContractNode): number => Number(!isLiving(index, each));
  return [...contracts]
    .sort((a, b) => dead(a) - dead(b) || compareText(a.plan, b.plan) || a.at.line - b.at.line)
    .map((contract) => ({ name: contractName(index, contract), title: contract.title, contract }));
}

/** `TestX`, `TestX/sub` (blanks as `_`, as `go test` prints them), `tests::reads_empty` or the end of it, `path::TestX`. */
const byTest: Search = (index, text) => {
  const matches = index.tests.map((test) => matchName(text, test.name, test.path));
  const best = matches.includes('exact') ? 'exact' : 'part';
  const found = index.tests.filter((_, i) => matches[i] === best);
  const [only] = found;
  if (!only) return null;
  if (found.length === 1) return { kind: 'test', test: only };
  const choices = found.map((test) => ({ name: `${test.path}::${test.name}`, title: '', contract: null }));
  return { kind: 'choices', says: `${found.length} tests are called ${text}. Name one of them:`, choices };
};

const byCommit: Search = (index, text) => {
  const prefix = text.toLowerCase().replace(/^commit:/, '');
  if (!/^[0-9a-f]{4,64}$/.test(prefix)) return null;
  const found = index.commits.filter((commit) => commit.id.startsWith(prefix));
  const [only] = found;
  if (!only) return null;
  if (found.length === 1) return { kind: 'commit', commit: only };
  const choices = found.map((commit) => ({ name: commit.id.slice(0, 12), title: commit.subject, contract: null }));
  return { kind: 'choices', says: `${found.length} commits begin with ${prefix}. Name one of them:`, choices };
};

/**
 * `path:line`, `path:line:column` or `commit:line`: the mentions there, else the contract or the test that it belongs to, else what
 * stands nearest. A path may be shortened to its last parts.
 */
const byPlace: Search = (index, text) => {
  const found = /^(.+?):(\d{1,7})(?::(\d{1,7}))?$/.exec(text);
  if (!found?.[1]) return null;
  const line = Number(found[2]);
  const path = fileNamed(index, found[1].replace(/^\.\//, ''));
  if (path === null) return null;
  const linked = index.report.graph.links.filter((link) => link.kind !== 'contains' && standsAt(link, path, line));
  const onLine = linked.length > 0 ? linked : namedOnLine(index, path, line);
  const column = Number(found[3] ?? 0);
  const atColumn = onLine.filter((link) => link.at.at.column <= column && column < link.at.at.endColumn);
  const links = atColumn.length > 0 ? atColumn : onLine;
  const place = `${path}:${line}`;
  if (links.length > 0) return { kind: 'place', place, links };
  const contract = index.contracts.find(
    (each) => planOf(index, each)?.path === path && each.at.line <= line && line <= each.endLine,
  );
  if (contract) return { kind: 'contract', contract, note: '' };
  const tests = index.tests.filter((each) => each.path === path && each.at.line <= line && line <= each.at.endLine);
  const [inner] = tests.sort((a, b) => b.at.line - a.at.line || a.at.endLine - b.at.endLine);
  return inner ? { kind: 'test', test: inner } : { kind: 'empty', place, near: nearLine(index, path, line) };
};

const fileOf = (link: Link): string => (link.at.kind === 'file' ? link.at.path : link.at.commit);

const standsAt = (link: Link, path: string, line: number): boolean =>
  fileOf(link) === path && link.at.at.line <= line && line <= link.at.at.endLine;

/** A message may repeat a label: its mention answers for each line that names it. */
function namedOnLine(index: Sought, commit: string, line: number): readonly Link[] {
  const text = index.textOf === undefined ? null : lineOfMessage(index.textOf, commit, line);
  if (text === null) return [];
  return (index.linksFrom.get(commit) ?? []).filter(
    (link) => link.kind === 'implements' && columnOf(text, link.label) > 0,
  );
}

/** The file or commit of the report that is meant by a path, by its last parts, or by the beginning of a hash. */
function fileNamed(index: ReportIndex, given: string): string | null {
  const isHash = /^[0-9a-f]{4,64}$/.test(given);
  const commits = isHash ? index.commits.filter((each) => each.id.startsWith(given)).map((each) => each.id) : [];
  const paths = new Set([
    ...index.plans.map((each) => each.path),
    ...index.tests.map((each) => each.path),
    ...index.report.graph.links.flatMap((link) => (link.at.kind === 'file' ? [link.at.path] : [])),
  ]);
  if (paths.has(given)) return given;
  const found = [...commits, ...[...paths].filter((path) => path.endsWith(`/${given}`))];
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** What stands last before that line and first behind it, in words. */
function nearLine(index: ReportIndex, path: string, line: number): readonly string[] {
  const things = [
    ...index.tests.flatMap((each) =>
      each.path === path ? [{ line: each.at.line, says: `the test ${each.name}` }] : [],
    ),
    ...index.contracts.flatMap((each) =>
      planOf(index, each)?.path === path
        ? [{ line: each.at.line, says: `the contract ${contractName(index, each)} “${each.title}”` }]
        : [],
    ),
    ...index.report.graph.links.flatMap((link) =>
      fileOf(link) === path && link.kind !== 'contains' && link.kind !== 'plans'
        ? [{ line: link.at.at.line, says: `a mention of ${link.label}` }]
        : [],
    ),
  ].sort((a, b) => a.line - b.line || compareText(a.says, b.says));
  const near = [things.findLast((each) => each.line < line), things.find((each) => each.line > line)];
  return near.flatMap((each) => (each ? [`line ${each.line}: ${each.says}`] : []));
}

const byPlan: Search = (index, text) => {
  const plan = index.plans.find((each) => isNamed(each, text));
  if (!plan) return null;
  const contracts = index.contractsOf.get(plan.id) ?? [];
  return {
    kind: 'choices',
    says: `${plan.path} is a plan (“${plan.title}”) with ${contracts.length} contracts. Name one of them:`,
    choices: contractChoices(index, contracts),
  };
};

const SEARCHES: readonly Search[] = [byRule, byQualifiedLabel, byTest, byPlace, byLabel, byCommit, byPlan];

const NEAREST = 5;

function nearestNames(index: ReportIndex, text: string): readonly string[] {
  const names = [
    ...index.contracts.map((each) => contractName(index, each)),
    ...index.tests.map((each) => each.name),
    ...index.report.rules.map((each) => each.id),
    ...index.plans.map((each) => each.slug),
  ];
  return nearest(text, [...new Set(names)], NEAREST);
}

export const placeOfChoice = (choice: Choice, index: ReportIndex): string => {
  const plan = choice.contract && planOf(index, choice.contract);
  return choice.contract && plan?.origin === 'tree'
    ? placeText({ kind: 'file', path: plan.path, at: choice.contract.at })
    : (plan?.path ?? '');
};
