// Which files may be plans and which tests: the words of the configuration as predicates over repo-relative paths.
import picomatch from 'picomatch';
import type { Config } from './config.ts';
import { isInside } from './project.ts';

export interface PathRules {
  isPlanPath(path: string): boolean;
  isTestPath(path: string): boolean;
  /** Literal folders that a plan glob names: below them ignored files are seen too (plan folders are often git-ignored on purpose). */
  readonly planFolders: readonly string[];
  /** In words, for "what was searched". */
  readonly plansSearched: string;
  readonly testsSearched: string;
}

const NEVER = new Set(['node_modules', 'vendor', 'fixtures', 'testdata', 'templates', 'template', '.git']);
/** `PULL_REQUEST_TEMPLATE.md` defines a `BC-1` in a real repository. */
const TEMPLATE = /TEMPLATE|(^|[-_.])template\.[a-z]+$/;

export function pathRules(
  config: Config,
  languageOf: (path: string) => { readonly id: string } | undefined,
): PathRules {
  const options = { dot: true };
  const ignored = config.ignore.length > 0 ? picomatch([...config.ignore], options) : () => false;
  const testIgnored = config.tests.ignore.length > 0 ? picomatch([...config.tests.ignore], options) : () => false;
  const below = config.folder === '' ? '' : ` below ${config.folder}`;
  const globs = config.plans?.filter((s) => s.ref === null).flatMap((s) => s.include) ?? null;
  const included = globs === null ? null : picomatch([...globs], options);
  return {
    isPlanPath: (path) => {
      if (!/\.(md|markdown)$/i.test(path) || ignored(path)) return false;
      return included ? included(path) : isInside(config.folder, path) && byDefault(path);
    },
    isTestPath: (path) =>
      languageOf(path) !== undefined && isInside(config.folder, path) && !ignored(path) && !testIgnored(path),
    planFolders:
      globs === null ? [] : [...new Set(globs.map((g) => picomatch.scan(g).base).filter((b) => b !== '' && b !== '.'))],
    plansSearched:
      globs === null
        ? `Markdown files${below} outside node_modules, vendor, fixtures, testdata and templates`
        : `Markdown files that match ${globs.join(', ')}`,
    testsSearched: `test files${below} of the known languages`,
  };
}

function byDefault(path: string): boolean {
  const parts = path.split('/');
  const name = parts.pop() ?? '';
  return !TEMPLATE.test(name) && !parts.some((p) => NEVER.has(p.toLowerCase()));
}
