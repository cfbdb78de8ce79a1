// Reads JavaScript, JSX and Flow included. Its parser is loaded only when a file of it must be parsed.
import { describeItLanguage } from '../shared/describe-it/language.ts';
import { about } from './about.ts';

export const javascript = describeItLanguage({
  about,
  name: 'JavaScript',
  openParser: async () => (await import('./parse.ts')).openParser(),
});
