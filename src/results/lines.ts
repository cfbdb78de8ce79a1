// Cuts pieces of text into lines, however long the text and wherever the pieces end.

/** Longer lines are no result of a test; keeping them would fill the memory. */
export const LONGEST_LINE = 16 * 1024 * 1024;

export interface Lines {
  write(text: string): void;
  /** True where the last line had its line feed. */
  end(): boolean;
}

/**
 * `take` gets each line without its end, with its number from 1; not `isWhole` where the text ends without a line feed, perhaps in the
 * middle of the line. `tooLong` gets one call for each line that was dropped.
 */
export function newLines(
  take: (line: string, number: number, isWhole: boolean) => void,
  tooLong: (number: number) => void,
): Lines {
  let rest: string[] = [];
  let length = 0;
  let number = 1;
  let isDropping = false;
  const keep = (piece: string): void => {
    if (piece === '') return;
    length += piece.length;
    if (isDropping) return;
    if (length <= LONGEST_LINE) rest.push(piece);
    else {
      rest = [];
      isDropping = true;
      tooLong(number);
    }
  };
  const done = (piece: string, isWhole: boolean): void => {
    keep(piece);
    const line = rest.length === 1 ? (rest[0] ?? '') : rest.join('');
    if (!isDropping) take(line.endsWith('\r') ? line.slice(0, -1) : line, number, isWhole);
    rest = [];
    length = 0;
    isDropping = false;
    number += 1;
  };
  return {
    write: (text) => {
      let from = 0;
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
        done(text.slice(from, at), true);
        from = at + 1;
      }
      keep(text.slice(from));
    },
    end: () => {
      if (length === 0) return true;
      done('', false);
      return false;
    },
  };
}
