// Reads Go; loaded when there is Go to read.
import type { Extractor, Language } from '../language.ts';
import { about } from './about.ts';
import { outline } from './outline.ts';
import { outlineParts } from './outline-parts.ts';
import { runCommand } from './run-command.ts';

const maxDepth = 1000;

export const go: Language = {
  ...about,
  openPlain: async () => (await import('./extract.ts')).extractPlain,
  async open(readAsset): Promise<Extractor> {
    const [{ openParser }, { extract }, { kindNames, leafKinds, signs }] = await Promise.all([
      import('../shared/tree-sitter.ts'),
      import('./extract.ts'),
      import('./kinds.ts'),
    ]);
    const parser = await openParser(readAsset, 'go', { kinds: kindNames, leaves: leafKinds, signs, maxDepth });
    return { extract: (text) => extract(parser, text), close: () => parser.close() };
  },
  mayHoldTest: (text) => /Test|Benchmark|Fuzz|Example/.test(text),
  outline,
  outlineParts,
  runCommand,
};
