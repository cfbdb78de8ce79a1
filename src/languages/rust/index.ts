// Reads Rust; loaded when there is Rust to read.
import type { Extractor, Language } from '../language.ts';
import { about } from './about.ts';
import { outline, outlineParts } from './outline.ts';
import { runCommand } from './run-command.ts';

/** Modules inside modules; functions are not entered. */
const maxDepth = 200;

export const rust: Language = {
  ...about,
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
