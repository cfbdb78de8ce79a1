// Remembers what was read from equal pieces of text, within a bound on memory.

export interface MemoLimits {
  readonly entries: number;
  /** Characters of all texts that something was remembered from: a piece keeps the whole text it was cut from. */
  readonly characters: number;
  /** Versions kept of pieces that begin alike; the oldest gives way. */
  readonly versions: number;
}

export interface Memo<T> {
  /** A lookup within one text; `context` is what an answer depends on besides the piece. */
  open(text: string, context: string): MemoView<T>;
}

export interface MemoView<T> {
  /** What is known of the piece that begins at `start`; `key` is a part of it that tells it from most others. */
  find(key: string, start: number): T | undefined;
  add(key: string, value: T): void;
}

/** Forgets everything when a limit is reached: the next revisions fill it again. */
export const boundedMemo = <T extends { readonly text: string }>(limits: MemoLimits): Memo<T> => {
  const contexts = new Map<string, Map<string, T[]>>();
  let entries = 0;
  let characters = 0;
  const clearWhenFull = (): void => {
    if (entries <= limits.entries && characters <= limits.characters) return;
    contexts.clear();
    entries = 0;
    characters = 0;
  };
  return {
    open(text, context) {
      clearWhenFull();
      const known = contexts.get(context) ?? new Map<string, T[]>();
      contexts.set(context, known);
      let isCounted = false;
      return {
        find: (key, start) => known.get(key)?.findLast((version) => standsAt(version.text, text, start)),
        add(key, value) {
          if (!isCounted) characters += text.length;
          isCounted = true;
          entries++;
          const versions = known.get(key);
          if (versions === undefined) known.set(key, [value]);
          else if (versions.push(value) > limits.versions) versions.shift();
        },
      };
    },
  };
};

const standsAt = (piece: string, text: string, start: number): boolean => {
  const end = start + piece.length;
  // The engine compiles `startsWith` into a loop over characters, which takes ten times as long as comparing a slice.
  return (end >= text.length || text.charCodeAt(end) === 10) && text.slice(start, end) === piece;
};
