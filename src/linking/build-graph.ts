// Facts in, graph out: the one place where linking's passes are put in order. Everything it returns is sorted and final.
import type {
  CommitNode,
  ContractNode,
  Link,
  LinkFact,
  PlanNode,
  RowFact,
  TaskNode,
  TestNode,
  TraceGraph,
  TraceNode,
} from '../model/graph.ts';
import { compareRanges, compareText } from '../model/location.ts';
import { commitLinks } from './commits.ts';
import { declaredLinks, fencedButMissing, judgeRow, type RowVerdict } from './declared.ts';
import { gatherDocuments } from './documents.ts';
import { contentHash } from './hash.ts';
import { gatherTests, type HeadTests } from './head-tests.ts';
import { type Introductions, walkIntroductions } from './introductions.ts';
import { buildWorld } from './lineages.ts';
import { group, type Pairings, readPairings } from './pairings.ts';
import { type Resolution, resolveMentions } from './resolve.ts';
import { rankRivals } from './rivals.ts';
import { goldenFiles, rolesOf } from './roles.ts';
import { stateOf, worthOfAll } from './states.ts';
import { type PlacedSuppression, placeSuppressions } from './suppressions.ts';
import { gatherTestMentions } from './test-mentions.ts';
import type { ContractLineage, HeadTest, LinkInputs, PlanLineage, World } from './world.ts';
import { worthOf } from './worth.ts';

/** The graph, and what rules may ask beyond it. JSON-safe. */
export interface LinkResult {
  readonly graph: TraceGraph;
  readonly rows: readonly RowFact[];
  /** Test functions that a plan names in a row or shows in a fence. */
  readonly explainedTests: readonly string[];
  readonly suppressions: readonly PlacedSuppression[];
}

export function buildGraph(inputs: LinkInputs): LinkResult {
  const world = buildWorld(inputs, gatherDocuments(inputs));
  const tests = gatherTests(inputs.tests);
  const introductions = walkIntroductions(inputs.units, inputs.testBlobs, inputs.isTestPath);
  const pairings = readPairings(world);
  const headers = headersByPath(inputs);
  const mentions = gatherTestMentions(world, tests, introductions);
  const resolutions = resolveMentions(mentions, {
    world,
    pairings,
    headerOf: (path) => headers.get(path) ?? '',
    rank: rankRivals(world),
  });
  const verdicts = pairings.rows.map((row) => judgeRow(row, tests));

  const links: Link[] = [
    ...mentionLinks(resolutions, inputs),
    ...declaredLinks(verdicts),
    ...commitLinks(world),
    ...taskLinks(world),
  ];
  links.sort(byPlace);
  const nodes: TraceNode[] = [
    ...[...world.plans.values()].map((plan) => planNode(world, plan)),
    ...[...world.plans.values()].flatMap(taskNodes),
    ...contractNodes(world, pairings, tests, links, verdicts),
    ...testNodes(tests, introductions, world, verdicts),
    ...commitNodes(world, links),
  ];
  return {
    graph: { nodes, links },
    rows: verdicts.map(summary),
    explainedTests: [...pairings.explained].sort(compareText),
    suppressions: placeSuppressions(inputs.plans, inputs.tests),
  };
}

function headersByPath(inputs: LinkInputs): Map<string, string> {
  return new Map(
    inputs.tests.map((file) => [
      file.path,
      file.facts.loose
        .filter((c) => c.placement === 'header')
        .map((c) => c.text)
        .join('\n'),
    ]),
  );
}

function mentionLinks(resolutions: readonly Resolution[], { units }: LinkInputs): Link[] {
  const links: Link[] = [];
  const said = new Set<string>();
  for (const r of resolutions) {
    const { file, path, label } = r.mention;
    if (file.match.implied && r.status === 'dangling') continue;
    // A banner that means nothing is said once, not once a test below it.
    const loose = file.weak && r.status === 'dangling';
    const once = `${path}:${file.at.line}:${file.at.column}:${label}`;
    if (loose && said.has(once)) continue;
    if (loose) said.add(once);
    links.push({
      kind: 'mention',
      from: loose || !r.mention.test ? path : r.mention.test.id,
      to: r.contract?.id ?? null,
      label,
      ...(file.match.clause === undefined ? {} : { clause: file.match.clause }),
      channel: file.channel,
      status: r.status,
      weak: file.weak,
      confidence: r.confidence,
      evidence: r.evidence,
      candidates: r.candidates.map((c) => c.id),
      losers: r.losers,
      why: r.why,
      ...(r.drift === null
        ? {}
        : { drift: { plan: r.drift.document.path, planSays: r.drift.planSays.map((c) => c.label), at: r.drift.at } }),
      raw: file.words,
      at: { kind: 'file', path, at: file.at },
      ...writtenBy(units[r.mention.lineUnit ?? -1]?.id),
    });
  }
  return links;
}

const writtenBy = (unit: string | undefined): { readonly writtenBy?: string } =>
  unit === undefined ? {} : { writtenBy: unit };

