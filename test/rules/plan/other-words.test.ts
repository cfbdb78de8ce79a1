// What plans write in other words, other places and other shapes than the template: what counts, and what a fix proposes then.
// Its contracts: docs/plans/plan-lint-plan.md
import { describe, expect, it } from 'vitest';
import { grammarFor } from '../../../src/extractors.ts';
import { parseWrittenPlan } from '../../../src/plans/index.ts';
import { hitsOf, lintText } from '../../support/lint.ts';

const contract = (label: string, then = 'it MUST answer'): string =>
  `${label}: Answer\n- GIVEN a router\n- WHEN it is asked\n- THEN ${then}\n`;
const compact = (...parts: readonly string[]): string =>
  ['# Routing Implementation Plan', '**Goal:** Answers.', '## Behavioral Contracts', ...parts, ''].join('\n\n');
const full = (...parts: readonly string[]): string =>
  ['# Routing Implementation Plan', '## Part 1: Design Validation', ...parts, ''].join('\n\n');
const told = (text: string, rule: string): readonly string[] => hitsOf(text, rule).map((hit) => hit.messageId);
const fixes = (text: string, rule: string): readonly string[] => hitsOf(text, rule).map((hit) => hit.fix);
const TABLE = '| Contract | Task | Test Type | Test Name |\n|---|---|---|---|\n';

describe('documents that are no plan', () => {
  it.each([
    ['a design', '# Design: Routing\n\n**Species:** Specification\n\n## 1. Problem\n\n## 2. Behavioral Contracts\n'],
    ['a decision', '# Routing by Load\n\n**Type:** Decision Record\n\n## Decision\n'],
    ['a redirection', '**This document has moved.** See docs/routing.md.\n'],
    ['an essay', '# Routing Assessment\n\n## Executive Summary\n\n## Risk Analysis\n\n## Appendix: Numbers\n'],
    ['nothing', ''],
  ])('BC-13: %s is a document, which says why and is told nothing', (_, text) => {
    const { form, because, hits } = lintText(text);
    expect([form, because, hits]).toEqual(['document', expect.stringContaining('no contract and no task'), []]);
  });

  it.each([
    ['its title', '# Routing Plan\n'],
    ['a goal', '# Routing\n\n**Goal:** Answers.\n'],
    ['a task', '# Routing\n\n## Task 1: Answer\n'],
  ])('BC-13: %s makes a plan of it, and the missing contracts are told', (_, text) => {
    expect(told(text, 'plan/contract-count')).toEqual(['none']);
  });

  it('BC-13: sections that are lettered as in the full form make it a full plan', () => {
    const names = ['Executive Summary', 'Recon', 'Expanded Contracts', 'Detailed Plan', 'Proof', 'Test Matrix'];
    const text = (list: readonly string[]): string =>
      ['# PR 7: Routing', ...list.map((name, index) => `## ${'ABCDEF'[index]}) ${name}`), ''].join('\n\n');
    expect(lintText(text(names))).toMatchObject({ form: 'full', because: expect.stringContaining('lettered A to F') });
    expect(lintText(text(names.slice(0, 3))).form).toBe('document');
  });
});

