// Reads XML as a stream of tags with bounded memory. Document types and with them entities of one's own are refused, so that no bomb
// can go off; text between the tags is not kept, for no result stands in it.
import { SaxesParser } from 'saxes';
import { Unreadable } from './format.ts';
import type { RunBuilder } from './run-builder.ts';

export interface XmlTags {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
}

export interface XmlStream {
  /** Throws Unreadable where the text is no XML or has a document type. */
  write(text: string): void;
  /** True where the root element was closed. */
  end(): boolean;
}

/** A tag longer than this fills the memory: one attribute holds a whole log. In UTF-16 code units. */
export const LONGEST_TAG = 16 * 1024 * 1024;
export const DEEPEST = 200;

/** Characters that XML forbids are everywhere in what programs print; they spoil no tag. */
const HARMLESS = /disallowed character|malformed character entity/;

export function newXmlStream(run: Pick<RunBuilder, 'problem'>, tags: XmlTags): XmlStream {
  const parser = new SaxesParser<{ xmlns: false }>({ xmlns: false });
  const state = { depth: 0, isTagOpen: false, tagLength: 0, hasRoot: false, harmless: 0 };
  parser.on('error', (error) => {
    if (!HARMLESS.test(error.message))
      throw new Unreadable(error.message.replace(/^(?:undefined:)?(\d+):\d+: /, 'line $1: '));
    if (state.harmless === 0) run.problem('it holds characters that XML forbids', 'they are passed over', parser.line);
    state.harmless += 1;
  });
  parser.on('opentagstart', () => {
    state.isTagOpen = true;
    state.tagLength = 0;
  });
  parser.on('opentag', ({ name, attributes }) => {
    state.isTagOpen = false;
    state.hasRoot = true;
    state.depth += 1;
    if (state.depth > DEEPEST) throw new Unreadable(`elements stand more than ${DEEPEST} deep`);
    tags.open(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    state.depth -= 1;
    tags.close(localName(name));
  });
  const markup = newMarkupFilter((text) => {
    parser.write(text);
    if (!state.isTagOpen) return;
    state.tagLength += text.length;
    if (state.tagLength > LONGEST_TAG) throw new Unreadable(`a tag is longer than ${LONGEST_TAG / 1024 / 1024} MB`);
  });
  return {
    write: (text) => markup(text),
    end: () => state.hasRoot && state.depth === 0,
  };
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** What begins, and how it ends. Kept from the parser, which would hold all of it in memory. */
const PASSED_OVER: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/** No start of markup is longer. */
const LONGEST_START = '<![CDATA['.length;

/** Leaves out comments, CDATA sections and processing instructions. `<` stands nowhere else in well-formed XML, not even in an attribute. */
function newMarkupFilter(write: (text: string) => void): (text: string) => void {
  let rest = '';
  let end: string | null = null;
  return (piece) => {
    const text = rest + piece;
    rest = '';
    for (let at = 0; at < text.length; ) {
      if (end !== null) {
        const ending = text.indexOf(end, at);
        if (ending === -1) {
          rest = text.slice(Math.max(at, text.length - end.length + 1));
          return;
        }
        at = ending + end.length;
        end = null;
        continue;
      }
      const next = nextMarkup(text, at);
      if (next > at) write(text.slice(at, next));
      if (next === text.length) return;
      const found = PASSED_OVER.find(([start]) => text.startsWith(start, next));
      if (found === undefined) {
        rest = text.slice(next, next + LONGEST_START);
        if (rest.length < LONGEST_START && !/^<![A-Z]{3}/.test(rest)) return;
        throw new Unreadable('it has a document type (<!DOCTYPE …>), which result files never need');
      }
      end = found[1];
      at = next + found[0].length;
    }
  };
}

/** Where `<!` or `<?` begins, or a `<` at the very end, of which more is to come; else the end. */
function nextMarkup(text: string, from: number): number {
  const markup = /<(?:[!?]|$)/g;
  markup.lastIndex = from;
  return markup.exec(text)?.index ?? text.length;
}
