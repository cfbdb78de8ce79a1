// TypeScript's line in the registry of languages. Its parser is loaded only when a file of it must be parsed.
import { describeItLanguage } from '../shared/describe-it/language.ts';

export const typescript = describeItLanguage({
  id: 'typescript',
  name: 'TypeScript',
  version: 2,
  fences: ['ts', 'typescript', 'tsx', 'mts', 'cts'],
  extensions: ['ts', 'tsx', 'mts', 'cts'],
  openParser: async () => (await import('./parse.ts')).openParser(),
});
