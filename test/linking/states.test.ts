// What the graph says of a contract: link, worth and result are three facts; the printed state is the first that is true.
// Its contracts: docs/plans/linking-plan.md
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../src/linking/hash.ts';
import { stateOf, worthOfAll } from '../../src/linking/states.ts';
import type { LinkFact, ResultFact, WorthFact } from '../../src/model/graph.ts';
import { commit, goFile, goTest, linked, plan, type Story, strategy } from '../support/small-history.ts';

const PLAN = 'docs/plans/queue-plan.md';
const promises = (...more: readonly string[]): string =>
  plan('Queue', { 'BC-1: Drains in order': 'requests leave in the order of arrival' }, ...more);
const landed = (text: string, ...tests: readonly string[]): Story =>
  linked([commit('feat: queue', { [PLAN]: text, 'q/q_test.go': goFile(...tests) })]);
const state = (text: string, ...tests: readonly string[]): string => landed(text, ...tests).state(`${PLAN}#BC-1`);
const why = (text: string, ...tests: readonly string[]): string => landed(text, ...tests).contract(`${PLAN}#BC-1`).why;
const rows = (cell: string, type = 'Unit'): string => promises(strategy([['BC-1', cell, type]]));

const SILENT = goTest('TestDrain');
const SAYS = goTest('TestDrain', 'TestDrain verifies BC-1.');
const HOLLOW = goTest('TestDrain', 'TestDrain verifies BC-1.', 'Run()');
const SKIPPED = goTest('TestDrain', 'TestDrain verifies BC-1.', 't.Skip("later")\n\tt.Fatal(Run())');

