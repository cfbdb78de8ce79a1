// The drawings of the report: one symbol a state, told apart by shape before colour. 16 × 16, drawn with the text's colour.
import { html, Markup } from './markup.ts';

/** Inner SVG by name; strokes come from the style sheet (`.glyph`). `class="solid"` is filled with the text's colour. */
const GLYPHS: readonly (readonly [name: string, drawing: string])[] = [
  // States of a contract.
  ['verified', '<circle class="solid" cx="8" cy="8" r="6.5"/><path class="cut" d="M5 8.2l2.1 2.1L11 6.2"/>'],
  ['linked', '<circle cx="8" cy="8" r="5.75"/><path class="solid" d="M8 2.25a5.75 5.75 0 0 1 0 11.5z"/>'],
  [
    'declared',
    '<circle cx="8" cy="8" r="5.75" stroke-dasharray="2.6 1.9"/><circle class="solid" cx="8" cy="8" r="1.9"/>',
  ],
  ['waived', '<path d="M8 2l6 6-6 6-6-6z"/><path d="M5.8 8h4.4"/>'],
  [
    'failing',
    '<path class="solid" d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z"/><path class="cut" d="M5.6 5.6l4.8 4.8m0-4.8l-4.8 4.8"/>',
  ],
  ['untested', '<circle class="thick" cx="8" cy="8" r="5.4"/>'],
  ['planned', '<rect x="2.5" y="2.5" width="11" height="11" rx="1.5" stroke-dasharray="2.6 1.9"/>'],
  [
    'ambiguous',
    '<path d="M8 1.6L14.4 8 8 14.4 1.6 8z"/><path d="M6.4 6.7c0-2.1 3.2-2.1 3.2 0 0 1.2-1.6 1.2-1.6 2.3m0 1.5v.1"/>',
  ],
  ['hollow', '<circle cx="8" cy="8" r="6"/><circle cx="8" cy="8" r="2.9"/>'],
  ['skipped', '<circle cx="8" cy="8" r="5.9"/><path d="M3.9 12.1l8.2-8.2"/>'],
  ['not-run', '<rect x="2.5" y="2.5" width="11" height="11" rx="1.5"/>'],
  ['claimed', '<path d="M12.6 4.2a5.9 5.9 0 1 0 0 7.6"/><path d="M6.4 6.6h3.4M6.4 9.4h3.4"/>'],
  // Statuses of a link, severities, verdicts.
  ['resolved', '<path d="M3 8.6l3.2 3.2L13 5"/>'],
  [
    'dangling',
    '<path d="M6.5 9.5L4.6 11.4a2.3 2.3 0 0 1-3.2-3.2l2.4-2.4M9.5 6.5l1.9-1.9a2.3 2.3 0 0 1 3.2 3.2l-2.4 2.4M6 2.2l.7 2M2.2 4.6l1.9.6m5.2 6.6l.7 2"/>',
  ],
  [
    'error',
    '<path class="solid" d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z"/><path class="cut" d="M8 4.4v4.2m0 2.6v.1"/>',
  ],
  ['warning', '<path d="M8 2.2l6.3 11.3H1.7z"/><path d="M8 6.4v3.2m0 2v.1"/>'],
  ['info', '<circle cx="8" cy="8" r="6"/><path d="M8 7.4v3.8M8 4.8v.1"/>'],
  ['pass', '<circle class="solid" cx="8" cy="8" r="6.5"/><path class="cut" d="M5 8.2l2.1 2.1L11 6.2"/>'],
  [
    'fail',
    '<path class="solid" d="M5.2 1.5h5.6l3.7 3.7v5.6l-3.7 3.7H5.2l-3.7-3.7V5.2z"/><path class="cut" d="M5.6 5.6l4.8 4.8m0-4.8l-4.8 4.8"/>',
  ],
  [
    'undecided',
    '<path d="M8 1.6L14.4 8 8 14.4 1.6 8z"/><path d="M6.4 6.7c0-2.1 3.2-2.1 3.2 0 0 1.2-1.6 1.2-1.6 2.3m0 1.5v.1"/>',
  ],
  ['none', '<path d="M4 8h8"/>'],
  // Kinds of node and things to press.
  ['plan', '<path d="M3.5 1.8h6L12.5 5v9.2h-9zM9.3 2v3.2h3M5.8 8h4.4M5.8 10.8h4.4"/>'],
  ['contract', '<path d="M8 1.8l5.4 2v4.3c0 3-2.2 5-5.4 6.2-3.2-1.2-5.4-3.2-5.4-6.2V3.8z"/>'],
  ['task', '<path d="M2.2 4l1.2 1.2 2-2.2M2.2 11.2l1.2 1.2 2-2.2M8 4.2h6M8 11.4h6"/>'],
  ['test', '<path d="M6 1.8v4.4L2.4 12.6c-.5.9.1 1.8 1 1.8h9.2c.9 0 1.5-.9 1-1.8L10 6.2V1.8M4.8 1.8h6.4M4.4 10h7.2"/>'],
  ['commit', '<circle cx="8" cy="8" r="2.9"/><path d="M.8 8h4.3m5.8 0h4.3"/>'],
  ['chevron', '<path d="M6 3.5L10.5 8 6 12.5"/>'],
  [
    'copy',
    '<rect x="5.5" y="5.5" width="8" height="8.5" rx="1.3"/><path d="M10.5 5.3V3.3c0-.7-.6-1.3-1.3-1.3H3.8c-.7 0-1.3.6-1.3 1.3v6.2c0 .7.6 1.3 1.3 1.3h1.5"/>',
  ],
  ['out', '<path d="M6.5 3.5h-3v9h9v-3M9 2.5h4.5V7M13.2 2.8L7.5 8.5"/>'],
  ['theme', '<circle cx="8" cy="8" r="5.75"/><path class="solid" d="M8 2.25a5.75 5.75 0 0 0 0 11.5z"/>'],
  ['mark', '<path d="M1.5 8h3l2-4.5 3 9 2-4.5h3"/>'],
];

export const glyphNames: readonly string[] = GLYPHS.map(([name]) => name);

/** The hidden sheet that `<use href="#g-…">` draws from. */
export const glyphSheet = (): Markup =>
  html`<svg class="sheet" width="0" height="0" aria-hidden="true" focusable="false">${GLYPHS.map(
    ([name, drawing]) => html`<symbol id="g-${name}" viewBox="0 0 16 16">${new Markup(drawing)}</symbol>`,
  )}</svg>`;

export const glyph = (name: string): Markup =>
  html`<svg class="glyph" aria-hidden="true" focusable="false"><use href="#g-${name}"></use></svg>`;
