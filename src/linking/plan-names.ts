// Finds plans by the names people write beside a mention: a path, any suffix of it, or a slug of at least three words.
import type { PlanDocument } from './world.ts';

// Both begin where a word begins: from the middle of a long one they would read it again and again.
const PATH = /(?<![\w./-])[\w./-]+\.(?:md|markdown)\b/g;
/** Shorter words (`half-open`) are prose more often than names. */
const SLUG = /(?<![A-Za-z0-9])[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){2,}/g;

export interface PlanNames {
  /** Documents that this word names; none where it names none. */
  find(word: string): readonly PlanDocument[];
  /** Documents named anywhere in a text; remembered, since one comment holds many mentions. */
  inText(text: string): readonly PlanDocument[];
}

const bare = (word: string): string => word.replace(/^\.?\//, '').replace(/\.(md|markdown)$/i, '');

export function planNames(documents: readonly PlanDocument[]): PlanNames {
  const byName = new Map<string, Set<PlanDocument>>();
  for (const document of documents) {
    const parts = bare(document.path).split('/');
    for (let n = 1; n <= parts.length; n += 1) {
      const name = parts.slice(-n).join('/');
      byName.set(name, (byName.get(name) ?? new Set()).add(document));
    }
  }
  const find = (word: string): readonly PlanDocument[] => [...(byName.get(bare(word)) ?? [])];
  const known = new Map<string, readonly PlanDocument[]>();
  return {
    find,
    inText: (text) => {
      const remembered = known.get(text);
      if (remembered) return remembered;
      const words = text === '' ? [] : [...(text.match(PATH) ?? []), ...(text.replace(PATH, ' ').match(SLUG) ?? [])];
      const found = [...new Set(words.flatMap(find))];
      known.set(text, found);
      return found;
    },
  };
}
