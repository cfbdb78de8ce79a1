// In a test of a contract document, `EC-002` is the second edge case of that document and no contract of its own.
import { isRepositoryWide, parseLabel } from '../ids/index.ts';
import type { TestMention } from './evidence/rule.ts';
import type { ContractLineage, World } from './world.ts';

/**
 * Mentions of an edge case that exactly one contract document has which the same test names itself, as mentions of that document's
 * clause. Where several have it, the one named last before it in the same words decides.
 */
export function asClauses(mentions: readonly TestMention[], world: World): readonly TestMention[] {
  const documents = new Map<string, Set<string>>();
  for (const { test, label, file } of mentions) {
    if (test === null || file.weak || !isRepositoryWide(label)) continue;
    const key = keyOf(test.path, test.top);
    documents.set(key, (documents.get(key) ?? new Set()).add(label));
  }
  return mentions.map((mention) => {
    const { test, label, file } = mention;
    if (test === null || !isEdgeCase(label)) return mention;
    const named = documents.get(keyOf(test.path, test.top)) ?? new Set();
    const owners = [...named].filter((one) => (world.byLabel.get(one) ?? []).some((c) => hasEdgeCase(c, label)));
    const owner = owners.length === 1 ? owners[0] : lastNamed(owners, file.words, label);
    if (owner === undefined) return mention;
    return {
      ...mention,
      label: owner,
      file: { ...file, label: owner, match: { ...file.match, label: owner, clause: label } },
    };
  });
}

const keyOf = (path: string, top: string): string => `${path}\u0000${top}`;

const isEdgeCase = (label: string): boolean => /^EC-\d{1,4}[a-z]?$/.test(label);

const hasEdgeCase = ({ contract }: ContractLineage, label: string): boolean => {
  const number = Number(parseLabel(label)?.parts[0]);
  // A row that is still to be written, `| EC-001 | TBD | TBD |`, is no case yet: the test means one of its story.
  const isWritten = (text: string): boolean => !/^TBD\b/.test(text);
  const isCase = contract.clauses.some((c) => c.keyword === 'EDGE' && c.number === number && isWritten(c.text));
  return contract.form === 'document' && isCase;
};

function lastNamed(owners: readonly string[], words: string, label: string): string | undefined {
  const before = words.slice(0, words.indexOf(label));
  const placed = owners.map((owner) => ({ owner, at: before.lastIndexOf(owner) })).filter(({ at }) => at !== -1);
  return placed.sort((a, b) => b.at - a.at)[0]?.owner;
}
