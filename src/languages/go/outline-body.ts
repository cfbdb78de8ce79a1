// Reads the comments, messages and literal subtests of one test by scanning its source, without a parser.
import { handleNames, type Imports } from './declarations.ts';
import { addMessages, type Draft, deepestSubtest, newDraft, type Source } from './draft.ts';
import { literalExpression, skipBlank, skipGroup, skipQuoted } from './lexing.ts';
import { runsSubtests, speakerOf, utterances, type Voices, voicesOf } from './speech.ts';

/** The code between the brackets of one `t.Run(…)`, or the whole body. */
interface Frame {
  readonly draft: Draft;
  readonly path: readonly string[];
  readonly dynamic: boolean;
  /** Bracket depth outside of the call: the frame ends when it is reached again. */
  readonly depth: number;
  /** The draft is the enclosing test's: the name is built at run time. */
  readonly isBorrowed: boolean;
}

const longestName = 200;
/** Calls that speak inside calls that speak: beyond this the text is hostile, and each level costs a look at all below it. */
const deepestSpeech = 100;

/** Reads `text[from, end)` into `own`; answers with it and one draft for each subtest with a literal name. */
export const outlineBody = (
  source: Source,
  from: number,
  end: number,
  own: Draft,
  imports: Imports,
  suite = '',
): Draft[] => {
  const { text } = source;
  const body = text.slice(own.start, end);
  const voices = voicesOf(body, handleNames(body, imports), imports, suite);
  const drafts = [own];
  const frames: Frame[] = [{ draft: own, path: own.path, dynamic: false, depth: -1, isBorrowed: true }];
  const speaking: number[] = [];
  let frame: Frame = { draft: own, path: own.path, dynamic: false, depth: -1, isBorrowed: true };
  let depth = 0;
  for (let at = from; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 34 || c === 96 || c === 39 || c === 47) {
      const after = skipQuoted(text, at, end);
      if (after === at) continue;
      if (c === 47) frame.draft.comments.push({ start: at, end: after });
      at = after - 1;
    } else if (c === 40) {
      const callee = calleeBefore(text, at, own.start, suite);
      if (callee !== '') {
        const next = openCall(source, at, end, callee, {
          frame,
          voices,
          drafts,
          depth,
          isDeep: speaking.length >= deepestSpeech,
        });
        if (next === 'speaks') speaking.push(depth);
        else if (next !== null) {
          frame = next;
          frames.push(next);
        }
      }
      depth++;
    } else if (c === 91 || c === 123) depth++;
    else if (c === 41 || c === 93 || c === 125) {
      depth--;
      if (speaking.at(-1) === depth) speaking.pop();
      if (frame.depth === depth) {
        if (frame.draft.kind === 'subtest' && !frame.isBorrowed) frame.draft.end = at + 1;
        frames.pop();
        frame = frames.at(-1) ?? frame;
      }
    }
  }
  return drafts;
};

/** The name before a bracket: `t.Errorf`; '' where there is none. */
const calleeBefore = (text: string, open: number, least: number, suite: string): string => {
  let start = open;
  while (start > least) {
    const c = text.charCodeAt(start - 1);
    const isName =
      (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 46 || c === 95 || c > 127;
    if (!isName) break;
    start--;
  }
  if (text.charCodeAt(start) !== 46) return text.slice(start, open);
  if (suite === '') return '';
  const giver = suiteGiver.exec(text.slice(Math.max(least, start - longestName), start))?.[0] ?? '';
  return giver.startsWith(`${suite}.`) ? giver + text.slice(start, open) : '';
};

/** `s.Require()` in front of `.Equal(`. */
const suiteGiver = /(?<![\w\x80-\uffff.])[A-Za-z\x80-\uffff_][\w\x80-\uffff]*\.(?:T|Require|Assert)\(\)$/;

interface CallSite {
  readonly frame: Frame;
  readonly voices: Voices;
  readonly drafts: Draft[];
  readonly depth: number;
  readonly isDeep: boolean;
}

const openCall = (
  source: Source,
  open: number,
  end: number,
  callee: string,
  site: CallSite,
): Frame | 'speaks' | null => {
  const { frame, voices, drafts, depth } = site;
  if (
    frame.path.length < deepestSubtest &&
    callee.endsWith('.Run') &&
    runsSubtests(callee.slice(0, -'.Run'.length), voices)
  ) {
    return openSubtest(source, open, end, callee, frame, depth, drafts);
  }
  const speaker = speakerOf(callee, voices);
  if (speaker === null) return null;
  if (!site.isDeep) addMessages(frame.draft, source, callee, utterances(source.text, open, end, speaker.dataArguments));
  return 'speaks';
};

const openSubtest = (
  { text }: Source,
  open: number,
  end: number,
  callee: string,
  frame: Frame,
  depth: number,
  drafts: Draft[],
): Frame | null => {
  const literal = literalExpression(text, open + 1, end);
  if (literal === null || text.charCodeAt(skipBlank(text, literal.end, end)) !== 44) {
    const shown = firstArgument(text, open + 1, end);
    return shown === null
      ? null
      : { draft: frame.draft, path: [...frame.path, shown], dynamic: true, depth, isBorrowed: true };
  }
  const path = [...frame.path, literal.text];
  const draft = newDraft(path, 'subtest', { start: open - callee.length, end }, frame.dynamic);
  drafts.push(draft);
  return { draft, path, dynamic: frame.dynamic, depth, isBorrowed: false };
};

/** Source of the first argument up to its comma; null where a single argument stands there. */
const firstArgument = (text: string, from: number, end: number): string | null => {
  const last = Math.min(end, from + 5 * longestName);
  for (let at = from; at < last; ) {
    const c = text.charCodeAt(at);
    if (c === 44) return text.slice(from, at).trim().slice(0, longestName);
    if (c === 41) return null;
    const after = c === 40 || c === 91 || c === 123 ? skipGroup(text, at, last) : skipQuoted(text, at, last);
    at = after === at ? at + 1 : after;
  }
  return text.slice(from, last).trim().slice(0, longestName);
};
