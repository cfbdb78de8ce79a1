// When each contract was first promised, first tested, and lost the last test that its plan names: what the history walk knows anyway.
import type { Link, NodeId } from '../model/graph.ts';
import type { Unit } from '../model/history.ts';
import { compareText } from '../model/location.ts';
import type { Timeline, TimelineEntry } from '../model/report.ts';
import type { RowVerdict } from './declared.ts';
import type { HeadTests } from './head-tests.ts';
import type { Introductions } from './introductions.ts';
import type { HeadTest, World } from './world.ts';

interface Known {
  readonly world: World;
  readonly tests: HeadTests;
  readonly verdicts: readonly RowVerdict[];
  readonly intro: Introductions;
}

/** By index into the units; null where no unit is known, or only that it was there when the known history begins. */
export function timelineOf(known: Known, links: readonly Link[]): Timeline {
  const { units } = known.world.inputs;
  const dated = (unit: number | null | undefined): number | null =>
    unit === null || unit === undefined || units[unit] === undefined || units[unit].boundary ? null : unit;
  const tested = testedIn(known, links);
  const lost = lostIn(known);
  const entries = [...known.world.contracts.values()].map(({ id, epochs }): TimelineEntry => {
    const promised = dated(epochs[0]?.unit);
    const first = dated(tested.get(id));
    return {
      contract: id,
      promised,
      // A test that was there before the promise keeps it from the promise on.
      tested: first === null ? null : Math.max(first, promised ?? 0),
      lost: tested.has(id) ? null : dated(lost.get(id)),
    };
  });
  return onlyUsed(
    entries.sort((a, b) => compareText(a.contract, b.contract)),
    datesOf(units),
  );
}

/** An open change is dated by its last commit, and what is not committed by the step before. */
function datesOf(units: readonly Unit[]): Timeline['units'] {
  let last = 0;
  return units.map(({ id, sha, date, commits }) => {
    last = sha === null ? Math.max(last, ...commits.map((commit) => commit.date)) : date;
    return { id, date: last };
  });
}

/** The unit of the first test that stands for it today: since when that test bears the label, or is there where a table names it. */
function testedIn({ world, tests, intro }: Known, links: readonly Link[]): ReadonlyMap<NodeId, number | null> {
  const byId = new Map<NodeId, HeadTest>(tests.all.map((test) => [test.id, test]));
  const unitOf = new Map(world.inputs.units.map(({ id }, index) => [id, index]));
  const first = new Map<NodeId, number | null>();
  for (const link of links) {
    const test = byId.get(link.from);
    if (link.to === null || link.status !== 'resolved' || !test) continue;
    if (link.kind !== 'mention' && link.kind !== 'declared') continue;
    const identity = intro.testAt(test.path, test.top);
    const written = link.writtenBy === undefined ? undefined : unitOf.get(link.writtenBy);
    const unit = (link.kind === 'mention' ? (identity?.own.get(link.label) ?? written) : identity?.first) ?? null;
    const earlier = first.get(link.to);
    if (earlier === undefined || earlier === null || (unit !== null && unit < earlier)) first.set(link.to, unit);
  }
  return first;
}

/** Where tests that its rows name stood once and none stands today: the unit in which the last one went. */
function lostIn({ verdicts, intro }: Known): ReadonlyMap<NodeId, number> {
  const lost = new Map<NodeId, number>();
  for (const { row, missing } of verdicts) {
    const gone = missing.flatMap(({ name }) => intro.goneIn(name.split('/')[0] ?? name) ?? []);
    if (gone.length === 0) continue;
    for (const { id } of row.contracts) lost.set(id, Math.max(lost.get(id) ?? 0, ...gone));
  }
  return lost;
}

/** Units that nothing speaks of are left out; the others keep their order. */
function onlyUsed(entries: readonly TimelineEntry[], units: Timeline['units']): Timeline {
  const used = new Set(entries.flatMap(({ promised, tested, lost }) => [promised, tested, lost]));
  const kept = units.flatMap((_, index) => (used.has(index) ? [index] : []));
  const place = new Map(kept.map((unit, index) => [unit, index]));
  const at = (unit: number | null): number | null => (unit === null ? null : (place.get(unit) ?? null));
  return {
    units: kept.flatMap((unit) => units[unit] ?? []),
    entries: entries.map(({ contract, promised, tested, lost }) => ({
      contract,
      promised: at(promised),
      tested: at(tested),
      lost: at(lost),
    })),
  };
}
