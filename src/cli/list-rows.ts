// The rows of `trace list` as programs read them: flat, JSON-safe, filtered by the language of the report.
import type { Finding } from '../model/finding.ts';
import type { CommitNode, ContractState, Link, NodeId, PlanNode, TestNode } from '../model/graph.ts';
import type { Place } from '../model/location.ts';
import type { Report } from '../model/report.ts';
import { filterOf, type Vocabulary } from '../query/match.ts';
import type { QueryProblem } from '../query/parse.ts';
import {
  type ContractRow as Context,
  contractRow,
  contractsFrom,
  indexReport,
  type ReportIndex,
} from '../query/report-index.ts';
import {
  commitVocabulary,
  contractVocabulary,
  findingVocabulary,
  linkVocabulary,
  planVocabulary,
  testVocabulary,
} from '../query/vocabularies.ts';
import type {
  CommitListRow,
  ContractListRow,
  ContractName,
  FindingListRow,
  LinkListRow,
  ListKind,
  ListRow,
  PlaceRow,
  PlanListRow,
  TestListRow,
  TestName,
} from './list-row.ts';

export { type ListKind, type ListRow, listKinds } from './list-row.ts';

export interface ListScope {
  /** Plans and contracts that only history or commit messages hold, too. */
  readonly all?: boolean;
  /** The filter language of the report: `state:untested plan:queue`. */
  readonly filter?: string;
}

interface Lister<Row> {
  readonly rows: (index: ReportIndex, scope: ListScope) => readonly Row[];
  readonly problems: (index: ReportIndex, filter: string) => readonly QueryProblem[];
}

function lister<Item, Row>(
  items: (index: ReportIndex, all: boolean) => readonly Item[],
  vocabulary: (index: ReportIndex) => Vocabulary<Item>,
  row: (index: ReportIndex, item: Item) => Row,
): Lister<Row> {
  return {
    rows: (index, { all = false, filter = '' }) => {
      const { matches } = filterOf(filter, vocabulary(index));
      const found = items(index, all).filter(matches);
      return found.map((item) => row(index, item));
    },
    problems: (index, filter) => filterOf(filter, vocabulary(index)).problems,
  };
}

const LISTERS: { readonly [Kind in ListKind]: Lister<ListRow[Kind]> } = {
  contracts: lister(contractsIn, () => contractVocabulary, contractListRow),
  tests: lister((index) => index.tests, testVocabulary, testListRow),
  commits: lister((index) => index.commits, commitVocabulary, commitListRow),
  plans: lister(plansIn, planVocabulary, planListRow),
  links: lister(linksIn, linkVocabulary, linkListRow),
  findings: lister((index) => index.report.findings, findingVocabulary, findingListRow),
};

/** In the order of the report. What the filter does not understand filters nothing: ask `filterProblems` first. */
export function listRows<Kind extends ListKind>(
  report: Report,
  what: Kind,
  scope: ListScope = {},
): readonly ListRow[Kind][] {
  return LISTERS[what].rows(indexReport(report), scope);
}

/** What is wrong with a filter for this kind of row, in words for its author; empty where all of it was understood. */
export function filterProblems(report: Report, what: ListKind, filter: string): readonly QueryProblem[] {
  return LISTERS[what].problems(indexReport(report), filter);
}

/** Plans under judgement: of the tree or a configured ref, and only those given with --plan where any was. */
function plansIn(index: ReportIndex, all: boolean): readonly PlanNode[] {
  const { given } = index.report.scope;
  const judged = (plan: PlanNode): boolean =>
    (plan.origin === 'tree' || plan.origin === 'ref') && (given.length === 0 || plan.given);
  return all ? index.plans : index.plans.filter(judged);
}

function contractsIn(index: ReportIndex, all: boolean): readonly Context[] {
  const plans = new Set(plansIn(index, all).map((plan) => plan.id));
  return index.contracts.filter((each) => plans.has(each.plan)).map((each) => contractRow(index, each));
}

/** With --plan: links that mean, or could mean, a contract of a given plan. */
function linksIn(index: ReportIndex, all: boolean): readonly Link[] {
  const links = index.report.graph.links.filter((link) => link.kind !== 'contains');
  if (all || index.report.scope.given.length === 0) return links;
  const own = new Set(contractsIn(index, false).map((row) => row.contract.id));
  return links.filter((link) => [link.to, ...link.candidates].some((id) => id !== null && own.has(id)));
}

