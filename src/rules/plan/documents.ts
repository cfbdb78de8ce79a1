// What paths and titles are about: documents, tests, data.

export const isDocument = (path: string): boolean => /\.(?:mdx?|rst|txt)$/.test(path);

const WORDS = /\bdoc(?:s|ument\w*)?\b|\bglossary\b|\bdiagrams?\b|\b(?:README|CLAUDE|AGENTS|CHANGELOG)\b|\.md\b/i;

/** The title of a task that writes documents. */
export const speaksOfDocuments = (title: string): boolean => WORDS.test(title);

export const isTest = (path: string): boolean =>
  /(?:_test|\.test|\.spec)\.\w{1,4}$|(?:^|\/)(?:tests?|testdata|fixtures)\//.test(path);

/** What no test of the program can fail for: documents, data, pictures, and what drives an experiment. */
export const isBesideCode = (path: string): boolean =>
  isDocument(path) ||
  /\.(?:ya?ml|json|toml|csv|tsv|png|jpe?g|gif|svg|excalidraw|pdf|sh)$/.test(path) ||
  /(?:^|\/)(?:hypothes[ei]s|experiments?|notebooks?)\//.test(path);
