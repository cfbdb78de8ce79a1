// The one place that knows how a label is written: parse, print, lists, ranges and identifier forms.
// Everything else asks here, so that a plan, a test and a commit can never disagree about what `BC-1/2/13` means.

import { createIdentifierSearch, type KnownLabels } from './identifiers.ts';
import { parseLabel, printLabel } from './label.ts';
import { createProseSearch, type LabelMatch } from './prose.ts';

export type { KnownLabels } from './identifiers.ts';
export {
  compareLabels,
  defaultFamilies,
  familyOf,
  isRepositoryWide,
  type Label,
  parseLabel,
  printLabel,
} from './label.ts';
export type { LabelMatch } from './prose.ts';

export interface Grammar {
  readonly families: readonly string[];
  /** The whole text is one label: its normal form, else null. */
  parse(text: string): string | null;
  /** Every label in prose, in order of appearance; lists and ranges expanded. */
  find(text: string): readonly LabelMatch[];
  /** The label at the very start of the text; null when there is none or when it opens a list or range (no definition does). */
  leading(text: string): LabelMatch | null;
  /** False means surely no label in the sense of `find` (identifier forms are not looked for); cheap enough for every byte of a repository. */
  mayContain(text: string): boolean;
  known(labels: Iterable<string>): KnownLabels;
  /** Labels of `known` that an identifier (`TestX_BC2`, `test_bc1_empty`) names; each form must match exactly one known label. */
  inIdentifier(identifier: string, known: KnownLabels): readonly string[];
  /** The clause that an identifier names directly behind a dotted label: `EC-002` of `test_BC_4_07_002_ec002_empty`; '' where there is none. */
  clauseInIdentifier(identifier: string, label: string): string;
}

/**
 * The grammar of these families. Families are literals, never patterns.
 * Throws RangeError on a family that is empty or holds a dash or white space: no label could be told apart (configuration refuses it first).
 */
export function createGrammar(families: readonly string[]): Grammar {
  const broken = families.find((family) => family === '' || /[-\s]/.test(family));
  if (broken !== undefined) throw new RangeError(`"${broken}" cannot be a family of labels`);
  const names = [...new Set(families)];
  const known = new Set(names);
  return {
    families: names,
    parse(text) {
      const label = parseLabel(text);
      return label !== null && known.has(label.family) ? printLabel(label) : null;
    },
    ...createProseSearch(names),
    ...createIdentifierSearch(names),
  };
}
