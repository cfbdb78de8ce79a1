// What leaves the report into a shell, an address bar or a reader's eye cannot carry a surprise.
// Its contracts: docs/plans/report-plan.md
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContractState } from '../../src/model/graph.ts';
import { forgeLink } from '../../src/payload/forge.ts';
import { address } from '../../src/payload/page.ts';
import { shellCommand, shellWord } from '../../src/payload/shell.ts';
import { isSatisfied, STATE_ORDER } from '../../src/payload/state-words.ts';
import { capText, TEXT_LIMIT, visibleText } from '../../src/payload/visible-text.ts';
import { filterOf } from '../../src/query/match.ts';
import { contractRow, indexReport } from '../../src/query/report-index.ts';
import { contractVocabulary } from '../../src/query/vocabularies.ts';
import { hash, inCommit, inFile } from '../support/report-builder.ts';
import { everythingReport, XSS } from '../support/report-stories.ts';

const GITHUB = { kind: 'github', url: 'https://github.com/owner/name' } as const;

describe('shell words', () => {
  it('BC-9: a real shell gives every quoted text back as one word', () => {
    const texts = [...XSS, "it's", 'a b', '$HOME `id` $(id) !x "q" \\', '~', '-n', '*', ''].filter(
      (text) => shellWord(text) !== null,
    );
    const command = shellCommand(['printf', '%s\\n', ...texts]) ?? '';
    expect(execFileSync('sh', ['-c', command], { encoding: 'utf8' })).toBe(`${texts.join('\n')}\n`);
    expect(texts.length).toBeGreaterThan(12);
  });

  it.each(['a\nb', 'a\u001b[31m', 'a\u202eb', 'a\u0000', 'tab\there'])('BC-9: %j is refused', (text) => {
    expect(shellWord(text)).toBeNull();
    expect(shellCommand(['trace', 'explain', text])).toBeNull();
  });
});

describe('visible text', () => {
  it('BC-8: control and direction characters are shown as their number', () => {
    expect(visibleText('a\u202eb\u0007c\u2066\ufeff')).toBe('a⟨U+202E⟩b⟨U+0007⟩c⟨U+2066⟩⟨U+FEFF⟩');
  });

  it('BC-8: no control character is left in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  it('BC-8: a long text is cut with its length said, and never inside a pair', () => {
    const cut = capText(`${'a'.repeat(TEXT_LIMIT - 1)}😀 and more`, () => 'mark');
    expect(cut).toBe(`${'a'.repeat(TEXT_LIMIT - 1)}… ⟨truncated: ${TEXT_LIMIT + 10} characters, mark⟩`);
    expect(capText('short', () => 'mark')).toBe('short');
  });
});

describe('forge links', () => {
  it('BC-10: a file is linked by hash and line, each part of its path encoded', () => {
    expect(forgeLink(GITHUB, hash(1), inFile('sim/a b/x#y_test.go', 7))).toBe(
      `https://github.com/owner/name/blob/${hash(1)}/sim/a%20b/x%23y_test.go#L7`,
    );
    expect(forgeLink({ kind: 'gitlab', url: 'https://gitlab.example.org/g/s/p' }, hash(1), inCommit(hash(2), 1))).toBe(
      `https://gitlab.example.org/g/s/p/-/commit/${hash(2)}`,
    );
  });

  it.each([
    ['javascript:alert(1)//x/y'],
    ['http://github.com/o/n'],
    ['https://user@github.com/o/n'],
    ['https://github.com/o/n?x=1'],
    ['https://github.com/o/n#x'],
    ['https://github.com'],
    ['https://github.com/o/n"onclick='],
  ])('BC-10: %s is no forge', (url) => {
    expect(forgeLink({ kind: 'github', url }, hash(1), inFile('a.go', 1))).toBeNull();
  });

  it.each(['../../etc/passwd', 'a//b', './x', 'lone\ud800'])('BC-10: the path %j has no address', (path) => {
    expect(forgeLink(GITHUB, hash(1), inFile(path, 1))).toBeNull();
  });

  it('BC-10: without a full hash there is no link', () => {
    expect(forgeLink(GITHUB, 'main', inFile('a.go', 1))).toBeNull();
    expect(forgeLink(GITHUB, null, inFile('a.go', 1))).toBeNull();
    expect(forgeLink(GITHUB, hash(1), inCommit('--output=x', 1))).toBeNull();
    expect(forgeLink(null, hash(1), inFile('a.go', 1))).toBeNull();
  });
});

describe('addresses and words', () => {
  it('BC-6: no id can break out of an address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (id) => {
        expect(address('c', id, { q: id })).toMatch(/^#\/c\/?[\w%!~*'().:/-]*(?:\?q=[\w%!~*'().:/+-]*)?$/);
      }),
    );
  });

  it('BC-11: the filter calls a gap what the page calls a gap', () => {
    const index = indexReport(everythingReport());
    const gap = filterOf('gap:true', contractVocabulary);
    const seen = new Set<ContractState>();
    for (const contract of index.contracts) {
      seen.add(contract.state);
      expect([contract.state, gap.matches(contractRow(index, contract))]).toEqual([
        contract.state,
        !isSatisfied(contract.state),
      ]);
    }
    expect(seen.size).toBe(STATE_ORDER.length);
  });
});
