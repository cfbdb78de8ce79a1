// The order in which findings are shown everywhere: worst first, the same whatever order they came in.
import type { Finding } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import { SEVERITY_RANK } from './state-words.ts';

/** Among equal severities: what is broken now, then what was lost, then what contradicts itself, then what is missing. */
const WORST_RULES: readonly string[] = [
  'trace/failing-contract',
  'trace/lost-test',
  'trace/id-mismatch',
  'trace/golden-without-invariant',
  'trace/untested-contract',
  'trace/planned-test-missing',
  'trace/hollow-test',
  'trace/skipped-test',
  'trace/not-run',
  'trace/ambiguous-mention',
  'trace/dangling-mention',
];

/** 0 is worst; rules that are not ranked come last. */
export const ruleRank = (id: string): number => {
  const at = WORST_RULES.indexOf(id);
  return at < 0 ? WORST_RULES.length : at;
};

const fileOf = (finding: Finding): string =>
  finding.at?.kind === 'file' ? finding.at.path : (finding.at?.commit ?? '');

/** The same order whatever order the findings came in. */
export function inFindingOrder(a: Finding, b: Finding): number {
  return (
    Number(a.suppressed !== null) - Number(b.suppressed !== null) ||
    SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] ||
    Number(b.inChange) - Number(a.inChange) ||
    ruleRank(a.ruleId) - ruleRank(b.ruleId) ||
    compareText(fileOf(a), fileOf(b)) ||
    (a.at?.at.line ?? 0) - (b.at?.at.line ?? 0) ||
    (a.at?.at.column ?? 0) - (b.at?.at.column ?? 0) ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}
