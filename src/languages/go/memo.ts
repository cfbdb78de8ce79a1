// Remembers what was read from equal texts, within a bound on memory.

export interface MemoLimits {
  readonly entries: number;
  /** Characters of all texts handed in since the last clearing: a remembered piece keeps the whole text it was cut from. */
  readonly characters: number;
}

export interface Memo<T> {
  /** A lookup for pieces of one text of that length; `context` is what the answer depends on besides the piece. */
  open(context: string, length: number): (piece: string, read: () => T) => T;
}

/** Forgets everything when a limit is reached: the next revisions fill it again. */
export const boundedMemo = <T>(limits: MemoLimits): Memo<T> => {
  const contexts = new Map<string, Map<string, T>>();
  let entries = 0;
  let characters = 0;
  return {
    open(context, length) {
      if (entries > limits.entries || characters > limits.characters) {
        contexts.clear();
        entries = 0;
        characters = 0;
      }
      const known = contexts.get(context) ?? new Map<string, T>();
      contexts.set(context, known);
      let isCounted = false;
      return (piece, read) => {
        const found = known.get(piece);
        if (found !== undefined) return found;
        if (!isCounted) characters += length;
        isCounted = true;
        entries++;
        const value = read();
        known.set(piece, value);
        return value;
      };
    },
  };
};
