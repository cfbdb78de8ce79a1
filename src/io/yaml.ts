// Reads YAML as data. A module of its own, so that the parser is loaded only where a YAML file is read: bundled, `import('yaml')` itself
// has no named exports, and nothing but the built program shows it.
import { parseDocument } from 'yaml';

/** The value of one document, or what is wrong with it and where. Aliases are refused: they can stand for exponentially much. */
export function parseYaml(text: string): { readonly value: unknown } | { readonly problem: string } {
  const document = parseDocument(text, { uniqueKeys: true });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') return { problem: 'it holds several documents (`---`)' };
  if (error) return { problem: firstLine(error.message) };
  try {
    return { value: document.toJS({ maxAliasCount: 0 }) };
  } catch (thrown) {
    return {
      problem: `aliases (\`*name\`) are not read (${thrown instanceof Error ? thrown.message : String(thrown)})`,
    };
  }
}

/** The parser adds the source line and an arrow below it; on one line of a terminal they are noise. */
const firstLine = (message: string): string => (message.split('\n')[0] ?? message).replace(/:$/, '');
