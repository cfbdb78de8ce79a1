// What to write so that a mention becomes certain, and where: the last line of every explanation.
import type { ContractRef, MentionStory } from './mention-story.ts';
import { CHANNELS } from './words.ts';

/** The story without its last line. */
export type Told = Omit<MentionStory, 'write' | 'advice'>;
type Advice = Pick<MentionStory, 'write' | 'advice'>;

/** Where to write: beside the words that a person would correct first. */
function spotOf(story: Told): string {
  const spot =
    WHERE_TO_WRITE.flatMap((where) => story.written.filter((each) => each.where === where))[0] ?? story.written[0];
  if (!spot) return `in the comment above ${story.speaker}`;
  if (spot.where === CHANNELS['test-name'])
    return `in the comment above ${story.speaker} (a name has no room for a plan)`;
  if (spot.where === CHANNELS['subtest-name'])
    return `in a comment inside ${story.speaker}, which then says it beside the name`;
  const noun = spot.where === CHANNELS.message ? 'message' : spot.where === CHANNELS.suite ? 'title' : 'comment';
  const others = story.written.length - 1;
  return `in the ${noun} at ${spot.at}${others > 0 ? ` and at the other ${others === 1 ? 'place' : `${others} places`} above` : ''}`;
}

const WHERE_TO_WRITE: readonly string[] = [CHANNELS.doc, CHANNELS.comment];

/** Every story ends in what to write, and where: the sentence goes on from “To make it certain, write:”. */
export function adviceFor(story: Told): Advice {
  const spot = spotOf(story);
  if (story.kind === 'implements') return commitAdvice(story);
  if (story.drift) return driftAdvice(story, story.drift, spot);
  if (story.contract) return resolvedAdvice(story, story.contract, spot);
  const named = story.status === 'ambiguous' ? story.sides.map((side) => side.contract) : story.hints;
  const write = named.filter((each) => !isCommitPlan(each)).map((each) => each.name);
  if (write.length === 0) {
    return {
      write: [],
      advice: `a plan file that defines ${story.label} (and commit it), then \`its-file-name#${story.label}\` ${spot}; or take the label out`,
    };
  }
  const forms = write.map((form) => `\`${form}\``).join(' or ');
  if (story.status === 'dangling') {
    const first = `the plan that defines ${story.label} into the repository, then \`its-file-name#${story.label}\` ${spot}`;
    return { write, advice: `${first}. Only if it means one of these older promises: ${forms}` };
  }
  const texts =
    write.length > 1
      ? `whichever promise it checks (\`trace explain\` shows the words of each)`
      : 'if it checks that promise';
  return { write, advice: `${forms} instead of \`${story.label}\` ${spot}, ${texts}` };
}

/** A comment cannot name a commit message, only a file. */
const isCommitPlan = (contract: ContractRef): boolean => contract.plan.startsWith('commit:');

function resolvedAdvice(story: Told, contract: ContractRef, spot: string): Advice {
  if (isCommitPlan(contract)) {
    return {
      write: [],
      advice: `${contract.label} into a plan file (so far only a commit message defines it), then \`its-slug#${contract.label}\` ${spot}`,
    };
  }
  const write = [contract.name];
  if (story.kind === 'declared') {
    return {
      write,
      advice: `\`${contract.name}\` in the comment above ${story.speaker}; the plan’s row alone only declares`,
    };
  }
  if (story.weak) {
    return {
      write,
      advice: `\`${contract.name}\` in the comment above ${story.speaker}: a heading over several tests only declares`,
    };
  }
  if (story.written.every((each) => each.words.includes(`#${story.label}`))) {
    return { write, advice: `nothing more, \`${contract.name}\` stands there already` };
  }
  const already =
    story.evidence[0]?.kind === 'qualified' ? ' (its plan is named beside it, so this is certain already)' : '';
  return { write, advice: `\`${contract.name}\` instead of \`${story.label}\` ${spot}${already}` };
}

function driftAdvice(story: Told, drift: NonNullable<MentionStory['drift']>, spot: string): Advice {
  const isPlanned = (contract: ContractRef): boolean => drift.planSays.includes(contract.label);
  const write = story.sides
    .map((side) => side.contract)
    .filter(isPlanned)
    .map((each) => each.name);
  const forms = write.map((form) => `\`${form}\``).join(' or ');
  const define = story.sides.some((side) => side.contract.label === story.label)
    ? ''
    : ` (and define ${story.label} in that plan)`;
  return {
    write,
    advice: `${forms} instead of \`${story.label}\` ${spot} if the plan is right; if the test is right, ${story.label} instead of ${drift.planSays.join(', ')} at ${drift.at}${define}. Both must say the same label`,
  };
}

function commitAdvice(story: Told): Advice {
  const refs = story.contract
    ? [story.contract]
    : [...story.sides.map((side) => side.contract), ...story.losers.map((loser) => loser.contract)];
  const paths = [...new Set(refs.filter((each) => !isCommitPlan(each)).map((each) => each.plan))].slice(0, 3);
  if (paths.length === 0)
    return {
      write: [],
      advice: `a plan file that defines ${story.label} must be committed; a landed message cannot be mended`,
    };
  return {
    write: paths,
    advice: `${paths.map((path) => `\`${path}\``).join(' or ')} in the message of such a commit, next time: a landed message cannot be mended`,
  };
}
