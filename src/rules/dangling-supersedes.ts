import type { Hit } from '../model/finding.ts';
import type { PlanNode } from '../model/graph.ts';
import { nearNames } from './near-names.ts';
import { isContractInChange, type Rule, type RuleContext, severityIn } from './rule.ts';

type Dangling = NonNullable<RuleContext['danglingSupersedes']>[number];

/** A plan says that something takes the place of an older thing, and there is no such thing. */
export const danglingSupersedes: Rule = {
  meta: {
    id: 'trace/dangling-supersedes',
    title: 'A line that supersedes nothing known',
    category: 'trace',
    defaultSeverity: 'warning',
    docs: {
      what: 'A line `SUPERSEDES: old-plan#BC-3` in a contract that names no contract of any plan, or several; `SUPERSEDES: TestOld -> TestNew` where no test is called `TestNew`; `**Supersedes:** old-plan` in a header that names no plan, or several. `old-plan` is a path or the end of one; a bare label is of the same plan, or the only one of its kind. Plans that are gone are known from history.',
      why: 'The tests of the older contract should keep the new one, and a renamed test what the plan says of its old name. Where the line names nothing, it keeps nothing, and the promise stands there untested.',
      fix: 'Name the contract as `trace list contracts --all` prints it, with the plan in front, and the test and the plan by the names that they have now.',
    },
    messages: {
      none: '{label} “{title}” of {plan} supersedes {written}, which is no contract; most alike: {nearest}',
      several: '{label} “{title}” of {plan} supersedes {written}, which may be {nearest}',
      test: '{plan} says `SUPERSEDES: {written}`, but no test bears the new name; most alike: {nearest}',
      plan: '{plan} supersedes {written}, which is no plan; most alike: {nearest}',
      plans: '{plan} supersedes {written}, which may be {nearest}',
    },
    source:
      'Product specification, §3: lineages. Plan template, Phase 8: “No breaking changes without explicit contract updates”.',
  },
  on: 'graph',
  *check(ctx) {
    for (const dangling of ctx.danglingSupersedes ?? []) {
      const plan = ctx.judged.find(({ path, aliases }) => [path, ...aliases].includes(dangling.plan));
      if (plan) yield hitOf(ctx, dangling, plan);
    }
  },
};

function hitOf(ctx: RuleContext, dangling: Dangling, plan: PlanNode): Hit {
  const { written, at, isAmbiguous } = dangling;
  const contract = dangling.contract === null ? null : ctx.index.contract(dangling.contract);
  const isTouched = ctx.changedPaths.has(dangling.plan);
  const inChange = contract ? isContractInChange(ctx, contract) : isTouched;
  const names = namesFor(ctx, dangling);
  return {
    messageId: dangling.of === 'test' ? 'test' : MESSAGES[dangling.of][isAmbiguous ? 1 : 0],
    data: {
      label: contract?.label ?? '',
      title: contract?.title ?? '',
      plan: dangling.of === 'contract' ? plan.path : dangling.plan,
      written,
      nearest: names.join(', ') || 'none',
    },
    subject: contract?.id ?? plan.id,
    key: written,
    ...(contract ? { contract: contract.id } : {}),
    at: { kind: 'file', path: contract ? plan.path : dangling.plan, at: contract?.at ?? at },
    fix: fixOf(dangling, names[0]),
    inChange,
    severity: severityIn(ctx, inChange, 'warning', 'warning'),
  };
}

const MESSAGES = { contract: ['none', 'several'], plan: ['plan', 'plans'] } as const;

const SHOWN = 3;

function namesFor(ctx: RuleContext, { of, written, candidates }: Dangling): readonly string[] {
  if (of === 'plan') return candidates;
  if (of === 'contract') return candidates.map((each) => nameIn(ctx, each));
  const [, to = ''] = written.split(' -> ');
  return nearNames(ctx.index.tests.map((test) => test.name))(to).slice(0, SHOWN);
}

function fixOf({ of, written }: Dangling, nearest: string | undefined): string {
  if (nearest === undefined) return 'take the line out';
  if (of === 'plan') return `if it means that one, write \`**Supersedes:** ${nearest}\``;
  const [from = ''] = written.split(' -> ');
  return `if it means that one, write \`SUPERSEDES: ${of === 'test' ? `${from} -> ` : ''}${nearest}\``;
}

/** `old-plan#BC-3`, or by its path where the plan is known to history alone. */
function nameIn({ index }: RuleContext, id: string): string {
  const contract = index.contract(id);
  const plan = contract && index.plan(contract.plan);
  return contract && plan ? `${plan.slug}#${contract.label}` : id;
}
