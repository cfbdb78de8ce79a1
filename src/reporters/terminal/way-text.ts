// What to write as lines: what is to be pasted stands alone on its lines and is never wrapped.

import { someOf } from '../../model/some-of.ts';
import { paragraph, type Sheet, shorten, verbatim } from './layout.ts';
import type { MentionStory } from './mention-story.ts';
import type { Way, Write } from './remedy.ts';
import { bold } from './theme.ts';

const TITLE = 'To make it certain, write';
/** A contract that nobody promised makes its test look as if it kept a promise. */
const CREATES = 'this makes a new promise, right only if none of the contracts that there are is meant';

export function wayLines(sheet: Sheet, story: MentionStory, indent: number): readonly string[] {
  const [first, second] = story.ways;
  const says = (text: string): readonly string[] =>
    paragraph(sheet, [bold(TITLE), text], { first: indent, rest: indent + 2 });
  if (story.kind === 'implements')
    return story.ways.length === 0 && story.status === 'resolved'
      ? says(`: nothing more, ${nothing(story)}.`)
      : commitLines(sheet, story, indent);
  if (!first) return says(`: nothing more, ${nothing(story)}.`);
  if (first.writes.length === 0) return says(`: \`${first.means}\` in a comment above the test that checks it.`);
  const isChoice = story.status !== 'resolved' && second !== undefined;
  const choice = first.isNeither
    ? ` (${CREATES})`
    : story.drift
      ? ', if the plan’s table is right'
      : isChoice
        ? `, if it means ${first.means}`
        : first.isNew
          ? ' (so far only a commit message makes this promise)'
          : '';
  const check =
    (story.kind === 'declared' || story.weak) && story.contract
      ? ` (${story.kind === 'declared' ? 'the plan' : 'a heading'} assigns this test to ${story.contract.name}; write this only if the test really checks “${shorten(story.contract.title, 120)}”)`
      : '';
  return [
    ...says(`${choice}${check}`),
    ...writesOf(sheet, story, first, indent),
    ...(isChoice ? otherSides(sheet, story, indent) : []),
    ...besideNote(sheet, story, indent),
    ...driftNote(sheet, story, indent),
  ];
}

const BARE_LABEL = /(?<![#\w-])[A-Z]{1,4}-[A-Z]{0,4}-?\d{1,4}(?:\.\d{1,4}){0,3}[a-z]?\b/g;

/** A name in a comment is taken for that of every bare label of the comment. */
function besideNote(sheet: Sheet, story: MentionStory, indent: number): readonly string[] {
  const writes = story.ways.flatMap((way) => way.writes.flatMap((write) => (write.how === 'replace' ? [write] : [])));
  const own = new Set([story.label, ...story.ways.map((way) => way.means.slice(way.means.lastIndexOf('#') + 1))]);
  const bare = writes.flatMap(({ text }) => text.flatMap((line) => line.match(BARE_LABEL) ?? []));
  const beside = [...new Set(bare)].filter((label) => !own.has(label) && !label.startsWith('INV-'));
  const made = story.ways.flatMap((way) => way.writes.flatMap((write) => (write.how === 'create' ? write.holds : [])));
  const held = [...new Set(made)].filter((label) => !own.has(label));
  const names = new Set(writes.flatMap((write) => write.also ?? []));
  const also = [...names]
    .filter((name) => !held.some((label) => name.endsWith(`#${label}`)))
    .map((name) => `\`${name}\``);
  const says = [
    ...(held.length === 0
      ? []
      : [
          `The new plan holds ${someOf(held, 6)}, too, because the same line names ${held.length === 1 ? 'it' : 'them'}.`,
        ]),
    ...(also.length === 0
      ? []
      : [`One line for all of its labels: ${someOf(also, 6)} there is what was found for the others.`]),
    ...(beside.length === 0
      ? []
      : [
          `A plan’s name in a comment speaks for ${someOf(beside, 6)} there, too, where that plan defines ${beside.length === 1 ? 'it' : 'them'}: give a label that means another plan the name of that one, in the same line.`,
        ]),
  ];
  return says.flatMap((text) => paragraph(sheet, [text], { first: indent, rest: indent + 2 }));
}

/** A commit that is in history stays as it is, and no later one changes what its message means. */
function commitLines(sheet: Sheet, story: MentionStory, indent: number): readonly string[] {
  const [first, ...rest] = story.ways;
  const hang = { first: indent, rest: indent + 2 };
  const isSure = story.status === 'resolved' && first !== undefined;
  const name = isSure ? first.means : `plan-slug#${story.label}`;
  const who = isSure ? 'with' : 'whoever knows which plan is meant writes';
  const stays = `: nothing that changes this commit. A message that others have stays as it is, and no later commit changes what it means. A contract is kept by its tests: ${who} \`${name}\` in the comment above the test that checks it${isSure ? ' the contract is certain,' : ', and the contract is certain,'} whatever the message says.`;
  const only =
    'Only while nobody else has the commit (`git commit --amend` for the last one, `git rebase -i` for an older one)';
  if (first === undefined) {
    const text = `${only}: write the name of the plan in front of the label, \`${name}\`.`;
    return [...paragraph(sheet, [bold(TITLE), stays], hang), ...paragraph(sheet, [text], hang)];
  }
  const others = rest.map((way) => `\`${way.means}\``).join(' or ');
  return [
    ...paragraph(sheet, [bold(TITLE), stays], hang),
    ...paragraph(sheet, [`${only}${story.status !== 'resolved' ? `, and if it means ${first.means}` : ''}:`], hang),
    ...writesOf(sheet, story, first, indent),
    ...(rest.length === 0 ? [] : paragraph(sheet, [`or, if it means another one, ${others} instead.`], hang)),
    ...(story.status !== 'resolved'
      ? paragraph(sheet, ['If it means none of them, leave the message as it is.'], hang)
      : []),
  ];
}

const nothing = (story: MentionStory): string =>
  story.contract?.plan.startsWith('commit:')
    ? `this message is itself the only text that makes this promise. A test that keeps it can name it once ${story.label} stands in a plan file, too`
    : story.written.every((each) => each.words.includes(`#${story.label}`))
      ? `\`${story.contract?.name ?? story.label}\` stands there already`
      : 'its plan is named beside it';

/** Two sides are written out; of more, the first and the names of the others. What is right if it means none of them comes last. */
function otherSides(sheet: Sheet, story: MentionStory, indent: number): readonly string[] {
  const sides = story.ways.filter((way) => way.isNeither !== true);
  const [first, second, ...more] = sides;
  if (!first) return [];
  const hang = { first: indent, rest: indent + 2 };
  const told = (heading: string, way: Way): readonly string[] => [
    ...paragraph(sheet, [bold(heading)], hang),
    ...writesOf(sheet, story, way, indent),
  ];
  const names = sides.slice(1).map((way) => `\`${way.means}\``);
  const all = `The plan gives this test all of ${sides.map((way) => `\`${way.means}\``).join(', ')}: write each of them that it checks there, one beside the other.`;
  const others =
    story.drift && second
      ? paragraph(sheet, [all], hang)
      : more.length > 0
        ? paragraph(sheet, [`or, if it means another one, ${names.join(' or ')} instead of \`${first.means}\`.`], hang)
        : second
          ? told(`or, if it means ${second.means}`, second)
          : [];
  const none = story.ways.find((way) => way.isNeither);
  const which = sides.length === 1 ? 'not that one' : sides.length === 2 ? 'neither of them' : 'none of them';
  return [...others, ...(none ? told(`or, if it means ${which} (${CREATES})`, none) : [])];
}

