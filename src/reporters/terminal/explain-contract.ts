// Explains a contract: its text, its state with the three facts behind it, and everything that is tied to it, or nearly.

import type { ContractNode, Link, TestNode } from '../../model/graph.ts';
import { compareText, type Range } from '../../model/location.ts';
import { someOf } from '../../model/some-of.ts';
import { outcomeText, runLines } from '../../payload/result-words.ts';
import { counted, isSatisfied, STATES } from '../../payload/state-words.ts';
import { contractRow, type ReportIndex } from '../../query/report-index.ts';
import { dateText, type Explained } from './explain-test.ts';
import type { Known } from './known.ts';
import { labelled, paragraph, type Sheet, shorten, verbatim } from './layout.ts';
import { contractPlace, contractRef, type MentionStory, mentionStories, speakerOf } from './mention-story.ts';
import { evidencePieces, quoted, runnerUp } from './mention-text.ts';
import { placeInPlan, placeWords, readingCommands } from './place-words.ts';
import { planText } from './plan-text.ts';
import { bold, dim, stateSpan } from './theme.ts';
import { wayLines } from './way-text.ts';
import { LINK_FACTS, ORIGINS, placeText, planOf, RESULT_FACTS, shortHash, WORTH_FACTS } from './words.ts';

const SHOWN = 5;

interface TiedTest {
  readonly path: string;
  readonly name: string;
  readonly at: string;
  readonly worth: TestNode['worth'];
  readonly worthWhy: string;
  /** What the given results say; empty without results. */
  readonly outcome: string;
  readonly ties: readonly MentionStory[];
  /** Contracts of other plans with this label that the test is tied to, too. */
  readonly elsewhere: readonly string[];
}

interface Unclear {
  readonly speaker: string;
  readonly at: string;
  readonly label: string;
  readonly why: string;
}

export function explainContract(index: Known, sheet: Sheet, contract: ContractNode): Explained {
  const row = contractRow(index, contract);
  const tasks = [...row.tasks].sort((a, b) => a.at.line - b.at.line || compareText(a.id, b.id));
  const inFile = (a: TestNode, b: TestNode): number =>
    compareText(a.path, b.path) || a.at.line - b.at.line || compareText(a.name, b.name);
  const tests = [...row.tests].sort(inFile).map((test): TiedTest => {
    const own = row.links.filter((link) => link.from === test.id);
    return {
      path: test.path,
      name: test.name,
      at: placeText({ kind: 'file', path: test.path, at: test.at }),
      worth: test.worth,
      worthWhy: test.worthWhy ?? '',
      outcome: outcomeText(test.outcome),
      ties: mentionStories(index, own),
      elsewhere: (index.linksFrom.get(test.id) ?? []).flatMap(({ to, label }) => {
        const other = to === null || to === contract.id ? undefined : index.nodes.get(to);
        return other?.kind === 'contract' && label === contract.label ? [contractRef(index, other).name] : [];
      }),
    };
  });
  const naming = [...(index.linksNaming.get(contract.id) ?? [])].sort((a, b) =>
    compareText(placeText(a.at), placeText(b.at)),
  );
  const isTest = (link: Link): boolean => link.kind === 'mention';
  const ambiguous = naming.filter((link) => link.status === 'ambiguous');
  const unclear = ambiguous.filter(isTest).map((link) => unclearOf(index, link));
  const vague = [...new Set(ambiguous.filter((link) => !isTest(link)).map((link) => link.from))].sort(compareText);
  const hints = naming
    .filter((link) => isTest(link) && link.status === 'dangling' && link.candidates.includes(contract.id))
    .map((link) => unclearOf(index, link));
  const ref = contractRef(index, contract);
  const plan = planOf(index, contract);
  const inPlan = (at: Range): string => placeWords(index, { at: placeInPlan(plan, plan?.path ?? contract.plan, at) });
  const text = planText(index, plan)?.split('\n');
  const rowAt = (line: number): string | undefined => text?.[line - 1]?.trim() || undefined;
  const commits = [...row.commits]
    .sort((a, b) => a.date - b.date || compareText(a.id, b.id))
    .map((each) => ({ sha: each.id, date: dateText(each.date), subject: each.subject }));
  const lines = [
    ...headLines(index, sheet, contract),
    '',
    ...stateLines(index, sheet, contract),
    ...section(
      sheet,
      `Tests tied to it (${tests.length})`,
      tests.flatMap((test) => testLines(sheet, test)),
      'none',
    ),
    ...section(
      sheet,
      `Rows of the plan’s test strategy (${contract.rows.length})`,
      contract.rows.flatMap((each) =>
        paragraph(
          sheet,
          [`${inPlan(each.at)}: `, shorten(rowAt(each.at.line) ?? `${each.typeCell} | ${each.testCell}`, 400)],
          2,
        ),
      ),
      'none',
    ),
    ...section(
      sheet,
      `Tasks that name it (${tasks.length})`,
      tasks.flatMap((task) =>
        paragraph(
          sheet,
          [
            `Task ${task.number}: ${task.title} — begins at ${inPlan(task.at)}${namedAt(row.links, task.id, task.at.line)}`,
          ],
          2,
        ),
      ),
      'none',
    ),
    ...section(
      sheet,
      `Commits that name it (${commits.length})`,
      some(sheet, commits, (each) => [`${shortHash(each.sha)} ${each.date.slice(0, 10)} ${each.subject}`]),
      'none',
    ),
    ...section(
      sheet,
      `Ambiguous mentions that could mean it (${unclear.length}; they count for nothing)`,
      some(sheet, unclear, unclearPieces),
      '',
    ),
    ...vagueCommits(sheet, contract.label, vague),
    ...section(
      sheet,
      `Dangling mentions with this label (${hints.length}; hints by similar words, never links)`,
      some(sheet, hints, unclearPieces),
      '',
    ),
    '',
    ...adviceLines(sheet, contract, ref.name, tests),
  ];
  const { id: _, kind: __, ...facts } = contract;
  return {
    lines,
    value: {
      kind: 'contract',
      ...facts,
      name: ref.name,
      at: ref.at,
      tests,
      commits,
      tasks: tasks.map((task) => ({ number: task.number, title: task.title })),
      ambiguous: unclear,
      ambiguousCommits: vague,
      hints,
    },
  };
}

