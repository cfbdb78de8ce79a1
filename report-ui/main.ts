// Starts the page: reads the data, wakes the first screen, and from then on shows what the address says.
import { address, PART } from '../src/payload/page.ts';
import { visibleText } from '../src/payload/visible-text.ts';
import { readData } from './data.ts';
import { glyph, h, sr } from './dom.ts';
import { whenIdle } from './idle.ts';
import { listenToKeys, showHelp } from './keys.ts';
import { live } from './live.ts';
import { followParts, isForPaper, openForPaper, openParts } from './opened.ts';
import { drawRooms } from './rooms.ts';
import { lastScope, parseRoute, rememberList, replaceAddress, routeAddress } from './route.ts';
import { aboutScreen } from './screens/about.ts';
import { contractScreen } from './screens/contract.ts';
import { contractsScreen } from './screens/contracts.ts';
import { diagnosticsScreen } from './screens/diagnostics.ts';
import { historyScreen } from './screens/history.ts';
import { findingsScreen, mentionsScreen, plansScreen } from './screens/lists.ts';
import { matrixScreen } from './screens/matrix.ts';
import { notFound } from './screens/not-found.ts';
import { overviewScreen } from './screens/overview.ts';
import { pairsScreen } from './screens/pairs.ts';
import { planScreen } from './screens/plan.ts';
import { qualityScreen } from './screens/quality.ts';
import { commitScreen, testScreen } from './screens/single.ts';
import { commitsScreen, testsScreen } from './screens/writers.ts';
import { scrollBack } from './scrolling.ts';
import type { Screen, Surroundings, View } from './view.ts';
import { wake } from './wake.ts';

const SCREENS: ReadonlyMap<string, Screen> = new Map([
  ['', contractsScreen],
  ['c', contractScreen],
  ['matrix', matrixScreen],
  ['history', historyScreen],
  ['tests', testsScreen],
  ['pairs', pairsScreen],
  ['t', testScreen],
  ['mentions', mentionsScreen],
  ['findings', findingsScreen],
  ['plans', plansScreen],
  ['quality', qualityScreen],
  ['overview', overviewScreen],
  ['p', planScreen],
  ['commits', commitsScreen],
  ['k', commitScreen],
  ['diagnostics', diagnosticsScreen],
  ['about', aboutScreen],
]);

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

/** Who looks at the change goes on looking at the change. */
function carryScope(): void {
  const scope = lastScope() === 'change' ? 'change' : '';
  for (const link of document.querySelectorAll<HTMLElement>('.top nav a'))
    link.setAttribute('href', routeAddress(parseRoute(link.getAttribute('href') ?? ''), { scope }));
}

function start(): void {
  const data = readData();
  const main = part(PART.main);
  const first = part(PART.first);
  wake(first);
  history.scrollRestoration = 'manual';
  const scrolled = new Map<string, number>();
  const markTab = drawRooms(data, part(PART.nav), (screen) => SCREENS.has(screen));
  drawTools(part(PART.tools));
  // Who gives a base asks for the change; an address says itself what it shows.
  if (location.hash === '' && data.report.change !== null && (data.index.change?.contracts.size ?? 0) > 0)
    replaceAddress(address('', '', { scope: 'change' }));
  const base = document.title;
  let route = parseRoute(location.hash);
  let shown: View | null = null;
  let left = location.hash;

  const around: Surroundings = {
    data,
    first,
    refine(changes) {
      around.note(changes);
      shown?.update(route);
    },
    note(changes) {
      if (isForPaper()) return;
      replaceAddress(routeAddress(route, changes));
      route = parseRoute(location.hash);
      rememberList(route);
      left = location.hash;
    },
  };
  const show = (arrived: boolean): void => {
    const next = parseRoute(location.hash);
    const same = shown !== null && next.screen === route.screen && next.id === route.id;
    route = next;
    markTab(route);
    rememberList(route);
    carryScope();
    if (same) {
      shown?.update(route);
      openParts(main, route);
      return;
    }
    const screen = SCREENS.get(route.screen);
    shown = screen ? screen(around, route) : notFound(data, route.screen, 'screen');
    main.replaceChildren(shown.root);
    openParts(main, route);
    document.title = route.screen === '' ? base : `${visibleText(shown.title)} · ${base}`;
    if (arrived) return;
    (shown.root.querySelector<HTMLElement>('h1[tabindex]') ?? main).focus({ preventScroll: true });
    scrollBack(scrolled.get(location.hash) ?? 0);
  };
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
  followParts(main, around.note);
  openForPaper(main);
  show(true);
  listenToKeys(data.index);
  live();
  whenIdle(data.steps);
}

start();
