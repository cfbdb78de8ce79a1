// Decides for the comments around one top-level declaration what they are: its doc, a header, a banner, or a word behind its end.
import type { LooseComment } from '../../model/test.ts';
import { type CommentGroup, type CommentSpan, groupComments, isDocOf, toComment } from '../shared/comments.ts';
import type { LineTable } from '../shared/lines.ts';
import type { Header } from './declarations.ts';

/** A declaration with the comments before it and those on its last line; offsets. */
export interface TopLevel {
  readonly leading: readonly CommentSpan[];
  readonly trailing: readonly CommentSpan[];
  /** null at the end of a text, where comments stand before nothing. */
  readonly declaration: { readonly start: number; readonly end: number; readonly header: Header } | null;
}

export interface Settled {
  readonly doc: CommentGroup | null;
  readonly loose: readonly LooseComment[];
}

const opensFile = (keyword: string): boolean => keyword === 'package' || keyword === 'import';

/** True for what ends a file's header: the first declaration that is no import. */
export const endsHeader = (header: Header): boolean => !opensFile(header.keyword);

const rule = /^[-=*#~_+/\u2500-\u257f]{3}/u;

/**
 * What stands free above the first declaration introduces the file; but a heading with a rule, `--- LoadX tests (BC-5) ---`,
 * is the first of several banners and reaches only to the next.
 */
export const asHeader = (comment: LooseComment): LooseComment =>
  comment.placement === 'banner' && !rule.test(comment.text) ? { ...comment, placement: 'header' } : comment;

/**
 * `isTest`: its doc and trailing comments are its own words and not loose. `inHeader`: no declaration but imports stands before. Loose
 * comments that are not `wanted` are left out.
 */
export const settleComments = (
  text: string,
  lines: LineTable,
  { leading, trailing, declaration }: TopLevel,
  isTest: boolean,
  inHeader: boolean,
  wanted?: (piece: string) => boolean,
): Settled => {
  const groups = groupComments(text, leading);
  const last = groups.at(-1);
  const doc = declaration !== null && last !== undefined && isDocOf(text, last, declaration.start) ? last : null;
  const loose: LooseComment[] = [];
  const add = (group: CommentSpan, ofDeclaration: boolean): void => {
    if (wanted?.(text.slice(group.start, group.end)) === false) return;
    const { keyword, name } = declaration?.header ?? { keyword: '', name: '' };
    const comment = toComment(text, lines, group);
    if (ofDeclaration && opensFile(keyword)) loose.push({ ...comment, placement: 'header' });
    else if (ofDeclaration && name !== '') loose.push({ ...comment, placement: 'declaration', name });
    else loose.push(inHeader ? asHeader({ ...comment, placement: 'banner' }) : { ...comment, placement: 'banner' });
  };
  for (const group of groups) if (group !== doc || !isTest) add(group, group === doc);
  if (!isTest) for (const group of groupComments(text, trailing)) add(group, true);
  return { doc, loose };
};
