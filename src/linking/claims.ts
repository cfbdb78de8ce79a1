// What is said of contracts without tying a test to them: by the plan outside its tables, by what its tasks print, by a commit message.
import type { Link, NodeId } from '../model/graph.ts';
import { compareText } from '../model/location.ts';
import { someOf } from '../model/some-of.ts';
import type { HeadTests } from './head-tests.ts';
import { itemAround } from './message-promises.ts';
import { onlyBearing, testsOf } from './pairings.ts';
import { topName } from './titles.ts';
import type { PlanDocument, World } from './world.ts';

/** By contract the first thing that claims it, as the reason for its state. */
export type Claims = ReadonlyMap<NodeId, string>;

export function claimsOf(world: World, tests: HeadTests, links: readonly Link[]): Claims {
  const documents = [...world.documents.values()];
  const told: readonly (readonly [NodeId, string])[] = [
    ...documents.flatMap((document) => saidByPlan(world, document, tests)),
    ...documents.flatMap((document) => shownByTasks(world, document, tests)),
    ...documents.flatMap((document) => keptAsInvariants(world, document, tests)),
    ...saidByMessages(world, tests, links),
  ];
  const first = new Map<NodeId, string>();
  for (const [id, why] of told) if (!first.has(id)) first.set(id, why);
  return first;
}

type Told = readonly (readonly [NodeId, string])[];

function saidByPlan(world: World, document: PlanDocument, tests: HeadTests): Told {
  return (document.last.claims ?? []).flatMap(({ labels, says, tests: named }) => {
    if (named.length > 0 && !named.some((name) => tests.byName.has(topName(name)))) return [];
    return contractsIn(world, document, labels).map((id) => [id, `the plan says of it “${says}”`] as const);
  });
}

/** Beside a table its tasks claim nothing more, and a task that prints fewer tests than it names contracts leaves some of them without one. */
function shownByTasks(world: World, document: PlanDocument, tests: HeadTests): Told {
  if (document.last.strategy.length > 0) return [];
  return document.last.tasks.flatMap((task, index) => {
    const printed = document.last.codeBlocks.flatMap((block) =>
      block.task === index && block.outline ? testsOf(block.outline) : [],
    );
    const there = [...new Set(printed)].filter((name) => tests.byName.has(name) || onlyBearing(name, tests) !== null);
    const labels = new Set([...task.labels.map(({ label }) => label), ...(task.spoken ?? [])]);
    if (there.length === 0 || there.length < labels.size) return [];
    const heading = new Set(task.labels.map(({ label }) => label));
    return [...labels].flatMap((label) => {
      const names = heading.has(label) ? 'names it' : 'speaks of it in its text';
      const why = `task ${task.number} of the plan ${names} and prints ${someOf(there)}, and nothing says which test is for it`;
      return contractsIn(world, document, [label]).map((id) => [id, why] as const);
    });
  });
}

const KEEPS_INVARIANT =
  /\bINV-(\d{1,3})\b[^.;]{0,60}\b(?:preserved|maintained|unchanged|unaffected|still holds|continues to hold)\b/i;

/** “INV-9 boundary preserved”: no promise of its own, and a test of that invariant bears its name. */
const keptAsInvariants = (world: World, document: PlanDocument, tests: HeadTests): Told =>
  document.last.contracts.flatMap(({ label, title }): Told => {
    const number = KEEPS_INVARIANT.exec(title)?.[1];
    if (number === undefined) return [];
    const bears = new RegExp(`(?:^|[^A-Za-z]|[a-z])INV_?${number}(?!\\d)`);
    const named = [...tests.byName.keys()].filter((name) => bears.test(name)).sort(compareText);
    const why = `it promises that INV-${number} is kept, and ${someOf(named)} ${named.length === 1 ? 'bears' : 'bear'} its name`;
    return named.length === 0 ? [] : contractsIn(world, document, [label]).map((id) => [id, why]);
  });

