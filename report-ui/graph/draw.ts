// Draws the small graph with d3, and says the same as text: the drawing is for the eye, the text has the links.
import { visibleText } from '../../src/payload/visible-text.ts';
import { type Child, glyph, h, s } from '../dom.ts';
import { BOX, type Box, COLUMNS, type Drawing, type GraphEdge, type GraphNode, layOut } from './layout.ts';

/** A path that leaves and reaches each point level, as `curveBumpX` of d3-shape draws it: 16 KB of curves for these two lines. */
const curve = (points: readonly (readonly [number, number])[]): string =>
  points.reduce((path, [x, y], at) => {
    const [x0, y0] = points[at - 1] ?? [x, y];
    const middle = (x0 + x) / 2;
    return at === 0 ? `M${x},${y}` : `${path}C${middle},${y0},${middle},${y},${x},${y}`;
  }, '');

/** About what fits a box at this size; the whole text is the box's title. */
const clip = (text: string, length: number): string => {
  const shown = visibleText(text);
  return shown.length > length ? `${shown.slice(0, length - 1)}…` : shown;
};

/** A name without spaces is wider than a sentence of the same length. */
const titleOf = (text: string): string => clip(text, text.includes(' ') ? 25 : 22);

function boxOf(box: Box, center: string): SVGGElement {
  const look = `node${box.id === center ? ' center' : ''}${box.more > 0 ? ' more' : ''}`;
  const use = s('use', { class: 'glyph', x: 10, y: BOX.height / 2 - 8, width: 16, height: 16 });
  use.setAttribute('href', `#g-${box.glyph}`);
  const group = s(
    'g',
    { class: look, 'data-go': box.go, transform: `translate(${box.x},${box.y})` },
    s('title', {}, `${box.title} — ${box.sub}`),
    s('rect', { width: BOX.width, height: BOX.height, rx: 6 }),
    use,
    s('text', { x: TEXT, y: 17 }, titleOf(box.title)),
    s('text', { class: 'sub', x: TEXT, y: 31 }, clip(box.sub, 28)),
  );
  group.addEventListener('click', () => {
    if (box.go !== null) location.hash = box.go;
  });
  return group;
}

/** Text of a box begins right of its drawing. */
const TEXT = 34;

/** A thin line is hard to point at: a wide one that is not seen lies over it and says why it is there. */
function drawEdges(svg: SVGSVGElement, { paths }: Drawing): void {
  for (const { edge, points } of paths) {
    const d = curve(points);
    const tie = s('g', { class: 'tie', 'data-from': edge.from, 'data-to': edge.to });
    tie.append(
      s('title', {}, edge.says),
      s('path', { class: `edge ${edge.look}`, d }),
      s('path', { class: 'reach-of-edge', d }),
    );
    svg.append(tie);
  }
}

/** Pointing at a box shows its own lines alone. */
function lightUp(svg: SVGSVGElement, boxes: ReadonlyMap<Box, SVGGElement>): void {
  const ties = [...svg.querySelectorAll<SVGGElement>('.tie')];
  const show = (id: string | null): void => {
    svg.classList.toggle('lit', id !== null);
    for (const tie of ties) tie.classList.toggle('on', id === tie.dataset.from || id === tie.dataset.to);
  };
  for (const [{ id }, group] of boxes) {
    group.addEventListener('pointerenter', () => show(id));
    group.addEventListener('pointerleave', () => show(null));
  }
}

function drawing(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  center: string,
  words: string,
): SVGSVGElement {
  const laid = layOut(nodes, edges);
  const svg = s('svg', {
    class: 'drawing',
    role: 'img',
    'aria-label': words,
    viewBox: `-1 0 ${laid.width + 2} ${laid.height}`,
  });
  for (const { column, x, y, empty } of laid.headings) {
    svg.append(s('text', { class: 'heading', x, y: 12 }, column));
    if (!empty) continue;
    const { width, height } = BOX;
    svg.append(
      s('rect', { class: 'absent', x, y: y - height / 2, width, height, rx: 6 }),
      s('text', { class: 'absent', x: x + width / 2, y: y + 4 }, `no ${column}`),
    );
  }
  drawEdges(svg, laid);
  const boxes = new Map(laid.boxes.map((box) => [box, boxOf(box, center)]));
  svg.append(...boxes.values());
  lightUp(svg, boxes);
  return svg;
}

const nodeText = (node: GraphNode): readonly Child[] => [
  node.go === null ? node.title : h('a', { href: node.go }, node.title),
  h('span', { class: 'aside' }, ` ${node.sub}`),
];

const LOOK_WORDS = { plain: '', weak: 'weak', unsure: 'unsure' } as const;

/** Every box with the reasons for its lines: the drawing shows them only to who points. */
function twin(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): HTMLElement {
  const names = new Map(nodes.map((node) => [node.id, node.title]));
  const reasons = (node: GraphNode): readonly HTMLElement[] =>
    edges
      .filter((edge) => edge.to === node.id)
      .map(({ from, look, says }) =>
        h(
          'p',
          { class: 'reason' },
          `from ${clip(names.get(from) ?? from, 60)}: ${says} `,
          LOOK_WORDS[look] !== '' && h('span', { class: 'tag' }, LOOK_WORDS[look]),
        ),
      );
  const rows = COLUMNS.flatMap((column) => {
    const members = nodes.filter((node) => node.column === column);
    const items = members.map((node) => h('div', { class: 'reason-of' }, ...nodeText(node), ...reasons(node)));
    return [h('dt', {}, glyph(column), ` ${column}`), h('dd', {}, ...(items.length === 0 ? [`no ${column}`] : items))];
  });
  return h(
    'details',
    { class: 'twin' },
    h('summary', {}, 'The same as text, with the reason for each line'),
    h('dl', {}, ...rows),
  );
}

const KEY = [
  ['plain', 'says so itself'],
  ['weak', 'only a table or banner says so'],
  ['unsure', 'could mean it'],
] as const;

/** What the strokes mean, for those that occur. */
function key(edges: readonly GraphEdge[]): HTMLElement | null {
  const looks = KEY.filter(([look]) => edges.some((edge) => edge.look === look));
  if (looks.length < 2) return null;
  return h(
    'p',
    { class: 'graph-key' },
    ...looks.map(([look, words]) => {
      const sample = s('svg', { viewBox: '0 0 28 8', width: 28, height: 8, 'aria-hidden': 'true' });
      sample.append(s('path', { class: `edge ${look}`, d: 'M0 4H28' }));
      return h('span', {}, sample, ` ${words}`);
    }),
  );
}

/** `center` is the id of the node that the graph is about. */
export function contractGraph(nodes: readonly GraphNode[], edges: readonly GraphEdge[], center: string): HTMLElement {
  const counts = COLUMNS.map((column) => `${nodes.filter((node) => node.column === column).length} ${column}`).join(
    ', ',
  );
  const scroller = h(
    'div',
    { tabindex: 0, role: 'group', 'aria-label': 'Graph of this contract' },
    drawing(nodes, edges, center, `How this contract is reached: ${counts}`),
  );
  return h('div', { class: 'part' }, h('div', { class: 'card graph' }, scroller, key(edges)), twin(nodes, edges));
}