describe('other words and other places', () => {
  it('BC-14: contracts in the header and tasks below any heading are their sections', () => {
    const head = '# Routing Plan\n\n**Goal:** Answers.\n\n**Source:** #1\n\n';
    const tasks = '## Task 1: Answer\n\n## Task 2: Answer again\n';
    expect(told(`${head}**Behavioral Contracts:**\n- BC-1: it answers\n\n${tasks}`, 'plan/sections')).toEqual([]);
    expect(told(`${head}**Behavioral Contracts:**\n\n**BC-1:** it answers\n\n${tasks}`, 'plan/sections')).toEqual([]);
    expect(told(`${head}**Behavioral Contracts:** none yet\n\n${tasks}`, 'plan/sections')).toEqual(['missing']);
  });

  it('BC-14: a log of deviations in the header is the log', () => {
    const missing = (head: string): unknown => hitsOf(full(head), 'plan/sections')[0]?.data.names;
    expect(missing('## Header\n\n**Deviation Log:** none')).not.toContain('Deviation Log');
    expect(missing('## Header\n\n**Log:** none')).toContain('Deviation Log');
  });

  it.each(['**Design doc:** docs/routing.md', '**Based on:** macro plan v3', '**PR:** 5 of 16 (v3)'])(
    'BC-14: %s is a source',
    (field) => {
      expect(told(compact(contract('BC-1')).replace('## B', `${field}\n\n## B`), 'plan/header-fields')).toEqual([]);
    },
  );

  it('BC-14: where only the pointer to the contracts is missing it informs, and not above the contracts themselves', () => {
    const fields = ['Goal', 'Problem', 'What', 'Why', 'Architecture', 'Source'].map((name) => `**${name}:** one`);
    const plan = (...parts: readonly string[]): string => ['# A Plan', ...fields, ...parts].join('\n\n');
    const severities = (text: string): readonly unknown[] =>
      hitsOf(text, 'plan/header-fields').map((hit) => hit.severity);
    expect(severities(plan('## Part 1: Design', '## Behavioral Contracts', contract('BC-1')))).toEqual(['info']);
    expect(severities(plan('## Behavioral Contracts', contract('BC-1'), '## Part 1: Design'))).toEqual([]);
  });

  it.each([
    ['Deferred', 'no'],
    ['Validation deferred to #12', 'no'],
    ['Removes the deferred queue', 'category'],
    ['uses len() already, no code change needed', 'no'],
    ['N/A (a request, no source document)', 'no'],
  ])('BC-14: a deviation “%s” gives %s finding', (cell, finding) => {
    const log = full(
      `### D) Deviation Log\n\n| Source Says | Plan Does | Reason |\n|---|---|---|\n| fifty | ${cell} | early |`,
    );
    const at = finding === 'no' && cell.startsWith('N/A') ? log.replace('| fifty |', `| ${cell} |`) : log;
    expect(told(at, 'plan/deviation-log')).toEqual(finding === 'no' ? [] : [finding]);
  });

  it('BC-14: a deviation has the category of the row above, or its own word for it', () => {
    const log = (head: string, ...rows: readonly string[]): string =>
      full(`### D) Deviation Log\n\n${head}\n|---|---|---|\n${rows.join('\n')}`);
    const plain = '| Source Says | Plan Does | Reason |';
    expect(
      told(log(plain, '| a | b | CORRECTION: x |', '| c | d | Same reason as above. |'), 'plan/deviation-log'),
    ).toEqual([]);
    const bare = hitsOf(log(plain, '| a | b | x |', '| c | d | Same reason as above. |'), 'plan/deviation-log');
    expect(bare.map(({ data }) => data.count)).toEqual([2]);
    const own = hitsOf(
      log(
        '| # | Says | Plan does | Category |'.replace('# | ', ''),
        '| wait | runs | Naming |',
        '| e | f | Scope reduction |',
      ),
      'plan/deviation-log',
    );
    expect(own.map(({ messageId, data }) => [messageId, data.category, data.count])).toEqual([['other', 'Naming', 1]]);
    const capitals = hitsOf(
      log(plain, '| a | b | OUT OF SCOPE — later |', '| c | d | DEFERRAL: e |'),
      'plan/deviation-log',
    );
    expect(capitals.map((hit) => [hit.messageId, hit.data.category, hit.severity])).toEqual([
      ['other', 'OUT OF SCOPE', 'info'],
    ]);
    const mixed = hitsOf(log(plain, '| a | b | EXCLUSION: x |', '| c | d | the KV cache grew |'), 'plan/deviation-log');
    expect(mixed.map((hit) => [hit.messageId, hit.data.count, hit.severity])).toEqual([['category', 1, undefined]]);
  });

  it('BC-14: a plan that says that nothing of it is new owes neither interfaces nor state', () => {
    const interaction = (...more: readonly string[]): string =>
      full(...more, '### C) Component Interaction\n\n`router` --> `queue`');
    const missing = (text: string): unknown => hitsOf(text, 'plan/component-interaction')[0]?.data.parts;
    expect(missing(interaction())).toBe('API contracts, no state changes');
    expect(missing(interaction('No new types, interfaces or flags.'))).toBeUndefined();
    expect(missing(interaction('No new tests are slow.'))).toBe('API contracts, no state changes');
  });

  it('BC-14: a field that verifies is the run that passes', () => {
    const steps = ['Write the failing test', 'See it fail', 'Implement it', 'Lint', 'Commit'];
    const task = (more: string): string =>
      full(
        '### B) Behavioral Contracts',
        contract('BC-1'),
        `### G) Task Breakdown\n\n#### Task 1: Do (BC-1)\n\n${steps.map((step, i) => `**Step ${i + 1}: ${step}**`).join('\n\n')}\n\n${more}`,
      );
    expect(hitsOf(task(''), 'plan/task-steps').map((hit) => hit.data.roles)).toEqual(['a run that passes']);
    expect(told(task('**Verify tests pass:** `go test ./...`'), 'plan/task-steps')).toEqual([]);
  });

  it('BC-14: a table of checks is a checklist, with its state', () => {
    const table = (state: string): string =>
      `### J) Sanity Checklist\n\n| Check | Status | Notes |\n|---|---|---|\n| All contracts mapped to tasks | ${state} | all |`;
    expect(told(full(table('✅')), 'plan/checklist')).toEqual(['missing']);
    expect(told(full(table('to do')), 'plan/checklist')).toEqual(['none']);
    const ticked = (state: string): readonly unknown[] =>
      parseWrittenPlan(full(table(state)), grammarFor({})).facts.checklist.map((item) => [item.text, item.ticked]);
    expect(ticked('✅')).toEqual([['All contracts mapped to tasks', true]]);
    expect(ticked('❌')).toEqual([['All contracts mapped to tasks', false]]);
    expect(lintText(full(table('✅'))).edits).toEqual([]);
  });

  it('BC-14: a contract in prose can be tested, a name cannot, and a list may say where its clauses stand', () => {
    const severities = (text: string): readonly unknown[] =>
      hitsOf(compact(text), 'plan/contract-clauses').map(({ messageId, severity }) => [
        messageId,
        severity ?? 'warning',
      ]);
    expect(severities('**BC-1: Order:** When two wait, the older is served.')).toEqual([['prose', 'warning']]);
    expect(severities('**BC-1: Order**\nThe older MUST be served.')).toEqual([['prose', 'warning']]);
    expect(severities('- **BC-1:** The order')).toEqual([['missing', 'error']]);
    expect(severities('- **BC-1:** the older of two waiting messages is served')).toEqual([['prose', 'warning']]);
    expect(severities('**BC-1: Order**\nWhatever waits, each is served once.')).toEqual([['prose', 'warning']]);
    expect(
      severities('Full details in `routing-contracts.md`.\n\n- **BC-1:** The order\n- **BC-2:** The rest'),
    ).toEqual([['elsewhere', 'info']]);
  });

  it('BC-14: a row with the three clauses gives them, and what is merely there needs no action', () => {
    const row = (names: string): string =>
      `- **BC-1:** The order\n\n| Test | Scenario | Contract |\n|---|---|---|\n| TestA | GIVEN two wait<br>WHEN one leaves<br>THEN it is the older | ${names} |`;
    expect(told(compact(row('BC-1')), 'plan/contract-clauses')).toEqual([]);
    expect(told(compact(row('BC-2')), 'plan/contract-clauses')).toEqual(['missing']);
    const there = (then: string): readonly unknown[] =>
      hitsOf(compact(`BC-1: Help\n- GIVEN the command line\n- THEN ${then}`), 'plan/contract-clauses').map(
        ({ severity }) => severity ?? 'warning',
      );
    expect(there('it has a flag for it')).toEqual(['info']);
    expect(there('it answers in time')).toEqual(['warning']);
  });

  it('BC-14: lists of the strategy name contracts', () => {
    const tasks = '## Tasks\n\n### Task 1: Do\n\n**Contracts:** BC-1\n\n### Task 2: Look';
    const plan = (list: string): string =>
      full('### B) Behavioral Contracts', contract('BC-1'), contract('BC-2'), tasks, `### H) Test Strategy\n\n${list}`);
    expect(told(plan('- BC-1: TestA\n- **BC-2:** kept by what is there'), 'plan/contract-in-strategy')).toEqual([]);
    expect(told(plan('- BC-1: TestA'), 'plan/contract-in-strategy')).toEqual(['empty']);
    const severity = (list: string): unknown => hitsOf(plan(list), 'plan/contract-in-task')[0]?.severity;
    expect(severity('- BC-1: TestA\n- BC-2: TestB')).toBe('warning');
    expect(severity('- BC-1: TestA')).toBeUndefined();
  });

  it('BC-15: a plan of documents alone is not asked for clauses, rows and tasks as a program is', () => {
    const plan = (file: string): string =>
      full(
        '### B) Behavioral Contracts',
        '**BC-1: Order**\nThe older stands first.',
        contract('BC-2'),
        `## Tasks\n\n### Task 1: Do\n\n**Contracts:** BC-2\n\n**Files:**\n- Modify: \`${file}\`\n\n### Task 2: Look`,
        `### H) Test Strategy\n\n${TABLE}| BC-2 | 1 | Unit | TestA |`,
      );
    const severities = (file: string): readonly unknown[] =>
      ['contract-clauses', 'contract-in-strategy', 'contract-in-task'].map(
        (rule) => hitsOf(plan(file), `plan/${rule}`)[0]?.severity ?? 'as it is',
      );
    expect(severities('docs/order.md')).toEqual(['info', 'info', 'warning']);
    expect(severities('order.go')).toEqual(['as it is', 'as it is', 'as it is']);
  });

  it('BC-14: a label of two words, a sentence of the strategy and the only task name a contract', () => {
    const both = [contract('BC-EP-1'), contract('BC-EP-2')] as const;
    const tasks = '## Tasks\n\n### Task 1: Do\n\nTests BC-EP-1 through BC-EP-2.\n\n### Task 2: More';
    expect(told(compact(...both, tasks), 'plan/contract-in-task')).toEqual([]);
    expect(told(compact(...both, '## Tasks\n\n### Task 1: Do'), 'plan/contract-in-task')).toEqual([]);
    const all = '## Tasks\n\n### Task 1: Do\n\n### Task 2: Test\n\nAll BC-EP-* tests.';
    expect(told(compact(...both, all), 'plan/contract-in-task')).toEqual([]);
    const line = (says: string): string =>
      `## Tasks\n\n### Task 1: Do\n\n**Contracts Implemented:** BC-EP-1\n\n### Task 2: Look again\n\n**Contracts Implemented:** ${says}`;
    expect(told(compact(...both, line('All (once more)')), 'plan/contract-in-task')).toEqual([]);
    expect(told(compact(...both, line('None')), 'plan/contract-in-task')).toEqual(['untasked']);
    const strategy = (after: string): string =>
      compact(...both, `## Test Strategy\n\n${TABLE}| BC-EP-1 | 1 | Unit | TestA |\n\n${after}`);
    expect(told(strategy(''), 'plan/contract-in-strategy')).toEqual(['untested']);
    expect(told(strategy('BC-EP-2 is what the old tests say.'), 'plan/contract-in-strategy')).toEqual([]);
  });

  it('BC-14: a label that the plan once says is another document’s is that everywhere', () => {
    const plan = (note: string): readonly string[] =>
      told(
        compact(
          contract('BC-1'),
          `## Tasks\n\n### Task 1: Do\n\n**Contracts:** BC-1, BC-25${note}`,
          `## Test Strategy\n\n${TABLE}| BC-25 | 1 | Unit | TestA |`,
        ),
        'plan/unknown-contract',
      );
    expect(plan('')).toEqual(['unknown', 'unknown']);
    expect(plan(' (design doc)')).toEqual([]);
  });

  it('BC-14: steps may be bold numbers, and what stands on both sides of a change is no placeholder', () => {
    const steps = [
      '**1. Write failing test:**',
      '**2. Run to verify FAIL:**',
      '**3. Implement it**',
      '**4. Verify PASS**',
    ];
    const task = (text: string): string =>
      full(
        '### B) Behavioral Contracts',
        contract('BC-1'),
        `### G) Task Breakdown\n\n#### Task 1: Do (BC-1)\n\n${text}`,
      );
    const rest = ['**5. Lint**', '**Commit:** `feat(router): answer (BC-1)`'];
    expect(told(task([...steps, ...rest].join('\n\n')), 'plan/task-steps')).toEqual([]);
    expect(told(task(steps.join('\n\n')), 'plan/task-steps')).toEqual(['missing']);
    const change = (to: string): string =>
      task(`Change it from:\n\n\`\`\`go\na()\n// ...\n\`\`\`\n\nTo:\n\n\`\`\`go\n${to}\n\`\`\``);
    expect(told(change('b()\n// ...'), 'plan/placeholder-code')).toEqual([]);
    expect(told(change('b()\n...'), 'plan/placeholder-code')).toEqual(['left']);
  });

  it('BC-14: a type is promised only where it is what the THEN promises', () => {
    const then = (text: string): readonly string[] => told(compact(contract('BC-1', text)), 'plan/structural-then');
    expect(then('the resulting `*Router` produces the same answers')).toEqual([]);
    expect(then('it returns a `*Router`')).toEqual(['type']);
    expect(then('it is filled from the old `*Router`')).toEqual([]);
    expect(then('it is filled with the old `*Router`')).toEqual(['type']);
    expect(then('it is queued (not in a `Queue{}` of its own)')).toEqual([]);
    expect(then('it returns a RouteDecision with Target set to a valid route')).toEqual([]);
    expect(then('the `routes[id]` closure behaves as before')).toEqual([]);
    expect(then('`routes[id]` is empty')).toEqual(['field']);
    expect(then('if `routeCount` is nil, a warning is logged')).toEqual([]);
    expect(
      hitsOf(compact(contract('BC-1', 'the end is max(a) * 2 (or more, if need be)')), 'plan/structural-then').map(
        ({ data }) => data.found,
      ),
    ).toEqual(['max(a) * 2']);
  });
});

