// Explains a test, a commit or a single line: everything it mentions, each mention answered in full.
import type { CommitNode, Link, TestNode } from '../../model/graph.ts';
import { outcomeText } from '../../payload/result-words.ts';
import { shellCommand } from '../../payload/shell.ts';
import { counted } from '../../payload/state-words.ts';
import { contradictionText, guardText, typeText, worthText } from '../../payload/test-words.ts';
import type { ReportIndex } from '../../query/report-index.ts';
import type { Known } from './known.ts';
import { labelled, paragraph, type Sheet, verbatim } from './layout.ts';
import { contractPlace, type MentionStory, mentionStories, refOf } from './mention-story.ts';
import { briefPieces, mentionLines, nameAndTitle } from './mention-text.ts';
import { rangeOver } from './message-lines.ts';
import { readingCommands } from './place-words.ts';
import { bold, dim } from './theme.ts';
import { placeText, shortHash, subtestsOf, topOf, unitText } from './words.ts';

export interface Explained {
  readonly lines: readonly string[];
  readonly value: unknown;
  /** The label that was asked for is not there. */
  readonly isMissing?: true;
}

/** A sheet, and the one label that is asked for. */
export interface Asked extends Sheet {
  readonly label?: string;
}

const asked = ({ label }: Asked, stories: readonly MentionStory[]): readonly MentionStory[] =>
  label === undefined ? stories : stories.filter((story) => story.label.toUpperCase() === label.toUpperCase());

/** What is asked for is not there: that, and what is there. Null where it is there, or nothing is asked for. */
function lacking(
  known: Known,
  sheet: Asked,
  speaker: string,
  all: readonly MentionStory[],
  commit: string | null,
): Explained | null {
  const { label } = sheet;
  if (label === undefined || asked(sheet, all).length > 0) return null;
  const upper = label.toUpperCase();
  const range = commit === null ? null : rangeOver(known.textOf, commit, upper);
  const passed =
    range &&
    `; the range “${range.words}” (line ${range.line}) passes over it, and no plan that the commit speaks of defines it`;
  const labels = [...new Set(all.map((story) => story.label))];
  const has = labels.length === 0 ? 'It names none.' : `It names ${labels.join(', ')}.`;
  return {
    lines: paragraph(sheet, [bold(speaker), ' does not name ', bold(upper), `${passed ?? ''}. ${has}`]),
    value: { kind: 'none', target: speaker, label: upper, labels, ...(range ? { range: range.words } : {}) },
    isMissing: true,
  };
}

const linksOf = (index: ReportIndex, tests: readonly TestNode[]): readonly Link[] =>
  tests.flatMap((test) => index.linksFrom.get(test.id) ?? []);

/** A function with its subtests, or one subtest with what its function says too. */
export function explainTest(index: Known, sheet: Asked, test: TestNode): Explained {
  const parents = index.tests.filter((each) => each.path === test.path && test.name.startsWith(`${each.name}/`));
  const subtests = subtestsOf(index, test);
  const all = mentionStories(index, linksOf(index, [...parents, test, ...subtests]));
  const none = lacking(index, sheet, `Test ${test.name}`, all, null);
  if (none) return none;
  const stories = asked(sheet, all);
  const place = placeText({ kind: 'file', path: test.path, at: test.at });
  const roles = test.roles.map((each) => `${each.role} (${each.why})`).join(', ');
  const [kind, against, guard] = [typeText(test), contradictionText(test), guardText(test)];
  const lines = [
    ...paragraph(sheet, [bold('Test '), bold(test.name)]),
    ...labelled(sheet, 'where', [place]),
    ...(test.dynamic ? labelled(sheet, 'name', ['made at run time; this is its source, as far as it is known']) : []),
    ...(kind === '' ? [] : labelled(sheet, 'kind', [kind])),
    ...(against === '' ? [] : labelled(sheet, 'against', [against])),
    ...labelled(sheet, 'worth', [worthText(test)]),
    ...(test.outcome === undefined ? [] : labelled(sheet, 'result', [outcomeText(test.outcome)])),
    ...(roles === '' ? [] : labelled(sheet, 'roles', [roles])),
    ...(guard === '' ? [] : labelled(sheet, 'guard', [guard])),
    ...(test.addedBy === null ? [] : labelled(sheet, 'first in', [unitText(index, test.addedBy)])),
    ...(subtests.length === 0
      ? []
      : labelled(sheet, 'subtests', [`it has ${counted(subtests.length, 'subtest')}; this answer covers them, too`])),
    '',
    ...(stories.length > 0 ? storyLines(sheet, stories, test.name, test.name) : silentTest(sheet, test, place)),
  ];
  const { id: _, kind: __, ...facts } = test;
  return { lines, value: { kind: 'test', test: facts, mentions: stories } };
}

function silentTest(sheet: Sheet, test: TestNode, place: string): readonly string[] {
  return [
    ...paragraph(
      sheet,
      ['It mentions no contract, and no row of a plan’s test strategy names it: nothing says what it proves.'],
      2,
    ),
    ...paragraph(
      sheet,
      [bold('To make it certain, write'), ` in a comment above ${place}, with the name of a plan and its label:`],
      2,
    ),
    ...paragraph(sheet, [verbatim(`// ${topOf(test.name)} verifies plan-slug#BC-1.`)], 6),
    ...paragraph(sheet, ['`trace list plans` shows the names of the plans, `trace list contracts` their labels.'], 2),
  ];
}

