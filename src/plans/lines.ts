// Finding by line number in lists that are sorted by line: linear scans would make 100,000 headings quadratic.

/** Index of the last element that starts at or before the line; −1 where all start later. */
export const lastStarting = <T>(list: readonly T[], line: number, lineOf: (element: T) => number): number => {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const element = list[middle];
    if (element !== undefined && lineOf(element) <= line) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** The elements that start on lines `from` to `to`, both included. */
export const between = <T>(
  list: readonly T[],
  from: number,
  to: number,
  lineOf: (element: T) => number,
): readonly T[] =>
  list.slice(lastStarting(list, from - 1, lineOf) + 1, Math.max(0, lastStarting(list, to, lineOf) + 1));
