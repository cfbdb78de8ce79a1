// One finding in words: how bad, what, where, and one thing to do.
import type { Finding } from '../../src/model/finding.ts';
import { address } from '../../src/payload/page.ts';
import { shellWord } from '../../src/payload/shell.ts';
import { command } from '../copying.ts';
import type { Data } from '../data.ts';
import { h, prose } from '../dom.ts';
import { placeLink } from './place.ts';
import { severityChip } from './state.ts';

/** A command, or a line of a plan or test; advice in prose is not for pasting. */
const isLine = (fix: string): boolean =>
  shellWord(fix) !== null && /^(?:(?:trace|git|go|npx|npm) |\/\/|\||<!-{2}|\*\*|#)/.test(fix);

/** What to do, with a button; a text with control characters is shown and never copied. */
export const fixLine = (finding: Finding): HTMLElement | null =>
  finding.fix === ''
    ? null
    : h('p', { class: 'fix' }, ...(isLine(finding.fix) ? [command(finding.fix)] : ['→ ', ...prose(finding.fix)]));

export const relatedList = (data: Data, finding: Finding): HTMLElement | null =>
  finding.related.length === 0
    ? null
    : h(
        'ul',
        {},
        ...finding.related.map((each) =>
          h('li', { class: 'muted' }, `${each.says}: `, placeLink(data.report, each.at)),
        ),
      );

/** `said`: the sentence that the page has above already. */
export function findingItem(data: Data, finding: Finding, said = ''): HTMLElement {
  const repeats = said !== '' && finding.message.endsWith(`: ${said}`);
  return h(
    'li',
    {},
    severityChip(finding.severity),
    ' ',
    h('a', { class: 'place', href: address('findings', '', { q: `rule:${finding.ruleId}` }) }, finding.ruleId),
    ' ',
    placeLink(data.report, finding.at),
    h(
      'p',
      {},
      repeats ? finding.message.slice(0, -said.length - 2) : finding.message,
      finding.suppressed !== null && h('span', { class: 'muted' }, ` Suppressed: ${finding.suppressed}`),
    ),
    relatedList(data, finding),
    fixLine(finding),
  );
}
