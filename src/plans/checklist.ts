// `- [ ]` items and `<!-- trace-ignore rule: reason -->` comments: what a plan says to people and to this tool.
import { range } from '../model/location.ts';
import type { ChecklistItem, Suppression } from '../model/plan.ts';
import type { Document } from './blocks.ts';

export const readChecklist = (document: Document): ChecklistItem[] =>
  document.lines.flatMap((line, index): ChecklistItem[] => {
    const match = line.kind === 'text' && line.item ? /^\[([ xX])\]\s+/.exec(line.body) : null;
    if (match === null) return [];
    const end = line.column + line.body.length;
    const at = range(index + 1, line.column, index + 1, end);
    return [{ text: line.body.slice(match[0].length), ticked: match[1] !== ' ', at }];
  });

/** A comment inside a fence is an example and suppresses nothing. */
export const readSuppressions = (document: Document): Suppression[] =>
  document.lines.flatMap((line, index) => {
    if (line.kind === 'fence' || line.kind === 'code' || !line.raw.includes('trace-ignore')) return [];
    const found: Suppression[] = [];
    for (const match of line.raw.matchAll(/<!--\s*trace-ignore\s+([\w/-]+)\s*:?([^>]*?)-->/g)) {
      const at = range(index + 1, match.index + 1, index + 1, match.index + match[0].length + 1);
      found.push({ rule: match[1] ?? '', reason: (match[2] ?? '').trim(), at });
    }
    return found;
  });
