// Serves one page, and news of it, to browsers of this machine that know the token. Nothing else of the machine can be asked for here.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { UserError } from '../errors.ts';

/** What open pages are told: `report` (its revision), `trouble` (an error, in words) or `well`. */
export interface News {
  readonly event: 'report' | 'trouble' | 'well';
  readonly data: string;
}

export interface ServedPage {
  readonly html: string;
  readonly policy: string;
}

export interface LoopbackServer {
  /** `http://127.0.0.1:49152/TOKEN/` */
  readonly address: string;
  show(page: ServedPage): void;
  /** To every open page, and to those that open later until there is other news of its kind. */
  tell(news: News): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

const HOSTS = ['127.0.0.1', '::1'] as const;

const HEADERS: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/** Port 0 takes a free one. UserError where the port is taken. `token` is letters, digits, `-` and `_`. */
export async function serveOnLoopback(port: number, token: string): Promise<LoopbackServer> {
  const state: State = { page: null, report: null, trouble: null, open: new Set(), port, token };
  const answer = (request: IncomingMessage, response: ServerResponse): void => respond(state, request, response);
  const servers = [createServer(answer), createServer(answer)] as const;
  state.port = await listen(servers[0], HOSTS[0], port);
  // A machine without IPv6 is served by its other address; a free port there is no promise for this one.
  await listen(servers[1], HOSTS[1], state.port).catch((error: unknown) => {
    if (port !== 0 && error instanceof UserError) throw error;
  });
  return {
    address: `http://${HOSTS[0]}:${state.port}/${token}/`,
    show: (page) => {
      state.page = page;
    },
    tell: (news) => {
      if (news.event === 'report') state.report = news;
      else state.trouble = news.event === 'trouble' ? news : null;
      for (const response of state.open) response.write(messageOf(news));
    },
    close: async () => {
      for (const response of state.open) response.end();
      await Promise.all(servers.map(closed));
    },
  };
}

interface State {
  page: ServedPage | null;
  report: News | null;
  trouble: News | null;
  readonly open: Set<ServerResponse>;
  port: number;
  readonly token: string;
}

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(
        taken
          ? new UserError(
              `port ${port} cannot be used: ${error.code === 'EACCES' ? 'it is not permitted' : 'something listens on it already'}`,
              'Leave --port out to get a free one.',
            )
          : error,
      );
    });
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

function respond(state: State, request: IncomingMessage, response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  const refusal = refuse(state, request);
  if (refusal !== null) {
    refuseWith(response, ...refusal);
    return;
  }
  const what = pathIn(state, request);
  if (what === 'news') openNews(state, request, response);
  else sendPage(state, request, response);
}

type Refusal = readonly [code: number, words: string];

/** A name that was bound to this address (DNS rebinding) is another host; a page of another place has another origin. */
function refuse(state: State, request: IncomingMessage): Refusal | null {
  const { host, origin } = request.headers;
  const own = ['127.0.0.1', '[::1]', 'localhost'].map((name) => `${name}:${state.port}`);
  if (host === undefined || !own.includes(host)) return [403, 'not a host that is served here'];
  if (origin !== undefined && origin !== `http://${host}`) return [403, 'not asked from this page'];
  const site = request.headers['sec-fetch-site'] ?? 'none';
  const isOpened = request.headers['sec-fetch-mode'] === 'navigate' && request.headers['sec-fetch-dest'] === 'document';
  if (!isOpened && site !== 'none' && site !== 'same-origin') return [403, 'not asked from this page'];
  if (pathIn(state, request) === null) return [404, 'there is nothing here'];
  return request.method === 'GET' || request.method === 'HEAD' ? null : [405, 'this can only be read'];
}

function refuseWith(response: ServerResponse, code: number, words: string): void {
  if (code === 405) response.setHeader('Allow', 'GET, HEAD');
  // What else the request brings is not read.
  response.setHeader('Connection', 'close');
  response.writeHead(code, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${words}\n`);
}

/** The two paths there are, as they are written: nothing is decoded, resolved or looked up. */
function pathIn({ token }: State, { url = '' }: IncomingMessage): 'page' | 'news' | null {
  const [, given = '', rest] = /^\/([\w-]{1,200})\/(news)?$/.exec(url.split('?')[0] ?? '') ?? [];
  if (!isSame(given, token)) return null;
  return rest === 'news' ? 'news' : 'page';
}

/** In the same time whatever differs. */
const isSame = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function sendPage({ page }: State, request: IncomingMessage, response: ServerResponse): void {
  if (page === null) {
    refuseWith(response, 503, 'the report is being made');
    return;
  }
  response.writeHead(200, {
    'Content-Length': Buffer.byteLength(page.html),
    'Content-Security-Policy': `${page.policy}; frame-ancestors 'none'`,
    'Content-Type': 'text/html; charset=utf-8',
  });
  response.end(request.method === 'HEAD' ? undefined : page.html);
}

function openNews(state: State, request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  state.open.add(response);
  response.once('close', () => state.open.delete(response));
  // Whoever comes late, or comes back, hears what holds now.
  for (const news of [state.report, state.trouble ?? ({ event: 'well', data: '' } as const)])
    if (news !== null) response.write(messageOf(news));
}

const messageOf = ({ event, data }: News): string =>
  `event: ${event}\n${data
    .split(/\r\n|\r|\n/)
    .map((line) => `data: ${line}\n`)
    .join('')}\n`;
