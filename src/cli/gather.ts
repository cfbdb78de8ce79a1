// Lists the files that matter, of the work tree and of the base, and the plans that were handed over.
import { resolve } from 'node:path';
import picomatch from 'picomatch';
import type { PlanSource } from '../config/index.ts';
import type { PathRules } from '../config/paths.ts';
import { UserError } from '../errors.ts';
import { readWorkFile, treeFileRefs, workFileRefs } from '../io/files.ts';
import { listFolder } from '../io/folder.ts';
import type { Repository } from '../io/git.ts';
import { blobId } from '../io/git-objects.ts';
import { type WorkFile, worktreeChanges } from '../io/git-worktree.ts';
import type { BaseTree, PlanRef, Tree } from '../model/inputs.ts';
import { inBase, type Problem } from '../model/problem.ts';
import { type SourceRef, STDIN_PLAN } from '../model/source.ts';
import { type Base, type GlobalOptions, insideRoot } from './options.ts';
import { gatherStaged, type Staged } from './staged.ts';

export interface Judged {
  readonly repository: Repository | null;
  readonly root: string;
  readonly directory: string;
  readonly planSources: readonly PlanSource[];
  readonly paths: PathRules;
  /** `--plan` as written. */
  readonly plans: readonly string[];
  /** The index, where it is judged instead of the work tree. */
  readonly staged: Staged | null;
  readStdin(): Promise<Uint8Array>;
}

export interface HeadFiles {
  readonly tree: Tree;
  /** Every file of the work tree; those of interest with their ids. */
  readonly files: readonly WorkFile[];
  readonly given: readonly string[];
  readonly givenBytes: ReadonlyMap<string, Uint8Array>;
  readonly uncommitted: number;
  /** The same by path; empty outside of git. */
  readonly uncommittedPaths: readonly string[];
  readonly problems: readonly Problem[];
}

export async function gatherHead(judged: Judged): Promise<HeadFiles> {
  const { repository, root, paths, staged } = judged;
  if (staged) return gatherIndex(judged, staged);
  const all = repository ? await repository.worktreeFiles() : await folderFiles(root);
  const ignored = repository ? await ignoredPlans(repository, paths) : [];
  const wanted = [...all, ...ignored].filter((f) => paths.isPlanPath(f.path) || paths.isTestPath(f.path));
  const { refs, problems } = workFileRefs(root, wanted, repository?.algorithm ?? 'sha1');
  const given = await givenPlans(judged);
  const givenPaths = new Set(given.map((g) => g.ref.path));
  const treePlans = refs
    .filter((r) => paths.isPlanPath(r.path) && !givenPaths.has(r.path))
    .map((r): PlanRef => ({ ...r, origin: 'tree', source: null, given: false }));
  const other = repository ? await plansOnRefs(repository, judged.planSources) : { refs: [], problems: [] };
  const uncommitted = await uncommittedFiles(repository, all);
  const here = new Set(treePlans.map((r) => r.path));
  return {
    tree: {
      plans: [
        ...treePlans,
        ...given.map((g) => g.ref),
        ...other.refs.filter((r) => !here.has(r.path) && !givenPaths.has(r.path)),
      ],
      tests: refs.filter((r) => paths.isTestPath(r.path)),
    },
    files: withBlobs(all, refs),
    given: given.map((g) => g.ref.path),
    givenBytes: new Map(given.flatMap((g) => (g.bytes ? [[g.ref.blob, g.bytes] as const] : []))),
    uncommitted: uncommitted.length,
    uncommittedPaths: uncommitted,
    problems: [...problems, ...other.problems],
  };
}

async function gatherIndex(judged: Judged, staged: Staged): Promise<HeadFiles> {
  const given = await givenPlans(judged);
  const bytes = new Map(given.flatMap((g) => (g.bytes ? [[g.ref.blob, g.bytes] as const] : [])));
  const head = await gatherStaged(judged, staged, { plans: given.map((g) => g.ref), bytes });
  if (judged.repository === null) return head;
  const other = await plansOnRefs(judged.repository, judged.planSources);
  const here = new Set(head.tree.plans.map((r) => r.path));
  return {
    ...head,
    tree: { ...head.tree, plans: [...head.tree.plans, ...other.refs.filter((r) => !here.has(r.path))] },
    problems: [...head.problems, ...other.problems],
  };
}

export async function gatherBase(
  judged: Judged,
  base: Base,
  policy: { readonly options: GlobalOptions; readonly loosened: readonly string[] },
): Promise<BaseTree> {
  const { paths } = judged;
  const files = await base.repository.treeFiles(base.commit);
  const { refs, problems } = treeFileRefs(files.filter((f) => paths.isPlanPath(f.path) || paths.isTestPath(f.path)));
  return {
    plans: refs
      .filter((r) => paths.isPlanPath(r.path))
      .map((r) => ({ ...r, origin: 'tree', source: `${base.commit}:${r.path}`, given: false })),
    tests: refs.filter((r) => paths.isTestPath(r.path)),
    ref: base.ref,
    commit: base.commit,
    judgesSuppressions: !policy.options.trustHeadConfig,
    problems: inBase(problems),
    loosened: policy.loosened,
  };
}