const contractsIn = (world: World, { path }: PlanDocument, labels: readonly string[]): NodeId[] =>
  labels.flatMap((label) => world.contractIn(path, label)?.id ?? []);

const TAKES_AWAY = /^\W*(?:remov|delet|drop|skip|disabl|renam)/i;

/** Of a squashed message: `* test(cart): cover the empty cart (BC-2)`. */
const BEGINS_COMMIT = /^(?:\* )?([a-z]{2,12})(?:\([^()]{0,80}\))?!?: (.*)/;

/**
 * `Adds TestX (BC-1, BC-2)`, or an item such as `- Add TestX: round trip (BC-5)`, one that names more contracts than tests leaves some
 * without; and what a commit of the type `test` says it verifies.
 */
function saidByMessages(world: World, tests: HeadTests, links: readonly Link[]): Told {
  const bodies = new Map(
    world.inputs.units.flatMap(({ commits }) => commits.map((c) => [c.sha, `${c.subject}\n${c.body}`.split('\n')])),
  );
  return links.flatMap(({ kind, status, to, at }): Told => {
    if (kind !== 'implements' || status !== 'resolved' || to === null || at.kind !== 'commit') return [];
    const lines = bodies.get(at.commit) ?? [];
    const line = lines[at.at.line - 1] ?? '';
    const before = line.slice(Math.max(0, at.at.column - 400), at.at.column - 1);
    const item = itemAround(lines, at.at.line - 1);
    if (TAKES_AWAY.test(item ?? line)) return [];
    const opened = BEHIND_NAME.exec(before)?.[1] ?? '';
    const named = opened === '' ? [] : namesIn(opened, tests);
    if (named.length > 0) return [[to, besides(someOf(named))]];
    const there = item === null ? [] : namesIn(item, tests);
    const labels = new Set(item === null ? [] : world.inputs.grammar.find(item).map(({ label }) => label));
    if (there.length > 0 && there.length >= labels.size) return [[to, besides(someOf(there))]];
    const subject = verifyingCommit(lines, at.at.line - 1, before);
    return subject === null ? [] : [[to, `the commit “${subject}” says that it verifies it, and names no test`]];
  });
}

const besides = (names: string): string => `the commit names it beside ${names}, and no test says so itself`;

/** `TestX (BC-1, BC-2)`: what stands before a label in parentheses behind a test. */
const BEHIND_NAME = /(`[^`]{1,300}`|\b\w{1,200})\s\([^()]{0,100}$/;

const NAMED = /\b(?:(?:Test|Fuzz|Example)(?=[A-Z_])|test_)\w+/g;
const TICKED = /`([^`]{1,300})`/g;
const OF_SEVERAL_WORDS = /[^_](?:[_\s]|::)/;

/** The tests that a text names: by a name that only tests bear, or in ticks by one of several words. */
function namesIn(text: string, tests: HeadTests): readonly string[] {
  const ticked = [...text.matchAll(TICKED)].flatMap(([, name]) => name ?? []);
  const written = [...(text.match(NAMED) ?? []), ...ticked.filter((name) => OF_SEVERAL_WORDS.test(name))];
  return [...new Set(written)].filter((name) => tests.byName.has(topName(name)) || tests.titled(name).length > 0);
}

const VERIFIES = /\b(?:verif(?:y|ies)|covers?|tests|proves?|pins?)\s[^.;]{0,200}$/i;

/** The subject of the commit of the type `test` in whose subject a line (0-based) stands, or whose body says `verifies` before the label. */
function verifyingCommit(lines: readonly string[], index: number, before: string): string | null {
  const isSubject = BEGINS_COMMIT.test(lines[index] ?? '');
  if (!isSubject && !VERIFIES.test(before)) return null;
  for (let line = index; line >= 0; line -= 1) {
    const [subject, type, what = ''] = BEGINS_COMMIT.exec(lines[line] ?? '') ?? [];
    if (subject === undefined) continue;
    return type === 'test' && !TAKES_AWAY.test(what) ? subject.replace(/^\* /, '') : null;
  }
  return null;
}
