// An address that leads nowhere in this report says so, and offers the nearest names.
import { address, addressOf } from '../../src/payload/page.ts';
import { nearest } from '../../src/query/match.ts';
import type { Data } from '../data.ts';
import { h } from '../dom.ts';
import type { View } from '../view.ts';

export function notFound(data: Data, id: string, kind: string): View {
  const ids = [...data.index.nodes.values()].filter((node) => node.kind === kind).map((node) => node.id);
  const near = nearest(id, ids, 5);
  const root = h(
    'article',
    { class: 'screen' },
    h(
      'header',
      {},
      h('h1', { tabindex: -1 }, `There is no such ${kind} in this report`),
      h('p', {}, h('code', {}, id)),
    ),
    near.length > 0 &&
      h(
        'section',
        { class: 'part' },
        h('h2', {}, 'The nearest'),
        h('ul', {}, ...near.map((each) => h('li', {}, h('a', { href: addressOf(kind, each) ?? address('') }, each)))),
      ),
    h('p', {}, h('a', { href: address('') }, 'All contracts')),
  );
  return { title: 'Not found', root, update: () => {} };
}
