// Where a thing stands: its place in words and the way to the forge.

import type { PlanNode } from '../../src/model/graph.ts';
import type { Place } from '../../src/model/location.ts';
import type { Report } from '../../src/model/report.ts';
import { forgeLink } from '../../src/payload/forge.ts';
import { placeText } from '../../src/payload/place-text.ts';
import { glyph, h, sr } from '../dom.ts';

export function placeLink(
  report: Report,
  at: Place | null,
  revision: string | null = report.repo.head,
  words = at ? placeText(at) : '',
): HTMLElement | null {
  if (!at) return null;
  const href = forgeLink(report.repo.forge, at.kind === 'file' ? (at.rev ?? revision) : revision, at);
  return href === null
    ? h('span', { class: 'place' }, words)
    : h(
        'a',
        { class: 'place', href, rel: 'noopener noreferrer', target: '_blank' },
        words,
        glyph('out'),
        sr(' (opens the forge)'),
      );
}

/** A plan that only history holds is read at the revision that its source names. `words` may say less than the path. */
export function planPlace(
  report: Report,
  plan: PlanNode,
  line: number,
  words = `${plan.path}:${line}`,
): HTMLElement | null {
  const range = { line, column: 1, endLine: line, endColumn: 1 };
  if (plan.origin === 'commit') {
    return placeLink(report, { kind: 'commit', commit: plan.path.replace(/^commit:/, ''), at: range }, null);
  }
  const revision = plan.source === null ? report.repo.head : (plan.source.split(':')[0] ?? null);
  return placeLink(report, { kind: 'file', path: plan.path, at: range }, revision, words);
}
