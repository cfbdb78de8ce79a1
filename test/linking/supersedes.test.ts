// A contract that takes the place of an older one keeps the tests of it.
// Its contracts: docs/plans/policy-plan.md
import { describe, expect, it } from 'vitest';
import { commit, goFile, goTest, linked, type Story, strategy } from '../support/small-history.ts';

const planOf = (title: string, ...contracts: readonly string[]): string =>
  [`# ${title}`, '## Behavioral Contracts', ...contracts].join('\n\n');
const contract = (head: string, supersedes?: string): string =>
  `### ${head}\n- GIVEN a queue\n- THEN it MUST keep its order${supersedes === undefined ? '' : `\n- SUPERSEDES: ${supersedes}`}`;

const OLD = planOf('Old queue', contract('BC-3: Keeps order'));
const TEST = goFile(goTest('TestOrder', 'BC-3'));
const tiedTo = ({ result }: Story, id: string): readonly string[] =>
  result.graph.links.filter((l) => l.to === id && l.kind === 'mention').map((l) => l.evidence[0]?.kind ?? '');

describe('superseding', () => {
  it.each([
    ['its slug', 'old-queue-plan#BC-3'],
    ['its path', 'docs/old-queue-plan.md BC-3'],
    ['its slug in code', '`old-queue-plan BC-3`'],
    ['its label alone', 'BC-3'],
  ])('BC-9: named by %s, the old contract hands its tests on, and the link says why', (_, written) => {
    const story = linked([
      commit('feat: queue', { 'docs/old-queue-plan.md': OLD, 'q_test.go': TEST }),
      commit('docs: new queue', { 'docs/new.md': planOf('New', contract('BC-1: Keeps order still', written)) }),
    ]);
    expect(story.state('docs/new.md#BC-1')).toBe('linked');
    expect(story.state('docs/old-queue-plan.md#BC-3')).toBe('linked');
    expect(tiedTo(story, 'docs/new.md#BC-1')).toEqual(['superseded']);
    const says = story.result.graph.links.find((l) => l.to === 'docs/new.md#BC-1')?.evidence.map((e) => e.says);
    expect(says?.[0]).toContain('docs/new.md says that BC-1 supersedes');
    expect(says?.length).toBeGreaterThan(1);
    expect(story.result.danglingSupersedes).toEqual([]);
  });

  it('BC-9: the old plan may be gone, and the clauses of the new contract do not hold the line', () => {
    const story = linked([
      commit('feat: queue', { 'docs/old-queue-plan.md': OLD, 'q_test.go': TEST }),
      commit('docs: new queue', {
        'docs/old-queue-plan.md': null,
        'docs/new.md': planOf('Wholly other', contract('BC-1: Never turns round', 'old-queue-plan#BC-3')),
      }),
    ]);
    expect(story.state('docs/new.md#BC-1')).toBe('linked');
    expect(story.contract('docs/new.md#BC-1').clauses.map((c) => c.text)).toEqual([
      'a queue',
      'it MUST keep its order',
    ]);
  });

  it('BC-9: a test that only the old plan names is declared, not linked', () => {
    const story = linked([
      commit('feat: queue', {
        'docs/old-queue-plan.md': `${OLD}\n\n${strategy([['BC-3', '`TestPlain`']])}`,
        'q_test.go': goFile('func TestPlain(t *testing.T) {\n\tif broken() {\n\t\tt.Fatal("x")\n\t}\n}'),
      }),
      commit('docs: new', { 'docs/new.md': planOf('New', contract('BC-1: Order', 'old-queue-plan#BC-3')) }),
    ]);
    expect(story.state('docs/new.md#BC-1')).toBe('declared');
  });

  it('BC-9: through several steps, and a circle ends', () => {
    const story = linked([
      commit('feat: queue', { 'docs/old-queue-plan.md': OLD, 'q_test.go': TEST }),
      commit('docs: b', { 'docs/b.md': planOf('B', contract('BC-7: Order in b', 'old-queue-plan#BC-3')) }),
      commit('docs: c', { 'docs/c.md': planOf('C', contract('BC-8: Order in c', 'b#BC-7')) }),
    ]);
    expect(story.state('docs/c.md#BC-8')).toBe('linked');
    const circle = linked([
      commit('docs: a', {
        'docs/a.md': planOf('A', contract('BC-1: Order in a', 'b#BC-2')),
        'docs/b.md': planOf('B', contract('BC-2: Order in b', 'a#BC-1')),
      }),
    ]);
    expect(circle.state('docs/a.md#BC-1')).toBe('untested');
  });

  it('BC-10: what names nothing or several is told with what it may mean, and ties nothing', () => {
    const files = { 'docs/x-plan.md': OLD, 'docs/y-plan.md': planOf('Other', contract('BC-3: Something else wholly')) };
    const several = linked([
      commit('docs: a', files),
      commit('docs: b', { 'docs/new.md': planOf('New', contract('BC-1: Order', 'BC-3')) }),
    ]);
    expect(several.result.danglingSupersedes).toMatchObject([{ isAmbiguous: true, written: 'BC-3' }]);
    const none = linked([
      commit('docs: a', files),
      commit('docs: b', { 'docs/new.md': planOf('New', contract('BC-1: Order', 'y-plan#BC-4')) }),
    ]);
    expect(none.result.danglingSupersedes).toMatchObject([{ isAmbiguous: false, candidates: ['docs/y-plan.md#BC-3'] }]);
    expect(none.state('docs/new.md#BC-1')).toBe('untested');
  });
});
