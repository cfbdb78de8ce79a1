// Promises that changed under their tests, and tests that went: told from real histories.
// Its contracts: docs/plans/policy-plan.md
import { describe, expect, it } from 'vitest';
import { changedWords } from '../../src/changed-words.ts';
import { buildRepository, commit, edit, type Step } from '../support/repository.ts';
import { analyseHere } from '../support/rule-cases.ts';

const PLAN = 'docs/plans/kettle-plan.md';
const TEST = 'kettle_test.go';
const plan = (then: string, note = ''): string =>
  `# Kettle\n\n## Behavioral Contracts\n\n### BC-1: Boils\n- GIVEN water\n- WHEN it is heated\n- THEN it MUST ${then}\n${note}`;
const test = (says: string, name = 'TestKettle_Heated_Boils', comment = 'verifies BC-1'): string =>
  `package kettle\n\nimport "testing"\n\n// ${name} ${comment}.\nfunc ${name}(t *testing.T) {\n\tif !Boils() {\n\t\tt.Error("${says}")\n\t}\n}\n`;

const START = commit('feat(kettle): boil (BC-1)', { [PLAN]: plan('boil'), [TEST]: test('cold') });
const REWORD = commit('docs(kettle): whistle too', { [PLAN]: plan('boil and whistle') });

async function said(rule: string, steps: readonly Step[], base?: string): Promise<readonly string[]> {
  const { root } = buildRepository(steps);
  const { findings } = await analyseHere(root, { base });
  return findings.filter((f) => f.ruleId === `trace/${rule}`).map((f) => `${f.severity}: ${f.message}`);
}
const reworded = (steps: readonly Step[], base?: string): Promise<readonly string[]> =>
  said('contract-changed-after-test', steps, base);

describe('reworded after its test', () => {
  it('BC-7: the commit, the test and the words are named', async () => {
    expect(await reworded([START, REWORD, commit('chore: more', { 'a.txt': 'a' })])).toEqual([
      expect.stringMatching(
        /^info: BC-1 “Boils” of docs\/plans\/kettle-plan\.md was reworded by [0-9a-f]{8} “docs\(kettle\): whistle too” after TestKettle_Heated_Boils last changed: … THEN it MUST boil \{\+and whistle\+\}$/,
      ),
    ]);
  });

  it.each<[string, readonly Step[]]>([
    ['nothing was reworded', [START, commit('test: say more', { [TEST]: test('still cold') })]],
    ['the test changed later', [START, REWORD, commit('test: whistle', { [TEST]: test('silent') })]],
    [
      'the test changed with it',
      [START, commit('feat: whistle', { [PLAN]: plan('boil and whistle'), [TEST]: test('silent') })],
    ],
    [
      'only its comment changed later',
      [START, REWORD, commit('test: read it', { [TEST]: test('cold', undefined, 'verifies BC-1 as it is now') })],
    ],
    [
      'only a note was added',
      [START, commit('docs: why', { [PLAN]: plan('boil', '- NOTE: the whistle is broken\n') })],
    ],
    [
      'the old words came back',
      [START, REWORD, commit('docs: back', { [PLAN]: plan('boil') }), commit('test: touch', { [TEST]: test('cold!') })],
    ],
    ['no test says so itself', [commit('docs: plan', { [PLAN]: plan('boil') }), REWORD]],
  ])('BC-7: nothing is said where %s', async (_, steps) => {
    expect(await reworded(steps)).toEqual([]);
  });

  it('BC-7: another test of the file may change, and white space says nothing', async () => {
    const other = `${test('cold').replaceAll('\t', '  ')}\nfunc TestOther(t *testing.T) {}\n`;
    expect(await reworded([START, REWORD, commit('test: other', { [TEST]: other })])).toHaveLength(1);
  });

  it('BC-7: in a change it warns; before it, and without a base, it informs', async () => {
    expect((await reworded([START, REWORD], 'HEAD~1'))[0]).toMatch(/^warning: .* was reworded by this change after/);
    expect((await reworded([START, REWORD, commit('chore: more', { 'a.txt': 'a' })], 'HEAD~1'))[0]).toMatch(/^info: /);
    expect((await reworded([START, edit({ [PLAN]: plan('boil and whistle') })]))[0]).toMatch(
      /^info: .* was reworded by what is not committed after/,
    );
  });

  it('BC-7: what is long and the same is left out, what went and came is marked', () => {
    const long = 'GIVEN one two three four five six seven eight nine ten eleven twelve\nTHEN it MUST be dropped';
    expect(changedWords(long, long.replace('dropped', 'refused'))).toBe('… THEN it MUST be [-dropped-] {+refused+}');
    expect(changedWords('a b', 'a c b')).toBe('a {+c+} b');
  });
});

