// Plans, tests and commits as nodes of the graph.
import type { CommitNode, Link, PlanNode, TestNode } from '../model/graph.ts';
import { compareRanges, compareText } from '../model/location.ts';
import type { RowVerdict } from './declared.ts';
import type { HeadTests } from './head-tests.ts';
import type { Introductions } from './introductions.ts';
import { type Character, characters } from './roles.ts';
import type { HeadTest, PlanLineage, World } from './world.ts';
import { judgeWorth, type Worth } from './worth.ts';

export function planNode(world: World, plan: PlanLineage, superseded: ReadonlySet<string>): PlanNode {
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
    status: plan.members.some((d) => superseded.has(d.path)) ? 'superseded' : (document.last.status?.word ?? null),
    numbers: plan.numbers,
    given: plan.members.some((d) => d.given),
    addedBy: unitId(world, earliest),
  };
}

/** A test with all that is known of it before history. */
export interface DescribedTest {
  readonly test: HeadTest;
  readonly worth: Worth;
  readonly character: Character | null;
}

/** In the order of the graph. */
export function describeTests(tests: HeadTests, verdicts: readonly RowVerdict[]): DescribedTest[] {
  const known = characters(tests, verdicts);
  return [...tests.all]
    .sort((a, b) => compareText(a.path, b.path) || compareRanges(a.syntax.at, b.syntax.at) || compareText(a.id, b.id))
    .map((test) => ({ test, worth: judgeWorth(test, tests), character: known.get(test.id) ?? null }));
}

export function testNodes(
  described: readonly DescribedTest[],
  intro: Introductions,
  world: World,
  links: readonly Link[],
): TestNode[] {
  const speaking = new Set(links.map((link) => link.from));
  return described.map(({ test, worth: { worth, why, waitsFor }, character }): TestNode => {
    const first = intro.testAt(test.path, test.top)?.first;
    const { roles = [], goldenFiles = [], names = [], type } = character ?? {};
    return {
      kind: 'test',
      id: test.id,
      path: test.path,
      name: test.name,
      language: test.language,
      testKind: test.syntax.kind,
      roles,
      ...(type === undefined ? {} : { type }),
      worth,
      worthWhy: why,
      ...(waitsFor === undefined ? {} : { waitsFor }),
      dynamic: test.syntax.dynamic,
      at: test.syntax.at,
      addedBy: unitId(world, first),
      goldenFiles,
      ...(names.length === 0 ? {} : { names }),
      ...(speaking.has(test.id) ? checksOf(test) : {}),
    };
  });
}

/** More would not be looked at; what only ends a test early (`t.Fatal` after a set-up) is shown where there is nothing else. */
const MAX_CHECKS = 24;

function checksOf({ syntax }: HeadTest): Pick<TestNode, 'checks'> {
  const able = syntax.assertions.filter(({ vain }) => vain === undefined);
  const telling = able.filter(({ kind }) => kind !== 'fatal' && kind !== 'panic');
  const lines = [...new Set((telling.length > 0 ? telling : able).map(({ at }) => at.line))];
  return lines.length === 0 ? {} : { checks: lines.sort((a, b) => a - b).slice(0, MAX_CHECKS) };
}

const unitId = ({ inputs }: World, unit: number | undefined): string | null =>
  unit === undefined ? null : (inputs.units[unit]?.id ?? null);

/** Commits that name a label, and every commit of the open change; history at large is not repeated. */
export function commitNodes(world: World, links: readonly Link[]): CommitNode[] {
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