describe('what a task says of itself', () => {
  const task = (...lines: readonly string[]): string =>
    compact(contract('BC-1'), `## Tasks\n\n### Task 1: Do\n\n${lines.join('\n\n')}`);

  it.each([
    ['groundwork for BC-1 to BC-6', []],
    ['BC-1 through BC-5 (gives the load infrastructure)', []],
    ['BC-1 (README.md only)', ['unnamed']],
    ['BC-1 (a note, docs only)', []],
    ['BC-1', ['unnamed']],
  ])('BC-14: a commit of a task with the contracts “%s” is told %j', (line, ids) => {
    const text = task(`**Contracts Implemented:** ${line}`, '**Commit:**\n```bash\ngit commit -m "feat: sensors"\n```');
    expect(told(text, 'plan/commit-message')).toEqual(ids);
  });

  it.each([
    ['Step 1: Start the suite, they all pass', '', []],
    ['Step 1: See whether it fails', '', []],
    ['Step 1: Run the failing suite', '', ['silent']],
    ['Step 1: Run', '**Make sure they pass:**\n\n', []],
    ['Step 1: Run', 'Those that pass are slow.\n\n', ['silent']],
    ['Step 1: Run', '**Now:**\n\n', ['silent']],
  ])('BC-14: the outcome of a run may stand in “%s” or in “%s” above the command', (step, lead, ids) => {
    expect(told(task(`**${step}**`, `${lead}\`\`\`bash\ngo test ./...\n\`\`\``), 'plan/run-expected')).toEqual(ids);
  });
});

