// Where the branch that is being worked on began: a hook is asked for no base, and what lands together is the whole branch.
import { UserError } from '../errors.ts';
import type { Repository } from '../io/git.ts';
import type { Base } from './options.ts';

const TRUNKS = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** The merge-base with the first trunk that is known here; HEAD where none is; null before the first commit. */
export async function baseOfBranch(repository: Repository | null): Promise<Base | null> {
  if (!repository?.head) return null;
  const { head } = repository;
  for (const ref of TRUNKS) {
    try {
      return { repository, head, ref, commit: await repository.mergeBase(head, await repository.resolve(ref)) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
  return { repository, head, ref: 'HEAD', commit: head };
}
