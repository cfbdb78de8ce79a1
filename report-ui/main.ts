// Starts the page: reads the data, wakes the first screen, and from then on shows what the address says.
import { address, PART } from '../src/payload/page.ts';
import { grouped } from '../src/payload/state-words.ts';
import { visibleText } from '../src/payload/visible-text.ts';
import { type Data, readData } from './data.ts';
import { glyph, h, sr } from './dom.ts';
import { listenToKeys, showHelp } from './keys.ts';
import { parseRoute, type Route, rememberList, replaceAddress, routeAddress } from './route.ts';
import { contractScreen } from './screens/contract.ts';
import { contractsScreen } from './screens/contracts.ts';
import { diagnosticsScreen } from './screens/diagnostics.ts';
import { commitsScreen, findingsScreen, mentionsScreen, plansScreen, testsScreen } from './screens/lists.ts';
import { notFound } from './screens/not-found.ts';
import { commitScreen, planScreen, testScreen } from './screens/single.ts';
import type { Screen, Surroundings, View } from './view.ts';
import { wake } from './wake.ts';

const SCREENS: ReadonlyMap<string, Screen> = new Map([
  ['', contractsScreen],
  ['c', contractScreen],
  ['tests', testsScreen],
  ['t', testScreen],
  ['mentions', mentionsScreen],
  ['findings', findingsScreen],
  ['plans', plansScreen],
  ['p', planScreen],
  ['commits', commitsScreen],
  ['k', commitScreen],
  ['diagnostics', diagnosticsScreen],
]);

/** Tabs, and the screens of single things that belong under them. */
const TABS = (
  data: Data,
): readonly (readonly [screen: string, words: string, count: number | null, also: string])[] => [
  ['', 'Contracts', data.judged.length, 'c'],
  ['findings', 'Findings', data.report.findings.length, ''],
  ['tests', 'Tests', data.index.tests.length, 't'],
  [
    'mentions',
    'Mentions',
    data.report.graph.links.filter((link) => link.kind !== 'contains' && link.kind !== 'plans').length,
    '',
  ],
  ['plans', 'Plans', data.index.plans.length, 'p'],
  ['commits', 'Commits', data.index.commits.length, 'k'],
  ['diagnostics', 'Diagnostics', data.report.problems.length, ''],
];

function drawTabs(data: Data, nav: HTMLElement): (route: Route) => void {
  const tabs = TABS(data).map(([screen, words, count, also]) => ({
    screen,
    also,
    link: h(
      'a',
      { href: address(screen) },
      words,
      count !== null && count > 0 && h('span', { class: 'n' }, ' ', grouped(count)),
    ),
  }));
  nav.replaceChildren(h('ul', {}, ...tabs.map(({ link }) => h('li', {}, link))));
  return (route) => {
    for (const { screen, also, link } of tabs) {
      const here = route.screen === screen || (also !== '' && route.screen === also);
      if (here) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  };
}

function drawTools(tools: HTMLElement): void {
  const theme = h(
    'button',
    { type: 'button', class: 'tool', title: 'Light or dark' },
    glyph('theme'),
    sr('Switch between light and dark'),
  );
  theme.addEventListener('click', () => {
    const { dataset } = document.documentElement;
    const dark = dataset.theme ? dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    dataset.theme = dark ? 'light' : 'dark';
  });
  const help = h(
    'button',
    { type: 'button', class: 'tool', title: 'Keys and states (?)' },
    '?',
    sr(' Keys and states'),
  );
  help.addEventListener('click', showHelp);
  tools.replaceChildren(theme, help);
}

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the file has no part ${id}`);
  return found;
}

function start(): void {
  const data = readData();
  const main = part(PART.main);
  const first = part(PART.first);
  wake(first);
  history.scrollRestoration = 'manual';
  const scrolled = new Map<string, number>();
  const markTab = drawTabs(data, part(PART.nav));
  drawTools(part(PART.tools));
  const base = document.title;
  let route = parseRoute(location.hash);
  let shown: View | null = null;

  const around: Surroundings = {
    data,
    first,
    refine(changes) {
      replaceAddress(routeAddress(route, changes));
      route = parseRoute(location.hash);
      rememberList(route);
      shown?.update(route);
    },
  };
  const show = (arrived: boolean): void => {
    const next = parseRoute(location.hash);
    const same = shown !== null && next.screen === route.screen && next.id === route.id;
    route = next;
    markTab(route);
    rememberList(route);
    if (same) {
      shown?.update(route);
      return;
    }
    const screen = SCREENS.get(route.screen);
    shown = screen ? screen(around, route) : notFound(data, route.screen, 'screen');
    main.replaceChildren(shown.root);
    document.title = route.screen === '' ? base : `${visibleText(shown.title)} · ${base}`;
    if (arrived) return;
    (shown.root.querySelector<HTMLElement>('h1[tabindex]') ?? main).focus({ preventScroll: true });
    window.scrollTo(0, scrolled.get(location.hash) ?? 0);
  };
  let left = location.hash;
  window.addEventListener('hashchange', () => {
    if (location.hash !== '' && !location.hash.startsWith('#/')) return;
    scrolled.set(left, window.scrollY);
    left = location.hash;
    show(false);
  });
  // A click goes to the top; only back and forward return to where the reader was.
  document.addEventListener('click', (event) => {
    const link = (event.target as Element | null)?.closest('a');
    const href = link?.getAttribute('href') ?? '';
    if (href === `#${PART.main}`) {
      event.preventDefault();
      main.focus();
    } else if (href.startsWith('#/')) scrolled.delete(href);
  });
  show(true);
  listenToKeys();
}

start();
