// Promises about documents: no test can keep what a person reads, so in a change of documents they only warn.
import type { ContractNode } from '../model/graph.ts';
import type { RuleContext } from './rule.ts';

const DOCUMENT = /\.(?:md|mdx|markdown|rst|adoc)$/i;
const READING =
  /^(?:an?\s|the\s|any\s)?(?:new\s)?(?:users?|readers?|developers?|contributors?|operators?|maintainers?|engineers?|newcomers?|reviewers?|agents?|persons?|people)\s(?:\w+\s){0,4}?(?:reads?|reading|opens?|scans?|browses?|consults?|looks?\s(?:at|up|for)|searche?s?)\b/i;

/** Why no test can see what a contract of this change promises; null where one could. */
export const onlyRead = (ctx: RuleContext, contract: ContractNode): string | null =>
  writtenOnly(ctx, contract) ?? readOnly(ctx, contract) ?? statedOnly(contract);

/** All tasks that name the contract change documents alone, and the change does so. */
function writtenOnly({ index, changedPaths }: RuleContext, { tasks }: ContractNode): string | null {
  const named = tasks.map((id) => index.node(id)).flatMap((node) => (node?.kind === 'task' ? [node] : []));
  const files = named.flatMap((task) => task.files);
  const isWritten = named.every((task) => task.files.length > 0 && task.files.every((path) => DOCUMENT.test(path)));
  const [written] = files.filter((path) => changedPaths.has(path));
  return isWritten && written !== undefined ? `its tasks change documents alone, such as ${written}` : null;
}

/** What a person is to find written: no test can tell that it is understood. */
const STATED =
  /\b(?:documentation|(?:doc |code )?comments?|docs?|README|CLAUDE\.md)\b[^.]{0,60}?\b(?:states?|says?|describes?|explains?|mentions?|lists?|notes?)\b/i;

/** About reading in one clause and about what is written in another, whatever else the change does. */
function statedOnly({ clauses }: ContractNode): string | null {
  const reading = clauses.find(({ keyword, text }) => keyword !== 'THEN' && READING.test(text));
  const promises = clauses.filter(({ keyword }) => keyword === 'THEN');
  const isStated = promises.length > 0 && promises.every(({ text }) => STATED.test(text));
  return reading !== undefined && isStated ? `it is about what is read (“${reading.text}”)` : null;
}

/**
 * The contract is about reading, or names a document that the change touches, which besides touches tests at most.
 */
function readOnly({ index, changedPaths }: RuleContext, { title, clauses }: ContractNode): string | null {
  const paths = [...changedPaths];
  const tests = new Set(index.tests.map((test) => test.path));
  if (!paths.every((path) => DOCUMENT.test(path) || tests.has(path))) return null;
  const says = [title, ...clauses.map((clause) => clause.text)];
  const documents = paths.filter((path) => DOCUMENT.test(path));
  const reading = says.find((text) => READING.test(text) || documents.some((path) => text.includes(path)));
  return reading === undefined ? null : `it is about what is read (“${reading}”), and the change touches no program`;
}
