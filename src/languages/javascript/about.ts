// What is known of JavaScript, JSX and Flow included before any of it is read.
import { describeItAbout } from '../shared/describe-it/about.ts';

export const about = describeItAbout(
  'javascript',
  2,
  ['js', 'javascript', 'jsx', 'mjs', 'cjs'],
  ['js', 'jsx', 'mjs', 'cjs'],
);
