// The words of evidence about commit messages: how a plan landed with a commit, and how the message spells it.

import type { CommitFacts } from '../model/history.ts';
import { compareText } from '../model/location.ts';
import { someOf } from '../model/some-of.ts';
import { shortSha, unitName } from './evidence/rule.ts';
import { definedWords } from './message-promises.ts';
import type { ContractLineage, Epoch, World } from './world.ts';

/** Says of one commit of a unit how the document came to define the label there. */
export function addsWords(world: World, unit: number, commit: CommitFacts, epoch: Epoch, label: string): string {
  const { member } = epoch;
  if (member.startsWith('commit:'))
    return `commit ${shortSha(commit.sha)} itself ${definedWords(label, member, epoch.contract)}`;
  const isOwn = world.inputs.units[unit]?.sha === commit.sha;
  const adder = isOwn
    ? `commit ${shortSha(commit.sha)} itself`
    : `what lands together with commit ${shortSha(commit.sha)}`;
  const isNew = world.documents.get(member)?.versions[0]?.unit === unit;
  return isNew
    ? `${adder} adds the plan ${member}, which defines ${label}`
    : `${adder} writes ${label} into the plan ${member}`;
}

/** The strongest reason against a contract: nobody speaks of a promise that does not exist yet. */
export function youngerThan(world: World, { epochs }: ContractLineage): string {
  const [first] = epochs;
  return `it is younger than the commit${first ? `: ${unitName(world, first.unit)} first defined it` : ''}`;
}

/** How a text spells a path that it names: whole, its last parts, or the bare name. */
export function asWritten(text: string, path: string): string {
  const parts = path.split('/');
  const suffixes = parts.map((_, i) => parts.slice(i).join('/'));
  return [...suffixes, ...suffixes.map((each) => each.replace(/\.[a-z]+$/i, ''))].find((s) => text.includes(s)) ?? path;
}

/** Continues why a message means no plan: plans that the commit edits are seen in its diff, and are no answer. Empty where it edits none. */
export function changedWords({ inputs, documents }: World, unit: number, label: string): string {
  const paths = (inputs.units[unit]?.files ?? []).flatMap(({ path }) =>
    documents.get(path)?.versions.some((v) => v.unit === unit && v.facts?.contracts.some((c) => c.label === label))
      ? [path]
      : [],
  );
  if (paths.length === 0) return '';
  return `; it edits ${paths.length === 1 ? 'a plan' : `${paths.length} plans`} whose ${label} is older than the commit (${someOf(paths.sort(compareText))})`;
}

/** The same of plans whose tasks name files that the commit changes; empty where there are none. */
export function sharedWords({ documents }: World, sharing: readonly ContractLineage[]): string {
  if (sharing.length === 0) return '';
  const paths = sharing.map((c) => c.planPath);
  const gone = paths.filter((path) => documents.get(path)?.origin === 'history').length;
  const left = gone === 0 ? '' : gone === paths.length ? ', no longer in the tree' : `, ${gone} no longer in the tree`;
  return `; it changes files of the tasks of ${sharing.length} of them, which tells none apart (${someOf(paths)}${left})`;
}
