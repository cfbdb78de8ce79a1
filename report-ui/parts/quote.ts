// The lines that a link rests on, out of the file: the mention with its label marked, and what the test asserts beside it.

import { type Beside, checksOfMention } from '../../src/model/checks.ts';
import type { Link } from '../../src/model/graph.ts';
import type { Range } from '../../src/model/location.ts';
import { visibleText } from '../../src/payload/visible-text.ts';
import type { Data } from '../data.ts';
import { block, type Child, h, sr } from '../dom.ts';
import { placeLink } from './place.ts';

/** Lines of the file's excerpt around the mention, and around an assertion. */
const AROUND = { hit: 4, check: 2 } as const;
/** About what a mention may take, however many lines the file's excerpt has. */
const MOST = 14;
/** A gap of so few lines hides more than it spares. */
const SMALL_GAP = 3;

interface Line {
  readonly number: number;
  readonly text: string;
  readonly look: 'hit' | 'check' | null;
}

interface Lines {
  /** All that the report carries of the file, by line. */
  readonly known: ReadonlyMap<number, Line>;
  /** Those around the mention and its assertions, in order. */
  readonly wanted: readonly number[];
  readonly cut: boolean;
}

function linesAround({ excerpts }: Data, path: string, hit: number, checks: readonly number[]): Lines {
  const known = new Map<number, Line>();
  let cut = false;
  for (const { firstLine, lines, truncated } of excerpts.get(path) ?? []) {
    lines.forEach((text, index) => {
      const number = firstLine + index;
      const look = number === hit ? 'hit' : checks.includes(number) ? 'check' : null;
      known.set(number, { number, text, look });
    });
    cut ||= truncated && [hit, ...checks].some((line) => line >= firstLine && line < firstLine + lines.length);
  }
  const near = [hit, ...checks].flatMap((line, at) => around(known, line, at === 0 ? AROUND.hit : AROUND.check));
  return { known, wanted: [...new Set(near)].sort((a, b) => a - b), cut };
}

/** As far as the lines are known without a gap. */
function around(known: Lines['known'], line: number, reach: number): readonly number[] {
  const far = (step: 1 | -1): readonly number[] => {
    const numbers = Array.from({ length: reach }, (_, at) => line + step * (at + 1));
    const end = numbers.findIndex((number) => !known.has(number));
    return end < 0 ? numbers : numbers.slice(0, end);
  };
  return known.has(line) ? [...far(-1), line, ...far(1)] : [];
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

const row = (line: Line, at: Range): HTMLElement =>
  h(
    'span',
    { class: line.look },
    h('span', { class: 'no' }, line.number),
    line.look === 'hit' && sr('mention: '),
    line.look === 'check' && sr('asserts: '),
    h(
      'span',
      { class: 'text' },
      ...(line.look === 'hit' ? marked(line.text, at) : [block(line.text === '' ? ' ' : line.text)]),
    ),
  );

const span = (from: number, to: number): string => (from === to ? `line ${from}` : `lines ${from}–${to}`);

const within = ({ known }: Lines, from: number, to: number): readonly number[] =>
  [...known.keys()].filter((number) => number >= from && number <= to).sort((a, b) => a - b);

/** What is left out: a press shows it where the report has it, else it is said where it stands. */
function gap(data: Data, path: string, lines: Lines, [from, to]: readonly [number, number], show: Show): HTMLElement {
  const there = within(lines, from, to);
  const whole = there.length === to - from + 1;
  const words = whole ? `show ${span(from, to)}` : `show ${there.length} of ${span(from, to)}`;
  const more = h('button', { type: 'button', class: 'quiet-button' }, words);
  more.addEventListener('click', () => show(there));
  const at = { kind: 'file', path, at: { line: from, column: 1, endLine: to, endColumn: 1 } } as const;
  const absent = [`${span(from, to)} not in this report: `, placeLink(data.report, at)];
  return h(
    'span',
    { class: 'gap' },
    h('span', { 'aria-hidden': 'true' }, '⋯ '),
    ...(there.length > 0 ? [more] : absent),
  );
}

type Show = (numbers: readonly number[]) => void;

/** The lines with their gaps, drawn again when one is unfolded. */
function quoted(data: Data, path: string, lines: Lines, at: Range): HTMLElement {
  const shown = new Set(lines.wanted.slice(0, MOST));
  const pre = h('pre', { class: 'quote', tabindex: 0, role: 'region', 'aria-label': `${path}, line ${at.line}` });
  const unfold: Show = (numbers) => {
    for (const number of numbers) shown.add(number);
    draw();
    pre.focus();
  };
  const draw = (): void => {
    const numbers = [...shown].sort((a, b) => a - b);
    const last = numbers.at(-1) ?? 0;
    const rest = lines.wanted.at(-1) ?? 0;
    pre.replaceChildren(
      ...numbers.flatMap((number, index) => {
        const before = numbers[index - 1] ?? number - 1;
        const line = lines.known.get(number);
        return [
          ...(number > before + 1 ? [gap(data, path, lines, [before + 1, number - 1], unfold)] : []),
          ...(line ? [row(line, at)] : []),
        ];
      }),
      ...(rest > last ? [gap(data, path, lines, [last + 1, rest], unfold)] : []),
    );
  };
  for (const [index, number] of lines.wanted.entries()) {
    const before = lines.wanted[index - 1] ?? number;
    const between = within(lines, before + 1, number - 1);
    if (shown.has(number) && between.length <= SMALL_GAP && between.length === number - before - 1)
      for (const each of between) shown.add(each);
  }
  draw();
  return pre;
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
    const lines = linesAround(data, at.path, at.at.line, beside.lines);
    if (lines.known.has(at.at.line)) {
      const asserts = beside.lines.some((line) => lines.known.has(line));
      return h(
        'figure',
        { class: 'source' },
        quoted(data, at.path, lines, at.at),
        h(
          'figcaption',
          {},
          h('span', { class: 'key hit' }, 'mention'),
          asserts && h('span', { class: 'key check' }, 'asserts'),
          TOLD[beside.told],
          lines.cut && h('span', { class: 'tag' }, 'truncated'),
        ),
      );
    }
  }
  return link.raw === '' ? null : h('p', { class: 'quote' }, block(link.raw));
}
