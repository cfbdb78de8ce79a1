// JavaScript's line in the registry of languages, JSX and Flow included. Its parser is loaded only when a file of it must be parsed.
import { describeItLanguage } from '../shared/describe-it/language.ts';

export const javascript = describeItLanguage({
  id: 'javascript',
  name: 'JavaScript',
  version: 2,
  fences: ['js', 'javascript', 'jsx', 'mjs', 'cjs'],
  extensions: ['js', 'jsx', 'mjs', 'cjs'],
  openParser: async () => (await import('./parse.ts')).openParser(),
});