describe('rows of the test strategy', () => {
  it.each([
    ['an exact name of a test that exists declares', '`TestDrain`', undefined, 'declared'],
    ['an exact name of no test is planned', '`TestOther`', undefined, 'planned'],
    ['a glob is a claim', '`TestDrain*`', undefined, 'claimed'],
    ['a glob that no test bears is planned', '`TestDrain_*_Order`', undefined, 'planned'],
    ['existing tests without a name are a claim', 'existing tests', undefined, 'claimed'],
    ['the tests of the other rows are a claim', 'All three new tests verify the order', undefined, 'claimed'],
    ['tests that stay as they are are a claim', 'Golden non-weighted tests (unchanged)', undefined, 'claimed'],
    ['tests that go on passing are a claim', 'Golden dataset tests remain passing', undefined, 'claimed'],
    ['what other tests keep besides is a claim', 'the path is not modified', 'Unit (implicit)', 'claimed'],
    ['a test that is spoken of is a claim', 'The test IS the regression guard', undefined, 'claimed'],
    ['tests of something that pass are a claim', 'Queue tests pass with queue.New', undefined, 'claimed'],
    ['tests of a kind of its own are a claim', 'Factory tests verify that all names work', undefined, 'claimed'],
    ['tests that pass may be any', 'Unit tests pass', undefined, 'untested'],
    ['new tests of something that pass are none', 'New queue tests pass', undefined, 'untested'],
    ['a file of existing tests is a claim', 'Existing q_test.go tests', undefined, 'claimed'],
    ['all tests of a file are a claim', 'All q_test.go tests (behavioral)', undefined, 'claimed'],
    ['tests of a kind that verify it are a claim', '(the order is verified via flag tests)', undefined, 'claimed'],
    ['words that deny a test are none', '(the order is verified via reading, not test)', undefined, 'untested'],
    ['an implicit test is a claim', 'Test ends without a panic', 'Implicit', 'claimed'],
    ['what is implicit in code is none', 'Implicit in the guard of Run', undefined, 'untested'],
    ['a test that should come is none', 'The test should drain the queue', undefined, 'untested'],
    ['what is unchanged may be no test', 'the order stays unchanged', undefined, 'untested'],
    ['new tests that are only there are none', 'All new tests pass', undefined, 'untested'],
    ['the command of the whole suite is a claim', '`go test -race ./...`', undefined, 'claimed'],
    ['a command that runs some tests is none', '`go test ./q/`', undefined, 'untested'],
    ['existing tests with one exact name declare', 'existing `TestDrain`', undefined, 'declared'],
    ['a manual row waives', 'read the log', 'Manual', 'waived'],
    [
      'a row of documentation waives',
      'told in the risk table (verified by design, not test)',
      'Documentation',
      'waived',
    ],
    ['a row without test, claim or waiver says nothing', '—', undefined, 'untested'],
  ])('BC-22: %s', (_, cell, type, expected) => {
    expect(state(rows(cell, type), SILENT)).toBe(expected);
  });

  it('BC-22: a claim says what it claims', () => {
    expect(why(rows('existing tests'), SILENT)).toBe('the plan claims tests without naming one: “existing tests”');
    expect(why(rows('`Test*ain`'), SILENT)).toBe(
      'the plan names the pattern Test*ain, and 1 test bears such a name: no test is named exactly',
    );
    const files = { [PLAN]: rows('`TestDrain`'), 'q/q_test.go': goFile(SILENT), 'r/r_test.go': goFile(SILENT) };
    expect(linked([commit('feat: x', files)]).contract(`${PLAN}#BC-1`).why).toBe(
      'the plan names TestDrain, which several packages have, and says of none that it is meant',
    );
  });

  it('BC-22: a row without a test says what it says instead', () => {
    const none = 'no test names it, and its row in the test strategy names no test';
    expect(why(rows('Guard in `q.go`; deferred to PR16'), SILENT)).toBe(
      `${none}: “Guard in \`q.go\`; deferred to PR16”`,
    );
    expect(why(rows('—'), SILENT)).toBe(none);
    expect(why(rows('much '.repeat(50)), SILENT)).toBe(`${none}: “${'much '.repeat(32).slice(0, 159)}…”`);
  });

  it('BC-22: tests that a task prints for several contracts are a claim, where they are there and enough', () => {
    const task = (labels: string, ...names: readonly string[]): string =>
      `### Task 1: Drain\n\n**Contracts Implemented:** ${labels}\n\n\`\`\`go\n${names.map((name) => `func ${name}(t *testing.T) {}`).join('\n')}\n\`\`\``;
    const two = [SILENT, goTest('TestRefill')];
    const text = promises(task('BC-1, BC-2', 'TestDrain', 'TestRefill'));
    expect(state(text, ...two)).toBe('claimed');
    expect(why(text, ...two)).toBe(
      'task 1 of the plan names it and prints TestDrain, TestRefill, and nothing says which test is for it',
    );
    expect(state(text, SILENT)).not.toBe('claimed');
    expect(state(promises(task('BC-1, BC-2', 'TestDrain')), SILENT)).toBe('untested');
    expect(state(promises(task('BC-1', 'TestDrain'), strategy([['BC-2', '—']])), SILENT)).toBe('untested');
  });

  it('BC-22: a benchmark keeps nothing; where the row asks for one, the contract is waived in sight', () => {
    const bench = 'func BenchmarkDrain(b *testing.B) {\n\tfor i := 0; i < b.N; i++ {\n\t\tRun()\n\t}\n}';
    expect(state(rows('`BenchmarkDrain`'), bench)).toBe('skipped');
    expect(state(rows('`BenchmarkDrain`', 'Benchmark'), bench)).toBe('waived');
    expect(why(rows('`BenchmarkDrain`', 'Benchmark'), bench)).toBe(
      'the plan means it to be measured by a benchmark, which asserts nothing',
    );
    expect(state(rows('`BenchmarkDrain`, `TestDrain`', 'Benchmark'), bench, SILENT)).toBe('declared');
  });

  it('BC-22: a name that several packages have declares nothing where the row points at none of them', () => {
    const files = { [PLAN]: rows('`TestDrain`'), 'q/q_test.go': goFile(SILENT), 'r/r_test.go': goFile(SILENT) };
    expect(linked([commit('feat: x', files)]).state(`${PLAN}#BC-1`)).toBe('claimed');
  });

  it('BC-22: a task never declares, whatever its list says', () => {
    const task = '### Task 1: Drain\n\n**Contracts Implemented:** BC-1\n\n```go\nfunc TestDrain(t *testing.T) {}\n```';
    expect(state(promises(task), SILENT)).toBe('claimed');
  });

  it('BC-50: the code of a plan without a table declares its tests', () => {
    const fence = '```go\n// TestDrain verifies BC-1.\nfunc TestDrain(t *testing.T) {}\n```';
    expect(state(promises(fence), SILENT)).toBe('declared');
    const table = strategy([['BC-2', '`TestOther`']]);
    expect(state(promises(fence, table), SILENT)).toBe('untested');
  });

  it('BC-22: a test that a fence shows and nobody wrote is planned', () => {
    const fence = '```go\n// TestLater verifies BC-1.\nfunc TestLater(t *testing.T) {}\n```';
    expect(state(promises(fence), SILENT)).toBe('planned');
    expect(why(promises(fence), SILENT)).toBe('the plan names a test that does not exist: TestLater');
  });

  const LATE = goTest('TestDrain_Late_Arrival');

  it.each([
    ['one test alone', rows('`TestDrain_Late`'), 'claimed'],
    [
      'one test alone, where the code of the plan shows another',
      `${rows('`TestDrain_Late`')}\n\n### Task 1: x (BC-1)\n\n\`\`\`go\nfunc TestDrain_Late(t *testing.T) {}\n\`\`\``,
      'planned',
    ],
    [
      'a test that another row names',
      promises(
        strategy([
          ['BC-1', '`TestDrain_Late`'],
          ['BC-2', '`TestDrain_Late_Arrival`'],
        ]),
      ),
      'planned',
    ],
    [
      'such a test, where the row speaks of one there is',
      promises(
        strategy([
          ['BC-1', 'Covered by TestDrain_Late'],
          ['BC-2', '`TestDrain_Late_Arrival`'],
        ]),
      ),
      'claimed',
    ],
    ['one test, where another name of the row is missing', rows('`TestDrain_Late`, `TestRefill_Late`'), 'planned'],
    ['a test, by the name of its subject alone', rows('`TestDrain`'), 'planned'],
    ['a test, in the middle of a word', rows('`TestDrain_Lat`'), 'planned'],
  ])('BC-54: a row that names what begins %s', (_, text, expected) => {
    expect(state(text, LATE)).toBe(expected);
  });

  it('BC-54: the name counts as missing, and two tests that begin so are no choice', () => {
    const story = landed(rows('`TestDrain_Late`'), LATE);
    expect(story.contract(`${PLAN}#BC-1`).why).toBe(
      'the plan names TestDrain_Late, which no test is called, and TestDrain_Late_Arrival alone begins so',
    );
    expect(story.result.rows.map((row) => row.missing)).toEqual([['TestDrain_Late']]);
    expect(story.links('declared')).toEqual([]);
    expect(state(rows('`TestDrain_Late`'), LATE, goTest('TestDrain_Late_Start'))).toBe('planned');
    const files = { [PLAN]: rows('`TestDrain_Late`'), 'q/q_test.go': goFile(LATE), 'r/r_test.go': goFile(LATE) };
    expect(linked([commit('feat: x', files)]).state(`${PLAN}#BC-1`)).toBe('planned');
  });

  it('BC-22: the rules see each row with what it amounts to', () => {
    const [row] = landed(promises(strategy([['BC-1, BC-8', '`TestDrain`, `TestOther`']])), SILENT).result.rows;
    expect(row).toMatchObject({
      fact: 'declared',
      missing: ['TestOther'],
      unknownLabels: ['BC-8'],
      tests: ['q/q_test.go::TestDrain'],
    });
  });
});

