// A shallow clone begins in the middle of history: its oldest commit seems to add every file. That is the state before, not something
// that was written together; taken for a unit, it made all mentions of the example project ambiguous or wrongly tied.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../io/git.ts';
import type { CommitFacts, FileChange, Unit } from '../model/history.ts';

/** Full hashes of the commits whose parents this clone has not, sorted; empty where it is whole. */
export function boundaryOf(repository: Repository | null): readonly string[] {
  if (!repository?.shallow) return [];
  // Git has no command that prints them; the file is part of its documented repository layout.
  const lines = readFileSync(join(repository.commonDir, 'shallow'), 'latin1').split('\n');
  return lines.filter((line) => /^[0-9a-f]{40,64}$/.test(line)).sort();
}

/**
 * The oldest unit, where it is such a boundary, as two units without messages, its plans and its tests: every test and promise is known
 * to have been there, and none was introduced together with another. All other units are those of git.
 */
export function splitBoundary(
  units: readonly Unit[],
  boundary: readonly string[],
  isPlanPath: (path: string) => boolean,
): readonly Unit[] {
  const [oldest, ...later] = units;
  if (oldest === undefined || oldest.sha === null || !boundary.includes(oldest.sha)) return units;
  const part = (name: string, files: readonly FileChange[]): Unit => ({
    ...oldest,
    id: `${oldest.id}:${name}`,
    commits: oldest.commits.slice(0, 1).map(unread),
    files,
    boundary: true,
  });
  return [
    part(
      'plans',
      oldest.files.filter((f) => isPlanPath(f.path)),
    ),
    part(
      'tests',
      oldest.files.filter((f) => !isPlanPath(f.path)),
    ),
    ...later,
  ];
}

/** Its message speaks of changes that cannot be seen here, so nothing may be concluded from it. */
const unread = (commit: CommitFacts): CommitFacts => ({
  ...commit,
  subject: 'the oldest commit of this shallow clone',
  body: '',
  entries: [],
  trailers: [],
  numbers: [],
});
