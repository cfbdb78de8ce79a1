// Promises about documents: no test can keep what a person reads, so in a change of documents they only warn.
import type { ContractNode } from '../model/graph.ts';
import type { RuleContext } from './rule.ts';

const DOCUMENT = /\.(?:md|mdx|markdown|rst|adoc)$/i;
const READING =
  /^(?:an?\s|the\s|any\s)?(?:new\s)?(?:users?|readers?|developers?|contributors?|operators?|maintainers?|engineers?|newcomers?|reviewers?|agents?|persons?|people)\s(?:\w+\s){0,4}?(?:reads?|reading|opens?|scans?|browses?|consults?|looks?\s(?:at|up|for)|searche?s?)\b/i;

/**
 * Why no test can see what a contract of this change promises: it is about reading, or names a document that the change touches, which
 * besides touches tests at most. Null where a test could.
 */
export function onlyRead({ index, changedPaths }: RuleContext, { title, clauses }: ContractNode): string | null {
  const paths = [...changedPaths];
  const tests = new Set(index.tests.map((test) => test.path));
  if (!paths.every((path) => DOCUMENT.test(path) || tests.has(path))) return null;
  const says = [title, ...clauses.map((clause) => clause.text)];
  const documents = paths.filter((path) => DOCUMENT.test(path));
  const reading = says.find((text) => READING.test(text) || documents.some((path) => text.includes(path)));
  return reading === undefined ? null : `it is about what is read (“${reading}”), and the change touches no program`;
}
