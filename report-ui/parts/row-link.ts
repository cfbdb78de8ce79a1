// The link that a row of a list is reached by: keys step from one to the next.
import type { NodeId } from '../../src/model/graph.ts';
import { addressOf } from '../../src/payload/page.ts';
import { h } from '../dom.ts';

/** Only words where the thing has no screen of its own. */
export const rowLink = (kind: string, id: NodeId, words: string): HTMLElement => {
  const href = addressOf(kind, id);
  return href === null ? h('code', {}, words) : h('a', { href, 'data-row': true }, h('code', {}, words));
};
