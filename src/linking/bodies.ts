// What each test of a file reads like, so that two revisions of it can be compared: a name and a hash, for the few old blobs that are asked for.
import type { TestFileFacts } from '../model/test.ts';
import { contentHash } from './hash.ts';
import { identityOf, isSubtest } from './test-name.ts';

/** Functions and titles with the hash of their lines, doc comment included; white space at the ends of lines says nothing. */
export type Bodies = readonly (readonly [name: string, hash: string])[];

export function readBodies({ tests }: TestFileFacts, text: string): Bodies {
  const lines = text.split('\n').map((line) => line.trim());
  return tests
    .filter((test) => !isSubtest(test))
    .map((test) => {
      const from = test.doc?.at.line ?? test.at.line;
      return [identityOf(test), contentHash(lines.slice(from - 1, test.at.endLine).join('\n'))];
    });
}