describe('claims outside of tables', () => {
  const titled = (title: string, promise = 'requests leave', ...more: readonly string[]): string =>
    plan('Queue', { [`BC-1: ${title}`]: promise }, ...more);

  it.each([
    ['a sentence about existing tests', promises('BC-1 (order) is already covered by the full existing test suite.')],
    [
      'a cell about named tests',
      promises('| Item | Why |\n| --- | --- |\n| Tests | BC-1 is covered by `TestDrain`. |'),
    ],
    ['a clause that names its test', titled('Drains', 'requests leave (verified by `TestDrain`)')],
    [
      'a task that adds cases to a test',
      promises('### Task 1: Cases (BC-1)\n\n**Test:** Add test cases to `q_test.go` in `TestDrain`:'),
    ],
  ])('BC-52: %s', (_, text) => {
    expect(state(text, SILENT)).toBe('claimed');
  });

  it.each([
    ['a sentence that denies it', promises('BC-1 is not covered by existing tests.')],
    ['a sentence about new tests', promises('BC-1 is covered by the full set of new tests.')],
    ['a name that no test bears', promises('BC-1 is covered by `TestGone`.')],
    ['a sentence about another subject', promises('BC-1 drains a list that is covered by existing tests.')],
    ['a task that runs a test', promises('### Task 1: Drain (BC-1)\n\nRun: `go test -run TestDrain`')],
    ['a promise that is more than the suite', titled('Drains', 'all tests pass\n- AND requests leave')],
    ['a promise about new tests', titled('Drains', 'all of the new tests pass')],
    ['a test with other words behind it', promises('`TestDrain` was (as BC-1 says) written late.')],
    ['an example', promises('```\nBC-1 is covered by existing tests.\n```')],
  ])('BC-52: nothing is claimed by %s', (_, text) => {
    expect(state(text, SILENT)).toBe('untested');
  });

  it('BC-52: a message claims by a test before the label, and an item by as many tests as contracts', () => {
    const two = plan('Queue', { 'BC-1: Drains': 'requests leave', 'BC-2: Counts': 'all are counted' });
    const said = (body: string, id = 'BC-1'): string =>
      linked([commit(`feat: queue\n\n${body}`, { [PLAN]: two, 'q/q_test.go': goFile(SILENT) })]).state(`${PLAN}#${id}`);
    expect(said('- Add TestDrain: requests leave in the order\n  of their arrival (BC-1)')).toBe('claimed');
    expect(said('- Add TestDrain: keeps BC-1 and BC-2')).toBe('untested');
    expect(said('Adds TestDrain (BC-1, BC-2).')).toBe('claimed');
    expect(said('Adds TestDrain (BC-1, BC-2).', 'BC-2')).toBe('claimed');
    expect(said('- Add TestDrain\n- Keep the order (BC-1)')).toBe('untested');
    expect(said('- Remove the assertions of TestDrain (BC-1)')).toBe('untested');
    expect(said('Add TestDrain, for BC-1.')).toBe('untested');
    expect(said('Add TestGone (BC-1)')).toBe('untested');
  });

  const listedIn = (heading: string, ...items: readonly string[]): string =>
    promises(`## ${heading}\n\n${items.map((item) => `- ${item}`).join('\n')}`);
  const ofTask = (...lines: readonly string[]): string => promises(`### Task 1: Drain (BC-1)\n\n${lines.join('\n\n')}`);

  it.each([
    ['an item about the suite', listedIn('H) Test Strategy', '**BC-1, BC-2:** preserved by the existing test suite')],
    ['an item about an existing test', listedIn('Test Strategy', '**BC-1:** `q/` — existing queue test, extended.')],
    ['an item about a named test', listedIn('Test plan', '**BC-1:** `TestDrain`, with more rows')],
    [
      'an item about no test of its own',
      listedIn('Test Strategy', '**BC-1 (order):** Covered implicitly — it is unchanged'),
    ],
    ['existing tests before the label', promises('No updates: the existing tests verify BC-1 (order).')],
    [
      'a task without a new test',
      ofTask('**Step 1: No new test** — this is mechanical. Existing tests verify behavior.'),
    ],
    [
      'a task that leaves it to another',
      ofTask('**Step 2: Skip (no separate test — validated by integration in Task 5)**'),
    ],
    [
      'a task that leaves it to the test of another',
      ofTask('No new test: it is verified by the queue test in Task 6.'),
    ],
  ])('BC-53: it is claimed by %s', (_, text) => {
    expect(state(text, SILENT)).toBe('claimed');
  });

  it.each([
    ['an item that says what to test', listedIn('Test Strategy', '**BC-1:** fill the queue, then drain it')],
    ['an item about a test that is not there', listedIn('Test Strategy', '**BC-1:** `TestGone`, with more rows')],
    ['an item about new tests', listedIn('Test Strategy', '**BC-1:** all new tests')],
    ['an item elsewhere', listedIn('Risks', '**BC-1:** existing queue test, extended')],
    ['an item that begins otherwise', listedIn('Test Strategy', 'As BC-1: existing queue test, extended')],
    ['existing tests of something else', promises('The existing tests verify the list, not BC-1.')],
    ['a task that only has no test', ofTask('**Step 1: No new test needed**')],
    ['a task with tests that exist', ofTask('Run the existing tests.')],
    ['a task without a label', promises('### Task 1: Drain\n\nNo new test: existing tests cover this.')],
  ])('BC-53: nothing is claimed by %s', (_, text) => {
    expect(state(text, SILENT)).toBe('untested');
  });

  const squashed = (...lines: readonly string[]): Story =>
    linked([commit(`feat: queue\n\n${lines.join('\n')}`, { [PLAN]: promises(), 'q/q_test.go': goFile(SILENT) })]);

  it.each([
    ['its subject', 'claimed', ['* test(queue): cover the order (BC-1)']],
    ['a sentence of its body', 'claimed', ['* test: order', '', 'Verifies BC-1 (order).']],
    ['the sentence of another commit', 'untested', ['* feat: order', '', 'Verifies BC-1 (order).']],
    ['another commit below it', 'untested', ['* test: order', '', '* fix: order (BC-1)']],
    ['a commit that takes a test away', 'untested', ['* test: remove the old test (BC-1)']],
    ['words that verify nothing', 'untested', ['* test: order', '', 'Waits for BC-1.']],
  ] as const)('BC-55: of a commit of the type test, %s: %s', (_, expected, lines) => {
    expect(squashed(...lines).state(`${PLAN}#BC-1`)).toBe(expected);
  });

  it('BC-55: the commit is quoted, and a test that it names is named', () => {
    const told = (line: string): string => squashed(line).contract(`${PLAN}#BC-1`).why;
    expect(told('* test(queue): cover the order (BC-1)')).toBe(
      'the commit “test(queue): cover the order (BC-1)” says that it verifies it, and names no test',
    );
    expect(told('* test: TestDrain (BC-1)')).toBe('the commit names it beside TestDrain, and no test says so itself');
  });

  it('BC-55: a message names a test by its title in ticks', () => {
    const files = {
      [PLAN]: promises(),
      'q.test.js': "describe('queue', () => { it('drains late', () => { expect(q()).toBe(1); }); });",
    };
    const said = (body: string): string => linked([commit(`feat: queue\n\n${body}`, files)]).state(`${PLAN}#BC-1`);
    expect(said('- Add `drains late` (BC-1)')).toBe('claimed');
    expect(said('- Add `queue > drains late`: the order (BC-1)')).toBe('claimed');
    expect(said('- Add `drains early` (BC-1)')).toBe('untested');
    expect(said('- Add drains late (BC-1)')).toBe('untested');
  });

  const asideIn = (text: string) => landed(text, SILENT).contract(`${PLAN}#BC-1`).aside;

  it.each([
    ['an aside in the title', titled('Drains in order (existing behavior preserved)'), 'existing behavior preserved'],
    ['an aside of one word', titled('Drains in order (unchanged)'), 'unchanged'],
    [
      'the end of its last clause, where the title agrees',
      titled('Continues to drain', 'all leave (existing behavior, regression guard)'),
      'existing behavior, regression guard',
    ],
  ])('BC-52: a contract calls itself nothing new by %s', (_, text, aside) => {
    expect(asideIn(text)).toBe(aside);
    expect(state(text, SILENT)).toBe('untested');
  });

  it.each([
    ['a title that promises no change', titled('Order unchanged')],
    [
      'the end of a clause in whose title nothing stays',
      titled('Drains with a limit', 'all leave (existing behavior)'),
    ],
    ['an aside about something else', titled('Drains (existing clients are refused)')],
    ['an aside that takes it away', titled('Drains (existing behavior replaced)')],
  ])('BC-52: a contract does not call itself old by %s', (_, text) => {
    expect(asideIn(text)).toBe(undefined);
  });

  it('BC-52: a promise that an invariant is kept is claimed by a test that bears its name', () => {
    const told = (title: string, name = 'TestDrain_INV4_Order') =>
      linked([commit('feat: x', { [PLAN]: titled(title), 'q/q_test.go': goFile(goTest(name)) })]).contract(
        `${PLAN}#BC-1`,
      );
    expect(told('INV-4 preserved')).toMatchObject({
      state: 'claimed',
      why: 'it promises that INV-4 is kept, and TestDrain_INV4_Order bears its name',
    });
    expect(told('INV-4 preserved', 'TestDrain_INV41_Order').state).toBe('untested');
    expect(told('INV-4 for new queues').state).toBe('untested');
    expect(told('Order preserved').state).toBe('untested');
  });

  it('BC-52: the words are quoted, and a row is heard before them', () => {
    const said = 'Also: **BC-1** is covered by existing tests (`TestDrain`).';
    expect(why(promises(said), SILENT)).toBe(
      'the plan says of it “Also: BC-1 is covered by existing tests (TestDrain).”',
    );
    expect(state(promises(said, strategy([['BC-1', '—']])), SILENT)).toBe('untested');
    expect(state(promises(said, strategy([['BC-1', '`TestGone`']])), SILENT)).toBe('planned');
    expect(state(promises(said), SAYS)).toBe('linked');
  });
});

