// Contracts as test cases, for formats that know nothing else. A case fails exactly where the verdict does.
import type { Finding } from '../../model/finding.ts';
import type { ContractNode, PlanNode } from '../../model/graph.ts';
import type { LintEntry } from '../../model/lint.ts';
import type { Report } from '../../model/report.ts';
import { inFindingOrder } from '../../payload/finding-order.ts';
import { isSatisfied, STATES } from '../../payload/state-words.ts';
import { indexReport } from '../../query/report-index.ts';
import { type FilePlace, filePlaces } from './places.ts';

export interface Case {
  /** Slug of the plan (of lint its path), `findings`, or `verdict`; no plan is called so, since slugs have a suffix where they clash. */
  readonly suite: string;
  /** One of its kind in the suite. */
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'error';
  /** Short: the state, or the rule. */
  readonly kind: string;
  /** Whole sentences; one a line. */
  readonly message: string;
  readonly place: FilePlace | null;
}

/** Contracts first, by plan and place; then errors that belong to no contract; last the verdict itself. */
export function casesOf(report: Report): readonly Case[] {
  const cases = allCases(report);
  // A policy may let errors pass, and then no host must see a failure.
  return report.verdict.outcome === 'pass'
    ? cases.map((c) => (c.outcome === 'failed' ? { ...c, outcome: 'skipped' } : c))
    : cases;
}

function allCases(report: Report): readonly Case[] {
  if (report.lint !== undefined) return [...lintCases(report, report.lint.plans), verdictCase(report)];
  const placeOf = filePlaces(report);
  const errors = report.findings.filter((f) => f.severity === 'error' && f.suppressed === null).sort(inFindingOrder);
  const judged = judgedContracts(report);
  const known = new Set(judged.map(({ contract }) => contract.id));
  const about = (f: Finding): string | undefined =>
    [f.contract, f.subject].find((id) => id !== undefined && known.has(id));
  const ofContract = new Map<string, Finding[]>();
  for (const finding of errors) {
    const id = about(finding);
    if (id !== undefined) ofContract.set(id, [...(ofContract.get(id) ?? []), finding]);
  }
  const unique = namer();
  return [
    ...judged.map(({ contract, plan }): Case => {
      const found = ofContract.get(contract.id) ?? [];
      const suite = plan.slug;
      return {
        suite,
        name: unique(suite, `${contract.label}: ${contract.title}`),
        ...caseOf(contract, found),
        place: { path: plan.path, at: contract.at },
      };
    }),
    ...errors
      .filter((finding) => about(finding) === undefined)
      .map((finding): Case => {
        const place = placeOf(finding);
        const name = place === null ? finding.ruleId : `${finding.ruleId} ${place.path}:${place.at.line}`;
        return {
          suite: 'findings',
          name: unique('findings', name),
          outcome: 'failed',
          kind: finding.ruleId,
          message: sentences([finding]),
          place,
        };
      }),
    verdictCase(report),
  ];
}

/** Of `trace lint`: a suite a plan, a case a finding, and one for the demands that hold. */
function lintCases(report: Report, plans: readonly LintEntry[]): readonly Case[] {
  const placeOf = filePlaces(report);
  const open = report.findings.filter((f) => f.suppressed === null).sort(inFindingOrder);
  return plans.flatMap(({ path, form, because, contracts }): Case[] => {
    const own = open.filter(({ at }) => at?.kind === 'file' && at.path === path);
    const unique = namer();
    const isJudged = form === 'full' || form === 'compact';
    const rules = new Set(own.map(({ ruleId }) => ruleId)).size;
    const rest: Case = {
      suite: path,
      name: isJudged ? 'other demands of the plan template' : 'not judged',
      outcome: isJudged ? 'passed' : 'skipped',
      kind: form,
      message: `${form} form: ${because}; ${contracts} contracts, ${rules} rules with findings`,
      place: null,
    };
    const cases = own.map((finding): Case => {
      const place = placeOf(finding);
      const name = place === null ? finding.ruleId : `${finding.ruleId} line ${place.at.line}`;
      const outcome = finding.severity === 'error' ? 'failed' : 'skipped';
      return {
        suite: path,
        name: unique(path, name),
        outcome,
        kind: finding.ruleId,
        message: sentences([finding]),
        place,
      };
    });
    return [...cases, rest];
  });
}

function caseOf(contract: ContractNode, errors: readonly Finding[]): Pick<Case, 'outcome' | 'kind' | 'message'> {
  const { word, means } = STATES[contract.state];
  const why = contract.why === '' ? means : contract.why;
  if (errors.length > 0) return { outcome: 'failed', kind: word, message: sentences(errors) };
  // Waived, or a gap that the gate only warns of: a draft, say.
  if (contract.state === 'waived' || !isSatisfied(contract.state))
    return { outcome: 'skipped', kind: word, message: why };
  return { outcome: 'passed', kind: word, message: why };
}

const sentences = (findings: readonly Finding[]): string =>
  findings.map(({ ruleId, message, fix }) => `${ruleId}: ${message}${fix === '' ? '' : ` — ${fix}`}`).join('\n');

const verdictCase = ({ verdict }: Report): Case => ({
  suite: 'verdict',
  name: 'the gate',
  outcome: ({ pass: 'passed', fail: 'failed', undecided: 'error' } as const)[verdict.outcome],
  kind: verdict.outcome,
  message: [
    verdict.sentence,
    ...verdict.reasons.map(({ text }) => text).filter((text) => text !== verdict.sentence),
    ...verdict.loosened,
  ].join('\n'),
  place: null,
});

/** With a base, what the change promises or breaks; else every contract of the work tree, or of the given plans. */
export function judgedContracts(
  report: Report,
): readonly { readonly contract: ContractNode; readonly plan: PlanNode }[] {
  const index = indexReport(report);
  const plans = new Map(
    index.plans
      .filter((p) => (p.origin === 'tree' || p.origin === 'ref') && (report.scope.given.length === 0 || p.given))
      .map((p) => [p.id, p]),
  );
  const { change } = report;
  const inChange =
    change &&
    new Set([
      ...change.contractsNew,
      ...change.contractsReworded,
      ...change.contractsLostLastTest,
      ...change.contractsRegressed,
      ...change.stateChanges.map((s) => s.contract),
      ...report.findings.flatMap((f) => (f.inChange && f.contract !== undefined ? [f.contract] : [])),
    ]);
  return index.contracts.flatMap((contract) => {
    const plan = plans.get(contract.plan);
    return plan === undefined || (inChange && !inChange.has(contract.id)) ? [] : [{ contract, plan }];
  });
}

/** Hosts take two cases of one name for one. */
function namer(): (suite: string, name: string) => string {
  const seen = new Map<string, number>();
  return (suite, name) => {
    const key = `${suite}\u0000${name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? name : `${name} (${count})`;
  };
}