function contractListRow(_: ReportIndex, { contract, plan, tests }: Context): ContractListRow {
  const path = plan?.path ?? contract.plan;
  return {
    plan: contract.plan,
    label: contract.label,
    slug: plan?.slug ?? path,
    title: contract.title,
    state: contract.state,
    why: contract.why,
    link: contract.link,
    worth: contract.worth,
    result: contract.result,
    origin: plan?.origin ?? 'tree',
    group: contract.group,
    path,
    line: contract.at.line,
    tests: tests.map(({ path, name }) => ({ path, name })),
  };
}

function testListRow(index: ReportIndex, test: TestNode): TestListRow {
  return {
    path: test.path,
    name: test.name,
    kind: test.testKind,
    dynamic: test.dynamic,
    roles: test.roles.map((each) => each.role),
    worth: test.worth,
    worthWhy: test.worthWhy ?? '',
    type: test.type?.type ?? null,
    typeBy: test.type?.by ?? null,
    typeWhy: test.type?.why ?? '',
    waitsFor: test.waitsFor ?? null,
    outcome: test.outcome?.outcome ?? null,
    outcomeWhy: test.outcome?.why ?? '',
    contracts: contractsFrom(index, test.id).map(({ plan, label }) => ({ plan, label })),
    line: test.at.line,
  };
}

function commitListRow(index: ReportIndex, commit: CommitNode): CommitListRow {
  return {
    sha: commit.id,
    date: isoDate(commit.date),
    subject: commit.subject,
    type: commit.type,
    contracts: contractsFrom(index, commit.id).map(({ plan, label }) => ({ plan, label })),
  };
}

// A commit may claim a date that no calendar has.
const isoDate = (seconds: number): string =>
  new Date(Math.max(-8.64e12, Math.min(8.64e12, seconds)) * 1000).toISOString();

function planListRow(index: ReportIndex, plan: PlanNode): PlanListRow {
  const contracts = index.contractsOf.get(plan.id) ?? [];
  const states = new Map<ContractState, number>();
  for (const each of contracts) states.set(each.state, (states.get(each.state) ?? 0) + 1);
  return {
    path: plan.path,
    slug: plan.slug,
    title: plan.title,
    origin: plan.origin,
    status: plan.status,
    contracts: contracts.length,
    aliases: plan.aliases,
    states: Object.fromEntries(states),
  };
}

function linkListRow(index: ReportIndex, link: Link): LinkListRow {
  const from = index.nodes.get(link.from);
  return {
    kind: link.kind,
    test: from?.kind === 'test' ? { path: from.path, name: from.name } : null,
    ...(from?.kind === 'commit' ? { commit: from.id } : {}),
    label: link.label,
    status: link.status,
    contract: contractOf(index, link.to),
    evidence: link.evidence.map(({ kind, says, at }) => ({ kind, says, at: at && placeRow(at) })),
    confidence: link.confidence,
    why: link.why,
    candidates: link.candidates.flatMap((id) => contractOf(index, id) ?? []),
    channel: link.channel,
    weak: link.weak,
    ...(link.clause === undefined ? {} : { clause: link.clause }),
    at: placeRow(link.at),
  };
}

const placeRow = (place: Place): PlaceRow => {
  const { line, column } = place.at;
  if (place.kind === 'commit') return { commit: place.commit, line, column };
  return { path: place.path, line, column, ...(place.rev === undefined ? {} : { rev: place.rev }) };
};

function findingListRow(index: ReportIndex, finding: Finding): FindingListRow {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: finding.message,
    path: finding.at?.kind === 'file' ? finding.at.path : null,
    line: finding.at?.at.line ?? null,
    test: testOf(index, finding.test ?? finding.subject),
    contract: contractOf(index, finding.contract ?? finding.subject),
    fingerprint: finding.fingerprint,
    fix: finding.fix,
    suppressed: finding.suppressed,
    inChange: finding.inChange,
  };
}

function testOf(index: ReportIndex, id: NodeId): TestName | null {
  const test = index.nodes.get(id);
  return test?.kind === 'test' ? { path: test.path, name: test.name } : null;
}

/** A contract that the change removed is no node any more, but the comparison still knows it. */
function contractOf(index: ReportIndex, id: NodeId | null): ContractName | null {
  const contract = id === null ? undefined : index.nodes.get(id);
  if (contract?.kind === 'contract') return { plan: contract.plan, label: contract.label };
  const removed = index.report.change?.contractsRemoved.find((each) => each.id === id);
  return removed ? { plan: removed.plan, label: removed.label } : null;
}
