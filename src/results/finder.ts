// What one runner's way of spelling must know: which tests of the source a result belongs to.
import type { TestNode } from '../model/graph.ts';
import type { TestResult } from '../model/results.ts';

export interface Found {
  /** Tests that the result is the result of; several where they bear one and the same name. */
  readonly own: readonly TestNode[];
  /** Tests that it is a part of: the function of a subtest, the table of a row. */
  readonly partOf: readonly TestNode[];
  /** Tests made at run time that it may be the result of, or may not. */
  readonly unclear: readonly TestNode[];
  /** Set where several different tests bear its name: it belongs to none of them then. */
  readonly rivals: readonly TestNode[];
}

export type Finder = (result: TestResult) => Found | null;

const none: readonly TestNode[] = [];

export const found = (parts: Partial<Found>): Found => ({
  own: parts.own ?? none,
  partOf: parts.partOf ?? none,
  unclear: parts.unclear ?? none,
  rivals: parts.rivals ?? none,
});

export const push = <K, V>(map: Map<K, V[]>, key: K, value: V): void => {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
};

export const bySource = (a: TestNode, b: TestNode): number => a.at.line - b.at.line || a.at.column - b.at.column;
