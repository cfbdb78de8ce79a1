// `trace lint`: plans judged by their own text alone. No tests, no history, no graph: what one plan says is enough.
import { givenLintExtractor, lintExtractor } from './extractors.ts';
import { indexGraph } from './linking/graph-index.ts';
import { contentHash } from './linking/hash.ts';
import type { Finding, Severity } from './model/finding.ts';
import type { Inputs, PlanRef, Tools } from './model/inputs.ts';
import type { LintEntry, LintFacts } from './model/lint.ts';
import { compareText } from './model/location.ts';
import type { Problem } from './model/problem.ts';
import type { Report, Verdict } from './model/report.ts';
import type { PipelineOptions } from './pipeline.ts';
import { nothingFound } from './report.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { type InPlace, runRules } from './rules/run-rules.ts';

export interface Linted {
  readonly plans: readonly { readonly path: string; readonly facts: LintFacts }[];
  readonly problems: readonly Problem[];
}

export const isPlanRule = (rule: Rule): boolean => rule.meta.category === 'plan';

/** `plan/then-gate`, or `then-gate` alone. */
export const speaksOfPlanRule = (rules: readonly Rule[], name: string): boolean =>
  rules.some((rule) => isPlanRule(rule) && (rule.meta.id === name || rule.meta.id.endsWith(`/${name}`)));

export async function lintPlans(refs: readonly PlanRef[], tools: Tools): Promise<Linted> {
  const given = refs.filter((ref) => ref.given);
  const found = refs.filter((ref) => !ref.given);
  const [any, promising] = await Promise.all([
    tools.extract<LintFacts | null>(given, givenLintExtractor),
    tools.extract<LintFacts | null>(found, lintExtractor),
  ]);
  const problems = [...any.problems, ...promising.problems];
  const plans = [...refs]
    .sort((a, b) => compareText(a.path, b.path))
    .flatMap((ref) => {
      const facts = (ref.given ? any : promising).facts.get(ref.blob);
      if (!facts) return [];
      problems.push(...facts.problems.map((problem) => ({ ...problem, path: ref.path })));
      return [{ path: ref.path, facts }];
    });
  return { plans, problems };
}

export async function lint(inputs: Inputs, tools: Tools, options: PipelineOptions): Promise<Report> {
  const refs = inputs.head.plans.filter((ref) => inputs.given.length === 0 || ref.given);
  const { plans, problems } = await tools.phase('lint', () => lintPlans(refs, tools));
  const rules = options.rules.filter(isPlanRule);
  const blank = nothingFound(inputs, { rules }, problems);
  if (plans.length === 0) return { ...blank, lint: { plans: [] } };
  const ctx: RuleContext = {
    index: indexGraph({ nodes: [], links: [] }),
    change: null,
    changeUnit: null,
    rows: [],
    explainedTests: new Set(),
    judged: [],
    changedPaths: new Set(),
    structure: [],
    linted: plans,
  };
  const findings = await tools.phase('rules', async () =>
    runRules(rules, ctx, options.settings, suppressionsOf(plans, options.rules), contentHash),
  );
  const entries = plans.map(entryOf);
  const contracts = entries.reduce((sum, entry) => sum + entry.contracts, 0);
  return {
    ...blank,
    findings,
    lint: { plans: entries },
    summary: { ...blank.summary, plans: plans.length, contracts },
    excerpts: options.excerpts ? await tools.excerpts(findings.flatMap(({ at }) => (at === null ? [] : [at]))) : [],
    verdict: verdictOf(findings, entries, inputs.policy.failOn),
  };
}

const entryOf = ({ path, facts }: Linted['plans'][number]): LintEntry => ({
  path,
  form: facts.form,
  because: facts.because,
  contracts: facts.contracts.length,
});

/** Comments about other rules are no business of this run. */
const suppressionsOf = (plans: Linted['plans'], rules: readonly Rule[]): InPlace[] =>
  plans.flatMap(({ path, facts }) =>
    facts.suppressions
      .filter(({ rule }) => speaksOfPlanRule(rules, rule))
      .map(({ rule, reason, at }) => {
        const below = at.endLine + 1;
        const around = facts.contracts.find((c) => (c.from <= at.line && at.line <= c.to) || c.from === below);
        const from = Math.min(at.line, around?.from ?? at.line);
        const to = Math.max(below, around?.to ?? below);
        return { path, rule, reason, at, from, to, counts: true };
      }),
  );

function verdictOf(
  findings: readonly Finding[],
  entries: readonly LintEntry[],
  failOn: readonly string[] | null,
): Verdict {
  const open = findings.filter((finding) => finding.suppressed === null);
  const of = (severity: Severity): readonly Finding[] => open.filter((finding) => finding.severity === severity);
  const strict = failOn?.includes('warning') ?? false;
  const fails = strict ? [...of('error'), ...of('warning')] : of('error');
  const warns = strict ? [] : of('warning');
  const judged = entries.filter(({ form }) => form === 'full' || form === 'compact').length;
  const said = `${counted(fails.length, 'error')} and ${counted(warns.length, 'warning')} in ${counted(judged, 'plan')}`;
  const none = `Nothing to lint: ${counted(entries.length, 'document')}, but none is a plan of the full or the compact form.`;
  const reasons = (effect: 'fail' | 'warn', list: readonly Finding[], word: string): Verdict['reasons'] =>
    list.length === 0 ? [] : [{ effect, text: counted(list.length, word), findings: list.map((f) => f.fingerprint) }];
  return {
    outcome: judged === 0 ? 'undecided' : fails.length > 0 ? 'fail' : 'pass',
    sentence: judged === 0 ? none : `${said}.`,
    reasons: [...reasons('fail', fails, 'demand not met'), ...reasons('warn', warns, 'warning')],
    counts: {
      error: of('error').length,
      warning: of('warning').length,
      info: of('info').length,
      suppressed: findings.length - open.length,
      baselined: 0,
    },
    loosened: [],
  };
}

const counted = (count: number, noun: string): string => {
  const [first = '', ...rest] = noun.split(' ');
  return `${count} ${[count === 1 ? first : `${first}s`, ...rest].join(' ')}`;
};
