// Links to a file or commit on a forge: only https, only by full hash, only in the four address shapes that are known.
import type { Place } from '../model/location.ts';
import type { Report } from '../model/report.ts';

type Forge = NonNullable<Report['repo']['forge']>;
interface Shape {
  readonly file: (hash: string, path: string, line: number, endLine: number) => string;
  readonly commit: (hash: string) => string;
}

const SHAPES = {
  github: {
    file: (hash, path, line, end) =>
      `/blob/${hash}/${path}${path.endsWith('.md') ? '?plain=1' : ''}#L${line}${end > line ? `-L${end}` : ''}`,
    commit: (hash) => `/commit/${hash}`,
  },
  gitlab: {
    file: (hash, path, line, end) => `/-/blob/${hash}/${path}#L${line}${end > line ? `-${end}` : ''}`,
    commit: (hash) => `/-/commit/${hash}`,
  },
  gitea: {
    file: (hash, path, line, end) => `/src/commit/${hash}/${path}#L${line}${end > line ? `-L${end}` : ''}`,
    commit: (hash) => `/commit/${hash}`,
  },
  bitbucket: {
    file: (hash, path, line, end) => `/src/${hash}/${path}#lines-${line}${end > line ? `:${end}` : ''}`,
    commit: (hash) => `/commits/${hash}`,
  },
} as const satisfies Record<Forge['kind'], Shape>;

const LONE_SURROGATE = /\p{Surrogate}/u;
const HASH = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const HOME = /^https:\/\/[a-z0-9](?:[a-z0-9.-]{0,200}[a-z0-9])?(?::\d{1,5})?(?:\/[A-Za-z0-9._~-]{1,100}){1,8}$/;

/** Each part of the path is encoded by itself; `.` and `..` never leave the repository. */
function pathParts(path: string): string | null {
  const parts = path.split('/');
  // A lone surrogate cannot be written as UTF-8, so it has no address.
  if (LONE_SURROGATE.test(path) || parts.some((part) => part === '' || part === '.' || part === '..')) return null;
  return parts.map(encodeURIComponent).join('/');
}

/** Address of a place, or null: no forge, no full hash, or a path that cannot be written. `revision` is where files are read. */
export function forgeLink(forge: Forge | null, revision: string | null, place: Place): string | null {
  if (!forge || !HOME.test(forge.url)) return null;
  const shape: Shape | undefined = Object.hasOwn(SHAPES, forge.kind) ? SHAPES[forge.kind] : undefined;
  if (!shape) return null;
  if (place.kind === 'commit') return HASH.test(place.commit) ? forge.url + shape.commit(place.commit) : null;
  const path = pathParts(place.path);
  const { line, endLine } = place.at;
  if (path === null || revision === null || !HASH.test(revision) || !(line >= 1)) return null;
  return forge.url + shape.file(revision, path, Math.trunc(line), Math.trunc(endLine));
}
