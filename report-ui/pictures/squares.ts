// A plan as squares, one a contract: what is kept stands left, what is open right, so that length and share are seen at once.
import type { ContractState } from '../../src/model/graph.ts';
import { isSatisfied, STATE_ORDER, STATES } from '../../src/payload/state-words.ts';

/** Side of a square and the step to the next, in CSS pixels. */
export const SQUARE = { side: 11, step: 14, perLine: 18 } as const;

export interface Square {
  readonly state: ContractState;
  readonly x: number;
  readonly y: number;
}

export interface Squares {
  readonly width: number;
  readonly height: number;
  readonly squares: readonly Square[];
}

const BEST_FIRST = [...STATE_ORDER].reverse();

/** The order depends on the states alone, so that equal plans look equal. */
export function squaresOf(states: readonly ContractState[], perLine: number = SQUARE.perLine): Squares {
  const ordered = BEST_FIRST.flatMap((state) => states.filter((each) => each === state));
  const { side, step } = SQUARE;
  return {
    width: (Math.max(1, Math.min(ordered.length, perLine)) - 1) * step + side + 2,
    height: (Math.max(1, Math.ceil(ordered.length / perLine)) - 1) * step + side + 2,
    squares: ordered.map((state, at) => ({
      state,
      x: (at % perLine) * step + 1,
      y: Math.floor(at / perLine) * step + 1,
    })),
  };
}

/** `12 contracts: 7 linked, 2 declared, 3 untested`, best first like the squares. */
export function squareWords(states: readonly ContractState[]): string {
  const count = (state: ContractState): number => states.filter((each) => each === state).length;
  return BEST_FIRST.flatMap((state) => (count(state) > 0 ? [`${count(state)} ${STATES[state].word}`] : [])).join(', ');
}

export const openIn = (states: readonly ContractState[]): number =>
  states.filter((state) => !isSatisfied(state)).length;

/** A square as a path, for one element a state instead of one a contract. */
export const squarePath = (squares: readonly Square[], state: ContractState): string =>
  squares
    .filter((each) => each.state === state)
    .map(({ x, y }) => `M${x} ${y}h${SQUARE.side}v${SQUARE.side}h-${SQUARE.side}z`)
    .join('');
