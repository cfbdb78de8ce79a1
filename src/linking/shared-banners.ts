// A banner of several labels (`--- fidelity tests (BC-4, BC-5) ---`) says which of them its tests keep, not which test keeps which. Where
// a row of the plan gives one of them to a test by name, the others are those of its neighbours.
import { group, type Pairings } from './pairings.ts';
import type { Resolution } from './resolve.ts';

/** Without the labels of a banner that rows leave to other tests; one that no other test keeps stays with all. */
export function sharedByRows(resolutions: readonly Resolution[], pairings: Pairings): readonly Resolution[] {
  const banners = group(resolutions.filter(isOfBanner), ({ mention: { path, file } }) => `${path}\u0000${file.block}`);
  const others = new Set(
    [...banners.values()].flatMap((banner) => {
      const left = banner.filter((each) => isLeft(each, banner, pairings));
      const kept = new Set(banner.filter((each) => !left.includes(each)).map((each) => each.contract));
      return left.filter((each) => kept.has(each.contract));
    }),
  );
  return others.size === 0 ? resolutions : resolutions.filter((each) => !others.has(each));
}

const isOfBanner = ({ mention, contract }: Resolution): boolean =>
  mention.file.channel === 'banner' && mention.test !== null && contract !== null;

/** Rows of the same plan give this test other labels of the banner, and not this one. */
function isLeft({ mention, contract }: Resolution, banner: readonly Resolution[], pairings: Pairings): boolean {
  if (banner.every((each) => each.contract === contract)) return false;
  const rows = pairings.of(mention.test, mention.top).filter((pair) => pair.by === 'row');
  return (
    rows.every((pair) => pair.contract !== contract) &&
    rows.some(
      (pair) => pair.contract.planPath === contract?.planPath && banner.some((b) => b.contract === pair.contract),
    )
  );
}
