// `trace lint`: plans judged by their own text alone. No tests, no history, no graph: what one plan says is enough.
import { givenLintExtractor, lintExtractor } from './extractors.ts';
import { indexGraph } from './linking/graph-index.ts';
import { contentHash } from './linking/hash.ts';
import { gatherTests } from './linking/head-tests.ts';
import { structuralAssertions } from './linking/structure.ts';
import type { Finding, Severity } from './model/finding.ts';
import type { StructuralAssertion } from './model/graph.ts';
import type { Inputs, PlanRef, Tools } from './model/inputs.ts';
import type { Ground, LintEntry, LintFacts } from './model/lint.ts';
import { compareText } from './model/location.ts';
import type { Problem } from './model/problem.ts';
import type { Report, Verdict } from './model/report.ts';
import type { PipelineOptions } from './pipeline.ts';
import { nothingFound } from './report.ts';
import { planRuleNames } from './rules/plan-rule-names.ts';
import type { Rule, RuleContext } from './rules/rule.ts';
import { type InPlace, runRules } from './rules/run-rules.ts';

export interface Linted {
  readonly plans: readonly {
    readonly path: string;
    readonly facts: LintFacts;
    readonly structure: readonly StructuralAssertion[];
    readonly ground: Ground;
  }[];
  readonly problems: readonly Problem[];
}

export const isPlanRule = (rule: Rule): boolean => rule.meta.category === 'plan';

/** `plan/then-gate`, or `then-gate` alone. */
export const speaksOfPlanRule = (name: string): boolean =>
  planRuleNames.some(([id]) => id === name || id.endsWith(`/${name}`));

export async function lintPlans(refs: readonly PlanRef[], tools: Tools): Promise<Linted> {
  const given = refs.filter((ref) => ref.given);
  const found = refs.filter((ref) => !ref.given);
  const [any, promising] = await Promise.all([
    tools.extract<LintFacts | null>(given, givenLintExtractor),
    tools.extract<LintFacts | null>(found, lintExtractor),
  ]);
  const problems = [...any.problems, ...promising.problems];
  const read = [...refs]
    .sort((a, b) => compareText(a.path, b.path))
    .flatMap((ref) => {
      const facts = (ref.given ? any : promising).facts.get(ref.blob);
      if (!facts) return [];
      problems.push(...facts.problems.map((problem) => ({ ...problem, path: ref.path })));
      return [{ path: ref.path, facts }];
    });
  if (read.length === 0) return { plans: [], problems };
  // The rules are loaded by now: their extractor made these facts, or the cache had them.
  const { groundFor } = await import('./rules/plan/index.ts');
  const ground = await tools.ground(groundFor(read));
  const plans = read.map(({ path, facts }) => ({ path, facts, structure: structureOf(path, facts), ground }));
  return { plans, problems };
}

/** The fences of a plan are taken for the tests of one package. */
function structureOf(path: string, { claims }: LintFacts): readonly StructuralAssertion[] {
  if (!claims.fenced.some(({ tests }) => tests.some(({ structure }) => structure !== undefined))) return [];
  const files = claims.fenced.map((facts) => ({ path, facts }));
  return structuralAssertions(gatherTests(files), files);
}

export async function lint(inputs: Inputs, tools: Tools, options: PipelineOptions): Promise<Report> {
  const rules = options.rules.filter(isPlanRule);
  if (inputs.lint.profile === 'off')
    return silent(inputs, rules, 'Plan lint is off: `lint.profile` in the configuration.');
  const refs = concerned(inputs);
  if (refs.length === 0 && inputs.base !== null)
    return silent(inputs, rules, `The change since ${inputs.base.ref} touches no plan.`);
  const { plans, problems } = await tools.phase('lint', () => lintPlans(refs, tools));
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
    baseline: { ...inputs.baseline, entries: inputs.baseline.entries.filter(({ rule }) => rule.startsWith('plan/')) },
  };
  const findings = await tools.phase('rules', async () =>
    runRules(rules, ctx, options.settings, suppressionsOf(plans), contentHash),
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

/** Named plans, else those that a change touches, else all. */
function concerned({ head, given, base, changed }: Inputs): readonly PlanRef[] {
  if (given.length > 0) return head.plans.filter((ref) => ref.given);
  if (base === null) return head.plans;
  const touched = new Set(changed.map(({ path }) => path));
  return head.plans.filter(({ path, origin }) => origin === 'tree' && touched.has(path));
}

/** Nobody asked for a judgement, and that is no failure. */
function silent(inputs: Inputs, rules: readonly Rule[], sentence: string): Report {
  const blank = nothingFound(inputs, { rules }, inputs.problems);
  return { ...blank, lint: { plans: [] }, verdict: { ...blank.verdict, outcome: 'pass', sentence, reasons: [] } };
}

const entryOf = ({ path, facts }: Linted['plans'][number]): LintEntry => ({
  path,
  form: facts.form,
  because: facts.because,
  contracts: facts.contracts.length,
  sections: facts.sections,
  deviations: facts.deviations,
  ...(facts.edits.length > 0 ? { edits: facts.edits } : {}),
});

/** Comments about other rules are no business of this run. */
const suppressionsOf = (plans: Linted['plans']): InPlace[] =>
  plans.flatMap(({ path, facts }) =>
    facts.suppressions
      .filter(({ rule }) => speaksOfPlanRule(rule))
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
      suppressed: findings.filter(({ suppressed, baselined }) => suppressed !== null && baselined !== true).length,
      baselined: findings.filter(({ baselined }) => baselined === true).length,
    },
    loosened: [],
  };
}

const counted = (count: number, noun: string): string => {
  const [first = '', ...rest] = noun.split(' ');
  return `${count} ${[count === 1 ? first : `${first}s`, ...rest].join(' ')}`;
};
