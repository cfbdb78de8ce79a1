// The only place that makes elements: text goes in as text, made visible; markup from data cannot happen.
import { visibleBlock, visibleText } from '../src/payload/visible-text.ts';

export type Child = Node | string | number | null | false | undefined;
type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

const SVG = 'http://www.w3.org/2000/svg';

/** Inside the page, or by https to what `forgeLink` allows. */
const SAFE_HREF = /^(?:#\/|https:\/\/)/;

/** Null, undefined and false leave the attribute out; true writes it empty. */
function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'style' || name.startsWith('on')) throw new Error(`the policy forbids the attribute ${name}`);
    const text = value === true ? '' : String(value);
    if (name === 'href' && !SAFE_HREF.test(text)) throw new Error(`not a link of this page: ${text}`);
    element.setAttribute(
      name,
      name === 'href' || name.startsWith('data-') || name === 'value' ? text : visibleText(text),
    );
  }
}

export function add(parent: Element, ...children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(typeof child === 'object' ? child : visibleText(String(child)));
  }
}

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAttributes(element, attributes);
  add(element, ...children);
  return element;
}

export function s<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS(SVG, tag);
  setAttributes(element, attributes);
  add(element, ...children);
  return element;
}

/** Text that keeps its lines and tabs; other control characters become visible. */
export function block(text: string): Text {
  return document.createTextNode(visibleBlock(text));
}

/** Prose of a plan: what stands between back-ticks is code. An odd back-tick stays a back-tick. */
export function prose(text: string): readonly Node[] {
  const pieces = text.split('`');
  const closed = pieces.length % 2 === 1 ? pieces.length : pieces.length - 1;
  return pieces.map((piece, index) => {
    if (index >= closed) return block(`\`${piece}`);
    return index % 2 === 1 ? h('code', {}, piece) : block(piece);
  });
}

const drawn = new Map<string, Element>();

/** A copy of what was made under this name before: a list shows the same few things hundreds of times. They listen to nothing. */
export function copied<Made extends Element>(name: string, make: () => Made): Made {
  const known = drawn.get(name) ?? make();
  drawn.set(name, known);
  return known.cloneNode(true) as Made;
}

/** A drawing of the sheet that the file carries; the words beside it say the same. */
export const glyph = (name: string, more = ''): SVGSVGElement =>
  copied(`glyph ${name} ${more}`, () => {
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `#g-${name}`);
    const svg = s('svg', { class: `glyph ${more}`.trim(), 'aria-hidden': 'true', focusable: 'false' });
    svg.append(use);
    return svg;
  });

export const sr = (text: string): HTMLElement => h('span', { class: 'sr' }, text);