describe('rows that name another contract', () => {
  const two = (...rows: readonly (readonly [string, string])[]): string =>
    plan(
      'Queue',
      { 'BC-1: Drains in order': 'requests leave', 'BC-2: Counts': 'all are counted', 'BC-3: Ends': 'it ends' },
      strategy(rows),
    );
  const LINKS = goTest('TestCount', 'TestCount verifies BC-2.');

  it.each([
    ['the tests of the row of that contract', two(['BC-2', '`TestDrain`'], ['BC-1', '(covered by BC-2)']), 'declared'],
    ['its linked tests, where it has no row', two(['BC-1', 'Covered by BC-2 tests']), 'declared'],
    [
      'its linked tests, where its row names none that exists',
      two(['BC-2', '`TestGone`'], ['BC-1', '(covered by BC-2 count)']),
      'declared',
    ],
    ['its linked tests, below its row', two(['BC-2', '`TestGone`'], ['BC-1', 'Same']), 'declared'],
    ['all tests of several', two(['BC-3', '`TestDrain`'], ['BC-1', 'covered by BC-3 / BC-2 tests']), 'declared'],
    ['through a second row of that kind', two(['BC-3', 'same as BC-2'], ['BC-1', 'covered by BC-3']), 'declared'],
    ['nothing, where that contract has nothing', two(['BC-1', '(covered by BC-3)']), 'untested'],
    ['nothing by words in the middle', two(['BC-1', 'the list that BC-2 counts is empty']), 'untested'],
  ])('BC-51: %s', (_, text, expected) => {
    expect(state(text, SILENT, LINKS)).toBe(expected);
  });

  it('BC-51: the link says whose tests they are, and no name is told as missing', () => {
    const story = landed(
      two(['BC-2', '`TestGone`'], ['BC-3', '`TestDrain`'], ['BC-1', 'covered by BC-2 / BC-3 tests']),
      SILENT,
      LINKS,
    );
    const own = story.links('declared').filter((l) => l.to === `${PLAN}#BC-1`);
    expect(own.map((l) => l.from).sort()).toEqual(['q/q_test.go::TestCount', 'q/q_test.go::TestDrain']);
    expect(own.find((l) => l.from.endsWith('TestCount'))?.evidence[0]?.says).toBe(
      `the test strategy of ${PLAN} says that the tests of BC-2 keep BC-1`,
    );
    expect(story.result.rows.map((row) => row.missing)).toEqual([['TestGone'], [], []]);
  });

  it('BC-51: contracts that name each other in a circle keep nothing', () => {
    expect(state(two(['BC-1', 'same as BC-3'], ['BC-3', 'same as BC-1']), SILENT)).toBe('untested');
  });
});

