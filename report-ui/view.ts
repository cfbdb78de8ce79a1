// What a screen is: built once when the reader comes to it, updated while the filter changes.
import type { Data } from './data.ts';
import type { Route } from './route.ts';

export interface View {
  /** For the window's title and for the heading that takes the focus. */
  readonly title: string;
  readonly root: HTMLElement;
  readonly update: (route: Route) => void;
}

export interface Surroundings {
  readonly data: Data;
  /** The first screen, as the file brought it. */
  readonly first: HTMLElement;
  /** Shows a route that differs only in its parameters, without a step in the history. */
  readonly refine: (changes: Readonly<Record<string, string>>) => void;
  /** Writes into the address what the screen already shows: nothing is drawn again. */
  readonly note: (changes: Readonly<Record<string, string>>) => void;
}

export type Screen = (around: Surroundings, route: Route) => View;
