// What of a plan is its author's own prose: code and quotations say what others say.
import type { PlanLine } from '../../model/lint.ts';

/** Between fences or indented; `code` as a kind of line is the indented one alone. */
export const isCode = ({ kind }: PlanLine): boolean => kind === 'fence' || kind === 'code';

const CODE = /`[^`]*`/g;
const QUOTED = /"[^"]*"|“[^”]*”|«[^»]*»|(?<![\p{L}\p{N}])'[^']*'(?![\p{L}\p{N}])|‘[^’]*’(?![\p{L}\p{N}])/gu;

const blank = (text: string): string => ' '.repeat(text.length);

/** The same length, so that offsets stay. */
export const withoutQuotations = (text: string): string => text.replace(CODE, blank).replace(QUOTED, blank);

/** Back-ticks aside, code stays: a type is a type with them and without. */
export const withoutQuoted = (text: string): string => text.replace(QUOTED, blank).replaceAll('`', ' ');
