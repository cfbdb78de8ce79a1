// Tests that go on under another name: `SUPERSEDES: TestOld -> TestNew`. What rows say of the old name, they then mean of the new one.
import type { Range } from '../model/location.ts';
import type { NamedTest } from '../model/plan.ts';
import type { HeadTests } from './head-tests.ts';
import { isTitle, topName } from './titles.ts';
import type { PlanDocument, World } from './world.ts';

/** What one line of a plan says. */
export interface Heir {
  readonly from: string;
  readonly to: string;
  readonly document: PlanDocument;
  readonly at: Range;
}

/** A name that a row writes, the one that is meant instead, and the lines that lead from one to the other. */
export interface Inherited {
  readonly written: NamedTest;
  readonly named: NamedTest;
  readonly by: readonly Heir[];
}

export interface Heirs {
  readonly all: readonly Heir[];
  /** The last heir of a name that no test bears; null where it stands, has none, or its heir is gone too. */
  of(named: NamedTest): Inherited | null;
}

export const lives = ({ origin, given }: PlanDocument): boolean => given || origin === 'tree' || origin === 'ref';

export function heirsIn(world: World, tests: HeadTests): Heirs {
  const all = [...world.documents.values()].flatMap((document) =>
    lives(document) ? (document.last.renames ?? []).map((rename): Heir => ({ ...rename, document })) : [],
  );
  const byOld = new Map(all.map((heir) => [heir.from, heir]));
  const of = (written: NamedTest): Inherited | null => {
    if (written.kind === 'glob' || stands(written, tests)) return null;
    const by: Heir[] = [];
    for (let name = written.name; by.length <= all.length; ) {
      const next = stepFrom(name, byOld);
      if (next === null) return null;
      by.push(next.heir);
      name = next.name;
      const named = nameOf(name, written);
      if (stands(named, tests)) return { written, named, by };
    }
    return null;
  };
  return { all, of: all.length === 0 ? () => null : of };
}

/** A renamed function takes its subtests along. */
function stepFrom(
  name: string,
  byOld: ReadonlyMap<string, Heir>,
): { readonly heir: Heir; readonly name: string } | null {
  const whole = byOld.get(name);
  if (whole) return { heir: whole, name: whole.to };
  const top = topName(name);
  const heir = byOld.get(top);
  return heir ? { heir, name: heir.to + name.slice(top.length) } : null;
}

export const nameOf = (name: string, { at }: Pick<NamedTest, 'at'>): NamedTest => ({
  kind: /\s/.test(topName(name)) ? 'title' : 'exact',
  name,
  at,
});

/** Of a subtest that the sources do not name nobody knows whether it stands; its function does. */
function stands(named: NamedTest, tests: HeadTests): boolean {
  if (isTitle(named)) return tests.titled(named.name).length > 0;
  const top = topName(named.name);
  const functions = tests.byName.get(top) ?? [];
  const sub = named.name.slice(top.length + 1).replace(/\s/g, '_');
  const below = functions.flatMap((t) => tests.subtestsOf(t));
  const isKnown = sub !== '' && below.length > 0 && !below.some((t) => t.syntax.dynamic);
  return isKnown
    ? below.some((t) => t.name.slice(t.name.indexOf('/') + 1).replace(/\s/g, '_') === sub)
    : functions.length > 0;
}

/** Lines whose new name no test bears, nor another line takes on. */
export const danglingHeirs = ({ all }: Heirs, tests: HeadTests): readonly Heir[] => {
  const goesOn = new Set(all.map(({ from }) => from));
  return all.filter((heir) => !goesOn.has(heir.to) && !stands(nameOf(heir.to, heir), tests));
};
