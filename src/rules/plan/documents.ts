// What paths, titles and tasks are about: documents, tests, data.
import type { PlanFacts } from '../../model/plan.ts';

export const isDocument = (path: string): boolean => /\.(?:mdx?|rst|txt)$/.test(path);

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const WORDS = /\bdoc(?:s|ument\w*)?\b|\bglossary\b|\bdiagrams?\b|\b(?:README|CLAUDE|AGENTS|CHANGELOG)\b|\.md\b/i;

/** The title of a task that writes documents. */
export const speaksOfDocuments = (title: string): boolean => WORDS.test(title);

export const isTest = (path: string): boolean =>
  /(?:_test|\.test|\.spec)\.\w{1,4}$|(?:^|\/)(?:tests?|testdata|fixtures)\//.test(path);

/** What no test of the program can fail for: documents, data, pictures, and what drives an experiment. */
export const isBesideCode = (path: string): boolean =>
  isDocument(path) ||
  /\.(?:ya?ml|json|toml|csv|tsv|png|jpe?g|gif|svg|excalidraw|pdf)$|(?:^|\/)\.\w+ignore$/.test(path) ||
  isExperiment(path);

/** Drives an experiment, or comes of one. */
export const isExperiment = (path: string): boolean =>
  /\.sh$|(?:^|\/)(?:hypothes[ei]s|experiments?|notebooks?)\//.test(path);

/** The tasks name files, and no file is one that a test of the program could fail for. */
export function isWithoutProgram({ tasks }: PlanFacts): boolean {
  const files = tasks.flatMap((task) => task.files);
  return files.length > 0 && files.every(({ path }) => isBesideCode(path));
}

/** `**Tier:** Small`: what the form asks beside contracts and tasks only informs there. */
export const small = ({ header }: PlanFacts): { readonly severity?: 'info' } =>
  header.some(({ name, value }) => /\b(?:tier|size)\b/i.test(name) && /^\W{0,4}small\b/i.test(value))
    ? { severity: 'info' }
    : {};
