// Knows the names of a body that stand for one literal as long as they stand: bound once, and otherwise only asked for.
import { once } from '../../model/on-demand.ts';
import type { LiteralOf } from './certain.ts';

/** Stands for every list or table of nothing, whatever the language writes. */
export const nothingIn = '[]';

interface Binding {
  readonly literal: string;
  /** End of the block that it holds in. */
  readonly until: number;
}

/** Names that are asked for more often than twice, and looked for in the source: beyond this the text is hostile. */
const mostLooks = 50;

export class Literals {
  /** How often each word stands in the body. */
  readonly counts: () => ReadonlyMap<string, number>;
  private readonly source: () => string;
  private readonly bound = new Map<string, Binding>();
  private looks = 0;

  /** `source` is that of the body: whoever gives a name another value does it in there. */
  constructor(source: () => string) {
    this.source = source;
    this.counts = once(() => wordCounts(source()));
  }

  /** Called in source order; the binding holds for what follows up to the offset `until`. */
  bind(name: string, literal: string, until: number): void {
    this.bound.set(name, { literal, until });
  }

  /** Called where the block of a binding ends, by who does not know that beforehand. */
  release(name: string): void {
    this.bound.delete(name);
  }

  at({ start }: { readonly start: number }): LiteralOf {
    return (name) => this.of(name, start);
  }

  of(name: string, at: number): string | undefined {
    const binding = this.bound.get(name);
    return binding !== undefined && at < binding.until && this.isOnlyAsked(name) ? binding.literal : undefined;
  }

  /** Here nothing is assigned, handed on or declared once more: all but the binding is `if (name)` or `for (… of name)`. */
  private isOnlyAsked(name: string): boolean {
    const count = this.counts().get(name) ?? 0;
    if (count <= 2) return true;
    if (this.looks++ >= mostLooks) return false;
    const asking = `\\b(?:if|elif|while|for|of|in|range)\\b\\s*\\(?\\s*(?:!|not\\s+)?${name.replaceAll('$', '\\$')}\\s*(?:[){;]|:(?!=))`;
    return [...this.source().matchAll(new RegExp(asking, 'gu'))].length === count - 1;
  }
}

/** How often each word stands in a source: what is named once is declared and not called; a comment that names it leaves the doubt. */
const wordCounts = (text: string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const [word] of text.matchAll(/[\p{L}\p{N}_$]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};
