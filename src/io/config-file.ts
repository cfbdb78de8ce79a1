// Finds and reads a configuration as data: JSON or YAML, never code.
import { UserError } from '../errors.ts';
import { decodeText, readWorkFile } from './files.ts';

/** Besides `"trace"` in package.json. */
export const CONFIG_FILES: readonly string[] = ['trace.config.json', 'trace.config.yaml', 'trace.config.yml'];

export interface FoundConfig {
  readonly from: string;
  readonly value: unknown;
}

/** `read` gives the bytes of a repo-relative path or null. The first of the known names wins, then `"trace"` in package.json. */
export async function findConfig(read: (path: string) => Promise<Uint8Array | null>): Promise<FoundConfig | null> {
  for (const from of CONFIG_FILES) {
    const bytes = await read(from);
    if (bytes) return { from, value: await parse(from, bytes) };
  }
  const bytes = await read('package.json');
  if (!bytes) return null;
  const text = decodeText(bytes).text ?? '';
  if (!text.includes('"trace"')) return null;
  const manifest: unknown = parseJson('package.json', text);
  if (typeof manifest !== 'object' || manifest === null || !('trace' in manifest)) return null;
  return { from: 'package.json', value: manifest.trace };
}

/** Every place that holds a configuration, in the order in which they are looked for. */
export async function configFilesOf(read: (path: string) => Promise<Uint8Array | null>): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of CONFIG_FILES) if (await read(name)) files.push(name);
  const found = await findConfig(async (path) => (path === 'package.json' ? read(path) : null));
  return found === null ? files : [...files, `"trace" in ${found.from}`];
}

export const readConfigFrom = async (from: string, bytes: Uint8Array): Promise<FoundConfig> => ({
  from,
  value: await parse(from, bytes),
});

/** The file that `--config` names; UserError where it cannot be read. */
export async function readConfigAt(root: string, path: string): Promise<FoundConfig> {
  const read = readWorkFile(root, path);
  if ('problem' in read)
    throw new UserError(`${path} cannot be read: ${read.problem.what}`, 'Give an existing file to `--config`.');
  return readConfigFrom(path, read.bytes);
}

export const workTreeReader =
  (root: string) =>
  async (path: string): Promise<Uint8Array | null> => {
    const read = readWorkFile(root, path);
    if ('bytes' in read) return read.bytes;
    if (read.problem.what === 'the file does not exist') return null;
    throw new UserError(`${path} cannot be read: ${read.problem.what}`, 'Mend or remove the file.');
  };

async function parse(path: string, bytes: Uint8Array): Promise<unknown> {
  const text = decodeText(bytes).text;
  if (text === null) throw new UserError(`${path} is no text`, 'Write it as JSON or YAML.');
  if (path.endsWith('.json')) return parseJson(path, text);
  const { parseYaml } = await import('./yaml.ts');
  const read = parseYaml(text);
  if ('problem' in read)
    throw new UserError(`${path} is no valid YAML: ${read.problem}`, 'Mend the line that is named.');
  // A file in which every setting is commented out holds nothing, which is no mistake.
  return read.value ?? {};
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${path} is no valid JSON: ${error instanceof Error ? error.message : String(error)}`,
      'Mend the place that is named.',
    );
  }
}
