// What to write as lines: what is to be pasted stands alone on its lines and is never wrapped.
import { paragraph, type Sheet, shorten, verbatim } from './layout.ts';
import type { MentionStory } from './mention-story.ts';
import type { Way, Write } from './remedy.ts';
import { bold } from './theme.ts';

const TITLE = 'To make it certain, write';
const LANDED = ' (its message has landed and stays as it is, but a later commit can say it)';

export function wayLines(sheet: Sheet, story: MentionStory, indent: number): readonly string[] {
  const [first, ...rest] = story.ways;
  const says = (text: string): readonly string[] =>
    paragraph(sheet, [bold(TITLE), text], { first: indent, rest: indent + 2 });
  if (!first) return says(`: nothing more, ${nothing(story)}.`);
  if (first.writes.length === 0) return says(`: \`${first.means}\` in a comment above the test that checks it.`);
  const landed = story.kind === 'implements' ? LANDED : '';
  const choice =
    story.status !== 'ambiguous' || rest.length === 0
      ? ''
      : story.drift
        ? ', if the plan’s table is right'
        : `, if it means ${first.means}`;
  const check =
    (story.kind === 'declared' || story.weak) && story.contract
      ? ` (${story.kind === 'declared' ? 'the plan' : 'a heading'} assigns this test to ${story.contract.name}; write this only if the test really checks “${shorten(story.contract.title, 120)}”)`
      : '';
  return [
    ...says(`${choice}${landed}${check}`),
    ...writesOf(sheet, story, first, indent),
    ...(choice === '' ? older(sheet, rest, first, indent) : otherSides(sheet, story, indent)),
    ...driftNote(sheet, story, indent),
  ];
}

const nothing = (story: MentionStory): string =>
  story.written.every((each) => each.words.includes(`#${story.label}`))
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
  return [...others, ...(none ? told(`or, if it means ${sides.length > 2 ? 'none' : 'neither'} of them`, none) : [])];
}

function older(sheet: Sheet, rest: readonly Way[], first: Way, indent: number): readonly string[] {
  if (rest.length === 0) return [];
  const names = rest.map((way) => `\`${way.means}\``).join(' or ');
  const text = `Only if, after reading ${rest.length === 1 ? 'it' : 'them'}, you find that it means ${rest.length === 1 ? 'this older promise' : 'one of these older promises'}: ${names} instead of \`${first.means}\`, and no new plan.`;
  return paragraph(sheet, [text], { first: indent, rest: indent + 2 });
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

function whither(story: MentionStory, write: Write): string {
  switch (write.how) {
    case 'replace':
      return `at ${write.path}:${write.line}, instead of what stands there`;
    case 'insert':
      return `at ${write.path}:${write.line}, as a new line above that line${story.speaker === write.path ? ' (that is the next test; above another one if that checks it)' : ''}`;
    case 'create':
      return `in a new file ${write.path} (or in the plan that should hold the promise)`;
    case 'run':
      return story.kind === 'implements' ? 'in the shell' : 'in the shell, so that git knows the new file';
  }
}
