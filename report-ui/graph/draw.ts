// Draws the small graph with d3, and says the same as text: the drawing is for the eye, the text has the links.
import { select } from 'd3-selection';
import { curveBumpX, line } from 'd3-shape';
import { visibleText } from '../../src/payload/visible-text.ts';
import { type Child, glyph, h, s } from '../dom.ts';
import { BOX, type Box, COLUMNS, type Drawing, type GraphEdge, type GraphNode, layOut } from './layout.ts';

const curve = line<readonly [number, number]>()
  .x(([x]) => x)
  .y(([, y]) => y)
  .curve(curveBumpX);

/** About what fits a box at this size; the whole text is the box's title. */
const clip = (text: string, length: number): string => {
  const shown = visibleText(text);
  return shown.length > length ? `${shown.slice(0, length - 1)}…` : shown;
};

function drawBoxes(svg: SVGSVGElement, drawing: Drawing, center: string): void {
  const groups = select(svg)
    .selectAll('g')
    .data(drawing.boxes)
    .join('g')
    .attr('class', (box) => `node${box.id === center ? ' center' : ''}${box.more > 0 ? ' more' : ''}`)
    .attr('data-go', (box) => box.go)
    .attr('transform', (box) => `translate(${box.x},${box.y})`);
  groups.append('title').text((box) => visibleText(`${box.title} — ${box.sub}`));
  groups.append('rect').attr('width', BOX.width).attr('height', BOX.height).attr('rx', 5);
  groups
    .append('text')
    .attr('x', 10)
    .attr('y', 17)
    .text((box) => clip(box.title, 28));
  groups
    .append('text')
    .attr('class', 'sub')
    .attr('x', 10)
    .attr('y', 31)
    .text((box) => clip(box.sub, 34));
  groups.on('click', (_event, box: Box) => {
    if (box.go !== null) location.hash = box.go;
  });
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
    viewBox: `0 0 ${laid.width} ${laid.height}`,
  });
  for (const { column, x, empty } of laid.headings) {
    svg.append(s('text', { class: 'heading', x, y: 12 }, column));
    if (empty) svg.append(s('text', { class: 'absent', x, y: (laid.height + 12) / 2 }, `no ${column}`));
  }
  for (const { look, points } of laid.paths) svg.append(s('path', { class: `edge ${look}`, d: curve(points) ?? '' }));
  drawBoxes(svg, laid, center);
  return svg;
}

function twin(nodes: readonly GraphNode[]): HTMLElement {
  const rows = COLUMNS.flatMap((column) => {
    const members = nodes.filter((node) => node.column === column);
    const names = members.flatMap((node, index): Child[] => [
      index > 0 && ' · ',
      node.go === null ? node.title : h('a', { href: node.go }, node.title),
      h('span', { class: 'aside' }, ` ${node.sub}`),
    ]);
    return [
      h('dt', {}, glyph(column), ` ${column}`),
      h('dd', {}, ...(members.length === 0 ? [`no ${column}`] : names)),
    ];
  });
  return h('details', { class: 'twin' }, h('summary', {}, 'The same as text'), h('dl', {}, ...rows));
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
  return h('div', {}, h('div', { class: 'card graph' }, scroller), twin(nodes));
}
