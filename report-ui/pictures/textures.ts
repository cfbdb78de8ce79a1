// How a state is filled: a pattern besides the colour, one table for the canvas of the matrix and the squares of the plans.
import type { ContractState } from '../../src/model/graph.ts';
import { STATE_ORDER, STATES } from '../../src/payload/state-words.ts';
import { h, s } from '../dom.ts';

/** Side of one tile, in CSS pixels. */
const TILE = 8;

interface Texture {
  /** `full`: in the tone, marks in the ground's colour. `pale`: on the tone's shade, marks in the tone. `empty`: the ground. */
  readonly base: 'full' | 'pale' | 'empty';
  /** Lines of one tile, as a path. */
  readonly mark: string;
  readonly width: number;
}

const HATCH = 'M-2 6L6-2M2 10L10 2';
const DOTS = 'M2 2h.01M6 6h.01';

/** What is kept is full, what fails is crossed out, what nothing ties is an empty frame; the rest is told by its lines. */
export const TEXTURES = {
  verified: { base: 'full', mark: DOTS, width: 2 },
  linked: { base: 'full', mark: '', width: 0 },
  declared: { base: 'pale', mark: HATCH, width: 1.6 },
  waived: { base: 'pale', mark: DOTS, width: 2.2 },
  claimed: { base: 'pale', mark: 'M2 0V8M6 0V8', width: 1.4 },
  'not-run': { base: 'pale', mark: 'M0 2H8M0 6H8', width: 1.4 },
  skipped: { base: 'pale', mark: 'M-2 2L6 10M2-2L10 6', width: 1.6 },
  hollow: { base: 'pale', mark: '', width: 0 },
  ambiguous: { base: 'pale', mark: 'M0 2H4M4 6H8', width: 4 },
  planned: { base: 'empty', mark: DOTS, width: 2.2 },
  untested: { base: 'empty', mark: '', width: 0 },
  failing: { base: 'full', mark: 'M1 1L7 7M7 1L1 7', width: 1.6 },
} as const satisfies Record<ContractState, Texture>;

const textureId = (state: ContractState): string => `tx-${state}`;
export const textureFill = (state: ContractState): string => `url(#${textureId(state)})`;

function pattern(state: ContractState): SVGPatternElement {
  const { base, mark, width } = TEXTURES[state];
  return s(
    'pattern',
    {
      id: textureId(state),
      class: `tone-${STATES[state].tone} tx-${base}`,
      width: TILE,
      height: TILE,
      patternUnits: 'userSpaceOnUse',
    },
    s('rect', { width: TILE, height: TILE }),
    mark !== '' && s('path', { d: mark, 'stroke-width': width }),
  );
}

/** The patterns, once a screen: a fill names them by id. */
export const textureSheet = (): SVGSVGElement =>
  s(
    'svg',
    { class: 'sheet', 'aria-hidden': 'true', focusable: 'false' },
    s('defs', {}, ...STATE_ORDER.map((state) => pattern(state))),
  );

const swatch = (state: ContractState): SVGSVGElement =>
  s(
    'svg',
    { class: `swatch tone-${STATES[state].tone}`, 'aria-hidden': 'true', focusable: 'false', viewBox: '0 0 16 16' },
    s('rect', { class: `square at-${state}`, x: 1, y: 1, width: 14, height: 14, fill: textureFill(state) }),
  );

/** What each fill means, worst first: only states that occur. */
export const legend = (states: ReadonlySet<ContractState>): HTMLElement =>
  h(
    'ul',
    { class: 'legend', 'aria-label': 'Fills' },
    ...STATE_ORDER.filter((state) => states.has(state)).map((state) =>
      h('li', { title: STATES[state].means }, swatch(state), STATES[state].word),
    ),
  );

export interface Paint {
  readonly fill: CanvasPattern | string;
  readonly line: string;
}

/** One canvas paint a state, in the colours that the theme has now. */
export function paints(context: CanvasRenderingContext2D, probe: HTMLElement): ReadonlyMap<ContractState, Paint> {
  const ground = getComputedStyle(probe).backgroundColor;
  return new Map(
    STATE_ORDER.map((state) => {
      probe.className = `probe tone-${STATES[state].tone}`;
      const { color, outlineColor } = getComputedStyle(probe);
      return [state, { fill: tileOf(context, TEXTURES[state], color, outlineColor, ground), line: color }] as const;
    }),
  );
}

function tileOf(
  context: CanvasRenderingContext2D,
  { base, mark, width }: Texture,
  tone: string,
  shade: string,
  ground: string,
): CanvasPattern | string {
  const under = base === 'full' ? tone : base === 'pale' ? shade : ground;
  const tile = document.createElement('canvas');
  const scale = 2;
  tile.width = tile.height = TILE * scale;
  const pen = tile.getContext('2d');
  if (mark === '' || pen === null) return under;
  pen.scale(scale, scale);
  pen.fillStyle = under;
  pen.fillRect(0, 0, TILE, TILE);
  pen.strokeStyle = base === 'full' ? ground : tone;
  pen.lineWidth = width;
  pen.lineCap = 'round';
  pen.stroke(new Path2D(mark));
  const made = context.createPattern(tile, 'repeat');
  made?.setTransform(new DOMMatrix().scale(1 / scale));
  return made ?? under;
}
