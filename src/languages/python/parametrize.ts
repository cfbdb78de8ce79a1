// Expands `@pytest.mark.parametrize` into the rows that pytest would run, with the ids that it would give them.
import type { Skip } from '../../model/test.ts';
import { type Spelled, spellNumber, spellText, spellValue, unique } from './ids.ts';
import { type Binding, calleeOf, markOf, type Names, resolve, type Source } from './names.ts';
import { readMarks, sourceOf } from './skips.ts';
import type { Expression, Span } from './tree.ts';

/** One row of a test, or of one of its tables. */
export interface Row {
  readonly id: string;
  /** The id is known only at run time; `id` then shows the source. */
  readonly dynamic: boolean;
  /** Where it is written, if in one place of this text. */
  readonly at: Span | null;
  readonly skips: readonly Skip[];
}

const mostRows = 500;

/** `marks`: nearest to the function first. Empty where there is no table. `hidden`: fixtures add parameters of their own. */
export const rowsOf = (marks: readonly Binding[], names: Names, source: Source, hidden: boolean): readonly Row[] => {
  let rows: readonly Row[] | null = null;
  for (const mark of marks) {
    const table = readTable(mark, names, source);
    if (table === null) continue;
    rows = rows === null ? table : product(rows, table);
    if (rows.length > mostRows) return [{ id: `${rows.length} rows`, dynamic: true, at: null, skips: [] }];
  }
  return (rows ?? []).map((row) => (hidden ? { ...row, dynamic: true } : row));
};

const product = (outer: readonly Row[], inner: readonly Row[]): Row[] => {
  if (outer.length * inner.length > mostRows * 2) return [...outer, ...inner];
  return outer.flatMap((a) =>
    inner.map((b) => ({
      id: `${a.id}-${b.id}`,
      dynamic: a.dynamic || b.dynamic,
      at: null,
      skips: [...a.skips, ...b.skips],
    })),
  );
};

interface Given {
  readonly names: readonly string[];
  /** One parameter, given as a string: each value is a row by itself. */
  readonly isSingle: boolean;
}

const readTable = ({ value, source }: Binding, names: Names, own: Source): readonly Row[] | null => {
  const mark = markOf(value, names);
  if (mark === null || !/(?:^|\.)parametrize$/.test(mark.name)) return null;
  const plain = mark.given.filter(({ kind }) => kind !== 'keyword');
  const named = (name: string): Expression | undefined => {
    const found = mark.given.find((one) => one.kind === 'keyword' && one.name === name);
    return found?.kind === 'keyword' ? found.value : undefined;
  };
  const written = plain[0] ?? named('argnames');
  const values = plain[1] ?? named('argvalues');
  if (written === undefined || values === undefined) return null;
  const ids = plain[3] ?? named('ids');
  const given = parameters(resolve(written, source, names).value);
  const found = rowsIn(values, source, names);
  if (found === null || given === null) return [{ id: shown(source, values), dynamic: true, at: null, skips: [] }];
  if (found.items.length === 0) {
    const at = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    return [{ id: 'NOTSET', dynamic: false, at: null, skips: [{ kind: 'always', condition: 'no rows', at }] }];
  }
  const spell = idsOf(ids, source, names);
  const read = found.items.map((item, i) => readRow(item, i, given, found.source, names, spell(i)));
  const isHere = found.source === own;
  const rows = read.map(
    ({ id, item, marks }): Row => ({
      id: id ?? shown(found.source, item),
      dynamic: id === null,
      at: isHere ? { start: item.start, end: item.end } : null,
      skips: readMarks(marks, names).skips,
    }),
  );
  if (rows.some(({ dynamic }) => dynamic)) return rows;
  const distinct = unique(rows.map(({ id }) => id));
  return rows.map((row, i) => ({ ...row, id: distinct[i] ?? row.id }));
};

const shown = (source: Source, span: Span): string => sourceOf(source, span).replace(/\s+/g, ' ');

const parameters = (written: Expression): Given | null => {
  if (written.kind === 'text') {
    const names = written.text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    return { names, isSingle: names.length === 1 };
  }
  if (written.kind !== 'list' && written.kind !== 'tuple') return null;
  const names = written.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
  return names.length === written.items.length ? { names, isSingle: false } : null;
};

