// How things look in a terminal: one table of escapes, one glyph a state. Colour comes last; a glyph and a word always stand first.
import type { Severity } from '../../model/finding.ts';
import type { ContractState, Link, ResultFact } from '../../model/graph.ts';
import type { Verdict } from '../../model/report.ts';
import { stateWords } from '../../payload/result-words.ts';
import { STATES, type Tone } from '../../payload/state-words.ts';

const ESCAPES = {
  bold: ['\u001b[1m', '\u001b[22m'],
  dim: ['\u001b[2m', '\u001b[22m'],
  red: ['\u001b[31m', '\u001b[39m'],
  green: ['\u001b[32m', '\u001b[39m'],
  yellow: ['\u001b[33m', '\u001b[39m'],
  cyan: ['\u001b[36m', '\u001b[39m'],
} as const;
export type Style = keyof typeof ESCAPES;

/** The text between the escapes of a style; the text itself where there is no style. */
export function painted(text: string, style: Style | undefined): string {
  if (style === undefined || text === '') return text;
  const [on, off] = ESCAPES[style];
  return `${on}${text}${off}`;
}

/** A piece of a line. Its text may come from the repository: the layout makes it safe before it prints it. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** One column wide each, and told apart without colour. */
const STATE_GLYPHS = {
  failing: '✗',
  untested: '○',
  planned: '□',
  ambiguous: '?',
  hollow: '◌',
  skipped: '⊘',
  'not-run': '▷',
  claimed: '≈',
  waived: '◇',
  declared: '◐',
  linked: '●',
  verified: '✓',
} as const satisfies Record<ContractState, string>;

const TONE_STYLES = { good: 'green', fine: 'cyan', weak: 'yellow', bad: 'red' } as const satisfies Record<Tone, Style>;

export const glyphOf = (state: ContractState): string => STATE_GLYPHS[state];

/** `● linked`. */
export const stateSpan = (state: ContractState, result: ResultFact = 'none-given'): Span => ({
  text: `${STATE_GLYPHS[state]} ${stateWords({ state, result })}`,
  style: TONE_STYLES[STATES[state].tone],
});

const SEVERITIES = {
  error: { text: '✗ error', style: 'red' },
  warning: { text: '! warning', style: 'yellow' },
  info: { text: '· info', style: 'dim' },
} as const satisfies Record<Severity, Span>;
export const severitySpan = (severity: Severity): Span => SEVERITIES[severity];

const STATUSES = {
  resolved: { text: '✓ resolved', style: 'green' },
  ambiguous: { text: '? ambiguous', style: 'yellow' },
  dangling: { text: '~ dangling', style: 'yellow' },
} as const satisfies Record<Link['status'], Span>;
export const statusSpan = (status: Link['status']): Span => STATUSES[status];

const OUTCOMES = {
  pass: { text: '✓', style: 'green' },
  fail: { text: '✗', style: 'red' },
  undecided: { text: '?', style: 'yellow' },
} as const satisfies Record<Verdict['outcome'], Span>;
export const outcomeSpan = (outcome: Verdict['outcome']): Span => OUTCOMES[outcome];

export const bold = (text: string): Span => ({ text, style: 'bold' });
export const dim = (text: string): Span => ({ text, style: 'dim' });