describe('the state of a contract', () => {
  it.each([
    ['an asserting test that says so links', promises(), SAYS, 'linked'],
    ['a test that asserts nothing is hollow', promises(), HOLLOW, 'hollow'],
    ['a test that is always skipped is skipped', promises(), SKIPPED, 'skipped'],
    [
      'a hollow test that the plan alone names is hollow too',
      rows('`TestDrain`'),
      goTest('TestDrain', '', 'Run()'),
      'hollow',
    ],
    ['a test’s own words come before the row', rows('`TestOther`'), SAYS, 'linked'],
    ['nothing is untested', promises(), SILENT, 'untested'],
  ])('BC-23: %s', (_, text, test, expected) => {
    expect(state(text, test)).toBe(expected);
  });

  it('BC-23: a row with an asserting test outweighs the hollow one that names the contract', () => {
    expect(state(rows('`TestOther`'), HOLLOW, goTest('TestOther'))).toBe('declared');
  });

  it('BC-23: a test that hands its handle on may fail there and is not hollow', () => {
    expect(state(promises(), goTest('TestDrain', 'TestDrain verifies BC-1.', 'check(t, Run())'))).toBe('linked');
  });

  it('BC-23: a test whose subtests assert is not hollow', () => {
    const body = 't.Run("empty", func(t *testing.T) { t.Fatal(Run()) })';
    expect(state(promises(), goTest('TestDrain', 'TestDrain verifies BC-1.', body))).toBe('linked');
  });

  it('BC-23: the sentence names the tests it rests on', () => {
    expect(why(promises(), SAYS)).toBe('TestDrain says so itself and asserts; no test results were given');
    expect(why(promises(), HOLLOW)).toMatch(/^no linked test asserts anything: TestDrain \(1 function called/);
    expect(why(promises(), SILENT)).toBe('no test names it, and no row of the test strategy does');
  });

  const links: LinkFact[] = ['linked', 'declared', 'claimed', 'waived', 'ambiguous', 'planned', 'none'];
  const worths: WorthFact[] = ['asserts', 'hollow', 'skipped', 'unknown'];
  const results: ResultFact[] = ['fail', 'flaky', 'not-run', 'skipped', 'passed', 'none-given'];
  const facts = fc.record({
    link: fc.constantFrom(...links),
    worth: fc.constantFrom(...worths),
    result: fc.constantFrom(...results),
  });

  it('BC-23: no contract is verified without an asserting test of its own that passed', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const green = f.link === 'linked' && f.worth === 'asserts' && f.result === 'passed';
        expect(stateOf(f) === 'verified').toBe(green);
      }),
    );
  });

  it('BC-23: a failed test never looks better than failing, and nothing fails without a tie', () => {
    fc.assert(
      fc.property(facts, (f) => {
        const tied = f.link === 'linked' || f.link === 'declared';
        expect(stateOf(f) === 'failing').toBe(tied && f.result === 'fail');
      }),
    );
  });

  it('BC-23: one asserting test is enough, and a further test never makes the worth less', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<WorthFact>('asserts', 'hollow', 'skipped')), (all) => {
        expect(worthOfAll([...all, 'asserts'])).toBe('asserts');
        expect(worthOfAll(all)).toBe(worthOfAll([...all].reverse()));
      }),
    );
  });
});

