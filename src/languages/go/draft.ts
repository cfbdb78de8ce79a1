// Collects what one test or helper says while its body is read, and turns it into facts at the end.
import { compareRanges, type Range } from '../../model/location.ts';
import type {
  Assertion,
  Call,
  Comment,
  Helper,
  Message,
  Skip,
  StructureFact,
  TestSyntax,
  TestSyntaxKind,
} from '../../model/test.ts';
import { type CommentGroup, type CommentSpan, groupComments, toComment } from '../shared/comments.ts';
import { type LineTable, rangeAt } from '../shared/lines.ts';
import type { Utterance } from './speech.ts';

export interface Draft {
  readonly path: readonly string[];
  readonly kind: TestSyntaxKind;
  readonly dynamic: boolean;
  readonly start: number;
  end: number;
  doc: CommentGroup | null;
  readonly comments: CommentSpan[];
  readonly messages: Message[];
  readonly files: Map<string, Range>;
  readonly calls: Map<string, Call>;
  readonly assertions: Assertion[];
  readonly skips: Skip[];
  structure: readonly StructureFact[];
}

export const newDraft = (
  path: readonly string[],
  kind: TestSyntaxKind,
  at: { readonly start: number; readonly end: number },
  dynamic = false,
): Draft => ({
  path,
  kind,
  dynamic,
  start: at.start,
  end: at.end,
  doc: null,
  comments: [],
  messages: [],
  files: new Map(),
  calls: new Map(),
  assertions: [],
  skips: [],
  structure: [],
});

/** Longest path of a subtest; what is nested deeper speaks for the one around it. */
export const deepestSubtest = 40;

/** The source a draft's offsets point into. */
export interface Source {
  readonly text: string;
  readonly lines: LineTable;
}

export const addMessages = (draft: Draft, source: Source, callee: string, spoken: readonly Utterance[]): void => {
  for (const { text, start, end } of spoken)
    draft.messages.push({ text, callee, at: rangeAt(source.lines, start, end) });
};

/** One entry a callee, at its first place; it passes the handle when any of its calls does. */
export const addCall = (
  draft: Draft,
  callee: string,
  passesHandle: boolean,
  at: () => Range,
  isLocal = false,
): void => {
  const known = draft.calls.get(callee);
  if (known === undefined)
    draft.calls.set(callee, { callee, passesHandle, ...(isLocal ? { local: true } : {}), at: at() });
  else if (passesHandle && !known.passesHandle) draft.calls.set(callee, { ...known, passesHandle });
};

type Wanted = (piece: string) => boolean;

/** Comments that are not `wanted` are left out. */
export const finishTest = (draft: Draft, source: Source, wanted?: Wanted): TestSyntax => ({
  path: draft.path,
  kind: draft.kind,
  doc: commentsOf(draft.doc === null ? [] : [draft.doc], source, wanted)[0] ?? null,
  comments: commentsOf(groupComments(source.text, draft.comments), source, wanted),
  messages: draft.messages.sort((a, b) => compareRanges(a.at, b.at)),
  files: [...draft.files].map(([text, at]) => ({ text, at })),
  calls: [...draft.calls.values()],
  assertions: draft.assertions,
  skips: draft.skips,
  ...(draft.structure.length === 0 ? {} : { structure: draft.structure }),
  dynamic: draft.dynamic,
  at: rangeAt(source.lines, draft.start, draft.end),
});

const commentsOf = (groups: readonly CommentGroup[], { text, lines }: Source, wanted?: Wanted): Comment[] =>
  groups
    .filter(({ start, end }) => wanted?.(text.slice(start, end)) !== false)
    .map((group) => toComment(text, lines, group));

export const finishHelper = (draft: Draft, name: string, handle: string, source: Source): Helper => ({
  name,
  handle,
  calls: [...draft.calls.values()],
  assertions: draft.assertions,
  at: rangeAt(source.lines, draft.start, draft.end),
});