describe('true, but of less weight', () => {
  const weights = (text: string, rule: string): readonly string[] =>
    hitsOf(text, rule).map((hit) => hit.severity ?? 'default');
  const tasks = (...bodies: readonly string[]): string =>
    `### G) Task Breakdown\n\n${bodies.map((body, index) => `#### Task ${index + 1}: Do\n\n${body}`).join('\n\n')}`;

  it('BC-15: a plan of one task has no column for tasks to fill', () => {
    const risks =
      '### I) Risk Analysis\n\n| Risk | Likelihood | Impact | Mitigation |\n|---|---|---|---|\n| a | b | c | d |';
    expect(told(full(tasks('One.'), risks), 'plan/risk-table')).toEqual([]);
    expect(told(full(tasks('One.', 'Two.'), risks), 'plan/risk-table')).toEqual(['missing']);
  });

  it.each([
    ['Small (one file)', 'info'],
    ['Large', 'default'],
  ])('BC-15: of a plan of the size %s the rest of the full form is asked as %s', (size, severity) => {
    const head = ['# Routing Implementation Plan', '**Goal:** Answers.', `**Size:** ${size}`].join('\n\n');
    const body =
      '## Part 1: Design\n\n### E) Review Guide\n\nLook.\n\n### I) Risk Analysis\n\n| Risk | Mitigation |\n|---|---|\n| a | b |';
    const text = `${head}\n\n${body}\n\n### B) Behavioral Contracts\n\n${contract('BC-1')}`;
    for (const rule of ['plan/risk-table', 'plan/review-guide', 'plan/contract-count'])
      expect([rule, ...weights(text, rule)]).toEqual([rule, severity]);
    expect(weights(text, 'plan/sections')).toEqual([severity, severity]);
  });

  it('BC-15: dots between code inform, dots alone in braces are a body left out', () => {
    const code = (...lines: readonly string[]): string => full(tasks(`\`\`\`go\n${lines.join('\n')}\n\`\`\``));
    expect(weights(code('func Ask() {', '\ta := 1', '\t// ...', '\treturn a', '}'), 'plan/placeholder-code')).toEqual([
      'info',
    ]);
    expect(weights(code('func Ask() {', '\t// ...', '}'), 'plan/placeholder-code')).toEqual(['default']);
  });

  it.each([
    ['THEN', 'it should answer', ['default']],
    ['THEN', 'it lists remedies: operators should add a replica', ['info']],
    ['MECHANISM', 'the cache should be warm', ['warning']],
    ['MECHANISM', 'a cache. Note: it should be warm', []],
  ])('BC-15: in %s “%s” weighs %j', (keyword, text, severities) => {
    const clause = `- ${keyword} ${text}`;
    const plan = compact(
      keyword === 'THEN' ? contract('BC-1', text) : `${contract('BC-1')}${clause.replace('M ', 'M: ')}\n`,
    );
    expect(weights(plan, 'plan/vague-wording')).toEqual(severities);
  });

  it('BC-15: a task that says why it is one may hold more contracts', () => {
    const many = '**Contracts Implemented:** BC-1, BC-2, BC-3, BC-4';
    const weight = (...words: readonly string[]): readonly string[] =>
      weights(full(contract('BC-1'), tasks([many, ...words].join('\n\n'))), 'plan/task-contracts');
    expect(weight('Why this is a single task: both sides of the wire change.')).toEqual(['info']);
    expect(weight('Why not: it is slow.')).toEqual(['default']);
  });

  it('BC-15: steps are asked as information where the order is left on purpose or the pair has them', () => {
    const steps = (...names: readonly string[]): string =>
      ['**Contracts Implemented:** BC-1', ...names.map((name, i) => `**Step ${i + 1}: ${name}**`)].join('\n\n');
    const weight = (...bodies: readonly string[]): readonly string[] =>
      weights(full('### B) Behavioral Contracts', contract('BC-1'), tasks(...bodies)), 'plan/task-steps');
    const half = steps('Change the callers', 'Run and see it pass', 'Commit');
    expect(weight(half)).toEqual(['default']);
    expect(weight(`${half}\n\n**TDD exception:** nothing builds before.`)).toEqual(['info']);
    expect(weight(`${half}\n\nDo not commit before the next.`)).toEqual(['info']);
    const first = steps('Write the failing test', 'See it fail', 'Lint');
    expect(weight(first, half)[1]).toBe('info');
    expect(weight(first.replace('BC-1', 'BC-2'), half)[1]).toBe('default');
  });

  it('BC-15: a type whose rows name no test of their own informs', () => {
    const rows = (...cells: readonly string[]): readonly string[] =>
      weights(
        compact(
          contract('BC-1'),
          `## Test Strategy\n\n${TABLE}${cells.map((cell) => `| BC-1 | 1 | ${cell} |`).join('\n')}`,
        ),
        'plan/test-type',
      );
    expect(rows('Suite | the whole suite passes')).toEqual(['info']);
    expect(rows('Suite | the whole suite passes', 'Suite | TestRouter_Answers')).toEqual(['default']);
    expect(rows('By construction | the type has no setter')).toEqual([]);
  });

  it('BC-14: beside a line that says that nothing deviates rows need no category', () => {
    const log = (line: string): readonly string[] =>
      told(
        full(`### D) Deviation Log\n\n| Source Says | Plan Does | Reason |\n|---|---|---|\n| a | b | c |\n\n${line}`),
        'plan/deviation-log',
      );
    expect(log('No deviations from the design.')).toEqual([]);
    expect(log('No deviations but the first.')).toEqual(['category']);
  });

  it('BC-14: what matters may be said of something', () => {
    const fields = [
      'Goal',
      'Problem',
      'What',
      'Why this matters to operators',
      'Architecture',
      'Source',
      'Behavioral Contracts',
    ];
    const text = ['# A Plan', ...fields.map((name) => `**${name}:** one`), '## Part 1: Design', contract('BC-1')].join(
      '\n\n',
    );
    expect(told(text, 'plan/header-fields')).toEqual([]);
  });

  it('BC-15: the order of a section inside of another informs', () => {
    const names = ['### B) Behavioral Contracts', contract('BC-1'), '## Appendix', '### Sanity Checklist'];
    const order = (text: string): readonly unknown[] =>
      hitsOf(text, 'plan/sections')
        .filter(({ key }) => key === 'order')
        .map((hit) => hit.severity ?? 'default');
    expect(order(full(...names))).toEqual(['info']);
    expect(order(full(...names).replace('### Sanity', '## Sanity'))).toEqual(['default']);
  });
});