describe('roles', () => {
  const roles = (test: string, text = promises()): string[] =>
    landed(text, test)
      .test(/func (\w+)/.exec(test)?.[1] ?? '')
      .roles.map((r) => r.role);

  it('BC-29: the type of a strategy row makes a test golden or an invariant', () => {
    expect(roles(SILENT, rows('`TestDrain`', 'Golden'))).toEqual(['golden']);
    expect(roles(SILENT, rows('`TestDrain`', 'Invariant'))).toEqual(['invariant']);
  });

  it('BC-29: a law in the name makes an invariant, also beside the word golden', () => {
    expect(roles(goTest('TestDrain_Conservation'))).toEqual(['invariant']);
    expect(roles(goTest('TestDrain_GoldenInvariants'))).toEqual(['invariant']);
    expect(roles(goTest('TestDrain'))).toEqual([]);
  });

  it('BC-29: what a test compares with makes it golden, and the report names the file', () => {
    const body = 'want := load("testdata/golden_queue.json")\n\tif Run() != want {\n\t\tt.Fatal(want)\n\t}';
    const story = landed(promises(), goTest('TestDrain', '', body));
    expect(story.test('TestDrain').roles.map((r) => r.role)).toEqual(['golden']);
    expect(story.test('TestDrain').goldenFiles).toEqual(['testdata/golden_queue.json']);
  });

  it('BC-29: a test that regenerates golden data only when it is asked to is a generator', () => {
    const body = 'if os.Getenv("REGEN") == "" {\n\t\tt.Skip("not asked")\n\t}\n\tsave(t, "testdata/golden_queue.json")';
    expect(roles(goTest('TestRegenGoldenQueue', '', body))).toEqual(['generator']);
  });
});

