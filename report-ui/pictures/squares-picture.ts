// Draws the squares of a plan; the words beside them say the same.
import type { ContractState } from '../../src/model/graph.ts';
import { STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import { s } from '../dom.ts';
import { squarePath, squaresOf } from './squares.ts';
import { textureFill } from './textures.ts';

export function squaresPicture(states: readonly ContractState[], perLine?: number): SVGSVGElement {
  const { width, height, squares } = squaresOf(states, perLine);
  const present = STATE_ORDER.filter((state) => states.includes(state));
  return s(
    'svg',
    { class: 'squares', width, height, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true', focusable: 'false' },
    ...present.map((state) =>
      s('path', {
        class: `square tone-${STATES[state].tone} at-${state}`,
        d: squarePath(squares, state),
        fill: textureFill(state),
      }),
    ),
  );
}
