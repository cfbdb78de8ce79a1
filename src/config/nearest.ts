// Finds the name somebody meant when they wrote another one.

const LONGEST = 64;

/** Edits (insert, delete, replace, swap of neighbours) between two words. */
export function editDistance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row: number[] = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const replaced = (last[j - 1] ?? 0) + (same ? 0 : 1);
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The choice that is near enough to be a slip of the pen (case aside), the first of equals; null when none is. */
export function nearestName(written: string, choices: readonly string[]): string | null {
  if (written.length > LONGEST) return null;
  let nearest: string | null = null;
  let least = Math.max(2, Math.floor(written.length / 3)) + 1;
  for (const choice of choices) {
    const lastPart = choice.slice(choice.lastIndexOf('/') + 1); // `orphan-test` was meant as `trace/orphan-test`
    const distance = Math.min(
      editDistance(written.toLowerCase(), choice.toLowerCase()),
      written === lastPart ? 0 : Number.POSITIVE_INFINITY,
    );
    if (distance < least && distance < choice.length) {
      nearest = choice;
      least = distance;
    }
  }
  return nearest;
}