function taskLinks(world: World): Link[] {
  const links: Link[] = [];
  for (const plan of world.plans.values()) {
    for (const task of plan.document.last.tasks) {
      const seen = new Set<string>();
      for (const ref of task.labels) {
        const contract = world.contractIn(plan.path, ref.label);
        if (!contract || seen.has(contract.id)) continue;
        seen.add(contract.id);
        const says = `task ${task.number} of the plan names ${ref.label}`;
        const at = { kind: 'file', path: plan.path, at: ref.at } as const;
        links.push({
          kind: 'plans',
          from: taskId(plan.path, task.number),
          to: contract.id,
          label: ref.label,
          channel: 'plan-task',
          status: 'resolved',
          weak: false,
          confidence: 1,
          evidence: [{ kind: 'declared-row', says, names: [contract.id], at }],
          candidates: [],
          losers: [],
          why: says,
          raw: ref.label,
          at,
        });
      }
    }
  }
  return links;
}

const taskId = (plan: string, number: string): string => `${plan}#task-${number}`;

function planNode(world: World, plan: PlanLineage): PlanNode {
  const { document } = plan;
  const first = document.versions[0];
  const firstUnits = plan.members.flatMap((d) => d.versions[0]?.unit ?? []);
  const earliest = firstUnits.length > 0 ? Math.min(...firstUnits) : first?.unit;
  return {
    kind: 'plan',
    id: plan.path,
    path: plan.path,
    aliases: plan.members
      .map((d) => d.path)
      .filter((p) => p !== plan.path)
      .sort(compareText),
    slug: plan.slug,
    title: document.last.title?.text ?? plan.path,
    origin: document.origin,
    source: document.source,
    status: document.last.status?.word ?? null,
    numbers: plan.numbers,
    given: plan.members.some((d) => d.given),
    addedBy: earliest === undefined ? null : (world.inputs.units[earliest]?.id ?? null),
  };
}

function taskNodes(plan: PlanLineage): TaskNode[] {
  const seen = new Set<string>();
  return plan.document.last.tasks.flatMap((task) => {
    const id = taskId(plan.path, task.number);
    if (seen.has(id)) return [];
    seen.add(id);
    const files = task.files.map((f) => f.path);
    return [{ kind: 'task', id, plan: plan.path, number: task.number, title: task.title, files, at: task.at }];
  });
}

const LINK_ORDER: readonly LinkFact[] = ['linked', 'declared', 'ambiguous', 'planned', 'claimed', 'waived', 'none'];

function contractNodes(
  world: World,
  pairings: Pairings,
  tests: HeadTests,
  links: readonly Link[],
  verdicts: readonly RowVerdict[],
): ContractNode[] {
  const linksTo = group(
    links.filter((l) => l.to !== null),
    (l) => l.to,
  );
  const ambiguous = new Set(
    links.filter((l) => l.kind === 'mention' && l.status === 'ambiguous').flatMap((l) => l.candidates),
  );
  const verdictsOf = new Map<string, RowVerdict[]>();
  for (const v of verdicts)
    for (const c of new Set(v.row.contracts)) verdictsOf.set(c.id, [...(verdictsOf.get(c.id) ?? []), v]);
  const fenced = fencedButMissing(pairings, tests);
  const byId = new Map(tests.all.map((t) => [t.id, t]));
  return [...world.contracts.values()].map((contract) => {
    const own = linksTo.get(contract.id) ?? [];
    const rows = verdictsOf.get(contract.id) ?? [];
    const strong = testsOf(
      own.filter((l) => l.kind === 'mention' && !l.weak),
      byId,
    );
    const declared = testsOf(
      own.filter((l) => l.kind === 'declared' || (l.kind === 'mention' && l.weak)),
      byId,
    );
    const facts: Record<LinkFact, boolean> = {
      linked: strong.length > 0,
      declared: declared.length > 0,
      ambiguous: ambiguous.has(contract.id),
      planned: rows.some((r) => r.fact === 'planned') || fenced.has(contract.id),
      claimed: rows.some((r) => r.fact === 'claimed'),
      waived: rows.some((r) => r.fact === 'waived'),
      none: true,
    };
    const link = LINK_ORDER.find((fact) => facts[fact]) ?? 'none';
    const judged = link === 'linked' ? strong : link === 'declared' ? declared : [];
    const worth = worthOfAll(judged.map((t) => worthOf(t, tests)));
    const asserting =
      link === 'linked' && worth !== 'asserts' ? declared.some((t) => worthOf(t, tests) === 'asserts') : false;
    const state = asserting ? 'declared' : stateOf({ link, worth, result: 'none-given' });
    return contractNode(
      contract,
      own,
      { link, worth, result: 'none-given', state, why: whyState(state, judged, rows, fenced.get(contract.id) ?? []) },
      pairings,
    );
  });
}

function testsOf(links: readonly Link[], byId: ReadonlyMap<string, HeadTest>): HeadTest[] {
  return [...new Set(links.map((l) => l.from))].flatMap((id) => byId.get(id) ?? []);
}

