// Geometry of the small graph of one contract: five columns, lanes for lines that pass a column. Pure; knows no document.
import { group, max } from 'd3-array';
import { scalePoint } from 'd3-scale';

export const COLUMNS = ['plan', 'contract', 'task', 'test', 'commit'] as const;
export type Column = (typeof COLUMNS)[number];

export interface GraphNode {
  readonly id: string;
  readonly column: Column;
  readonly title: string;
  readonly sub: string;
  readonly go: string | null;
  readonly glyph: string;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly look: 'plain' | 'weak' | 'unsure';
  /** Why there is a line: the sentence that a reader sees when pointing at it, and in the text. */
  readonly says: string;
}

export interface Box extends GraphNode {
  readonly x: number;
  readonly y: number;
  /** Stands for this many nodes that are not drawn; 0 for a node. */
  readonly more: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly headings: readonly {
    readonly column: Column;
    readonly x: number;
    /** The middle, where an empty column says that it is empty. */
    readonly y: number;
    readonly empty: boolean;
  }[];
  readonly paths: readonly {
    readonly edge: GraphEdge;
    readonly points: readonly (readonly [number, number])[];
  }[];
}

export const BOX = { width: 196, height: 40, gap: 9 } as const;
const WIDTH = 1180;
const TOP = 26;
const LANE = 16;
/** Lines that pass the same column lie beside each other, up to so many; more share the last lane. */
const LANES = 5;
const LANE_GAP = 7;

/** At most this many nodes a column; the rest become one box that says how many. */
export const CAP = 40;

const x = scalePoint<Column>(COLUMNS, [0, WIDTH - BOX.width]);
const left = (column: Column): number => x(column) ?? 0;

function stack(column: Column, nodes: readonly GraphNode[], cap: number, middle: number): readonly Box[] {
  const drawn = nodes.length > cap ? nodes.slice(0, cap - 1) : nodes;
  const rest = nodes.length - drawn.length;
  const count = drawn.length + (rest > 0 ? 1 : 0);
  const start = middle - (count * (BOX.height + BOX.gap) - BOX.gap) / 2;
  const at = (index: number): number => start + index * (BOX.height + BOX.gap);
  const boxes = drawn.map((node, index) => ({ ...node, x: left(column), y: at(index), more: 0 }));
  if (rest === 0) return boxes;
  return [
    ...boxes,
    {
      id: `more ${column}`,
      column,
      title: `${rest} more`,
      sub: 'in the text below',
      go: null,
      glyph: column,
      x: left(column),
      y: at(drawn.length),
      more: rest,
    },
  ];
}

const stackHeight = (count: number): number => Math.max(count, 1) * (BOX.height + BOX.gap) - BOX.gap;

export function layOut(nodes: readonly GraphNode[], edges: readonly GraphEdge[], cap = CAP): Drawing {
  const byColumn = group(nodes, (node) => node.column);
  const counts = COLUMNS.map((column) => Math.min(byColumn.get(column)?.length ?? 0, cap));
  const inner = max(counts.map(stackHeight)) ?? BOX.height;
  const middle = TOP + inner / 2;
  const boxes = COLUMNS.flatMap((column) => stack(column, byColumn.get(column) ?? [], cap, middle));
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  // The lane of a column runs below its boxes: lines to farther columns never hide behind a box.
  const lane = new Map(
    COLUMNS.map((column) => [
      column,
      (max(
        boxes.filter((box) => box.column === column),
        (box) => box.y + BOX.height,
      ) ?? middle + BOX.height / 2) + LANE,
    ]),
  );
  let passed = 0;
  const paths = edges.flatMap((edge) => {
    const from = boxOf.get(edge.from);
    const to = boxOf.get(edge.to);
    if (!from || !to) return [];
    const passes = COLUMNS.indexOf(to.column) - COLUMNS.indexOf(from.column) > 1;
    const points = route(from, to, lane, Math.min(passed, LANES - 1) * LANE_GAP);
    passed += passes ? 1 : 0;
    return [{ edge, points }];
  });
  const lanes = passed === 0 ? 0 : LANE + Math.min(passed - 1, LANES - 1) * LANE_GAP;
  return {
    width: WIDTH,
    height: Math.ceil(TOP + inner + lanes + 10),
    boxes,
    headings: COLUMNS.map((column) => ({ column, x: left(column), y: middle, empty: !byColumn.has(column) })),
    paths,
  };
}

function route(
  from: Box,
  to: Box,
  lane: ReadonlyMap<Column, number>,
  beside: number,
): readonly (readonly [number, number])[] {
  const between = COLUMNS.slice(COLUMNS.indexOf(from.column) + 1, COLUMNS.indexOf(to.column));
  const passing = between.flatMap((column) => {
    const y = (lane.get(column) ?? 0) + beside;
    return [[left(column), y] as const, [left(column) + BOX.width, y] as const];
  });
  return [[from.x + BOX.width, from.y + BOX.height / 2], ...passing, [to.x, to.y + BOX.height / 2]];
}