describe('what no test can guard', () => {
  const types = (...rows: readonly string[]): readonly unknown[] =>
    hitsOf(
      compact(contract('BC-1'), contract('BC-2'), `## Test Strategy\n\n${TABLE}${rows.join('\n')}`),
      'plan/test-type',
    ).map(({ data }) => [data.type, data.labels]);

  it.each([
    'Manual | Read the guide',
    'Grep | `grep -c old guide.md` is 0',
    'N/A | words only',
    '— | nothing changes',
    'Build | it builds, and all existing tests pass',
    'Config | the site builds',
  ])('BC-15: a row “%s” has no type to give', (row) => {
    expect(types(`| BC-1 | 1 | ${row} |`)).toEqual([]);
  });

  it('BC-15: a test has a type of the list, and words behind a dash make no other type', () => {
    expect(types('| BC-1 | 1 | Manual | TestRouter_Answers |')).toEqual([['Manual', 'BC-1']]);
    expect(types('| BC-1 | 1 | Careful — once | TestA |', '| BC-2 | 1 | Careful — twice | TestB |')).toEqual([
      ['Careful', 'BC-1, BC-2'],
    ]);
  });

  it('BC-15: a plan that touches documents alone has no types to give', () => {
    const plan = (file: string): readonly string[] =>
      told(
        compact(
          contract('BC-1'),
          `## Tasks\n\n### Task 1: Do (BC-1)\n\n**Files:**\n- Modify: \`${file}\``,
          `## Test Strategy\n\n${TABLE}| BC-1 | 1 | Careful | the section is there |`,
        ),
        'plan/test-type',
      );
    expect(plan('docs/guide.md')).toEqual([]);
    expect(plan('router/router.go')).toEqual(['other']);
  });

  it('BC-15: the heading of a table gives its type, and a table of a file in the appendix is no strategy', () => {
    const table = '| Test | Contract |\n|---|---|\n| TestA | BC-1 |';
    const typed = (heading: string): readonly string[] =>
      told(full(contract('BC-1'), heading, table), 'plan/test-type');
    expect(typed('### F.3 Unit Tests')).toEqual([]);
    expect(typed('### F.3 Tests')).toEqual(['none']);
    expect(typed('## Appendix\n\n### `router/router_test.go`')).toEqual([]);
  });

  it.each([
    ['experiments/load/run.sh', 'feat: load (BC-1)', 'info'],
    ['docs/picture.png', 'feat: picture (BC-1)', 'info'],
    ['router/router.go', 'docs(router): say why (BC-1)', 'info'],
    ['router/router.go', 'feat(router): answer (BC-1)', 'default'],
  ])('BC-15: steps of a task that touches %s with “%s” are asked as %s', (path, message, severity) => {
    const task = `### G) Task Breakdown\n\n#### Task 1: Do (BC-1)\n\n**Files:**\n- Modify: \`${path}\`\n\n**Step 1: Write it**\n\n**Commit:** \`${message}\``;
    const hits = hitsOf(full('### B) Behavioral Contracts', contract('BC-1'), task), 'plan/task-steps');
    expect(hits.map((hit) => hit.severity ?? 'default')).toEqual([severity]);
  });

  it('BC-15: a task that may not be needed cannot fail first', () => {
    const task = (title: string): readonly unknown[] =>
      hitsOf(
        full(
          '### B) Behavioral Contracts',
          contract('BC-1'),
          `### G) Task Breakdown\n\n#### Task 1: ${title} (BC-1)\n\nDo it.`,
        ),
        'plan/task-steps',
      ).map((hit) => hit.severity ?? 'default');
    expect(task('Record it anew, if needed')).toEqual(['info']);
    expect(task('Record it anew')).toEqual(['default']);
  });

  it('BC-15: a task that only tests what others implement may name many contracts', () => {
    const labels = ['BC-1', 'BC-2', 'BC-3', 'BC-4'];
    const tasks = (title: string, files: string): readonly string[] =>
      told(
        compact(
          ...labels.map((label) => contract(label)),
          '## Tasks\n\n### Task 1: Do (BC-1, BC-2)\n\n### Task 2: Do (BC-3, BC-4)',
          `### Task 3: ${title}\n\n**Contracts Implemented:** BC-1 through BC-4\n\n${files}`,
        ),
        'plan/task-contracts',
      );
    expect(tasks('Update existing tests', '')).toEqual([]);
    expect(tasks('Whole flow', '**Files:**\n- Test: `router/flow_test.go`')).toEqual([]);
    expect(tasks('Change it and update tests', '**Files:**\n- Modify: `router/router.go`')).toEqual(['many']);
  });

  it('BC-15: where nothing is recorded anew, a golden row informs', () => {
    const strategy = (after: string): readonly unknown[] =>
      hitsOf(
        compact(contract('BC-1'), `## Test Strategy\n\n${TABLE}| BC-1 | 1 | Golden | TestGolden |\n\n${after}`),
        'plan/golden-row',
      ).map((hit) => hit.severity ?? 'default');
    expect(strategy('')).toEqual(['default']);
    expect(strategy('**Golden dataset:** No regeneration needed.')).toEqual(['info']);
  });
});

