// Python's line in the registry of languages.
import type { Extractor, Language } from '../language.ts';
import { outline, outlineParts } from './outline.ts';
import { runCommand } from './run-command.ts';

const maxDepth = 1000;

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

export const python: Language = {
  id: 'python',
  version: 2,
  fences: ['python', 'py', 'python3'],
  isTestFile: (path) =>
    /(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path) && !path.split('/').slice(0, -1).some(isIgnored),
  async open(readAsset): Promise<Extractor> {
    const [{ openParser }, { extract }, { kindNames, leafKinds, signs }] = await Promise.all([
      import('../shared/tree-sitter.ts'),
      import('./extract.ts'),
      import('./kinds.ts'),
    ]);
    const parser = await openParser(readAsset, 'python', { kinds: kindNames, leaves: leafKinds, signs, maxDepth });
    return { extract: (text) => extract(parser, text), close: () => parser.close() };
  },
  outline,
  outlineParts,
  runCommand,
};
