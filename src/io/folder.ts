// Lists a plain folder that is no git repository.
import { glob } from 'tinyglobby';
import { compareText } from '../model/location.ts';

/** Repo-relative paths with `/`, sorted; never through symbolic links, never into dependencies. */
export const listFolder = async (root: string): Promise<readonly string[]> => {
  const ignore = ['**/node_modules/**', '**/.git/**', '**/vendor/**'];
  const found = await glob('**/*', {
    cwd: root,
    ignore,
    dot: true,
    followSymbolicLinks: false,
    onlyFiles: true,
    expandDirectories: false,
  });
  return found.sort(compareText);
};
