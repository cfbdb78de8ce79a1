// Gathers what judging by test results needs: the files, the commit they are said to be of, and what in the work tree is not that commit.
import { UserError } from '../errors.ts';
import { readText } from '../io/files.ts';
import { findResultFiles, STANDARD_INPUT } from '../io/result-files.ts';
import type { ResultInputs } from '../model/inputs.ts';
import { compareText } from '../model/location.ts';
import type { HeadFiles, Judged } from './gather.ts';
import type { GlobalOptions } from './options.ts';

/** Null where none were given. UserError for a file that is not there and a commit that is none. */
export async function givenResults(
  options: GlobalOptions,
  { repository, root, directory, paths }: Judged,
  head: HeadFiles,
): Promise<ResultInputs | null> {
  const { results = [], resultsCommit } = options;
  if (results.length === 0) {
    if (resultsCommit === undefined) return null;
    throw new UserError(
      '--results-commit says of which commit results are, and none were given',
      'Give their file with --results.',
    );
  }
  if (results.includes(STANDARD_INPUT) && options.plans.includes('-'))
    throw new UserError('--plan - and --results - both read standard input', 'Give one of the two as a file.');
  if (resultsCommit !== undefined && repository === null)
    throw new UserError('--results-commit needs a git repository, and this folder is none', 'Leave it out.');
  return {
    files: await findResultFiles(results, directory, root),
    commit: resultsCommit === undefined ? null : ((await repository?.resolve(resultsCommit)) ?? null),
    uncommitted: head.uncommittedPaths.filter((path) => paths.isTestPath(path) || isSource(path)).sort(compareText),
    modules: modulesIn(root, head),
    root: root.split('\\').join('/'),
  };
}

/** What a compiler, an interpreter or a build reads; a plan or a picture changes no test. */
const SOURCE =
  /(?:^|\/)(?:testdata|fixtures|__snapshots__|Makefile|package(?:-lock)?\.json|Cargo\.(?:toml|lock)|pyproject\.toml|conftest\.py|go\.(?:mod|sum|work))(?:\/|$)|\.(?:go|[cm]?[jt]sx?|py|rs|java|kt|scala|groovy|swift|rb|php|cs|fs|c|cc|cpp|h|hpp|m|mm|ex|exs|erl|hs|ml|lua|dart|proto|sql)$/;
/** What makes results stale while it is not committed. */
export const isSource = (path: string): boolean => SOURCE.test(path);

const GO_MOD = /^(?:(?:(?!testdata\/|vendor\/)[^/]+\/)*)go\.mod$/;

function modulesIn(root: string, { files }: HeadFiles): ResultInputs['modules'] {
  return files
    .filter(({ path, kind, state }) => kind === 'file' && state !== 'deleted' && GO_MOD.test(path))
    .flatMap(({ path }) => {
      const { text } = readText(root, path);
      return text === null ? [] : [{ dir: path.slice(0, Math.max(0, path.length - '/go.mod'.length)), text }];
    });
}