/** The line of the task that names the contract, where it is not its heading. */
function namedAt(links: readonly Link[], task: string, heading: number): string {
  const line = links.find((link) => link.kind === 'plans' && link.from === task)?.at.at.line;
  return line === undefined || line === heading ? '' : `, names it in line ${line}`;
}

/** In a squash body a bare label often fits a dozen plans: one line for all such commits. */
function vagueCommits(sheet: Sheet, label: string, commits: readonly string[]): readonly string[] {
  if (commits.length === 0) return [];
  const shown = someOf(commits.map(shortHash), SHOWN);
  const says = `${counted(commits.length, 'commit')} with a bare ${label} that fits several plans, this one too: ${shown}.`;
  return ['', ...paragraph(sheet, [bold('Not counted: '), says], { first: 0, rest: 2 })];
}

function headLines(index: ReportIndex, sheet: Sheet, contract: ContractNode): readonly string[] {
  const ref = contractRef(index, contract);
  const plan = planOf(index, contract);
  const status = plan?.status ? `, status ${plan.status}` : '';
  const clauses = contract.clauses.flatMap((clause) =>
    labelled(
      sheet,
      clause.keyword === 'TEXT' ? '' : `${clause.keyword}${clause.number ?? ''}`,
      [shorten(clause.text, 600)],
      2,
      14,
    ),
  );
  return [
    ...paragraph(sheet, [bold('Contract '), bold(ref.name), ` “${shorten(contract.title, 240)}”`]),
    ...labelled(sheet, 'plan', [
      `“${shorten(plan?.title ?? contract.plan, 160)}”, ${plan ? ORIGINS[plan.origin] : 'unknown'}${status}`,
    ]),
    ...labelled(sheet, 'where', [ref.at]),
    ...readingCommands([contractPlace(index, contract)]).flatMap((command) =>
      labelled(sheet, 'to read', [verbatim(command)]),
    ),
    ...(plan && plan.aliases.length > 0 ? labelled(sheet, 'also at', [plan.aliases.join(', ')]) : []),
    ...(clauses.length > 0 ? ['', ...clauses] : []),
  ];
}

/** A contract without a test has no result either way. */
const resultText = ({ report }: ReportIndex, { result }: ContractNode): string =>
  result === 'none-given' && report.scope.results !== 'none'
    ? 'no test is tied to it that could have one'
    : RESULT_FACTS[result];

const givenLines = (sheet: Sheet, { report }: ReportIndex): readonly string[] =>
  report.scope.results === 'none'
    ? []
    : runLines(report.scope.results).flatMap((line) => labelled(sheet, 'given', [line]));

