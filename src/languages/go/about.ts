// What is known of Go before any of it is read.
import type { LanguageAbout } from '../language.ts';

/** `go test` looks into no folder named testdata or vendor, nor into what begins with a dot or an underscore. */
const isIgnored = (segment: string): boolean => segment === 'testdata' || segment === 'vendor' || /^[._]/.test(segment);

export const about: LanguageAbout = {
  id: 'go',
  version: 7,
  fences: ['go', 'golang'],
  isTestFile: (path) => path.endsWith('_test.go') && !path.split('/').some(isIgnored),
};
