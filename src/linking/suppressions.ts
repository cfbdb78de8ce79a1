// Where suppressions reach: the line below them, and the contract or test inside or directly above which they stand.
import type { Range } from '../model/location.ts';
import type { Suppression } from '../model/plan.ts';
import type { HeadPlan, HeadTestFile } from './world.ts';

export interface PlacedSuppression extends Suppression {
  readonly path: string;
  /** Lines whose findings it covers, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** The contract or test it belongs to: a copy of it on another one is another suppression. */
  readonly owner: string;
}

export function placeSuppressions(plans: readonly HeadPlan[], tests: readonly HeadTestFile[]): PlacedSuppression[] {
  return [
    ...plans.flatMap(({ path, facts }) => {
      if (facts.suppressions.length === 0) return [];
      const blocks = facts.contracts.map((c) => ({ owner: c.label, from: c.at.line, to: c.endLine }));
      return facts.suppressions.map((s) => placed(path, s, blocks));
    }),
    ...tests.flatMap(({ path, facts }) => {
      if (facts.suppressions.length === 0) return [];
      const blocks = facts.tests.map((t) => ({
        owner: t.path.join('/'),
        from: t.doc?.at.line ?? t.at.line,
        to: t.at.endLine,
      }));
      return facts.suppressions.map((s) => placed(path, s, blocks));
    }),
  ];
}

interface Block {
  readonly owner: string;
  readonly from: number;
  readonly to: number;
}

function placed(path: string, s: Suppression, blocks: readonly Block[]): PlacedSuppression {
  const below = nextLine(s.at);
  const block = blocks.find((b) => (b.from <= s.at.line && s.at.line <= b.to) || b.from === below);
  const owner = block?.owner ?? '';
  return {
    ...s,
    path,
    owner,
    from: Math.min(s.at.line, block?.from ?? s.at.line),
    to: Math.max(below, block?.to ?? below),
  };
}

const nextLine = (at: Range): number => at.endLine + 1;
