// Names: which files and fences are Go's, and the command that runs one test.
import { describe, expect, it } from 'vitest';
import { go } from '../../src/languages/go/index.ts';
import { languageOf, languageOfFence, languages } from '../../src/languages/index.ts';

describe('the command for one test', () => {
  const pattern = (name: string): string | undefined => go.runCommand({ path: 'sim/kv/cache_test.go', name })[3];

  it('BC-11: anchors every part and names the package', () => {
    expect(go.runCommand({ path: 'sim/kv/cache_test.go', name: 'TestX/sub name' })).toEqual([
      'go',
      'test',
      '-run',
      '^TestX$/^sub_name$',
      './sim/kv',
    ]);
    expect(go.runCommand({ path: 'cache_test.go', name: 'TestX' }).at(-1)).toBe('.');
  });

  it.each([
    ['a tab and a line break', 'TestX/a\tb\nc', '^TestX$/^a_b_c$'],
    ['a character of a pattern', 'TestX/a.b(c)|d', '^TestX$/^a\\.b\\(c\\)\\|d$'],
    ['an empty name', 'TestX/', '^TestX$/^#00$'],
    ['a control character', 'TestX/a\u0000b', '^TestX$/^a\\\\x00b$'],
    ['a name as people write it', 'TestX/BC-3: GIVEN x, WHEN y', '^TestX$/^BC-3:_GIVEN_x,_WHEN_y$'],
    ['nested names', 'TestX/a b/c', '^TestX$/^a_b$/^c$'],
    ['an unpaired surrogate', 'TestX/\ud800', '^TestX$/^\ufffd$'],
    ['a zero-width space', 'TestX/a\u200bb', '^TestX$/^a\\\\u200bb$'],
  ])('BC-11: rewrites %s as go test does', (_what, name, expected) => {
    expect(pattern(name)).toBe(expected);
  });

  it('BC-11: a benchmark is run as one', () => {
    expect(go.runCommand({ path: 'a/b_test.go', name: 'BenchmarkX/small' })).toEqual([
      'go',
      'test',
      '-run',
      '^$',
      '-bench',
      '^BenchmarkX$/^small$',
      './a',
    ]);
  });
});

describe('the registry', () => {
  it('BC-12: knows the test files that go test would look into', () => {
    const paths = [
      'a_test.go',
      'sim/a_test.go',
      'sim/a.go',
      'testdata/a_test.go',
      'vendor/x/a_test.go',
      'a/_b/c_test.go',
      '.x/a_test.go',
    ];
    expect(paths.filter((path) => languageOf(path)?.id === 'go')).toEqual(['a_test.go', 'sim/a_test.go']);
  });

  it('BC-12: knows a fence by the first word of its info string', () => {
    expect(['go', 'Golang', 'go title="x"', 'go,linenos', ' go '].map((info) => languageOfFence(info)?.id)).toEqual(
      Array(5).fill('go'),
    );
    expect(['', 'gox', 'text', '__proto__'].map((info) => languageOfFence(info))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('BC-12: has no two languages of one id or one fence', () => {
    const names = languages.flatMap(({ id, fences }) => [...new Set([id, ...fences])]);
    expect(new Set(names).size).toBe(names.length);
  });
});
