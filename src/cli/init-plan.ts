// `trace init plan`: writes the skeleton of a plan, in the words and with the commands of this repository. Never over a file.
import { join } from 'node:path';
import { ExitCode, UserError } from '../errors.ts';
import { readWorkFile } from '../io/files.ts';
import { writeOutput } from '../io/write.ts';
import { checklistItems } from '../rules/index.ts';
import { type GlobalOptions, insideRoot } from './options.ts';
import { skeletonOf } from './plan-skeleton.ts';
import { rootOf } from './session.ts';
import { settingsOf } from './settings.ts';
import { visibleLine, write } from './streams.ts';

interface Tooling {
  readonly file: string;
  readonly test: string;
  readonly lint: string;
}

/** The first that is here says how tests are run. */
const TOOLING: readonly Tooling[] = [
  { file: 'go.mod', test: 'go test ./...', lint: 'golangci-lint run ./...' },
  { file: 'Cargo.toml', test: 'cargo test', lint: 'cargo clippy' },
  { file: 'pyproject.toml', test: 'pytest', lint: 'ruff check' },
  { file: 'package.json', test: 'npm test', lint: 'npm run lint' },
];
const ANY: Tooling = { file: '', test: 'make test', lint: 'make lint' };

export interface InitPlanOwn {
  readonly compact: boolean;
  /** `-` for standard output. */
  readonly output?: string;
}

/** UserError for a title without a letter, and where the file is there already. */
export async function runInitPlan(title: string, options: GlobalOptions, own: InitPlanOwn): Promise<number> {
  const name = title.replace(/\s+/g, ' ').trim();
  const slug = slugOf(name);
  if (slug === '')
    throw new UserError('the title has no letter that a file name could have', 'Give a title, or -o FILE.');
  const root = await rootOf(options.directory);
  const { config } = await settingsOf(options, root, null);
  const here = TOOLING.find(({ file }) => 'bytes' in readWorkFile(root, file)) ?? ANY;
  const text = skeletonOf({
    title: name,
    compact: own.compact,
    checklist: config.lint.checklist ?? (await checklistItems()),
    agentLine: config.lint.agentLine,
    test: config.lint.commands.test[0] ?? here.test,
    lint: config.lint.commands.lint[0] ?? here.lint,
  });
  if (own.output === '-') {
    await write(process.stdout, text);
    return ExitCode.pass;
  }
  const path =
    own.output === undefined
      ? `docs/plans/${slug}-plan.md`
      : insideRoot(root, join(options.directory, own.output), own.output);
  if ('bytes' in readWorkFile(root, path))
    throw new UserError(`${path} exists already; nothing was written`, 'Give another title, or -o FILE.');
  await writeOutput(root, join(root, path), text);
  await write(process.stdout, `${visibleLine(`wrote ${path}: fill in what says TODO, and ask trace lint ${path}`)}\n`);
  return ExitCode.pass;
}

const slugOf = (title: string): string =>
  title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/-(?:implementation-)?plan$/, '')
    .slice(0, 80);
