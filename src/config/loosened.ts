// Says in sentences what a change of the configuration loosens: a change must not edit its own judge unseen.

import type { Severity } from '../model/finding.ts';
import {
  type Config,
  type ConfiguredSeverity,
  defaultFailOn,
  type PlanSource,
  type RuleSetting,
  type Threshold,
} from './config.ts';
import { isInside } from './project.ts';

const strictness: Readonly<Record<ConfiguredSeverity, number>> = { off: 0, info: 1, warning: 2, error: 3 };

const quote = (text: string): string => JSON.stringify(text);

/** Members of `head` that `base` lacks, sorted and each once. */
function added(base: readonly string[], head: readonly string[]): readonly string[] {
  const known = new Set(base);
  return [...new Set(head)].filter((member) => !known.has(member)).sort();
}

/**
 * Everything that `head` checks less than `base`, one sentence each, in a fixed order; empty when nothing is loosened.
 * `defaultSeverities` (rule id → severity) settles what a rule that is not configured does; of a rule missing there the worst is assumed.
 */
export function looseningsBetween(
  base: Config,
  head: Config,
  defaultSeverities: ReadonlyMap<string, Severity> = new Map(),
): readonly string[] {
  return [
    ...(isInside(head.folder, `${base.folder}/`) || head.folder === base.folder
      ? []
      : [`folder: only what is below ${quote(head.folder)} is judged now.`]),
    ...loosenedPlans(base.plans, head.plans),
    ...added(base.ignore, head.ignore).map((glob) => `ignore: ${quote(glob)} is ignored now.`),
    ...added(base.tests.ignore, head.tests.ignore).map(
      (glob) => `tests.ignore: tests in ${quote(glob)} are ignored now.`,
    ),
    ...added(head.families, base.families).map((family) => `families: labels of ${quote(family)} are no longer read.`),
    ...loosenedRules(base.rules, head.rules, defaultSeverities),
    ...loosenedGate(base.gate, head.gate),
    ...(base.history && !head.history ? ['history: git history is no longer read.'] : []),
  ];
}

function loosenedPlans(base: Config['plans'], head: Config['plans']): readonly string[] {
  const globsOf = (sources: readonly PlanSource[]): readonly string[] =>
    sources.flatMap(({ ref, include }) =>
      include.map((glob) => (ref === null ? quote(glob) : `${quote(glob)} on ${quote(ref)}`)),
    );
  if (base === null) {
    if (head === null) return [];
    return [
      `plans: only ${[...globsOf(head)].sort().join(', ')} is read now, no longer every Markdown file that defines a contract.`,
    ];
  }
  // Without globs every plan of the work tree is read, but none of another ref.
  const lost = added(globsOf(head ?? []), globsOf(head === null ? base.filter(({ ref }) => ref !== null) : base));
  return lost.map((glob) => `plans: ${glob} is no longer read.`);
}

function loosenedRules(
  base: readonly RuleSetting[],
  head: readonly RuleSetting[],
  defaults: ReadonlyMap<string, Severity>,
): readonly string[] {
  const before = new Map(base.map((setting) => [setting.rule, setting]));
  const after = new Map(head.map((setting) => [setting.rule, setting]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((rule) => {
    const was = before.get(rule);
    const is = after.get(rule);
    const globs = added(was?.ignore ?? [], is?.ignore ?? []);
    return [
      ...loweredSeverity(rule, was?.severity ?? null, is?.severity ?? null, defaults.get(rule)),
      ...globs.map((glob) => `rules: ${rule} ignores ${quote(glob)} now.`),
    ];
  });
}

function loweredSeverity(
  rule: string,
  was: ConfiguredSeverity | null,
  is: ConfiguredSeverity | null,
  ownSeverity: Severity | undefined,
): readonly string[] {
  if (was === is) return [];
  const strictBefore = strictness[was ?? ownSeverity ?? 'error'];
  const strictNow = strictness[is ?? ownSeverity ?? 'off'];
  if (strictNow >= strictBefore) return [];
  const before = was ?? ownSeverity ?? 'its own severity';
  if (is === 'off') return [`rules: ${rule} is turned off (was ${before}).`];
  return [`rules: ${rule} is lowered to ${is ?? ownSeverity ?? 'its own severity'} (was ${before}).`];
}

function loosenedGate(base: Config['gate'], head: Config['gate']): readonly string[] {
  const dropped = added(head.failOn ?? defaultFailOn, base.failOn ?? defaultFailOn);
  const limitBefore = base.maxUntested ?? 0;
  const limitNow = head.maxUntested ?? 0;
  return [
    ...dropped.map((member) => `gate.failOn: the gate no longer fails on ${member}.`),
    ...(limitNow > limitBefore ? [`gate.maxUntested: raised from ${limitBefore} to ${limitNow}.`] : []),
    ...(base.requireResults && !head.requireResults
      ? ['gate.requireResults: test results are no longer required.']
      : []),
    ...loweredPercent('gate.minVerified', base.minVerified, head.minVerified),
    ...loosenedThresholds(base, head),
    ...(head.informational && !base.informational
      ? ['gate.informational: a gate that fails no longer fails the run.']
      : []),
  ];
}

function loweredPercent(name: string, was: number | null, is: number | null): readonly string[] {
  if ((is ?? 0) >= (was ?? 0)) return [];
  return [`${name}: lowered from ${was ?? 0} to ${is ?? 0}.`];
}

const scopeOf = ({ plans, families }: Threshold): string =>
  JSON.stringify([[...(plans ?? [])].sort(), [...(families ?? [])].sort()]);

/** Against the numbers for all where the other side has no threshold of that scope. */
function loosenedThresholds(base: Config['gate'], head: Config['gate']): readonly string[] {
  const strictest = (gate: Config['gate'], scope: string): readonly [untested: number, verified: number] => {
    const own = gate.thresholds.filter((one) => scopeOf(one) === scope);
    const untested = own.flatMap((one) => one.maxUntested ?? []);
    const verified = own.flatMap((one) => one.minVerified ?? []);
    return [
      untested.length > 0 ? Math.min(...untested) : (gate.maxUntested ?? 0),
      verified.length > 0 ? Math.max(...verified) : (gate.minVerified ?? 0),
    ];
  };
  const scopes = new Map([...base.thresholds, ...head.thresholds].map((one) => [scopeOf(one), one]));
  return [...scopes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([scope, one]) => {
      const [untestedBefore, verifiedBefore] = strictest(base, scope);
      const [untestedNow, verifiedNow] = strictest(head, scope);
      const name = `gate.thresholds for ${[...(one.plans ?? []), ...(one.families ?? [])].map(quote).join(', ')}`;
      return [
        ...(untestedNow > untestedBefore
          ? [`${name}: maxUntested raised from ${untestedBefore} to ${untestedNow}.`]
          : []),
        ...loweredPercent(`${name}: minVerified`, verifiedBefore, verifiedNow),
      ];
    });
}
