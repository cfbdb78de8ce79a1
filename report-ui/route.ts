// Where the reader is: the hash, read and written. Every screen, thing and filter has an address, so back and reload work.
import { address } from '../src/payload/page.ts';
import type { Scope } from '../src/query/scope.ts';

export interface Route {
  readonly screen: string;
  /** Id of the thing shown; empty for lists. */
  readonly id: string;
  readonly params: ReadonlyMap<string, string>;
}

/** A percent sign that encodes nothing stays as it is: addresses are typed by hand too. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = split(hash.replace(/^#\/?/, ''), '?');
  const [screen = '', id = ''] = split(path, '/');
  const params = query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [key = '', value = ''] = split(pair, '=');
      return [decode(key), decode(value.replaceAll('+', ' '))] as const;
    });
  return { screen: decode(screen), id: decode(id), params: new Map(params) };
}

function split(text: string, at: string): readonly [string, string] {
  const index = text.indexOf(at);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + at.length)];
}

export const routeAddress = (route: Route, changes: Readonly<Record<string, string>> = {}): string =>
  address(route.screen, route.id, { ...Object.fromEntries(route.params), ...changes });

export const queryOf = (route: Route): string => route.params.get('q') ?? '';
export const scopeOf = (route: Route): Scope => (route.params.get('scope') === 'change' ? 'change' : 'everything');
export const sortOf = (route: Route): string => route.params.get('sort') ?? '';

/** Names in one parameter; a comma or a percent sign inside a name is encoded once more. */
export const namesOf = (route: Route, key: string): ReadonlySet<string> =>
  new Set(
    (route.params.get(key) ?? '')
      .split(',')
      .filter((name) => name !== '')
      .map(decode),
  );
export const writeNames = (names: Iterable<string>): string =>
  [...names].map((name) => name.replace(/[%,]/g, encodeURIComponent)).join(',');

let list = address('');
let scope: Scope = 'everything';

/** The list that the reader came from, with its filter: where Escape goes. Never out of the file, as `back` could. */
export const lastList = (): string => list;

/** What the reader looks at, remembered while single things are shown. */
export const lastScope = (): Scope => scope;

export function rememberList(route: Route): void {
  if (route.id !== '') return;
  list = routeAddress(route);
  scope = scopeOf(route);
}

/** Changes the address without a new entry in the history: a letter typed is no step to go back to. */
export function replaceAddress(hash: string): void {
  history.replaceState(history.state, '', hash);
}
