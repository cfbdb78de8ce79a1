// Rust's line in the registry of languages.
import type { Extractor, Language } from '../language.ts';
import { outline, outlineParts } from './outline.ts';
import { runCommand } from './run-command.ts';

/** Modules inside modules; functions are not entered. */
const maxDepth = 200;

const isForeign = (segment: string): boolean =>
  segment === 'target' || segment === 'vendor' || segment === 'node_modules';

export const rust: Language = {
  id: 'rust',
  version: 2,
  fences: ['rust', 'rs'],
  /** Tests stand in any file, beside the code that they test: every file is looked at, and one without tests costs no parsing. */
  isTestFile: (path) => path.endsWith('.rs') && !path.split('/').some(isForeign),
  testsAmongCode: true,
  async open(readAsset): Promise<Extractor> {
    const [{ openParser }, { extract }, { kindNames, leafKinds, signs }] = await Promise.all([
      import('../shared/tree-sitter.ts'),
      import('./extract.ts'),
      import('./kinds.ts'),
    ]);
    const parser = await openParser(readAsset, 'rust', { kinds: kindNames, leaves: leafKinds, signs, maxDepth });
    return { extract: (text) => extract(parser, text), close: () => parser.close() };
  },
  outline,
  outlineParts,
  runCommand,
};
