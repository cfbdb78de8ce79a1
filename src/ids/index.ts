// The one place that knows how a label is written: parse, print, lists, ranges and identifier forms.
// Everything else asks here, so that a plan, a test and a commit can never disagree about what `BC-1/2/13` means.

/** Families known without configuration: behavioral, negative, error, error handling, and the older `BN`. */
export const defaultFamilies: readonly string[] = ['BC', 'NC', 'EC', 'EH', 'BN'];

/** One label found in prose. Offsets are UTF-16 code units into the searched text, end exclusive. */
export interface LabelMatch {
  /** Normal form: `BC-7` for the `7` of `BC-3,6,7,8`. */
  readonly label: string;
  /** This item as written; for an implied one the whole range. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
  /** `single` stands alone; `list` and `range` are parts of `group`. */
  readonly form: 'single' | 'list' | 'range';
  /** The whole list or range as written (equal to `raw` for a single one). */
  readonly group: string;
  readonly groupStart: number;
  /** Inside a range and not written itself (`BC-2` of `BC-1..BC-3`): may name a label that does not exist. */
  readonly implied: boolean;
  /** `plan-slug` or `docs/plans/x.md` of `plan-slug#BC-3`. */
  readonly qualifier?: string;
  /** Clause reference after a dotted id: `PC5` of `BC-4.12.002 PC5` and of `BC-2.02.003 postcondition 5`. */
  readonly clause?: string;
}

/** Labels that exist, prepared for `inIdentifier`. */
export interface KnownLabels {
  readonly size: number;
}

export interface Grammar {
  readonly families: readonly string[];
  /** The whole text is one label: its normal form, else null. */
  parse(text: string): string | null;
  /** Every label in prose, in order of appearance; lists and ranges expanded. */
  find(text: string): readonly LabelMatch[];
  /** A label at the very start of the text (after nothing), alone, never a list: what a definition line opens with. */
  leading(text: string): LabelMatch | null;
  /** False means surely no label; cheap enough for every byte of a repository. */
  mayContain(text: string): boolean;
  known(labels: Iterable<string>): KnownLabels;
  /** Labels of `known` that an identifier (`TestX_BC2`, `test_bc1_empty`) names; each form must match exactly one known label. */
  inIdentifier(identifier: string, known: KnownLabels): readonly string[];
}
