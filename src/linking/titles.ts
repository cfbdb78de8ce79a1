// Finds tests by a title as plans write it: `file.test.ts > suite > title`, the end of it, or the title of a whole table of tests.
import type { NamedTest } from '../model/plan.ts';
import type { HeadTest } from './world.ts';

export const topName = (name: string): string => (name.includes(' > ') ? name : (name.split('/')[0] ?? name));

/** A test that is named by its title, not by a function's name. */
export const isTitle = (named: NamedTest): boolean => named.kind === 'title' || named.name.includes(' > ');

/** What `it.each` fills in: `%s`, `$name`. */
const PLACEHOLDER = /%[sdifjoOp#$]|\$(?:#|[\p{L}_][\p{L}\p{N}_.]*)/gu;

/** The title stands for every row of a table. */
export const meansTable = (title: string): boolean => title.search(PLACEHOLDER) !== -1;

/** Between a file and a title suites may be left out. A title with a placeholder means every row of its table. */
export function titleSearch(all: readonly HeadTest[]): (title: string) => readonly HeadTest[] {
  const byEnd = new Map<string, HeadTest[]>();
  for (const test of all) {
    const end = lastOf(test.syntax.path.join(' > '));
    const known = byEnd.get(end);
    if (known) known.push(test);
    else byEnd.set(end, [test]);
  }
  return (title) => {
    const parts = title.split(' > ').map((part) => part.trim());
    const wanted = parts.join(' > ');
    const ending = byEnd.get(lastOf(wanted)) ?? [];
    const whole = ending.filter((test) => endsWithPart(fullTitle(test), wanted));
    if (whole.length > 0) return whole;
    const [file = '', ...titles] = parts;
    const inFile = ending.filter(({ path, syntax }) => endsWithPart(`/${path}`, file) && holds(syntax.path, titles));
    return titles.length > 0 && inFile.length > 0 ? inFile : rowsOf(wanted, all);
  };
}

const lastOf = (title: string): string => title.split(' > ').at(-1) ?? '';

const fullTitle = (test: HeadTest): string => ` > ${[test.path, ...test.syntax.path].join(' > ')}`;

const endsWithPart = (text: string, end: string): boolean => text.endsWith(` > ${end}`) || text.endsWith(`/${end}`);

/** All of these titles, in this order. */
function holds(path: readonly string[], titles: readonly string[]): boolean {
  let next = 0;
  for (const title of path) if (title === titles[next]) next += 1;
  return next === titles.length;
}

function rowsOf(title: string, all: readonly HeadTest[]): readonly HeadTest[] {
  const pieces = title.split(PLACEHOLDER);
  const [first = '', ...rest] = pieces;
  // `%s` alone would mean every test there is.
  if (rest.length === 0 || pieces.every((piece) => piece.trim() === '')) return [];
  return all.filter((test) => {
    const full = fullTitle(test);
    const starts = [` > ${first}`, `/${first}`].map((start) => full.indexOf(start)).filter((at) => at !== -1);
    return starts.some((at) => holdsPieces(full, at + first.length, rest));
  });
}

/** These pieces in this order, the last one at the end. */
function holdsPieces(text: string, from: number, pieces: readonly string[]): boolean {
  let at = from;
  for (const piece of pieces.slice(0, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  const last = pieces.at(-1) ?? '';
  return text.endsWith(last) && text.length - last.length >= at;
}
