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

describe('tests that go on under another name', () => {
  const row = (...rows: readonly (readonly [string, string])[]): string => `${OLD}\n\n${strategy(rows)}`;
  const NEW_TEST = goFile(goTest('TestNewOrder'));
  const declaredFor = ({ result }: Story, id: string): readonly string[] =>
    result.graph.links.filter((l) => l.to === id && l.kind === 'declared').map((l) => l.why);
  const told = (text: string, tests: string): Story =>
    linked([commit('feat: queue', { 'docs/old-queue-plan.md': text, 'q_test.go': tests })]);
  const SAYS = '- SUPERSEDES: `TestOrder` -> `TestNewOrder`';

  it.each([
    ['in code', SAYS],
    ['without ticks', 'SUPERSEDES: TestOrder → TestNewOrder'],
    ['of several on one line', 'SUPERSEDES: TestA -> TestB, TestOrder -> TestNewOrder'],
    ['in two steps', 'SUPERSEDES: TestOrder -> TestMidOrder\n\nSUPERSEDES: TestMidOrder -> TestNewOrder'],
  ])('BC-12: a row that names the old test is kept by the new one, %s', (_, line) => {
    const story = told(`${row(['BC-3', '`TestOrder`'])}\n\n${line}`, NEW_TEST);
    expect(story.state('docs/old-queue-plan.md#BC-3')).toBe('declared');
    expect(story.result.rows[0]?.missing).toEqual([]);
    expect(story.result.explainedTests).toContain('TestNewOrder');
    const [why] = declaredFor(story, 'docs/old-queue-plan.md#BC-3');
    expect(why).toMatch(
      /^the test strategy of docs\/old-queue-plan.md names TestOrder for BC-3; .* says that \w+ supersedes Test\w*Order/,
    );
  });

  it('BC-12: another plan may say so, and the evidence is its line', () => {
    const story = linked([
      commit('feat: queue', { 'docs/old-queue-plan.md': row(['BC-3', '`TestOrder/empty`']), 'q_test.go': NEW_TEST }),
      commit('docs: rename', { 'docs/new.md': `${planOf('New', contract('BC-1: Other'))}\n\n## Notes\n\n${SAYS}` }),
    ]);
    expect(story.state('docs/old-queue-plan.md#BC-3')).toBe('declared');
    const link = story.result.graph.links.find((l) => l.to === 'docs/old-queue-plan.md#BC-3' && l.kind === 'declared');
    expect(link?.evidence.map(({ kind, at }) => [kind, at?.kind === 'file' && at.path])).toEqual([
      ['declared-row', 'docs/old-queue-plan.md'],
      ['superseded', 'docs/new.md'],
    ]);
  });

  it('BC-12: inside a contract the line ties the new test to it', () => {
    const story = told(OLD.replace('order', `order\n${SAYS}`), NEW_TEST);
    expect(story.state('docs/old-queue-plan.md#BC-3')).toBe('declared');
    expect(story.contract('docs/old-queue-plan.md#BC-3').clauses.map((c) => c.text)).toEqual([
      'a queue',
      'it MUST keep its order',
    ]);
    expect(story.result.danglingSupersedes).toEqual([]);
  });

  it.each([
    [
      'the old test is still there',
      row(['BC-3', '`TestOrder`']),
      goFile(goTest('TestOrder'), goTest('TestNewOrder')),
      'TestOrder',
    ],
    ['the line stands in code', `${row(['BC-3', '`TestOrder`'])}\n\n\`\`\`\n${SAYS}\n\`\`\``, NEW_TEST, undefined],
  ])('BC-12: nothing is handed on where %s', (_, text, tests, expected) => {
    const story = told(`${text}${text.includes('SUPERSEDES') ? '' : `\n\n${SAYS}`}`, tests);
    const links = story.result.graph.links.filter((l) => l.kind === 'declared');
    expect(links.map((l) => l.from.split('::')[1])).toEqual(expected === undefined ? [] : [expected]);
  });

  it('BC-12: a circle ends, and a line whose new name no test bears is told', () => {
    const circle = told(`${row(['BC-3', '`TestA`'])}\n\nSUPERSEDES: TestA -> TestB, TestB -> TestA`, NEW_TEST);
    expect(circle.state('docs/old-queue-plan.md#BC-3')).toBe('planned');
    const gone = told(`${row(['BC-3', '`TestOrder`'])}\n\nSUPERSEDES: TestOrder -> TestNewOdrer`, NEW_TEST);
    expect(gone.state('docs/old-queue-plan.md#BC-3')).toBe('planned');
    expect(gone.result.danglingSupersedes).toMatchObject([
      { of: 'test', plan: 'docs/old-queue-plan.md', written: 'TestOrder -> TestNewOdrer', contract: null },
    ]);
  });
});

describe('plans that are superseded as a whole', () => {
  const header = (...lines: readonly string[]): string =>
    ['# New', ...lines, '## Behavioral Contracts', contract('BC-1: Order')].join('\n\n');
  const told = (...lines: readonly string[]): Story =>
    linked([commit('docs: both', { 'docs/old-queue-plan.md': OLD, 'docs/new.md': header(...lines) })]);

  it.each([
    ['its slug', '**Supersedes:** old-queue-plan'],
    ['its path', '**Supersedes:** `docs/old-queue-plan.md`'],
    ['a link to it', '**Supersedes:** [old-queue-plan.md](old-queue-plan.md)'],
  ])('BC-13: named by %s in the header of another', (_, line) => {
    const story = told(line);
    expect(story.plan('docs/old-queue-plan.md').status).toBe('superseded');
    expect(story.plan('docs/new.md').status).toBeNull();
    expect(story.result.danglingSupersedes).toEqual([]);
  });

  it('BC-13: a draft supersedes nothing yet, and two plans that name each other supersede neither', () => {
    expect(
      told('**Status:** Draft', '**Supersedes:** old-queue-plan').plan('docs/old-queue-plan.md').status,
    ).toBeNull();
    const mutual = linked([
      commit('docs: both', {
        'docs/old-queue-plan.md': OLD.replace('# Old queue', '# Old queue\n\n**Supersedes:** docs/new.md'),
        'docs/new.md': header('**Supersedes:** old-queue-plan'),
      }),
    ]);
    expect(mutual.plan('docs/old-queue-plan.md').status).toBeNull();
    expect(mutual.plan('docs/new.md').status).toBeNull();
  });

  it('BC-13: a name without a plan is told, a sentence and a contract are none', () => {
    expect(told('**Supersedes:** old-quue-plan').result.danglingSupersedes).toMatchObject([
      { of: 'plan', plan: 'docs/new.md', written: 'old-quue-plan', isAmbiguous: false },
    ]);
    expect(told('**Supersedes:** the notes of last year').result.danglingSupersedes).toEqual([]);
    expect(told('**Supersedes:** old-queue-plan#BC-3').plan('docs/old-queue-plan.md').status).toBeNull();
  });
});
