// Runners write paths of the machine that they ran on; what stands in the repository is called by its place there.
import { compareText } from '../model/location.ts';
import type { TestRun } from '../model/results.ts';

/** The run without the path of the repository's root, which is absolute and has `/`. What stands elsewhere keeps its name. */
export function relativeTo(root: string, run: TestRun): TestRun {
  const folder = root.endsWith('/') ? root : `${root}/`;
  const shown = (text: string): string => (text.includes(folder) ? text.replaceAll(folder, '') : text);
  if (!run.packages.some(({ name }) => name.includes(folder)) && !run.results.some(holds(folder))) return run;
  return {
    ...run,
    packages: run.packages
      .map((each) => ({ ...each, name: shown(each.name) }))
      .sort((a, b) => compareText(a.name, b.name)),
    results: run.results.map((each) => ({
      ...each,
      package: shown(each.package),
      suites: each.suites.map(shown),
      file: each.file && shown(each.file),
      why: each.why && shown(each.why),
    })),
  };
}

const holds =
  (folder: string) =>
  ({ package: name, file, why }: TestRun['results'][number]): boolean =>
    [name, file, why].some((text) => text?.includes(folder));