function summaryOf(stories: readonly MentionStory[]): string {
  const count = (status: MentionStory['status']): number => stories.filter((each) => each.status === status).length;
  const parts = (['resolved', 'ambiguous', 'dangling'] as const).flatMap((status) =>
    count(status) > 0 ? [`${count(status)} ${status}`] : [],
  );
  const places = stories.reduce((sum, story) => sum + story.written.length, 0);
  const at = places > stories.length ? ` at ${places} places` : '';
  return `${counted(stories.length, 'mention')}${at}: ${parts.join(', ')}`;
}

/** So many mentions are told in full, the others in a line each. */
const IN_FULL = 3;

export function storyLines(
  sheet: Sheet,
  stories: readonly MentionStory[],
  speaker: string,
  target: string,
): readonly string[] {
  const lines: string[] = [...paragraph(sheet, [bold(summaryOf(stories))])];
  let last = speaker;
  stories.slice(0, IN_FULL).forEach((story, order) => {
    lines.push('');
    if (story.speaker !== last) lines.push(...paragraph(sheet, [dim('in '), story.speaker], 2));
    last = story.speaker;
    lines.push(...mentionLines(sheet, story, order + 1));
  });
  const rest = stories.slice(IN_FULL);
  const [next] = rest;
  if (!next) return lines;
  const command = shellCommand(['trace', 'explain', target, next.label]);
  return [
    ...lines,
    '',
    ...paragraph(
      sheet,
      [dim(`${counted(rest.length, 'more mention')}${command === null ? '' : `; \`${command}\` tells one in full`}:`)],
      2,
    ),
    ...rest.flatMap((story, order) => paragraph(sheet, briefPieces(story, order + 1 + IN_FULL), { first: 2, rest: 5 })),
  ];
}

/** Seconds since 1970 as an ISO date in UTC; a date that no calendar has stays a number. */
export const dateText = (seconds: number): string =>
  Math.abs(seconds) <= 8.64e12 ? new Date(seconds * 1000).toISOString() : String(seconds);

export function explainCommit(index: Known, sheet: Asked, commit: CommitNode): Explained {
  const all = mentionStories(index, index.linksFrom.get(commit.id) ?? []);
  const none = lacking(index, sheet, `The message of commit ${shortHash(commit.id)}`, all, commit.id);
  if (none) return none;
  const stories = asked(sheet, all);
  const owes = commit.exempt ? 'it is a merge, a revert or a bot’s, so it owes no contract' : '';
  const lines = [
    ...paragraph(sheet, [bold('Commit '), bold(shortHash(commit.id)), ` “${commit.subject}”`]),
    ...labelled(sheet, 'hash', [commit.id]),
    ...labelled(sheet, 'date', [dateText(commit.date)]),
    ...labelled(sheet, 'type', [
      commit.type === null
        ? 'no conventional commit'
        : `${commit.type}${commit.scope === null ? '' : ` (${commit.scope})`}`,
    ]),
    ...(commit.unit === commit.id ? [] : labelled(sheet, 'landed as', [unitText(index, commit.unit)])),
    ...(owes === '' ? [] : labelled(sheet, 'owes', [owes])),
    '',
    ...(stories.length > 0
      ? storyLines(sheet, stories, `commit ${shortHash(commit.id)}`, shortHash(commit.id))
      : paragraph(
          sheet,
          [
            'Its message names no contract. To tie the next one, write the label and the path of the plan into the message.',
          ],
          2,
        )),
  ];
  return {
    lines,
    value: {
      kind: 'commit',
      sha: commit.id,
      date: dateText(commit.date),
      subject: commit.subject,
      type: commit.type,
      scope: commit.scope,
      exempt: commit.exempt,
      mentions: stories,
    },
  };
}

/** A label in a task of a plan can mean no other plan's contract. */
function taskLines(index: Known, sheet: Sheet, tasks: readonly Link[]): readonly string[] {
  const said = tasks.flatMap((link) => {
    const contract = refOf(index, link.to);
    const meant = contract === null ? [`${link.to}`] : [...nameAndTitle(contract), `, ${contract.at}`];
    return paragraph(sheet, [`${link.why}: `, ...meant], 2);
  });
  const why =
    'A task speaks of the contracts of its own plan: no other plan can be meant, so there is no runner-up, and nothing has to be written to make it certain.';
  if (said.length === 0) return [];
  const meant = tasks.flatMap(({ to }) => {
    const node = to === null ? undefined : index.nodes.get(to);
    return node?.kind === 'contract' ? [contractPlace(index, node)] : [];
  });
  const read = readingCommands([...tasks.map((link) => link.at), ...meant]);
  return [
    ...said,
    ...paragraph(sheet, [why], 2),
    ...read.flatMap((command) => labelled(sheet, 'to read', [verbatim(command)])),
  ];
}

/** What stands on one line: each mention of it in full. */
export function explainPlace(index: Known, sheet: Asked, place: string, links: readonly Link[]): Explained {
  const all = mentionStories(index, links);
  const none = lacking(index, sheet, `Line ${place}`, all, null);
  if (none) return none;
  const stories = asked(sheet, all);
  const tasks = links.filter((link) => link.kind === 'plans');
  const rows = links.filter((link) => link.kind === 'declared');
  const told = new Set(stories.map((story) => story.kind));
  const lines = [
    ...paragraph(sheet, [bold('Line '), bold(place)]),
    '',
    ...(stories.length > 0 ? storyLines(sheet, stories, '', place) : []),
    ...(told.has('declared')
      ? []
      : rows.flatMap((link) => paragraph(sheet, [`This row of the plan: ${link.why}.`], 2))),
    ...taskLines(index, sheet, tasks),
  ];
  return {
    lines,
    value: {
      kind: 'place',
      at: place,
      mentions: stories,
      tasks: tasks.map((link) => ({ contract: link.to, says: link.why })),
    },
  };
}