/** Plan folders are often git-ignored on purpose; they are seen only below a literal folder that a glob names. */
async function ignoredPlans(repository: Repository, paths: PathRules): Promise<WorkFile[]> {
  const lists = await Promise.all(paths.planFolders.map((folder) => repository.ignoredFilesBelow(folder)));
  return lists.flat().map((path): WorkFile => ({ path, blob: null, kind: 'file', state: 'untracked' }));
}

/** Files that differ from HEAD, staged or not; all of them where there is no commit yet. */
async function uncommittedFiles(repository: Repository | null, files: readonly WorkFile[]): Promise<readonly string[]> {
  if (repository === null) return [];
  if (repository.head === null) return files.map(({ path }) => path);
  return worktreeChanges(await repository.treeFiles(repository.head), files).map(({ path }) => path);
}

async function folderFiles(root: string): Promise<WorkFile[]> {
  return (await listFolder(root)).map((path): WorkFile => ({ path, blob: null, kind: 'file', state: 'untracked' }));
}

function withBlobs(files: readonly WorkFile[], refs: readonly SourceRef[]): WorkFile[] {
  const blobs = new Map(refs.map((r) => [r.path, r.blob]));
  return files.map((f) => ({ ...f, blob: blobs.get(f.path) ?? f.blob }));
}

async function plansOnRefs(
  repository: Repository,
  sources: readonly PlanSource[],
): Promise<{ readonly refs: PlanRef[]; readonly problems: Problem[] }> {
  const found: PlanRef[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    if (source.ref === null) continue;
    const commit = await resolveConfigured(repository, source.ref);
    const matches = picomatch([...source.include], { dot: true });
    const tree = treeFileRefs((await repository.treeFiles(commit)).filter((f) => matches(f.path)));
    found.push(
      ...tree.refs.map((r): PlanRef => ({ ...r, origin: 'ref', source: `${commit}:${r.path}`, given: false })),
    );
    problems.push(...tree.problems);
  }
  return { refs: found, problems };
}

async function resolveConfigured(repository: Repository, ref: string): Promise<string> {
  try {
    return await repository.resolve(ref);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`the configuration reads plans on the ref ${ref}: ${error.message}`, error.remedy);
  }
}

interface Given {
  readonly ref: PlanRef;
  readonly bytes: Uint8Array | null;
}

async function givenPlans(judged: Judged): Promise<Given[]> {
  const given: Given[] = [];
  for (const written of new Set(judged.plans)) given.push(await givenPlan(judged, written));
  return [...new Map(given.map((g) => [g.ref.path, g])).values()];
}

async function givenPlan(judged: Judged, written: string): Promise<Given> {
  if (written === '-') return fromBytes(STDIN_PLAN, await judged.readStdin(), null);
  const absolute = resolve(judged.directory, written);
  const path = insideRoot(judged.root, absolute, written);
  const [index] = treeFileRefs(judged.staged?.files.filter((f) => f.path === path) ?? []).refs;
  if (index) return { ref: { ...index, origin: 'tree', source: null, given: true }, bytes: null };
  const read = readWorkFile(judged.root, path);
  if ('bytes' in read) {
    const [ref] = workFileRefs(
      judged.root,
      [{ path, blob: null, kind: 'file', state: 'untracked' }],
      judged.repository?.algorithm ?? 'sha1',
    ).refs;
    if (ref) return { ref: { ...ref, origin: 'tree', source: null, given: true }, bytes: null };
  }
  const [, ref, file] = /^([^:]+):(.+)$/.exec(written) ?? [];
  if (ref !== undefined && file !== undefined && judged.repository) {
    const commit = await judged.repository.resolve(ref);
    const named = pathInRevision(judged, file);
    const found = await judged.repository.readBlobAt(commit, named);
    if (!found) throw new UserError(`${ref} has no file ${named}`, `List its files: git ls-tree -r --name-only ${ref}`);
    return fromBytes(named, found.bytes, `${commit}:${named}`);
  }
  const reason = path === '' ? 'it is a folder' : 'problem' in read ? read.problem.what : 'it cannot be read';
  throw new UserError(
    `the plan ${written} cannot be read: ${reason}`,
    'Give a file, a revision and a path (`main:docs/plans/x.md`), or `-` for standard input.',
  );
}

/** As git reads it: from the top of the repository, unless it begins with `./` or `../`. */
const pathInRevision = (judged: Judged, file: string): string =>
  /^\.\.?\//.test(file) ? insideRoot(judged.root, resolve(judged.directory, file), file) : file;

function fromBytes(path: string, bytes: Uint8Array, source: string | null): Given {
  const blob = blobId(bytes, 'sha1');
  return {
    ref: {
      path,
      blob,
      size: bytes.length,
      from: 'given',
      origin: source === null ? 'tree' : 'ref',
      source,
      given: true,
    },
    bytes,
  };
}
