// Reads TypeScript. Its parser is loaded only when a file of it must be parsed.
import { describeItLanguage } from '../shared/describe-it/language.ts';
import { about } from './about.ts';

export const typescript = describeItLanguage({
  about,
  name: 'TypeScript',
  openParser: async () => (await import('./parse.ts')).openParser(),
});
