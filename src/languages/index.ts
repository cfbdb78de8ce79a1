// The registry of languages: one line each.
import { go } from './go/index.ts';
import { javascript } from './javascript/index.ts';
import type { Language } from './language.ts';
import { python } from './python/index.ts';
import { rust } from './rust/index.ts';
import { typescript } from './typescript/index.ts';

export const languages: readonly Language[] = [go, typescript, javascript, python, rust];

/** The language that reads this path as a test file, if any. Paths are repo-relative with `/`. */
export const languageOf = (path: string): Language | undefined =>
  languages.find((language) => language.isTestFile(path));

/** The language of a fenced block, by the first word of its info string: `go`, `golang title="x"`. */
export const languageOfFence = (info: string): Language | undefined => {
  const word = /^[^\s,{]*/.exec(info.trim())?.[0].toLowerCase() ?? '';
  return languages.find((language) => language.fences.includes(word));
};
