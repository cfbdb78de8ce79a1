// How runners spell the names that stand in the source: always from the source forward, never back by guessing.

/** `C:\x\y` → `C:/x/y`. */
export const withSlashes = (path: string): string => path.replaceAll('\\', '/').replace(/^file:\/\//, '');

/** Looks like the path of a test file of JavaScript's family; a title like `loads config.js` has a space, and so may the path of `x.test.ts`. */
export const isTestPath = (text: string): boolean =>
  /^[^\s>]*\.(?:[cm]?[jt]sx?|vue|svelte)$/.test(text) || /^[^>]*\.(?:test|spec)\.[cm]?[jt]sx?$/.test(text);

/** Go's own list of white space (unicode.IsSpace). */
const space = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/u;
const printable = /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u;
const controls: ReadonlyMap<string, string> = new Map([
  ['\u0007', '\\a'],
  ['\b', '\\b'],
]);

const hex = (point: number, digits: number): string => point.toString(16).padStart(digits, '0');

const goCharacter = (character: string): string => {
  if (space.test(character)) return '_';
  if (printable.test(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  if (point >= 0xd800 && point <= 0xdfff) return '\ufffd';
  const short = controls.get(character);
  if (short !== undefined) return short;
  if (point < 0x20 || point === 0x7f) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
};

/** One subtest name as `go test` writes it: no white space, what cannot be printed escaped, `/` kept. */
export const goSpelling = (name: string): string => [...name].map(goCharacter).join('');

/**
 * Numbers equal names as `go test` does, in the order in which they run: `TestX/dup`, `TestX/dup#01`; an empty name is `TestX/#00`.
 * Each call is the next subtest; `isEmpty` where its own name is, be it alone or below a parent.
 */
export function goNumbering(): (spelled: string, isEmpty?: boolean) => string {
  const used = new Map<string, number>();
  return (spelled, isEmpty = /(?:^|\/)$/.test(spelled)) => {
    for (;;) {
      const count = used.get(spelled) ?? 0;
      used.set(spelled, count + 1);
      if (count === 0 && !isEmpty) {
        // Written out as `dup#01` while the second `dup` has that name already.
        const [, base, number] = /^(.*)#(\d{2,})$/s.exec(spelled) ?? [];
        if (base === undefined || Number(number) >= (used.get(base) ?? 0)) return spelled;
        continue;
      }
      const name = `${spelled}#${String(count).padStart(2, '0')}`;
      if (!used.has(name)) return name;
    }
  };
}

/** A title with its suites, as all runners of JavaScript spell it once their separators (` > `, ` › `, one space) are made the same. */
export const titleSpelling = (title: string): string =>
  title
    .replace(/ [>›] /g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Python's dotted name of a module: `tests/test_x.py` → `tests.test_x`. */
export const moduleSpelling = (path: string): string => path.replace(/\.py$/, '').replaceAll('/', '.');
