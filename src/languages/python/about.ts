// What is known of Python before any of it is read.
import type { LanguageAbout } from '../language.ts';

/** Folders that pytest does not enter, and those of installed packages and of byte code. */
const ignored: ReadonlySet<string> = new Set([
  'node_modules',
  'venv',
  'site-packages',
  '__pycache__',
  'build',
  'dist',
  '_darcs',
  'CVS',
]);
const isIgnored = (folder: string): boolean => ignored.has(folder) || folder.startsWith('.') || folder.endsWith('.egg');

export const about: LanguageAbout = {
  id: 'python',
  version: 3,
  fences: ['python', 'py', 'python3'],
  isTestFile: (path) =>
    /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path) && !path.split('/').slice(0, -1).some(isIgnored),
};
