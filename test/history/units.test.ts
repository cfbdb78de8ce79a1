import { describe, expect, it } from 'vitest';
import { buildUnits } from '../../src/history/index.ts';
import type { RawCommit } from '../../src/model/history.ts';

/** `c('d', 'b c')`: commit d with the parents b and c; dates grow with the letters. */
const c = (sha: string, parents = ''): RawCommit => ({
  sha,
  parents: parents === '' ? [] : parents.split(' '),
  date: sha.charCodeAt(0),
  message: `feat: ${sha}`,
});
const shape = (commits: readonly RawCommit[], head: string | null) =>
  buildUnits(commits, new Map(), head).map(({ id, commits: all }) => [id, all.map(({ sha }) => sha).join(' ')]);

describe('units', () => {
  it('BC-9: a linear history has one unit a commit, oldest first', () => {
    expect(shape([c('c', 'b'), c('b', 'a'), c('a')], 'c')).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
  });

  it('BC-9: a merge brings the commits of its other parents, its own first', () => {
    const log = [c('f', 'e'), c('e', 'b d'), c('d', 'c'), c('c', 'a'), c('b', 'a'), c('a')];
    expect(shape(log, 'f')).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['e', 'e d c'],
      ['f', 'f'],
    ]);
  });

  it('BC-9: merges inside merges and octopus merges give every commit to exactly one unit', () => {
    const log = [
      c('h', 'b f g'),
      c('g', 'a'),
      c('f', 'd e'),
      c('e', 'c'),
      c('d', 'c'),
      c('c', 'b'),
      c('b', 'a'),
      c('a'),
    ];
    expect(shape(log, 'h')).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['h', 'h g f e d c'],
    ]);
  });

  it('BC-9: commits of other branches in the log belong to no unit, a shallow boundary ends the chain', () => {
    expect(shape([c('z', 'a'), c('c', 'b'), c('b', 'missing')], 'c')).toEqual([
      ['b', 'b'],
      ['c', 'c'],
    ]);
    expect(shape([], null)).toEqual([]);
  });

  it('BC-9: a unit carries the changes of its step', () => {
    const change = { path: 'x', status: 'added', oldBlob: null, newBlob: 'n' } as const;
    const units = buildUnits([c('b', 'a'), c('a')], new Map([['b', [change]]]), 'b');
    expect(units.map(({ files }) => files)).toEqual([[], [change]]);
  });
});