describe('the hash of a wording', () => {
  // Published test vectors of 64-bit FNV-1a.
  it.each([
    ['', 'cbf29ce484222325'],
    ['a', 'af63dc4c8601ec8c'],
    ['foobar', '85944171f73967e8'],
  ])('BC-28: the wording %j has a known hash', (text, hash) => {
    expect(contentHash(text)).toBe(hash);
  });
});

describe('a row that names other tests', () => {
  it('BC-59: is told with the state, unless one test of the contract is certain', () => {
    const row = rows('`TestOrder`');
    expect(why(row, SAYS)).toBe(
      'TestDrain says so itself and asserts; no test results were given; the plan’s row names TestOrder, which does not exist, and not this test: look whether it proves the same',
    );
    const there = landed(row, SAYS, goTest('TestOrder')).contract(`${PLAN}#BC-1`);
    expect(there).toMatchObject({ state: 'linked', rowNamesOthers: ['TestOrder'] });
    expect(there.why).toContain('; the plan’s row names TestOrder, not TestDrain: look whether it proves the same');
    const certain = landed(row, SAYS, goTest('TestOrder', 'TestOrder verifies BC-1.')).contract(`${PLAN}#BC-1`);
    expect(certain.rowNamesOthers).toBeUndefined();
    expect(why(rows('`TestDrain`'), SAYS)).not.toContain('the plan’s row names');
    expect(why(row, goTest('TestDrain', 'queue-plan#BC-1: in order.'))).not.toContain('the plan’s row names');
  });
});
