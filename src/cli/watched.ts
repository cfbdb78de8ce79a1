// Which files and folders a report depends on, so that a change of one of them makes it again.
import { resolve } from 'node:path';
import { BASELINE_FILE } from '../config/baseline.ts';
import { gitFormats } from '../history/index.ts';
import { CONFIG_FILES } from '../io/config-file.ts';
import { openRepository } from '../io/git.ts';
import type { Watched } from '../io/watch.ts';
import { isSource } from './given-results.ts';
import type { GlobalOptions } from './options.ts';
import { pathsOf, settingsOf } from './settings.ts';

const NEVER = new Set(['node_modules', '.git', '.venv', '__pycache__']);
/** What changes with a commit, a checkout, a fetch or `git add`; also where refs are kept in tables. */
const GIT_FILES = /\/(?:HEAD|index|packed-refs|shallow)$|\/(?:refs|reftable)\//;
const GIT_FOLDERS = /\/(?:refs|reftable)(?:\/|$)/;

/** `key` is another where other files are plans or tests, or git ignores other folders. UserError for a configuration that cannot be read. */
export async function watchedBy(
  options: GlobalOptions,
  written: ReadonlySet<string> = new Set(),
): Promise<Watched & { readonly key: string }> {
  const directory = resolve(options.directory);
  const repository = await openRepository(directory, gitFormats);
  const root = plain(repository?.root ?? directory);
  const paths = pathsOf([(await settingsOf(options, root, null)).config]);
  const git = repository === null ? [] : [...new Set([repository.gitDir, repository.commonDir].map(plain))];
  const ignored = repository === null ? [] : await repository.ignoredFolders();
  const planFolders = paths.planFolders.map((folder) => `${folder}/`);
  const named = [...options.plans, ...(options.results ?? []), options.config, options.baseline].flatMap((each) =>
    each === undefined ? [] : [plain(resolve(directory, each))],
  );
  const inside = (path: string): string | null => (path.startsWith(`${root}/`) ? path.slice(root.length + 1) : null);
  const gitFolderOf = (path: string): string | undefined =>
    git.find((each) => path === each || path.startsWith(`${each}/`));
  const judgesResults = (options.results ?? []).length > 0;
  const isPolicy = new Set<string>([...CONFIG_FILES, 'package.json', BASELINE_FILE]);
  return {
    key: JSON.stringify([paths.key, ignored]),
    paths: [root, ...git, ...named.filter((path) => !path.startsWith(`${root}/`) && !/[*?[{]/.test(path))],
    wantsFolder: (path) => {
      const folder = gitFolderOf(path);
      if (folder !== undefined) return path === folder || GIT_FOLDERS.test(path.slice(folder.length));
      const own = inside(path);
      if (own === null) return true;
      if (own.split('/').some((part) => NEVER.has(part))) return false;
      const isPlanFolder = planFolders.some((each) => each.startsWith(`${own}/`) || `${own}/`.startsWith(each));
      return isPlanFolder || !ignored.some((each) => own === each || own.startsWith(`${each}/`));
    },
    wantsFile: (path) => {
      if (written.has(resolve(path))) return false;
      const folder = gitFolderOf(path);
      if (folder !== undefined) return GIT_FILES.test(path.slice(folder.length)) && !path.endsWith('.lock');
      const own = inside(path);
      if (named.includes(path) || own === null) return named.includes(path);
      if (judgesResults && isSource(own)) return true;
      return isPolicy.has(own) || paths.isPlanPath(own) || paths.isTestPath(own);
    },
  };
}

const plain = (path: string): string => path.split('\\').join('/');
