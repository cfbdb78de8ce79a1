// HTML written by a tagged template that escapes whatever is put into it, so that forgetting is not possible.
import { visibleText } from '../../payload/visible-text.ts';

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Safe in text and in quoted attributes; control and direction characters become visible. */
export const escapeHtml = (text: string): string =>
  visibleText(text).replace(/[&<>"']/g, (char) => ENTITIES.get(char) ?? char);

/** Markup that was made here, and not by a repository. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Prose of a plan: what stands between back-ticks is code. An odd back-tick stays a back-tick. */
export function prose(text: string): Markup {
  const pieces = text.split('`');
  const closed = pieces.length % 2 === 1 ? pieces.length : pieces.length - 1;
  const one = (piece: string, index: number): Markup => {
    if (index >= closed) return html`${`\`${piece}`}`;
    return index % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`;
  };
  return new Markup(pieces.map((piece, index) => one(piece, index).text).join(''));
}

type Value = string | number | null | Markup | readonly Markup[];

function write(value: Value): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map((each) => each.text).join('');
  return escapeHtml(String(value));
}

/** `html`<b>${name}</b>`` escapes `name`; null is nothing, lists of markup are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(parts.map((part, index) => part + write(values[index] ?? null)).join(''));
}
