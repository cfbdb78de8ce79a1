import { isContractInChange, type Rule, type RuleContext, severityIn } from './rule.ts';

/** A plan says that a contract takes the place of another one, and there is no such contract. */
export const danglingSupersedes: Rule = {
  meta: {
    id: 'trace/dangling-supersedes',
    title: 'A contract that supersedes no known contract',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A line `SUPERSEDES: old-plan#BC-3` in a contract that names no contract of any plan, or several. `old-plan` is a path or the end of one; a bare label is of the same plan, or the only one of its kind. Plans that are gone are known from history.',
      why: 'The tests of the older contract should keep the new one. Where the line names nothing, they keep nothing, and the new contract stands there untested.',
      fix: 'Name the contract as `trace list contracts --all` prints it, with the plan in front.',
    },
    messages: {
      none: '{label} “{title}” of {plan} supersedes {written}, which is no contract; most alike: {nearest}',
      several: '{label} “{title}” of {plan} supersedes {written}, which may be {nearest}',
    },
    source:
      'Product specification, §3: lineages. Plan template, Phase 8: “No breaking changes without explicit contract updates”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const { contract: id, written, candidates, isAmbiguous } of ctx.danglingSupersedes ?? []) {
      const contract = ctx.index.contract(id);
      const plan = contract && ctx.index.plan(contract.plan);
      if (!contract || !plan || !ctx.judged.includes(plan)) continue;
      const names = candidates.map((each) => nameIn(ctx, each));
      const inChange = isContractInChange(ctx, contract);
      yield {
        messageId: isAmbiguous ? 'several' : 'none',
        data: {
          label: contract.label,
          title: contract.title,
          plan: plan.path,
          written,
          nearest: names.join(', ') || 'none',
        },
        subject: contract.id,
        key: written,
        contract: contract.id,
        at: { kind: 'file', path: plan.path, at: contract.at },
        fix: names[0] === undefined ? 'take the line out' : `if it means that one, write \`SUPERSEDES: ${names[0]}\``,
        inChange,
        severity: severityIn(ctx, inChange, 'warning', 'warning'),
      };
    }
  },
};

/** `old-plan#BC-3`, or by its path where the plan is known to history alone. */
function nameIn({ index }: RuleContext, id: string): string {
  const contract = index.contract(id);
  const plan = contract && index.plan(contract.plan);
  return contract && plan ? `${plan.slug}#${contract.label}` : id;
}
