import { isContractInChange, type Rule } from './rule.ts';

/** A promise that no commit message names, in a repository whose commits do name contracts. */
export const contractWithoutCommit: Rule = {
  meta: {
    id: 'trace/contract-without-commit',
    title: 'A contract that no commit names',
    category: 'trace',
    defaultSeverity: 'info',
    docs: {
      what: 'A contract to which no commit message is tied, in a plan of which other contracts are named by commits.',
      why: 'The commit that implements a promise is where a reviewer looks first; without its number the promise may have been left out.',
      fix: 'Name the contract in the commit: `feat(queue): reject when full (BC-3)`.',
    },
    messages: { uncommitted: '{label} “{title}” of {plan} is named by no commit' },
    source: 'Plan template, Phase 4, Step 6: “Commit with contract reference”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const plan of ctx.judged) {
      const contracts = ctx.index.contractsOf(plan.id);
      const committed = new Set(
        contracts.filter((c) => ctx.index.linksTo(c.id).some((l) => l.kind === 'implements')).map((c) => c.id),
      );
      if (committed.size === 0) continue;
      for (const contract of contracts) {
        if (committed.has(contract.id)) continue;
        yield {
          messageId: 'uncommitted',
          data: { label: contract.label, title: contract.title, plan: plan.path },
          subject: contract.id,
          contract: contract.id,
          at: { kind: 'file', path: plan.path, at: contract.at },
          fix: `name ${contract.label} in the message of the commit that implements it`,
          inChange: isContractInChange(ctx, contract),
          severity: 'info',
        };
      }
    }
  },
};
