// The registry of languages: one line each. A language is recognised without loading what reads it.
import { about as go } from './go/about.ts';
import { about as javascript } from './javascript/about.ts';
import type { Language, LanguageAbout } from './language.ts';
import { about as python } from './python/about.ts';
import { about as rust } from './rust/about.ts';
import { about as typescript } from './typescript/about.ts';

const registry: ReadonlyMap<LanguageAbout, () => Promise<Language>> = new Map([
  [go, async () => (await import('./go/index.ts')).go],
  [typescript, async () => (await import('./typescript/index.ts')).typescript],
  [javascript, async () => (await import('./javascript/index.ts')).javascript],
  [python, async () => (await import('./python/index.ts')).python],
  [rust, async () => (await import('./rust/index.ts')).rust],
]);

export const languages: readonly LanguageAbout[] = [...registry.keys()];

/** What reads a language, by its id; undefined where none is called so. */
export const loadLanguage = async (id: string | undefined): Promise<Language | undefined> => {
  for (const [about, load] of registry) if (about.id === id) return load();
  return undefined;
};

/** The language that reads this path as a test file, if any. Paths are repo-relative with `/`. */
export const languageOf = (path: string): LanguageAbout | undefined =>
  languages.find((language) => language.isTestFile(path));

/** The language of a fenced block, by the first word of its info string: `go`, `golang title="x"`. */
export const languageOfFence = (info: string): LanguageAbout | undefined => {
  const word = /^[^\s,{]*/.exec(info.trim())?.[0].toLowerCase() ?? '';
  return languages.find((language) => language.fences.includes(word));
};
