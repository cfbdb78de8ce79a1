// The cells of the matrix on their canvas: only what is seen is drawn, in bands by state, with the cross of the cursor.
import type { ContractState } from '../../src/model/graph.ts';
import { bandsOf } from './bands.ts';
import type { Matrix } from './matrix-of.ts';
import type { Paint } from './textures.ts';

/** Side of a cell, in CSS pixels: what a finger or an unsteady hand can hit. */
export const CELL = 24;
const GAP = 3;
/** Rows drawn above and below what is seen. */
const SPARE = 4;

export interface Spot {
  /** −1 is the row or column of names. */
  readonly row: number;
  readonly column: number;
}

export interface Parts {
  readonly scroller: HTMLElement;
  readonly body: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly rows: HTMLElement;
  readonly columns: HTMLElement;
  readonly probe: HTMLElement;
}

export const between = (low: number, value: number, high: number): number => Math.max(low, Math.min(high, value));

/** `from` and `to` of the lines that a window of this size shows. */
export const seen = (scrolled: number, size: number, count: number): readonly [number, number] => [
  between(0, Math.floor(scrolled / CELL) - SPARE, count),
  between(0, Math.ceil((scrolled + size) / CELL) + SPARE, count),
];

export function drawCells(
  parts: Parts,
  matrix: Matrix,
  spot: Spot | null,
  colours: ReadonlyMap<ContractState, Paint>,
): void {
  const { scroller, canvas, rows, columns, probe } = parts;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const width = Math.max(1, scroller.clientWidth - rows.offsetWidth);
  const height = Math.max(1, scroller.clientHeight - columns.offsetHeight);
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  canvas.style.transform = `translate(${scroller.scrollLeft}px, ${scroller.scrollTop}px)`;
  pen.scale(scale, scale);
  pen.translate(-scroller.scrollLeft, -scroller.scrollTop);
  const styles = getComputedStyle(probe);
  const [top, bottom] = seen(scroller.scrollTop, height, matrix.rows.length);
  const [left, right] = seen(scroller.scrollLeft, width, matrix.columns.length);
  const end = matrix.columns.length * CELL;
  pen.lineWidth = 1;
  for (let row = top; row < bottom; row += 1) {
    const { kind, contracts } = matrix.rows[row] ?? { kind: 'plan', contracts: [] };
    pen.fillStyle = styles.borderTopColor;
    pen.globalAlpha = row === spot?.row ? 0.55 : kind === 'plan' ? 0.28 : 0;
    pen.fillRect(0, row * CELL, end, CELL);
    pen.globalAlpha = 1;
    pen.fillStyle = styles.borderBottomColor;
    pen.fillRect(0, (row + 1) * CELL - 1, end, 1);
    for (let column = left; column < right; column += 1) {
      const cell = matrix.cell(row, column);
      if (cell !== null) drawCell(pen, { row, column }, cell, kind === 'plan' ? contracts.length : 0, colours);
    }
  }
  if (spot !== null) drawCross(pen, spot, matrix, styles);
}

function drawCell(
  pen: CanvasRenderingContext2D,
  { row, column }: Spot,
  cell: ReadonlyMap<ContractState, number>,
  whole: number,
  colours: ReadonlyMap<ContractState, Paint>,
): void {
  const x = column * CELL + GAP;
  const y = row * CELL + GAP;
  const side = CELL - 2 * GAP - 1;
  for (const band of bandsOf(cell, whole, side)) {
    const paint = colours.get(band.state);
    if (paint === undefined) continue;
    pen.fillStyle = paint.fill;
    pen.strokeStyle = paint.line;
    pen.fillRect(x, y + band.y, side, band.height);
    pen.strokeRect(x + 0.5, y + band.y + 0.5, side - 1, Math.max(band.height - 1, 0.5));
  }
}

function drawCross(pen: CanvasRenderingContext2D, spot: Spot, matrix: Matrix, styles: CSSStyleDeclaration): void {
  pen.strokeStyle = pen.fillStyle = styles.columnRuleColor;
  pen.globalAlpha = 0.1;
  if (spot.column >= 0) pen.fillRect(spot.column * CELL, 0, CELL, matrix.rows.length * CELL);
  pen.globalAlpha = 1;
  pen.lineWidth = 2;
  if (spot.row >= 0 && spot.column >= 0)
    pen.strokeRect(spot.column * CELL + 1, spot.row * CELL + 1, CELL - 2, CELL - 2);
}
