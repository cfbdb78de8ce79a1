// Tells the strings that name files from all others: they say what a test reads.

const longestFile = 200;
const extension = /\.[A-Za-z][A-Za-z0-9]{0,9}$/;

/** A literal shaped like a file's path or name: no white space, a slash or an extension, no URL. */
export const looksLikeFile = (text: string): boolean =>
  text.length > 1 &&
  text.length <= longestFile &&
  (text.includes('/') || extension.test(text)) &&
  !/\s/.test(text) &&
  !text.includes('://');
