// What is known of Rust before any of it is read.
import type { LanguageAbout } from '../language.ts';

const isForeign = (segment: string): boolean =>
  segment === 'target' || segment === 'vendor' || segment === 'node_modules';

export const about: LanguageAbout = {
  id: 'rust',
  version: 3,
  fences: ['rust', 'rs'],
  /** Tests stand in any file, beside the code that they test: every file is looked at, and one without tests costs no parsing. */
  isTestFile: (path) => path.endsWith('.rs') && !path.split('/').some(isForeign),
  testsAmongCode: true,
};
