// Writes the `cargo test` command that runs one test, with the path that cargo gives it.
import type { RunnableTest } from '../language.ts';

/** Modules of a file as its crate sees them: `crates/x/src/foo/bar.rs` → `foo`, `bar`; null for files that are crates of their own. */
const modulesOf = (path: string): readonly string[] | null => {
  const inSource = /(?:^|\/)src\/(.+)\.rs$/.exec(path)?.[1];
  if (inSource === undefined || inSource.startsWith('bin/')) return null;
  const modules = inSource.split('/');
  const last = modules.at(-1) ?? '';
  const isRoot = modules.length === 1 && (last === 'lib' || last === 'main');
  return isRoot || last === 'mod' ? modules.slice(0, -1) : modules;
};

/** `tests/it.rs`, `tests/it/main.rs`, `benches/b.rs`: what cargo calls the target. */
const targetOf = (path: string): readonly string[] => {
  const [, folder, name] = /(?:^|\/)(tests|benches|examples)\/([^/]+?)(?:\/main)?\.rs$/.exec(path) ?? [];
  if (folder === undefined || name === undefined) return [];
  return [{ tests: '--test', benches: '--bench', examples: '--example' }[folder] ?? '--test', name];
};

/** The folder that holds `src`, `tests` or `benches`: where the package's Cargo.toml stands. */
const packageOf = (path: string): readonly string[] => {
  const folder = /^(.+?)\/(?:src|tests|benches|examples)\//.exec(path)?.[1];
  return folder === undefined ? [] : ['--manifest-path', `${folder}/Cargo.toml`];
};

/**
 * Arguments, unquoted. `name` is the path inside the file, cases behind a slash: `tests::adds/case_1`. A file that `#[path]` puts elsewhere
 * has another path than this; then `--exact` finds nothing and says so.
 */
export const runCommand = ({ path, name }: { readonly path: string; readonly name: string }): readonly string[] => {
  const inner = name.split('/').join('::');
  const target = targetOf(path);
  const modules = modulesOf(path);
  const command = target[0] === '--bench' ? 'bench' : 'test';
  if (target.length === 0 && modules === null) return ['cargo', command, ...packageOf(path), inner];
  const whole = [...(target.length > 0 ? [] : (modules ?? [])), inner].join('::');
  return ['cargo', command, ...packageOf(path), ...target, whole, '--', '--exact'];
};

/** cargo takes one name at a time. */
export const runCommands = (tests: readonly RunnableTest[]): readonly (readonly string[])[] => {
  const commands = tests.map(({ path, name, dynamic }) => {
    const known = dynamic && name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : name;
    const command = runCommand({ path, name: known });
    // Cases that a macro names stand below the known part.
    return known === name ? command : command.filter((word) => word !== '--' && word !== '--exact');
  });
  return [...new Map(commands.map((command) => [command.join('\u0000'), command])).values()];
};