describe('what a fix proposes', () => {
  it('BC-16: the section that moves is the one whose move mends most', () => {
    const names = [
      'Executive Summary',
      'Behavioral Contracts',
      'Component Interaction',
      'Review Guide',
      'Risk Analysis',
      'Deviation Log',
    ];
    const text = full(...names.map((name) => `### ${name}`));
    expect(fixes(text, 'plan/sections').filter((fix) => fix.startsWith('move'))).toEqual([
      'move it before Review Guide',
    ]);
    const [log = '', ...others] = [...names].reverse();
    const early = full(...[log, ...others.reverse()].map((name) => `### ${name}`));
    expect(fixes(early, 'plan/sections').filter((fix) => fix.startsWith('move'))).toEqual([
      'move it behind Component Interaction',
    ]);
  });

  it('BC-16: a row has the columns of the table and the task of the contract', () => {
    const tasks = '## Tasks\n\n### Task 1: A (BC-1)\n\n### Task 2: B (BC-2)';
    const table = '## Test Strategy\n\n| Test | Contract | Where |\n|---|---|---|\n| TestA | BC-1 | a_test.go |';
    expect(fixes(compact(contract('BC-1'), contract('BC-2'), tasks, table), 'plan/contract-in-strategy')).toEqual([
      'add a row: | Test… | BC-2 | … |',
    ]);
    const four = `## Test Strategy\n\n${TABLE}| BC-1 | Task 1 | Unit | TestA |`;
    expect(fixes(compact(contract('BC-1'), contract('BC-2'), tasks, four), 'plan/contract-in-strategy')).toEqual([
      'add a row: | BC-2 | Task 2 | Unit | Test… |',
    ]);
  });

  it('BC-16: clauses do not go into a table, and labels without form are told where they stand', () => {
    const table = '| ID | Contract |\n|---|---|\n| BC-1 | The router answers |';
    expect(fixes(compact(table), 'plan/contract-clauses')).toEqual([expect.stringContaining('below the table')]);
    const text = '# A Plan\n\n**Goal:** One.\n\n**Behavioral Contracts:**\n- **BC-1**: it waits\n';
    expect(hitsOf(text, 'plan/contract-count').map(({ messageId, at }) => [messageId, at.line])).toEqual([
      ['unshaped', 6],
    ]);
    const scenario =
      '# A Plan\n\n## Contracts\n\n```gherkin\nScenario: Wait\n  Given a queue\n  Then it MUST wait\n```\n';
    expect(told(scenario, 'plan/contract-count')).toEqual(['unlabelled']);
  });
});
