// One cell of the matrix in bands by state, so that a folded plan shows how much of it is kept where.
import type { ContractState } from '../../src/model/graph.ts';
import { STATE_ORDER } from '../../src/payload/state-words.ts';

/** The bands of one cell, bottom first: what is kept stands at the bottom, each band as high as its share of the row. */
export function bandsOf(
  cell: ReadonlyMap<ContractState, number>,
  whole: number,
  height: number,
): readonly { readonly state: ContractState; readonly y: number; readonly height: number }[] {
  const states = [...STATE_ORDER].reverse().filter((state) => (cell.get(state) ?? 0) > 0);
  const total = states.reduce((sum, state) => sum + (cell.get(state) ?? 0), 0);
  if (total === 0) return [];
  // One contract of forty would be half a pixel: whatever is there is seen.
  const filled = Math.min(
    height,
    Math.max((height * total) / Math.max(whole, total), Math.min(height, 4 * states.length)),
  );
  let bottom = height;
  return states.map((state) => {
    const part = (filled * (cell.get(state) ?? 0)) / total;
    bottom -= part;
    return { state, y: bottom, height: part };
  });
}