function stateLines(index: ReportIndex, sheet: Sheet, contract: ContractNode): readonly string[] {
  const satisfied = isSatisfied(contract.state) ? 'counts as kept' : 'does not count as kept';
  return [
    ...paragraph(sheet, [
      bold('State: '),
      stateSpan(contract.state, contract.result),
      ` — ${STATES[contract.state].means} It ${satisfied}.`,
    ]),
    ...labelled(sheet, 'why', [contract.why]),
    ...labelled(sheet, 'tie', [LINK_FACTS[contract.link]]),
    ...labelled(sheet, 'tests', [WORTH_FACTS[contract.worth]]),
    ...labelled(sheet, 'results', [resultText(index, contract)]),
    ...givenLines(sheet, index),
  ];
}

const section = (sheet: Sheet, title: string, lines: readonly string[], empty: string): readonly string[] =>
  lines.length > 0
    ? ['', ...paragraph(sheet, [bold(title)]), ...lines]
    : empty === ''
      ? []
      : ['', ...paragraph(sheet, [bold(title.replace(/ \(\d.*$/, '')), `: ${empty}`])];

function some<Item>(
  sheet: Sheet,
  items: readonly Item[],
  pieces: (item: Item) => readonly (string | ReturnType<typeof dim>)[],
): readonly string[] {
  const lines = items.slice(0, SHOWN).flatMap((item) => paragraph(sheet, pieces(item), { first: 2, rest: 6 }));
  return items.length > SHOWN ? [...lines, `  and ${items.length - SHOWN} more (--json has them all)`] : lines;
}

const unclearPieces = (each: Unclear): readonly (string | ReturnType<typeof dim>)[] => [
  `${each.speaker} says ${each.label}, ${each.at}: `,
  dim(each.why),
];

const unclearOf = (index: ReportIndex, link: Link): Unclear => ({
  speaker: speakerOf(index, link),
  at: placeText(link.at),
  label: link.label,
  why: link.why,
});

const WORTH = { asserts: '', hollow: ' (asserts nothing)', skipped: ' (always skipped)' } as const satisfies Record<
  TestNode['worth'],
  string
>;

function testLines(sheet: Sheet, test: TiedTest): readonly string[] {
  const ties = test.ties.flatMap((tie) => {
    const [decided] = tie.evidence;
    const spoken =
      tie.kind === 'declared' ? 'only the plan names it' : tie.weak ? 'a heading over it says so' : 'it says so itself';
    const written = tie.written[0];
    return [
      ...labelled(
        sheet,
        spoken === 'it says so itself' ? 'says' : 'declared',
        [`${spoken}: ${written?.at ?? ''}, ${written?.where ?? ''}: `, dim(quoted(written?.words ?? ''))],
        4,
      ),
      ...(decided ? labelled(sheet, 'because', evidencePieces(decided), 4) : []),
      ...labelled(sheet, 'runner-up', runnerUp(tie, test.elsewhere), 4),
    ];
  });
  const why = test.worth === 'asserts' || test.worthWhy === '' ? [] : labelled(sheet, test.worth, [test.worthWhy], 4);
  const ran = test.outcome === '' ? [] : labelled(sheet, 'result', [test.outcome], 4);
  return [...paragraph(sheet, [bold(test.name), WORTH[test.worth], dim(`  ${test.at}`)], 2), ...why, ...ran, ...ties];
}

/** For the first test that is tied without naming the plan; where no test is tied, for one that is to be written. */
function adviceLines(
  sheet: Sheet,
  contract: ContractNode,
  name: string,
  tests: readonly TiedTest[],
): readonly string[] {
  const open = tests.flatMap((test) => test.ties.slice(0, 1)).filter((tie) => tie.ways.length > 0);
  const [first] = open;
  if (first) {
    const rest = open.length - 1;
    const also = `and likewise for ${counted(rest, 'more test')} above, each only if it really checks this: \`trace explain TEST\` says the line to write.`;
    return [...wayLines(sheet, first, 0), ...(rest > 0 ? paragraph(sheet, [also], 2) : [])];
  }
  if (tests.length > 0)
    return paragraph(sheet, [bold('To make it certain, write'), `: nothing more, every test above names \`${name}\`.`]);
  if (contract.state === 'waived')
    return paragraph(sheet, [
      bold('To make it certain, write'),
      `: nothing, the plan means it to have no automated test. A test that comes later names \`${name}\` in the comment above it.`,
    ]);
  const says = contract.plan.startsWith('commit:')
    ? `, ${contract.label} into a plan file first: so far only a commit message defines it, and a comment cannot name a message.`
    : ' in a comment above the test that checks it:';
  const line = contract.plan.startsWith('commit:') ? [] : paragraph(sheet, [verbatim(`// TestX verifies ${name}.`)], 4);
  return [...paragraph(sheet, [bold('To make it certain, write'), says]), ...line];
}
