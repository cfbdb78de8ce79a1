// Go's line in the registry of languages.
import type { Extractor, Language } from '../language.ts';
import { outline, outlineParts } from './outline.ts';
import { runCommand } from './run-command.ts';

const maxDepth = 1000;

/** `go test` looks into no folder named testdata or vendor, nor into what begins with a dot or an underscore. */
const isIgnored = (segment: string): boolean => segment === 'testdata' || segment === 'vendor' || /^[._]/.test(segment);

export const go: Language = {
  id: 'go',
  version: 6,
  fences: ['go', 'golang'],
  isTestFile: (path) => path.endsWith('_test.go') && !path.split('/').some(isIgnored),
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
