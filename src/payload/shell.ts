// Commands that a reader copies: quoted for a POSIX shell, and refused where a name could smuggle a control character.
import { hasControl } from './visible-text.ts';

const PLAIN = /^[A-Za-z0-9_./:@%+,=-]+$/;

/** One shell word, or null where the text holds control or direction characters. */
export function shellWord(text: string): string | null {
  if (hasControl(text)) return null;
  return PLAIN.test(text) && !text.startsWith('=') ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `['trace', 'explain', 'a b']` → `trace explain 'a b'`; null where one word is refused. */
export function shellCommand(words: readonly string[]): string | null {
  const quoted = words.map(shellWord);
  return quoted.includes(null) ? null : quoted.join(' ');
}
