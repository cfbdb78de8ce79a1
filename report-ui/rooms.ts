// The rooms of the report: a tab each, and below it the ways to look at what is in there.
import { address } from '../src/payload/page.ts';
import { grouped } from '../src/payload/state-words.ts';
import type { Data } from './data.ts';
import { h } from './dom.ts';
import type { Route } from './route.ts';

interface Room {
  readonly words: string;
  readonly count: (data: Data) => number | null;
  /** The first is where the tab leads; a room with one has no second line. */
  readonly views: readonly (readonly [screen: string, words: string])[];
  /** The screen of a single thing that belongs here. */
  readonly single?: string;
}

const ROOMS: readonly Room[] = [
  {
    words: 'Contracts',
    count: ({ judged }) => judged.length,
    views: [
      ['', 'List'],
      ['matrix', 'Matrix'],
      ['history', 'Over time'],
    ],
    single: 'c',
  },
  { words: 'Findings', count: ({ counts }) => counts.findings, views: [['findings', 'List']] },
  {
    words: 'Tests',
    count: ({ counts }) => counts.tests,
    views: [
      ['tests', 'List'],
      ['pairs', 'Golden and invariant'],
    ],
    single: 't',
  },
  {
    words: 'Mentions',
    count: ({ counts }) => counts.mentions,
    views: [['mentions', 'List']],
  },
  {
    words: 'Plans',
    count: ({ index }) => index.judged.size,
    views: [
      ['plans', 'List'],
      ['overview', 'By state'],
      ['quality', 'Quality'],
    ],
    single: 'p',
  },
  { words: 'Commits', count: ({ counts }) => counts.commits, views: [['commits', 'List']], single: 'k' },
  {
    words: 'Diagnostics',
    count: ({ report }) => report.problems.length,
    views: [
      ['diagnostics', 'Diagnostics'],
      ['about', 'About this report'],
    ],
  },
];

const mark = (link: HTMLElement, here: boolean): void => {
  if (here) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
};

/** Fills the bar; `has` says which screens this build knows. Returns what shows where the reader is. */
export function drawRooms(data: Data, nav: HTMLElement, has: (screen: string) => boolean): (route: Route) => void {
  const rooms = ROOMS.map((room) => {
    const views = room.views.filter(([screen]) => has(screen));
    const count = room.count(data);
    const number = count !== null && count > 0 && h('span', { class: 'n' }, ' ', grouped(count));
    return { ...room, views, link: h('a', { href: address(views[0]?.[0] ?? '') }, room.words, number) };
  });
  nav.replaceChildren(h('ul', {}, ...rooms.map(({ link }) => h('li', {}, link))));
  const second = h('nav', { class: 'views', 'aria-label': 'Ways to look' });
  (nav.closest('.top') ?? nav).append(second);
  return (route) => {
    const room = rooms.find(
      ({ views, single }) => single === route.screen || views.some(([screen]) => screen === route.screen),
    );
    for (const each of rooms) mark(each.link, each === room);
    const links = (room?.views ?? []).map(([screen, words]) => {
      const link = h('a', { href: address(screen) }, words);
      mark(link, screen === route.screen);
      return h('li', {}, link);
    });
    second.hidden = links.length < 2;
    second.replaceChildren(h('ul', { class: 'wide' }, ...links));
  };
}
