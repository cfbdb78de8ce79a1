// Says that something changed below some folders, once the changes have settled.
import { sep } from 'node:path';

export interface Watched {
  /** Absolute files and folders; folders with all that is below them. */
  readonly paths: readonly string[];
  /** Absolute path with `/`. Folders that are left out are not entered. */
  wantsFolder(path: string): boolean;
  wantsFile(path: string): boolean;
}

export interface Watch {
  /** Resolves when everything is watched. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Editors and git write several files for one change, and some of them in two steps. */
const SETTLED_MS = 150;

/** `changed` is called at most once for what happens together. `lost` when something can no longer be watched. */
export async function watch(watched: Watched, changed: () => void, lost: (error: Error) => void): Promise<Watch> {
  const { watch: open } = await import('chokidar');
  const paths = new Set(watched.paths.map(plain));
  const watcher = open([...watched.paths], {
    ignoreInitial: true,
    followSymlinks: false,
    ignorePermissionErrors: true,
    ignored: (path, stats) => {
      const name = plain(path);
      // Without stats it is not known yet what it is; it is asked again.
      if (stats === undefined || paths.has(name)) return false;
      return stats.isDirectory() ? !watched.wantsFolder(name) : !watched.wantsFile(name);
    },
  });
  let timer: NodeJS.Timeout | null = null;
  watcher.on('all', (_event, path, stats) => {
    if (stats?.isDirectory() || !watched.wantsFile(plain(path))) return;
    if (timer) clearTimeout(timer);
    timer = setTimeout(changed, SETTLED_MS);
  });
  watcher.on('error', (error) => lost(error instanceof Error ? error : new Error(String(error))));
  return {
    ready: new Promise((resolve) => watcher.once('ready', resolve)),
    close: async () => {
      if (timer) clearTimeout(timer);
      await watcher.close();
    },
  };
}

const plain = (path: string): string => path.split(sep).join('/').replace(/\/$/, '');
