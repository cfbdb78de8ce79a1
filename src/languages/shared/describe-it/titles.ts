// Says what a test is called: titles from literals, constants and the rows of a table.
import { childrenOf, type Field, type Span, type Syntax, type TableLink } from './tree.ts';

export interface Title extends Span {
  readonly text: string;
  /** Built at run time: `text` is then the source, as far as it is known. */
  readonly dynamic: boolean;
  /** The row of a table that it was made from. */
  readonly isRow: boolean;
}

/** What names of the file stand for; null where a name stands for several things. */
export type Bindings = ReadonlyMap<string, Syntax | null>;

const longestTitle = 1000;
const longestSource = 200;
/** Rows of one table, and tests of one call, that get an entry of their own. */
const mostRows = 200;
const deepestValue = 8;

export const bindingsOf = (statements: readonly Syntax[]): Bindings => {
  const found = new Map<string, Syntax | null>();
  const visit = (node: Syntax, depth: number): void => {
    if (node.kind === 'binding') {
      const [only] = node.names;
      for (const { local } of node.names) {
        const isKnown = found.has(local) || node.value === null || only?.key !== null;
        found.set(local, isKnown ? null : node.value);
      }
    }
    if (depth < 12) for (const child of childrenOf(node)) visit(child, depth + 1);
  };
  for (const node of statements) visit(node, 0);
  return found;
};

/** What a name stands for, through other names; the node itself where nothing is known. */
export const resolve = (node: Syntax, bindings: Bindings, depth = 0): Syntax => {
  const name = nameOf(node);
  const value = name === null || depth > deepestValue ? null : bindings.get(name);
  return value === null || value === undefined ? node : resolve(value, bindings, depth + 1);
};

const nameOf = (node: Syntax): string | null => {
  if (node.kind !== 'chain' || node.links.length !== 1) return null;
  const [root] = node.links;
  return root?.kind === 'name' ? root.name : null;
};

/** What the value prints; null where that is known at run time only. */
const printed = (node: Syntax, bindings: Bindings, depth = 0): string | null => {
  const value = resolve(node, bindings);
  if (value.kind === 'text' || value.kind === 'constant') return value.text;
  if (value.kind !== 'template' || depth > deepestValue) return null;
  const parts = value.holes.map((hole) => printed(hole, bindings, depth + 1));
  if (parts.includes(null)) return null;
  return value.texts.map((text, i) => (i === 0 ? text : `${parts[i - 1]}${text}`)).join('');
};

const json = (node: Syntax, bindings: Bindings, depth = 0): string | null => {
  const value = resolve(node, bindings);
  if (value.kind === 'text') return JSON.stringify(value.text);
  if (value.kind === 'constant') return value.text === 'undefined' ? null : value.text;
  if (depth > deepestValue) return null;
  if (value.kind === 'list') {
    const items = value.items.map((item) => json(item, bindings, depth + 1));
    return items.includes(null) ? null : `[${items.join(',')}]`;
  }
  if (value.kind !== 'record') return null;
  const fields = value.fields.map((field) => {
    const inner = json(field.value, bindings, depth + 1);
    return field.key === null || inner === null ? null : `${JSON.stringify(field.key)}:${inner}`;
  });
  return fields.includes(null) ? null : `{${fields.join(',')}}`;
};

/** The words of a title as written: `` `adds ${a}` `` says `adds ${a}`, and so does `'adds ' + a`. */
const written = (node: Syntax, source: string, bindings: Bindings): Omit<Title, 'isRow'> => {
  const span = { start: node.start, end: node.end };
  const known = printed(node, bindings);
  if (known !== null) return { text: known.slice(0, longestTitle), dynamic: false, ...span };
  if (node.kind === 'function') return { text: node.name ?? '', dynamic: false, ...span };
  const value = resolve(node, bindings);
  if (value.kind === 'template') {
    const holes = value.holes.map(
      (hole) => printed(hole, bindings) ?? `\${${source.slice(hole.start, hole.end).slice(0, longestSource)}}`,
    );
    const text = value.texts.map((part, i) => (i === 0 ? part : `${holes[i - 1]}${part}`)).join('');
    return { text: text.slice(0, longestTitle), dynamic: true, ...span };
  }
  const text = source.slice(node.start, node.end).slice(0, longestSource);
  // `describe(Parser, …)` and `describe(Parser.name, …)` are called after the class.
  const className = /^([A-Z][\w$]*)(?:\.name)?$/.exec(text)?.[1];
  return { text: className ?? text, dynamic: className === undefined, ...span };
};