/** The rows as written; null where they are made at run time. */
const rowsIn = (
  values: Expression,
  source: Source,
  names: Names,
): { readonly items: readonly Expression[]; readonly source: Source } | null => {
  const found = resolve(values, source, names);
  const { value } = found;
  if (value.kind === 'list' || value.kind === 'tuple') {
    // `*rows` is a group, and so is any other computed value: only the first hides how many there are.
    const isWhole = value.items.every((item) => found.source.text.charAt(item.start) !== '*');
    return isWhole && value.items.length <= mostRows ? { items: value.items, source: found.source } : null;
  }
  const counted = value.kind === 'chain' ? rangeItems(value, calleeOf(value.links)) : null;
  return counted === null ? null : { items: counted, source: found.source };
};

/** `range(3)` */
const rangeItems = (node: Extract<Expression, { kind: 'chain' }>, callee: string): Expression[] | null => {
  const call = node.links.at(-1);
  if (callee !== 'range' || call?.kind !== 'call') return null;
  const bounds = call.given.map((one) =>
    one.kind === 'constant' ? Number(spellNumber(one.text) ?? Number.NaN) : Number.NaN,
  );
  const [first = Number.NaN, second, step = 1] = bounds;
  const from = second === undefined ? 0 : first;
  const to = second ?? first;
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (!Number.isInteger(count) || count > mostRows) return null;
  const { start, end } = node;
  return Array.from({ length: count }, (_, i) => ({ kind: 'constant', text: `${from + i * step}`, start, end }));
};

/** The id that `ids=` gives to a row; undefined where it gives none, null where only a running test knows. */
const idsOf = (
  ids: Expression | undefined,
  source: Source,
  names: Names,
): ((row: number) => Spelled | undefined | 'str') => {
  if (ids === undefined) return () => undefined;
  const { value } = resolve(ids, source, names);
  if (value.kind === 'constant') return () => undefined;
  if (value.kind === 'chain' && calleeOf(value.links) === 'str') return () => 'str';
  if (value.kind !== 'list' && value.kind !== 'tuple') return () => null;
  return (row) => {
    const id = value.items[row];
    if (id === undefined) return null;
    if (id.kind === 'text') return spellText(id);
    if (id.kind !== 'constant') return null;
    return id.text === 'None' ? undefined : /^[TF]/.test(id.text) ? id.text : spellNumber(id.text);
  };
};

interface ReadRow {
  readonly id: Spelled;
  readonly item: Expression;
  readonly marks: readonly Binding[];
}

const readRow = (
  item: Expression,
  index: number,
  { names: parameterNames, isSingle }: Given,
  source: Source,
  names: Names,
  fixed: Spelled | undefined | 'str',
): ReadRow => {
  const param = paramOf(item, names);
  const keyword = (name: string): Expression | undefined => {
    const found = param?.find((one) => one.kind === 'keyword' && one.name === name);
    return found?.kind === 'keyword' ? found.value : undefined;
  };
  const marks = marksIn(keyword('marks'), source, names);
  const id = keyword('id');
  if (id !== undefined && !(id.kind === 'constant' && id.text === 'None')) {
    const { value } = resolve(id, source, names);
    return { id: value.kind === 'text' ? spellText(value) : null, item, marks };
  }
  if (fixed !== undefined && fixed !== 'str') return { id: fixed, item, marks };
  const values = param?.filter(({ kind }) => kind !== 'keyword') ?? valuesOf(item, isSingle, source, names);
  if (values === null || values.length !== parameterNames.length) return { id: null, item, marks };
  const spelled = values.map((value, i) => {
    const { kind } = resolve(value, source, names).value;
    if (fixed === 'str' && kind !== 'text' && kind !== 'constant') return null;
    return spellValue(value, parameterNames[i] ?? '', index, source, names);
  });
  return { id: spelled.includes(null) ? null : spelled.join('-'), item, marks };
};

/** Arguments of `pytest.param(…)`; null for a plain row. */
const paramOf = (item: Expression, names: Names): readonly Expression[] | null => {
  const mark = markOf(item, names);
  return mark !== null && (mark.name === 'pytest.param' || mark.name === 'param') ? mark.given : null;
};

const valuesOf = (item: Expression, isSingle: boolean, source: Source, names: Names): readonly Expression[] | null => {
  if (isSingle) return [item];
  const { value } = resolve(item, source, names);
  return value.kind === 'tuple' || value.kind === 'list' ? value.items : null;
};

export const marksIn = (written: Expression | undefined, source: Source, names: Names): Binding[] => {
  if (written === undefined) return [];
  const found = resolve(written, source, names);
  const { value } = found;
  return value.kind === 'list' || value.kind === 'tuple'
    ? value.items.map((item) => resolve(item, found.source, names))
    : [found];
};
