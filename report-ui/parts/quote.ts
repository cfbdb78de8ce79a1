// The lines that a link rests on, out of the file: the mention with its label marked, and what the test asserts beside it.

import { type Beside, checksOfMention } from '../../src/model/checks.ts';
import type { Link } from '../../src/model/graph.ts';
import type { Range } from '../../src/model/location.ts';
import { visibleText } from '../../src/payload/visible-text.ts';
import { type Data, excerptAt } from '../data.ts';
import { block, type Child, h, sr } from '../dom.ts';

/** Lines of the file's excerpt around the mention, and around an assertion. */
const AROUND = { hit: 4, check: 2 } as const;
/** About what a mention may take, however many lines the file's excerpt has. */
const MOST = 14;

interface Line {
  readonly number: number;
  readonly text: string;
  readonly look: 'hit' | 'check' | null;
}

/** Lines around those numbers, each once, in order; and whether the file's excerpt was cut. */
function linesAround(
  data: Data,
  path: string,
  hit: number,
  checks: readonly number[],
): { readonly lines: readonly Line[]; readonly cut: boolean } {
  const shown = new Map<number, Line>();
  let cut = false;
  for (const wanted of [hit, ...checks]) {
    const excerpt = excerptAt(data, path, wanted);
    if (!excerpt) continue;
    cut ||= excerpt.truncated;
    excerpt.lines.forEach((text, index) => {
      const number = excerpt.firstLine + index;
      if (Math.abs(number - wanted) > (wanted === hit ? AROUND.hit : AROUND.check)) return;
      const look = number === hit ? 'hit' : checks.includes(number) ? 'check' : null;
      shown.set(number, { number, text, look });
    });
  }
  const lines = [...shown.values()].sort((a, b) => a.number - b.number);
  return { lines: lines.slice(0, MOST), cut: cut || lines.length > MOST };
}

/** The label inside its line; the whole line where the place spans lines or lies beyond what was kept. */
function marked(text: string, { line, column, endLine, endColumn }: Range): readonly Child[] {
  const end = endLine === line ? endColumn - 1 : text.length;
  if (column < 1 || end <= column - 1 || column > text.length) return [block(text)];
  return [
    block(text.slice(0, column - 1)),
    h('mark', {}, visibleText(text.slice(column - 1, end))),
    block(text.slice(end)),
  ];
}

function row(line: Line, at: Range, previous: Line | undefined): readonly Child[] {
  const gap = previous !== undefined && line.number > previous.number + 1;
  const content = line.look === 'hit' ? marked(line.text, at) : [block(line.text === '' ? ' ' : line.text)];
  return [
    gap && h('span', { class: 'gap', 'aria-hidden': 'true' }, '⋯'),
    h(
      'span',
      { class: line.look },
      h('span', { class: 'no' }, line.number),
      line.look === 'hit' && sr('mention: '),
      line.look === 'check' && sr('asserts: '),
      h('span', { class: 'text' }, ...content),
    ),
  ];
}

/** Lines of another label's assertions would read as proof of this one. */
const TOLD: Readonly<Record<Beside['told'], string | null>> = {
  own: null,
  together: 'The test names several labels; which of them these assertions are for is not told apart.',
  elsewhere: 'What else the test asserts stands under other labels.',
};

/** Only a sentence where the report has no lines of the file: `--no-source`, or a mention in a commit's message. */
export function quoteOf(data: Data, link: Link): HTMLElement | null {
  const { at } = link;
  if (at.kind === 'file' && at.rev === undefined) {
    const test = data.index.nodes.get(link.from);
    const known = test?.kind === 'test' ? (test.checks ?? []) : [];
    const beside = checksOfMention(known, link, data.index.linksFrom.get(link.from) ?? []);
    const { lines, cut } = linesAround(data, at.path, at.at.line, beside.lines);
    if (lines.some((line) => line.look === 'hit')) {
      const asserts = lines.some((line) => line.look === 'check');
      return h(
        'figure',
        { class: 'source' },
        h(
          'pre',
          { class: 'quote', tabindex: 0, role: 'region', 'aria-label': `${at.path}, line ${at.at.line}` },
          ...lines.flatMap((line, index) => row(line, at.at, lines[index - 1])),
        ),
        h(
          'figcaption',
          {},
          h('span', { class: 'key hit' }, 'mention'),
          asserts && h('span', { class: 'key check' }, 'asserts'),
          TOLD[beside.told],
          cut && h('span', { class: 'tag' }, 'truncated'),
        ),
      );
    }
  }
  return link.raw === '' ? null : h('p', { class: 'quote' }, block(link.raw));
}
