// What is known of the languages of the describe/it family before any of them is read: their names and the paths of their tests.
import type { LanguageAbout } from '../../language.ts';

/** Raise whenever the shared reader makes other facts of unchanged bytes. */
const sharedVersion = 6;

const isForeign = (segment: string): boolean =>
  segment === 'node_modules' || segment === '__snapshots__' || segment === '__mocks__';

/** What tests read, not what they are. */
const isMaterial = (segment: string): boolean => /^(?:fixtures|__fixtures__|testdata)$/.test(segment);

/** The names and folders that vitest, jest, Cypress, Deno, Jasmine, Mocha and `node --test` look for. */
const testPaths = (extensions: readonly string[]): ((path: string) => boolean) => {
  const ending = `\\.(?:${extensions.join('|')})$`;
  const named = new RegExp(`(?:[._-](?:test|spec)|^test|\\.cy|[a-z0-9]Spec)${ending}|(?:^|/)test-[^/]*${ending}`);
  const inFolder = new RegExp(`(?:^|/)(?:__tests__|test)/(?:.*/)?[^/]*${ending}`);
  return (path) => {
    const segments = path.split('/');
    if (/\.d\.[cm]?ts$/.test(path) || segments.some(isForeign)) return false;
    return named.test(path) || (inFolder.test(path) && !segments.some(isMaterial));
  };
};

/** A dialect's own version, name, fences and extensions make the rest. */
export const describeItAbout = (
  id: string,
  version: number,
  fences: readonly string[],
  extensions: readonly string[],
): LanguageAbout => ({
  id,
  version: version * 1000 + sharedVersion,
  fences,
  isTestFile: testPaths(extensions),
});