function driftNote(sheet: Sheet, story: MentionStory, indent: number): readonly string[] {
  if (!story.drift) return [];
  const { planSays, at } = story.drift;
  const define = story.sides.some((side) => side.contract.label === story.label)
    ? ''
    : ` (and define ${story.label} in that plan)`;
  const text = at.includes(' as of ')
    ? `Use this edit only if the plan’s table is right. That plan is no longer in the tree, so its line for this test cannot be corrected: if the test is right, define ${story.label} in a new plan and name that one.`
    : `Use this edit only if the plan’s table is right; if the test is right, ${story.label} instead of ${planSays.join(', ')} at ${at}${define}. Both must say the same label.`;
  return paragraph(sheet, [text], { first: indent, rest: indent + 2 });
}

/** Of many places of one mention these are written out, the others are named. */
const IN_FULL = 2;

function writesOf(sheet: Sheet, story: MentionStory, way: Way, indent: number): readonly string[] {
  const replaced = way.writes.flatMap((write) => (write.how === 'replace' ? [write] : []));
  const rest = replaced.length > IN_FULL + 1 ? replaced.slice(IN_FULL) : [];
  const shown = way.writes.filter((write) => write.how !== 'replace' || !rest.includes(write));
  const lines = shown.flatMap((write, order) => [
    ...paragraph(sheet, [`${order === 0 ? '' : 'and '}${whither(story, write)}:`], {
      first: indent + 2,
      rest: indent + 4,
    }),
    ...write.text.flatMap((line) => paragraph(sheet, [verbatim(line)], indent + 4)),
  ]);
  if (rest.length === 0) return lines;
  const places = rest.map((write) => `${write.path}:${write.line}`).join(', ');
  const likewise = `and likewise \`${way.means}\` instead of \`${story.label}\` at ${places}.`;
  return [...lines, ...paragraph(sheet, [likewise], { first: indent + 2, rest: indent + 4 })];
}

const ABOVE = {
  names: 'the first test below that names it',
  next: 'the next test below, as none below names it',
  last: 'the last test of the file, as none stands below',
} as const;

function whither(story: MentionStory, write: Write): string {
  switch (write.how) {
    case 'replace':
      return `at ${write.path}:${write.line}, instead of what stands there${/^\s/.test(write.text[0] ?? '') ? ' (indented as it is)' : ''}`;
    case 'insert':
      return `at ${write.path}:${write.line}, as a new line above that line${write.above === undefined ? '' : ` (${ABOVE[write.above]}; above another one if that checks it)`}`;
    case 'create':
      return `in a new file ${write.path} (or in the plan that should hold the promise; if that file is there by then, only what it lacks)`;
    case 'run':
      return 'in the shell, so that git knows the new file';
    case 'reword':
      return write.messageLine === 0
        ? `as a paragraph of its message, above its trailers${story.status === 'ambiguous' ? `, and without ${story.label} where it stands now` : ''}`
        : `in line ${write.messageLine} of its message, instead of what stands there`;
  }
}
