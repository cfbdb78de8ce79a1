import type { Link } from '../model/graph.ts';
import { wholeLine } from '../model/location.ts';
import type { Rule } from './rule.ts';

const OWES = new Set(['feat', 'fix']);

/** A number that no plan defines names nothing; one that several plans define names something, even if nobody knows which. */
const namesContract = (link: Link): boolean =>
  link.kind === 'implements' && (link.status !== 'dangling' || link.candidates.length > 0);

/** A feature or fix of the change whose message names no contract. */
export const commitWithoutContract: Rule = {
  meta: {
    id: 'trace/commit-without-contract',
    title: 'A feature or fix that names no contract',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A commit of the change, of type feat or fix, whose message names no contract, where the change adds or amends a plan. Merges, reverts and bots owe none.',
      why: 'The plan says what the change is for; a commit that names none of it is either out of scope or untraceable.',
      fix: 'Name the contracts: `feat(queue): reject when full (BC-3)`.',
    },
    messages: { unnamed: 'commit {sha} “{subject}” names no contract of {plans}' },
    source: 'Plan template, Task rule 8: “use conventional commits format with contract references”.',
  },
  on: 'commit',
  *check(ctx) {
    const plans = [...(ctx.change?.plansAdded ?? []), ...(ctx.change?.plansAmended ?? [])];
    if (ctx.change === null || plans.length === 0) return;
    for (const commit of ctx.index.commits) {
      if (commit.unit !== ctx.changeUnit || commit.exempt || !OWES.has(commit.type ?? '')) continue;
      if (ctx.index.linksFrom(commit.id).some(namesContract)) continue;
      yield {
        messageId: 'unnamed',
        data: { sha: commit.id.slice(0, 8), subject: commit.subject, plans: plans.join(', ') },
        subject: commit.id,
        at: { kind: 'commit', commit: commit.id, at: wholeLine(1, commit.subject.length) },
        fix: 'git commit --amend (or git rebase -i) and name the contract in the message',
        inChange: true,
      };
    }
  },
};
