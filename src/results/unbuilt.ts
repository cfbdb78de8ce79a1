// Says of a test without a result that its package or file could not be built or loaded, where a run says that.
import type { TestNode } from '../model/graph.ts';
import type { TestRun } from '../model/results.ts';
import { fileSearch, type GoModule, goDirectories } from './places.ts';

const directoryOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Answers with the name of what was not built, as the runner wrote it. */
export function unbuiltSearch(
  tests: readonly TestNode[],
  runs: readonly TestRun[],
  context: { readonly modules: readonly GoModule[]; readonly root: string | null },
): (test: TestNode) => string | null {
  const packages = runs.flatMap((run) => run.packages);
  const inGo = tests.filter(({ language }) => language === 'go').map(({ path }) => directoryOf(path));
  const directoriesOf = goDirectories(
    new Set(inGo),
    context.modules,
    packages.map(({ name }) => name),
  );
  const filesOf = fileSearch(
    tests.filter(({ language }) => language !== 'go').map(({ path }) => path),
    context.root,
  );
  const unbuilt = new Map<string, string>();
  for (const { name, outcome } of packages) {
    if (outcome !== 'unbuilt') continue;
    for (const dir of directoriesOf(name)) unbuilt.set(`go ${dir}`, name);
    const files = filesOf(name);
    if (files.length === 1) unbuilt.set(`file ${files[0]}`, name);
  }
  return ({ language, path }) => unbuilt.get(language === 'go' ? `go ${directoryOf(path)}` : `file ${path}`) ?? null;
}
