// Finds the commit that a result file says it belongs to, under the names that CI systems and build tools give it.
import { isRecord } from './json-values.ts';
import { isCommit } from './run-builder.ts';

const NAMES: ReadonlySet<string> = new Set([
  'trace.commit',
  'commit',
  'commitsha',
  'commithash',
  'gitcommit',
  'gitcommitid',
  'gitcommitsha',
  'gitsha',
  'gitrevision',
  'revision',
  'sha',
  'scmrevision',
  'vcsrevision',
  'buildvcsnumber',
  'githubsha',
  'cicommitsha',
  'bitbucketcommit',
  'buildkitecommit',
  'circlesha1',
  'traviscommit',
  'buildsourceversion',
  'dronecommitsha',
]);

/** `git.commit.id`, `GITHUB_SHA`, `commit-sha`: the same word to a reader. */
const plain = (name: string): string => (name === 'trace.commit' ? name : name.toLowerCase().replace(/[^a-z0-9]/g, ''));

/** A full hash under a name that means a commit; else null. */
export const commitOf = (name: string, value: unknown): string | null =>
  NAMES.has(plain(name)) && isCommit(value) ? value : null;

const DEEPEST = 4;

/** Every commit that an object names, in it and in the objects inside of it. */
export const commitIn = (value: unknown, depth = 0): readonly string[] =>
  !isRecord(value) || depth > DEEPEST
    ? []
    : Object.entries(value).flatMap(([name, inner]) => commitOf(name, inner) ?? commitIn(inner, depth + 1));