function whyState(
  state: ContractNode['state'],
  judged: readonly HeadTest[],
  rows: readonly RowVerdict[],
  fenced: readonly string[],
): string {
  const names =
    judged
      .slice(0, 3)
      .map((t) => t.name)
      .join(', ') + (judged.length > 3 ? ` and ${judged.length - 3} more` : '');
  const cell = (fact: RowVerdict['fact']): string => rows.find((r) => r.fact === fact)?.row.row.testCell ?? '';
  const missing = [...rows.flatMap((r) => r.missing.map((m) => m.name)), ...fenced];
  const says: Readonly<Record<ContractNode['state'], string>> = {
    failing: `a linked test failed: ${names}`,
    verified: `${names} ran and passed on this commit`,
    'not-run': `linked by ${names}, which did not run`,
    linked: `${names} says so itself and asserts; no test results were given`,
    skipped: `every linked test is always skipped: ${names}`,
    hollow: `no linked test asserts anything: ${names}`,
    declared:
      judged.length > 0
        ? `only the plan or a banner ties it to ${names}`
        : 'the plan’s table names an asserting test; the tests that name it assert nothing',
    ambiguous: 'a test names it, and the plan says another id for that test or the evidence names two contracts',
    planned: `the plan names a test that does not exist: ${[...new Set(missing)].slice(0, 3).join(', ')}`,
    claimed: `the plan claims existing tests without naming one: “${cell('claimed')}”`,
    waived: `the plan means it to have no automated test: “${rows.find((r) => r.fact === 'waived')?.row.row.waiver ?? ''}”`,
    untested:
      rows.length > 0
        ? 'no test names it, and its row in the test strategy names no test'
        : 'no test names it, and no row of the test strategy does',
  };
  return says[state];
}

function contractNode(
  contract: ContractLineage,
  links: readonly Link[],
  facts: Pick<ContractNode, 'link' | 'worth' | 'result' | 'state' | 'why'>,
  pairings: Pairings,
): ContractNode {
  const c = contract.contract;
  const text = [c.label, c.title, ...c.clauses.map((x) => `${x.keyword} ${x.text}`)]
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    kind: 'contract',
    id: contract.id,
    plan: contract.planPath,
    label: contract.label,
    title: c.title,
    group: c.group,
    clauses: c.clauses,
    at: c.at,
    endLine: c.endLine,
    textHash: contentHash(text),
    ...facts,
    tasks: links.filter((l) => l.kind === 'plans').map((l) => l.from),
    rows: (pairings.rowsByContract.get(contract.id) ?? [])
      .filter((r) => r.document.path === contract.planPath)
      .map(({ row }) => ({ at: row.at, typeCell: row.typeCell, testCell: row.testCell })),
  };
}

function testNodes(tests: HeadTests, intro: Introductions, world: World, verdicts: readonly RowVerdict[]): TestNode[] {
  const roles = rolesOf(tests.all, verdicts);
  return tests.all
    .map((test): TestNode => {
      const first = intro.testAt(test.path, test.top)?.first;
      return {
        kind: 'test',
        id: test.id,
        path: test.path,
        name: test.name,
        language: test.language,
        testKind: test.syntax.kind,
        roles: roles.get(test.id) ?? [],
        worth: worthOf(test, tests),
        dynamic: test.syntax.dynamic,
        at: test.syntax.at,
        addedBy: first === undefined ? null : (world.inputs.units[first]?.id ?? null),
        goldenFiles: goldenFiles(test.syntax),
      };
    })
    .sort((a, b) => compareText(a.path, b.path) || compareRanges(a.at, b.at) || compareText(a.id, b.id));
}

/** Commits that name a label, and every commit of the open change; history at large is not repeated. */
function commitNodes(world: World, links: readonly Link[]): CommitNode[] {
  const speaking = new Set(links.filter((l) => l.kind === 'implements').map((l) => l.from));
  return world.inputs.units.flatMap((unit, index) =>
    unit.commits
      .filter((c) => speaking.has(c.sha) || index === world.inputs.change)
      .map((c): CommitNode => {
        const [entry] = c.entries;
        const head = entry?.at.line === 1 ? entry : undefined;
        const exempt = c.parents.length > 1 || c.revert || c.bot;
        return {
          kind: 'commit',
          id: c.sha,
          date: c.date,
          subject: c.subject,
          type: head?.type ?? null,
          scope: head?.scope ?? null,
          numbers: c.numbers,
          unit: unit.id,
          exempt,
        };
      }),
  );
}

const summary = ({ row, fact, tests, missing }: RowVerdict): RowFact => ({
  plan: row.document.path,
  at: row.row.at,
  contracts: row.contracts.map((c) => c.id),
  unknownLabels: row.unknown,
  fact,
  types: row.row.types,
  testCell: row.row.testCell,
  tests: tests.map((t) => t.id),
  missing: missing.map((m) => m.name),
});

const placeKey = (link: Link): string => (link.at.kind === 'file' ? link.at.path : link.at.commit);

const byPlace = (a: Link, b: Link): number =>
  compareText(placeKey(a), placeKey(b)) ||
  compareRanges(a.at.at, b.at.at) ||
  compareText(a.kind, b.kind) ||
  compareText(a.label, b.label) ||
  compareText(a.from, b.from) ||
  compareText(a.to ?? '', b.to ?? '');