describe('who removed the test', () => {
  const GONE = commit('test(kettle): drop it', { [TEST]: 'package kettle\n' });
  const lost = (steps: readonly Step[], base: string): Promise<readonly string[]> => said('lost-test', steps, base);

  it('BC-8: the commit of the change that removed it is named, not another one that touched the file', async () => {
    const touch = commit('test(kettle): reword', { [TEST]: test('too cold') });
    const after = commit('chore: header', { [TEST]: '// Kettles.\npackage kettle\n' });
    expect(await lost([START, touch, GONE, after], 'HEAD~3')).toEqual([
      expect.stringMatching(
        /lost its last test: TestKettle_Heated_Boils \(removed by [0-9a-f]{8} “test\(kettle\): drop it”\)$/,
      ),
    ]);
    expect((await lost([START, commit('chore: rm', { [TEST]: null })], 'HEAD~1'))[0]).toContain('“chore: rm”');
  });

  it('BC-8: what only the work tree lacks, and what is there still, is told so', async () => {
    expect((await lost([START, edit({ [TEST]: 'package kettle\n' })], 'HEAD'))[0]).toMatch(/TestKettle_Heated_Boils$/);
    const silent = commit('test: silent', { [TEST]: test('cold', undefined, 'boils') });
    expect((await lost([START, silent], 'HEAD~1'))[0]).toMatch(
      /\(it is there, and no longer tied to it since [0-9a-f]{8} “test: silent” changed it\)$/,
    );
    expect((await lost([START, edit({ [TEST]: test('cold', undefined, 'boils') })], 'HEAD'))[0]).toMatch(
      /\(it is there, and no longer tied to it\)$/,
    );
    const again = commit('test: again', { [TEST]: test('tepid', undefined, 'boils') });
    expect((await lost([START, silent, again], 'HEAD~2'))[0]).toMatch(/\(it is there, and no longer tied to it\)$/);
  });

  const replace = (sentence: string, name = 'TestKettle_Pot_Boils'): Promise<readonly string[]> =>
    lost(
      [
        START,
        commit('refactor(kettle): a pot', {
          'docs/plans/pot-plan.md': `# Pot\n\n### Task 1: Pot\n\n${sentence}\n`,
          [TEST]: test('cold', name, 'looks at the pot'),
        }),
      ],
      'HEAD~1',
    );

  it.each([
    'Rename `TestKettle_Heated_Boils` (line 12) to `TestKettle_Pot_Boils`.',
    '- Replace `TestKettle_Heated_Boils` with `TestKettle_Pot_Boils`',
    '- Delete `TestKettle_Heated_Boils` (replaced by `TestKettle_Pot_Boils`).',
    'Replace `TestKettle_Heated_Boils` with:\n\n```go\nfunc TestKettle_Pot_Boils(t *testing.T) {\n}\n```',
  ])(
    'BC-14: a plan of the change that says what takes the place of a test makes its loss a warning: %j',
    async (sentence) => {
      expect(await replace(sentence)).toEqual([
        expect.stringMatching(
          /^warning: .*; docs\/plans\/pot-plan\.md:5 says that TestKettle_Pot_Boils takes its place, and nothing ties it to BC-1$/,
        ),
      ]);
    },
  );

  const port = (comment: string, ...more: readonly string[]): Promise<readonly string[]> =>
    lost(
      [
        START,
        commit('refactor: a pot', { [TEST]: [test('cold', 'TestKettle_Pot_Boils', comment), ...more].join('\n') }),
      ],
      'HEAD~1',
    );

  it('BC-14: a new test that says what it was ported from makes that loss a warning', async () => {
    expect(await port('looks. Ported from TestKettle_Heated_Boils')).toEqual([
      expect.stringMatching(/^warning: .*; kettle_test\.go:5 says that TestKettle_Pot_Boils takes its place/),
    ]);
    const twin = test('cold', 'TestKettle_Lid_Opens', 'replaces TestKettle_Heated_Boils')
      .split('\n')
      .slice(4)
      .join('\n');
    expect(await port('replaces TestKettle_Heated_Boils', twin)).toEqual([expect.stringMatching(/^error: /)]);
    expect(await port('looks; not ported from TestKettle_Heated_Boils')).toEqual([expect.stringMatching(/^error: /)]);
    expect(await port('looks. Ported from TestKettle_Heated_Boils_Twice')).toEqual([expect.stringMatching(/^error: /)]);
  });

  it.each([
    ['Delete `TestKettle_Heated_Boils`.', undefined],
    ['Rename `TestKettle_Heated_Boils` to `TestKettle_Pot_Boils`.', 'TestKettle_Lid_Opens'],
    ['Rename `TestKettle_Heated` to `TestKettle_Pot_Boils`.', undefined],
    ['Replace `TestKettle_Heated_Boils` in three places. `TestKettle_Pot_Boils` is new.', undefined],
    ['```\nRename `TestKettle_Heated_Boils` to `TestKettle_Pot_Boils`\n```', undefined],
  ])('BC-14: without a standing successor of that very test the loss stays an error: %j', async (sentence, name) => {
    expect(await replace(sentence, name)).toEqual([expect.stringMatching(/^error: .*”\)$/)]);
  });
});
