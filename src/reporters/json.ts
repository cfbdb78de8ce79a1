// The report as JSON for programs and for `diff`: sorted keys, one node, link or finding a line.
import type { Report } from '../model/report.ts';
import type { Reporter } from './reporter.ts';

/** Schema and version first, so that a reader can decide before it reads on; then by name. */
const FIRST: readonly string[] = ['schemaVersion', 'tool', 'repo', 'verdict', 'summary'];

function keysOf(value: object): string[] {
  const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  return Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
}

/** One line, keys sorted by code unit, however the value was built. `JSON.stringify` alone keeps the order of building. */
function oneLine(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(oneLine).join(',')}]`;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${oneLine(each)}`).join(',')}}`;
}

const lineList = (items: readonly unknown[], indent: string): string =>
  items.length === 0 ? '[]' : `[\n${items.map((item) => `${indent}  ${oneLine(item)}`).join(',\n')}\n${indent}]`;

function section(value: unknown): string {
  if (Array.isArray(value)) return lineList(value, '  ');
  const lists = value !== null && typeof value === 'object' && Object.values(value).every(Array.isArray);
  if (!lists || Object.keys(value).length === 0) return oneLine(value);
  const entries = keysOf(value).map((key) => [key, (value as Record<string, readonly unknown[]>)[key] ?? []] as const);
  return `{\n${entries.map(([key, items]) => `    ${JSON.stringify(key)}: ${lineList(items, '    ')}`).join(',\n')}\n  }`;
}

export const jsonReporter: Reporter = {
  id: 'json',
  extension: 'json',
  mediaType: 'application/json',
  render(report: Report): string {
    const lines = keysOf(report).map((key) => `  ${JSON.stringify(key)}: ${section(report[key as keyof Report])}`);
    const schema = `  "$schema": "urn:trace:schema:report:${report.schemaVersion}"`;
    return `{\n${[schema, ...lines].join(',\n')}\n}\n`;
  },
};
