// What is known of TypeScript before any of it is read.
import { describeItAbout } from '../shared/describe-it/about.ts';

export const about = describeItAbout(
  'typescript',
  2,
  ['ts', 'typescript', 'tsx', 'mts', 'cts'],
  ['ts', 'tsx', 'mts', 'cts'],
);
