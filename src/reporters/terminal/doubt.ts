// In how far a link is certain, in words: what speaks against it, how often such evidence was right, and what could still be wrong.
import type { ContractNode, Link } from '../../model/graph.ts';
import { EVIDENCE_WORDS } from '../../payload/evidence-words.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import type { Known } from './known.ts';
import { writerOf } from './where-written.ts';
import { topOf, UNCOMMITTED } from './words.ts';

export function doubtOf(index: ReportIndex, link: Link): string {
  if (link.status === 'ambiguous')
    return 'not decided: a wrong link would make an untested promise look tested, so nothing is linked. It may also mean none of them.';
  if (link.status === 'dangling')
    return `certain is only that nothing read here names a plan. ${/ in \w+ ways: /.test(link.why) ? 'What that message says of it may be one promise in other words, or several, and the test may mean none of them. ' : ''}The promise may stand in an issue, in a pull request, in a plan that was never committed or stands on a branch that HEAD does not contain, or under another label.`;
  const [decided] = link.evidence;
  if (!decided) return `${percent(link.confidence)}.${onlyMessage(link)}`;
  const { share } = EVIDENCE_WORDS[decided.kind];
  const doubt = `${remainingDoubt(link)}${onlyMessage(link)}`;
  const against = rowsAgainst(index, link);
  if (link.weak && link.kind === 'mention')
    return `${percent(link.confidence)}: the words stand over several tests and not in this one, so the promise counts as declared, not as linked. ${severalIn(link.raw)}${doubt}`;
  const but = butOf(link);
  if (but.startsWith('that line of the message'))
    return `only ${percent(link.confidence)}, since ${but}. What ${link.label} promises has to be read from what was written with it. No plan file defines it.`;
  if (but !== '' || against !== '') {
    const says = [but, against].filter((each) => each !== '').join('; ');
    const seen =
      but === '' ? `${share}. ${doubt}` : 'Of 17 such links that were read by hand, 5 were wrong: a number had moved.';
    const head = but === '' ? `${percent(link.confidence)}, although` : `only ${percent(link.confidence)}, since`;
    return `${head} ${says}. ${seen.charAt(0).toUpperCase()}${seen.slice(1)}`;
  }
  if (decided.kind === 'qualified') return `certain (${percent(link.confidence)}): ${share}. ${doubt}`;
  return `${percent(link.confidence)}: ${share}. ${doubt}`;
}

/** What one commit brought together names no older test. */
function remainingDoubt({ evidence }: Link): string {
  const [decided] = evidence;
  if (!decided) return '';
  const together = evidence.some((each) => each.kind === 'introduced-together');
  return decided.kind === 'paired-by-plan' && together
    ? 'Wrong only if the plan itself gives the test a wrong number.'
    : EVIDENCE_WORDS[decided.kind].doubt;
}

const NAMES_TEST = /\b(?:Test|Fuzz|Benchmark|Example|test_)\w|\s>\s/;

/** The plan's own table gives this test to other contracts only, or this contract to other tests only; else empty. */
function rowsAgainst(index: ReportIndex, link: Link): string {
  const contract = link.to === null ? undefined : index.nodes.get(link.to);
  const speaker = index.nodes.get(link.from);
  const decided = link.evidence[0]?.kind;
  if (contract?.kind !== 'contract' || speaker?.kind !== 'test' || link.kind !== 'mention' || decided === 'qualified')
    return '';
  const names = nameIn(topOf(speaker.name));
  if (contract.rows.some((row) => names(row.testCell))) return '';
  const others = (index.contractsOf.get(contract.plan) ?? []).flatMap((each) => rowNaming(each, names));
  const own = contract.rows.find((row) => NAMES_TEST.test(row.testCell));
  const ownSays = own && `${contract.label} to ${own.testCell.replaceAll('`', '')} (line ${own.at.line})`;
  if (others.length > 0)
    return `the plan’s table gives this test to ${others.join(', ')}${ownSays === undefined ? '' : ` and ${ownSays}`}`;
  return ownSays === undefined || decided !== 'paired-by-plan' ? '' : `the plan’s table gives ${ownSays}`;
}

const rowNaming = (contract: ContractNode, names: (cell: string) => boolean): readonly string[] => {
  const row = contract.rows.find((each) => names(each.testCell));
  return row ? [`${contract.label} (line ${row.at.line})`] : [];
};

const nameIn =
  (name: string) =>
  (cell: string): boolean => {
    for (let at = cell.indexOf(name); at >= 0; at = cell.indexOf(name, at + 1)) {
      if (!/\w$/.test(cell.slice(0, at)) && !/^\w/.test(cell.slice(at + name.length))) return true;
    }
    return false;
  };

/** A line of a message is not always a promise: a squash body also lists what was mended. */
const onlyMessage = (link: Link): string =>
  link.to?.startsWith('commit:')
    ? ' No plan file defines this promise, only a line of a commit message, which may be a note and no promise.'
    : '';

/** A list over several tests does not say which of them is for which. */
function severalIn(raw: string): string {
  const labels = [...new Set(raw.match(/\b[A-Z]{1,4}-[A-Z]{0,4}\d[\w.-]{0,20}\b/g) ?? [])];
  return labels.length < 2
    ? ''
    : `The heading lists ${labels.slice(0, 6).join(', ')} and does not say which of them this test is about; it may be none. `;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What speaks against the deciding evidence, as linking says it; else empty. */
function butOf({ evidence, why }: Link): string {
  const joint = `${evidence[0]?.says}; but `;
  return why.startsWith(joint) ? why.slice(joint.length) : '';
}

/** The commit that first wrote the label into a test need not be the one that wrote the line as it stands. */
export function laterLine(known: Known, link: Link): string {
  const first = link.status === 'dangling' ? /; it was written by commit ([0-9a-f]{8})/.exec(link.why)?.[1] : undefined;
  const by = writerOf(known, link);
  if (first === undefined || by === null || by.startsWith(`commit ${first}`)) return '';
  return `; the line as it stands now is ${by === UNCOMMITTED ? 'not committed yet' : `by ${by}`}`;
}

/** Dangling: what was looked at and said nothing. */
export function silence(index: ReportIndex, link: Link): string {
  const past = index.report.scope.history === 'used' ? '' : ', and no history was read';
  return link.kind === 'implements'
    ? `none: the commit adds no plan and no contract with ${link.label} (what its files say beside plans and tests is not read), its message names no plan that defines it, and ${filesOf(link)}`
    : `none: no plan is named beside it, and no plan has a table row or code that gives this test ${link.label}${past}`;
}

const filesOf = ({ why }: Link): string =>
  why.includes('which tells nothing')
    ? 'its files are those of a plan that does not fit the rest of the message'
    : why.includes('tells none apart')
      ? 'its files belong to the tasks of several plans that do'
      : 'it changes no file that a task of such a plan names';
