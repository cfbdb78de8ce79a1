// Reads one share of what a run may ask for and links nothing: machines share the reading, one of them judges.
import { extractOldPlans, extractOldTests, extractTree } from './extract.ts';
import { contentHash } from './linking/hash.ts';
import type { Inputs, Tools } from './model/inputs.ts';

export interface Share {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

/** Revisions of one file repeat most of its text, so a file and all of its past are one machine's. */
const isOf = (share: Share, path: string): boolean =>
  Number.parseInt(contentHash(path).slice(0, 8), 16) % share.of === share.index - 1;

/**
 * Every file of today and of the base, and every version that history holds: a share cannot know which of them the links of the others
 * will ask for.
 */
export async function readShare(inputs: Inputs, tools: Tools, share: Share): Promise<void> {
  const own: Tools = {
    ...tools,
    extract: (refs, extractor) =>
      tools.extract(
        refs.filter((ref) => isOf(share, ref.path)),
        extractor,
      ),
  };
  const past = await tools.phase('history', () => tools.history());
  const trees = [inputs.head, ...(inputs.base ? [inputs.base] : [])];
  await Promise.all([
    ...trees.map((tree) => tools.phase('today', () => extractTree(inputs, own, tree, 'all'))),
    tools.phase('old tests', () => extractOldTests(inputs, own, past)),
    tools.phase('old plans', () => extractOldPlans(inputs, own, past)),
  ]);
}
