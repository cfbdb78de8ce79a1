// Text from a repository made safe to look at: what cannot be seen, or turns the reading direction, is shown as its number.

/** Longest string that the page carries, in UTF-16 code units. */
export const TEXT_LIMIT = 4096;

// C0 and C1 controls (tab and line feed too: a name has none), soft hyphen, zero-width and direction marks, byte order mark.
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const INVISIBLE_BUT_LAYOUT =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const asNumber = (char: string): string => `⟨U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`;

/** One line: every control character as `⟨U+202E⟩`. */
export const visibleText = (text: string): string => text.replace(INVISIBLE, asNumber);

/** Like `visibleText`, but keeps tabs and line feeds, for blocks that are shown as they are written. */
export const visibleBlock = (text: string): string => text.replace(INVISIBLE_BUT_LAYOUT, asNumber);

/** Every invisible character through a function, for sinks with an escape of their own. */
export const escapeInvisible = (text: string, write: (char: string) => string): string =>
  text.replace(INVISIBLE, write);

export const hasControl = (text: string): boolean => text.search(INVISIBLE) >= 0;

/** The first part of a long text, and how long it was: `… ⟨truncated: 9,000 characters⟩`. Never cuts a surrogate pair. */
export function capText(text: string, distinguish: (whole: string) => string): string {
  if (text.length <= TEXT_LIMIT) return text;
  const last = text.charCodeAt(TEXT_LIMIT - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? TEXT_LIMIT - 1 : TEXT_LIMIT;
  return `${text.slice(0, end)}… ⟨truncated: ${text.length} characters, ${distinguish(text)}⟩`;
}
