import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commitFacts } from '../../src/history/index.ts';

const facts = (message: string) => commitFacts({ sha: 'a'.repeat(40), parents: [], date: 7, message });
const entries = (message: string) =>
  facts(message).entries.map(({ type, scope, description, at }) => [at.line, type, scope, description]);

describe('commit entries', () => {
  it('BC-4: the subject and the lines of a squash body are entries at their lines of the message', () => {
    const message = [
      'feat(kv): model the policy (#1584) (#1600)',
      '',
      '* feat(kv): model the policy (BC-1)',
      '',
      '- BC-1: a single clamp',
      '- README: says so',
      '- Fix: not one either',
      '  - fix: nested bullets are prose',
      '* test/docs(workload): follow-up',
      '- fix(sim)!: drop `a: b` (BC-2, BC-3)',
      '- docs: known type without scope',
    ].join('\n');
    expect(entries(message)).toEqual([
      [1, 'feat', 'kv', 'model the policy (#1584) (#1600)'],
      [3, 'feat', 'kv', 'model the policy (BC-1)'],
      [9, 'test/docs', 'workload', 'follow-up'],
      [10, 'fix', 'sim', 'drop `a: b` (BC-2, BC-3)'],
      [11, 'docs', null, 'known type without scope'],
    ]);
    expect(facts(message).entries[1]?.at).toEqual({ line: 3, column: 1, endLine: 3, endColumn: 36 });
  });

  it('BC-4: a subject that is not conventional is an entry without a type', () => {
    expect(entries('Update model')).toEqual([[1, null, null, 'Update model']]);
    expect(entries('pr microplan: x')).toEqual([[1, null, null, 'pr microplan: x']]);
  });

  it('BC-4: breaking changes are seen in the subject and in the footer', () => {
    expect(facts('feat!: x').entries[0]?.breaking).toBe(true);
    expect(facts('feat: x\n\nBREAKING CHANGE: y').entries[0]?.breaking).toBe(true);
    expect(facts('feat: x').entries[0]?.breaking).toBe(false);
  });

  it('BC-5: line i of the body is line i + 1 of the message', () => {
    const { subject, body } = facts('s\r\n\r\nfirst\r\n\r\nsecond\n\n\n');
    expect([subject, ...body.split('\n')]).toEqual(['s', '', 'first', '', 'second']);
  });
});

describe('trailers', () => {
  it('BC-6: the last paragraph is read, continuation lines belong to their key, and no e-mail address is kept', () => {
    const { trailers } = facts(
      'feat: x\n\nNote: prose here\n\nContracts: BC-1,\n  BC-2\nCo-Authored-By: Ada L (1M context) <ada@example.org>\n',
    );
    expect(trailers.map(({ key, value, at }) => [key, value, at.line, at.endLine])).toEqual([
      ['Contracts', 'BC-1, BC-2', 5, 6],
      ['Co-Authored-By', 'Ada L (1M context)', 7, 7],
    ]);
  });

  it('BC-6: prose, a subject and the line right below it are no trailers', () => {
    expect(facts('Fix: all').trailers).toEqual([]);
    expect(facts('x\nKey: value').trailers).toEqual([]);
    expect(facts('x\n\nsome prose\nTests: green').trailers).toEqual([]);
  });
});

describe('numbers, bots and reverts', () => {
  it('BC-7: every number at the end of the subject counts, one inside the text does not', () => {
    expect(facts('feat: x (#1584) (#1600)').numbers).toEqual([1584, 1600]);
    expect(facts('feat: see (#3) later').numbers).toEqual([]);
    expect(facts('feat: x (#1, #2) (PR #3)').numbers).toEqual([1, 2, 3]);
    expect(facts('Merge pull request #12 from a/b').numbers).toEqual([12]);
    expect(facts('feat: x (BC-1)').numbers).toEqual([]);
  });

  it('BC-7: a dependency bot is known by its subject or its sign-off, a co-author that is a bot changes nothing', () => {
    expect(facts('chore(deps): bump x from 1 to 2').bot).toBe(true);
    expect(facts('Bump x from 1.0 to 2.0 (#3)').bot).toBe(true);
    expect(facts('fix: y\n\nSigned-off-by: dependabot[bot] <support@github.com>').bot).toBe(true);
    expect(facts('feat: y\n\nCo-authored-by: coder[bot] <x@y.z>').bot).toBe(false);
    expect(facts('fix(docker): bump builder image (#1437)').bot).toBe(false);
  });

  it('BC-7: a revert is known by git’s own words; a squash that once held a revert is none', () => {
    expect(facts('Revert "feat: x" (#391)').revert).toBe(true);
    expect(facts('revert: feat x').revert).toBe(true);
    expect(facts(`undo\n\nThis reverts commit ${'a'.repeat(40)}.`).revert).toBe(true);
    expect(facts('feat: x\n\n* revert: y\n\nThis reverts commit aaaaaaa.').revert).toBe(false);
  });
});

describe('hostile messages', () => {
  it('BC-8: any text has facts whose positions lie inside the message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (message) => {
        const lines = message.split('\n').length;
        const { entries: all, trailers } = facts(message);
        for (const { at } of [...all, ...trailers]) {
          expect(at.line).toBeGreaterThanOrEqual(1);
          expect(at.endLine).toBeLessThanOrEqual(lines);
        }
      }),
    );
  });

  it('BC-8: lines of 100,000 characters cost no more than reading them', () => {
    const n = 100_000;
    const nasty = [
      '(#1'.repeat(n),
      '(#1)'.repeat(n),
      ' '.repeat(n),
      '<'.repeat(n),
      '<a@'.repeat(n),
      'a-'.repeat(n),
      '- '.repeat(n),
    ];
    const started = performance.now();
    for (const line of nasty)
      facts(`feat(x): ${line}\n\n* ${line}\n\n* feat: ${line}\n\nKey: ${line}\nSigned-off-by: ${line}`);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
