// Two wordings as one line that shows what changed. Loaded by the first promise that was reworded under its test.
import { diffWords } from 'diff';

/** Words around a change; what is longer and the same becomes `…`. */
const CONTEXT = 4;
const MOST = 400;

/** `the request MUST be [-dropped-] {+refused+}`, as git writes it. */
export function changedWords(before: string, after: string): string {
  const parts = diffWords(before, after);
  const text = parts
    .map(({ added, removed, value }, index) => {
      const words = value.replace(/\s+/g, ' ');
      if (removed) return ` [-${words.trim()}-] `;
      if (added) return ` {+${words.trim()}+} `;
      return shortened(words, index > 0, index < parts.length - 1);
    })
    .join('')
    .replace(/ +/g, ' ')
    .trim();
  return text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text;
}

function shortened(text: string, isAfterChange: boolean, isBeforeChange: boolean): string {
  const words = text.trim().split(' ');
  if (words.length <= 2 * CONTEXT + 1) return text;
  const head = isAfterChange ? words.slice(0, CONTEXT) : [];
  const tail = isBeforeChange ? words.slice(-CONTEXT) : [];
  return ` ${[...head, '…', ...tail].join(' ')} `;
}
