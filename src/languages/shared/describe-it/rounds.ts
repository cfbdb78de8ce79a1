// Reads the rounds of a loop around tests: `for (const [name, title] of Object.entries(titles)) it(title, …)`.
import { type Bindings, resolve } from './titles.ts';
import type { Chain, LocalName, Syntax } from './tree.ts';

export interface LoopSyntax {
  readonly names: readonly LocalName[];
  readonly over: Syntax;
}

const mostRounds = 200;
const iterating: ReadonlySet<string> = new Set(['forEach', 'map', 'flatMap']);

/** A `for … of`, or `rows.forEach((row) => …)`; null for everything else. */
export const loopOf = (node: Syntax): LoopSyntax | null => {
  if (node.kind === 'loop') return node.over === null ? null : { names: node.names, over: node.over };
  if (node.kind !== 'chain') return null;
  const [method, call] = node.links.slice(-2);
  if (method?.kind !== 'name' || !iterating.has(method.name) || call?.kind !== 'call') return null;
  const [callback] = call.arguments;
  if (callback?.kind !== 'function') return null;
  return { names: callback.parameters[0] ?? [], over: withoutCall(node) };
};

const withoutCall = (chain: Chain): Syntax => {
  const links = chain.links.slice(0, -2);
  const [root, more] = links;
  return root?.kind === 'value' && more === undefined ? root.value : { ...chain, links };
};

/** What the names of a loop stand for in each round; null where the rows are known at run time only. */
export const roundsOver = ({ names, over }: LoopSyntax, bindings: Bindings): readonly Bindings[] | null => {
  const rows = rowsOf(over, bindings);
  if (rows === null || rows.length > mostRounds || rows.length === 0) return null;
  return rows.map((row) => {
    const round = new Map(bindings);
    for (const { key, local } of names) round.set(local, key === null ? row : partOf(resolve(row, bindings), key));
    return round;
  });
};

export const partOf = (row: Syntax, key: string): Syntax | null => {
  if (row.kind === 'list') return row.items[Number(key)] ?? null;
  return row.kind === 'record' ? (row.fields.find((field) => field.key === key)?.value ?? null) : null;
};

const rowsOf = (over: Syntax, bindings: Bindings): readonly Syntax[] | null => {
  const value = resolve(over, bindings);
  if (value.kind === 'list') return value.items;
  if (value.kind !== 'chain') return null;
  // Object.entries(table)
  const [root, method, call, more] = value.links;
  if (
    root?.kind !== 'name' ||
    root.name !== 'Object' ||
    method?.kind !== 'name' ||
    call?.kind !== 'call' ||
    more !== undefined
  )
    return null;
  const [given] = call.arguments;
  const table = given === undefined ? given : resolve(given, bindings);
  if (table?.kind !== 'record' || table.fields.some(({ key }) => key === null)) return null;
  return table.fields.flatMap(({ key, value: item }): Syntax[] => {
    const name: Syntax = { kind: 'text', text: key ?? '', start: item.start, end: item.start };
    if (method.name === 'keys') return [name];
    if (method.name === 'values') return [item];
    return method.name === 'entries' ? [{ kind: 'list', items: [name, item], start: item.start, end: item.end }] : [];
  });
};
