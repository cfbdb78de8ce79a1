// What is about documents: the path of one, and words that speak of them.

export const isDocument = (path: string): boolean => /\.(?:mdx?|rst|txt)$/.test(path);

const WORDS = /\bdoc(?:s|ument\w*)?\b|\bglossary\b|\bdiagrams?\b|\b(?:README|CLAUDE|AGENTS|CHANGELOG)\b|\.md\b/i;

/** The title of a task that writes documents. */
export const speaksOfDocuments = (title: string): boolean => WORDS.test(title);
