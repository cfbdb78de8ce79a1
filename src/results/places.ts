// Finds the folder of a Go package and the file of a path as runners write them, absolute or from a folder of their own.
import { compareText } from '../model/location.ts';
import { push } from './finder.ts';

/** A module of the repository: what its go.mod says, and the folder that it stands in (`` for the root). */
export interface GoModule {
  readonly path: string;
  readonly dir: string;
}

/** The folder, or several where nothing tells which; none for a package of another repository. */
export type DirectoriesOf = (packagePath: string) => readonly string[];

export function goDirectories(
  dirs: ReadonlySet<string>,
  modules: readonly GoModule[],
  packages: readonly string[],
): DirectoriesOf {
  return modules.length > 0 ? inModules(modules, dirs) : byVote(dirs, packages);
}

const join = (dir: string, rest: string): string => (dir === '' || rest === '' ? dir + rest : `${dir}/${rest}`);

function inModules(modules: readonly GoModule[], dirs: ReadonlySet<string>): DirectoriesOf {
  const longestFirst = [...modules].sort((a, b) => b.path.length - a.path.length || compareText(a.dir, b.dir));
  return (name) => {
    const own = longestFirst.filter(({ path }) => name === path || name.startsWith(`${path}/`));
    const [longest] = own;
    return own
      .filter(({ path }) => path === longest?.path)
      .map(({ path, dir }) => join(dir, name.slice(path.length + 1)))
      .filter((dir) => dirs.has(dir));
  };
}

/** Without go.mod: the module is what most of the packages have before the name of a folder that is there. */
function byVote(dirs: ReadonlySet<string>, packages: readonly string[]): DirectoriesOf {
  const votes = new Map<string, number>();
  const splits = new Map<string, { readonly prefix: string; readonly dir: string }[]>();
  for (const name of new Set(packages)) {
    const steps = name.split('/');
    for (let i = 1; i <= steps.length; i += 1) {
      const dir = steps.slice(i).join('/');
      if (!dirs.has(dir)) continue;
      const prefix = steps.slice(0, i).join('/');
      votes.set(prefix, (votes.get(prefix) ?? 0) + 1);
      push(splits, name, { prefix, dir });
    }
  }
  return (name) => {
    const own = splits.get(name) ?? [];
    const most = Math.max(0, ...own.map(({ prefix }) => votes.get(prefix) ?? 0));
    return own.filter(({ prefix }) => votes.get(prefix) === most).map(({ dir }) => dir);
  };
}

/** Files of the repository that a runner's path means: one, several where only their ends are told, or none. */
export function fileSearch(paths: readonly string[], root: string | null): (reported: string) => readonly string[] {
  const known = new Set(paths);
  const byName = new Map<string, string[]>();
  for (const path of known) push(byName, lastOf(path), path);
  return (reported) => {
    const path = reported.replace(/^(?:\.\/)+/, '');
    if (known.has(path)) return [path];
    if (root !== null && path.startsWith(`${root}/`) && known.has(path.slice(root.length + 1)))
      return [path.slice(root.length + 1)];
    const named = byName.get(lastOf(path)) ?? [];
    const inside = named.filter((each) => path.endsWith(`/${each}`)).sort((a, b) => b.length - a.length);
    if (inside[0] !== undefined) return [inside[0]];
    return named.filter((each) => each.endsWith(`/${path}`));
  };
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