/** What one call is called: once, or once for each row of its table that can be read. */
export const titlesOf = (
  title: Syntax,
  rows: Syntax | TableLink | null,
  source: string,
  bindings: Bindings,
): readonly Title[] => {
  const plain = { ...written(title, source, bindings), isRow: false };
  if (rows === null || plain.dynamic || !placeholder.test(plain.text)) return [plain];
  const table = rows.kind === 'table' ? rowsOfTemplate(rows) : rowsOfList(resolve(rows, bindings), source);
  if (table === null || table.length === 0 || table.length > mostRows) return [{ ...plain, dynamic: true }];
  return table.map((row, index) => {
    const text = fill(plain.text, { row: resolve(row, bindings), index, bindings });
    return { text: text ?? plain.text, dynamic: text === null, start: row.start, end: row.end, isRow: true };
  });
};

/** `[...some, ...more]` holds as many rows as a run tells. */
const rowsOfList = (table: Syntax, source: string): readonly Syntax[] | null =>
  table.kind !== 'list' ||
  table.items.some(({ start }) => source.slice(Math.max(0, start - 3), start + 3).includes('...'))
    ? null
    : table.items;

/** ``each`a | b\n${1} | ${2}` ``: the first line names the columns. */
const rowsOfTemplate = ({ texts, holes }: TableLink): readonly Syntax[] | null => {
  const columns = (texts[0] ?? '')
    .trim()
    .split('|')
    .map((name) => name.trim());
  if (columns.includes('') || holes.length % columns.length !== 0) return null;
  const rows: Syntax[] = [];
  for (let at = 0; at < holes.length; at += columns.length) {
    const values = holes.slice(at, at + columns.length);
    const fields = values.map((value, i): Field => ({ key: columns[i] ?? null, value }));
    rows.push({ kind: 'record', start: values[0]?.start ?? 0, end: values.at(-1)?.end ?? 0, fields });
  }
  return rows;
};

/** `%s`, `%#`, `%%`, `$name`, `$user.name`, `$#`. */
const placeholders = /%[sdifjoOp#$%]|\$(?:#|[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)/gu;
const placeholder = /%[sdifjoOp#$%]|\$(?:#|[\p{L}_])/u;

interface Row {
  readonly row: Syntax;
  readonly index: number;
  readonly bindings: Bindings;
}

/** The title of one row; null where a value of it is known at run time only. */
const fill = (title: string, { row, index, bindings }: Row): string | null => {
  const values = row.kind === 'list' ? row.items : [row];
  let next = 0;
  let isKnown = true;
  const text = title.replace(placeholders, (mark) => {
    if (mark === '%%') return '%';
    if (mark === '%#' || mark === '$#') return String(index);
    if (mark === '%$') return String(index + 1);
    let shown: string | null;
    if (mark.startsWith('$')) {
      // A title may say `$5` or `$HOME` and mean it: only a field of the row is a placeholder.
      const field = fieldAt(row, mark.slice(1).split('.'), bindings);
      if (field === undefined) return mark;
      shown = field === null ? null : printed(field, bindings);
    } else {
      const value = values[next++];
      // What has no value left stays as it is written.
      if (value === undefined) return mark;
      shown = mark === '%j' || mark === '%o' || mark === '%O' ? json(value, bindings) : printed(value, bindings);
      shown ??= mark === '%s' ? null : json(value, bindings);
    }
    if (shown === null) isKnown = false;
    return shown ?? mark;
  });
  return isKnown ? text.slice(0, longestTitle) : null;
};

/** undefined: the row has no such field; null: what it holds is not known. */
const fieldAt = (row: Syntax, path: readonly string[], bindings: Bindings): Syntax | null | undefined => {
  let at = row;
  for (const key of path) {
    const value = resolve(at, bindings);
    if (value.kind !== 'record') return at === row && value.kind === 'list' ? undefined : null;
    const field = value.fields.find((each) => each.key === key);
    if (field === undefined) return value.fields.some((each) => each.key === null) ? null : undefined;
    at = field.value;
  }
  return at;
};
