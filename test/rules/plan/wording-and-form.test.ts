// Words, clauses, counts and forms: what the rules about a plan’s text say beyond their examples in fixtures/rules/.
// Its contracts: docs/plans/plan-lint-plan.md
import { describe, expect, it } from 'vitest';
import { hitsOf, lintText } from '../../support/lint.ts';

const contract = (label: string, then = 'it MUST answer'): string =>
  `${label}: Answer\n- GIVEN a router\n- WHEN it is asked\n- THEN ${then}\n`;
const compact = (...parts: readonly string[]): string =>
  ['# Routing Implementation Plan', '**Goal:** Answers.', '## Behavioral Contracts', ...parts, ''].join('\n\n');
const full = (...parts: readonly string[]): string =>
  ['# Routing Implementation Plan', '## Part 1: Design Validation', ...parts, ''].join('\n\n');
const told = (text: string, rule: string): readonly string[] => hitsOf(text, rule).map((hit) => hit.messageId);

describe('which form a plan has', () => {
  it.each([
    [full('### B) Behavioral Contracts', contract('BC-1')), 'full', 'Part 1'],
    [
      compact(contract('BC-1'), '## Executive Summary', '## Deviation Log', '## Review Guide'),
      'full',
      'Executive Summary, Deviation Log, Review Guide',
    ],
    [compact(contract('BC-1'), '## Tasks', '## Sanity Checklist'), 'compact', 'no parts'],
    [
      `# Router Macro-Level Implementation Plan\n\n## Behavioral Contracts\n\n${contract('BC-1')}`,
      'document',
      'several plans',
    ],
    [`# Tasks: Fairness\n\n## Behavioral Contracts\n\n${contract('BC-1')}`, 'document', 'neither'],
    ['# [PR Title] Implementation Plan\n\n**Goal:** [One sentence]\n', 'template', 'placeholders'],
    ['# Scorers: Macro-Level Implementation Plan\n\n**Source:** #1\n', 'document', 'plans several plans'],
  ])('BC-2: the form of plan %# is read from its headings, with the reason', (text, form, because) => {
    const facts = lintText(text);
    expect(facts.form).toBe(form);
    expect(facts.because).toContain(because);
  });

  it('BC-2: what is no plan is told nothing', () => {
    expect(lintText(`# Tasks: Fairness\n\n## Behavioral Contracts\n\n${contract('BC-1', 'it should')}`).hits).toEqual(
      [],
    );
  });

  it('BC-2: the demands of the full form alone are not asked of a compact plan', () => {
    const rules = lintText(compact(contract('BC-1'), '## Tasks', '### Task 1: Do (BC-1)')).hits.map((hit) => hit.rule);
    for (const rule of ['plan/task-count', 'plan/task-steps', 'plan/checklist', 'plan/section-length'])
      expect(rules).not.toContain(rule);
  });
});

describe('words of contracts', () => {
  it.each(['it should answer', 'it SHOULD NOT wait', 'it shouldn’t wait'])('BC-4: “%s” is told', (then) => {
    expect(told(compact(contract('BC-1', then)), 'plan/vague-wording')).toEqual(['should']);
  });

  it.each([
    'the text MUST be “you should wait”',
    '`should` MUST be a key',
    'it MUST read the words of assert, should, expect',
  ])('BC-4: “%s” is left alone', (then) => {
    expect(told(compact(contract('BC-1', then)), 'plan/vague-wording')).toEqual([]);
  });

  it('BC-4: promises without MUST are told once for the plan, with their labels', () => {
    const hits = hitsOf(
      compact(contract('BC-1', 'it answers'), contract('BC-2'), contract('BC-3', 'it waits')),
      'plan/must-wording',
    );
    expect(hits.map((hit) => hit.data.labels)).toEqual(['BC-1, BC-3']);
  });
});

describe('contracts of a plan', () => {
  it('BC-5: a contract without THEN weighs more than one without WHEN', () => {
    const text = compact('BC-1: One\n- GIVEN a\n- WHEN b\n', 'BC-2: Two\n- GIVEN a\n- THEN it MUST be\n');
    const hits = hitsOf(text, 'plan/contract-clauses');
    expect(hits.map(({ label, severity, data }) => [label, severity, data.clauses])).toEqual([
      ['BC-1', 'error', 'THEN'],
      ['BC-2', undefined, 'WHEN'],
    ]);
  });

  it('BC-5: none, too few of a full plan and too many are told', () => {
    const many = (count: number): readonly string[] =>
      Array.from({ length: count }, (_, index) => contract(`BC-${index + 1}`));
    expect(told('# A Plan\n\n**Goal:** One.\n', 'plan/contract-count')).toEqual(['none']);
    // A list below a header field, without GIVEN, WHEN and THEN.
    expect(told('# A Plan\n\n**Behavioral Contracts:**\n- **BC-1**: it waits\n', 'plan/contract-count')).toEqual([
      'unshaped',
    ]);
    expect(told(full('### B) Behavioral Contracts', ...many(2)), 'plan/contract-count')).toEqual(['few']);
    expect(told(compact(...many(2)), 'plan/contract-count')).toEqual([]);
    expect(told(compact(...many(15)), 'plan/contract-count')).toEqual([]);
    expect(told(compact(...many(16)), 'plan/contract-count')).toEqual(['many']);
  });

  it('BC-6: a contract of no task is an error, one whose row alone stands for it a warning, and no names at all one finding', () => {
    const tasks = '## Tasks\n\n### Task 1: Do (BC-1)';
    const row = (task: string): string =>
      `| Contract | Task | Test Type | Test Name |\n|---|---|---|---|\n| BC-2 | ${task} | Unit | TestRouter_Two_Answers |`;
    const both = [contract('BC-1'), contract('BC-2')] as const;
    const severities = (text: string): readonly unknown[] =>
      hitsOf(text, 'plan/contract-in-task').map((hit) => [hit.messageId, hit.severity ?? 'default']);
    expect(severities(compact(...both, tasks))).toEqual([['untasked', 'default']]);
    expect(severities(compact(...both, tasks, '## Test Strategy', row('—')))).toEqual([['untasked', 'warning']]);
    expect(severities(compact(...both, tasks, '## Test Strategy', row('All')))).toEqual([]);
    expect(severities(compact(...both, '## Tasks\n\n### Task 1: Do\n\n### Task 2: Do more'))).toEqual([
      ['unnamed', 'default'],
    ]);
    expect(severities(compact(...both))).toEqual([]);
    expect(severities(compact(...both, tasks, '**Commit:** `test(router): answer twice (BC-1 through BC-2)`'))).toEqual(
      [],
    );
  });

  it('BC-6: a shortened label, and one that is said to be another plan’s, are no unknown labels', () => {
    const task = (labels: string): string => `## Tasks\n\n### Task 1: Do\n\n**Contracts Implemented:** ${labels}`;
    const unknown = (labels: string): number =>
      hitsOf(compact(contract('BC-17-1'), task(labels)), 'plan/unknown-contract').length;
    expect(unknown('BC-1')).toBe(0);
    expect(unknown('BC-9 (from the macro plan)')).toBe(0);
    expect(unknown('BC-9')).toBe(1);
  });
});

describe('sections and lengths', () => {
  it('BC-7: the style of a heading does not matter, its place does', () => {
    const names = [
      'Executive Summary',
      'Behavioral Contracts',
      'Component Interaction',
      'Deviation Log',
      'Review Guide',
    ];
    const more = ['Implementation Overview', 'Task Breakdown', 'Test Strategy', 'Risk Analysis', 'Sanity Checklist'];
    const headings = (style: (name: string, index: number) => string): string =>
      full(...[...names, ...more, 'Appendix'].map(style));
    expect(
      told(
        headings((name) => `### ${name}`),
        'plan/sections',
      ),
    ).toEqual([]);
    expect(
      told(
        headings((name, index) => `## ${index + 1}. ${name}`),
        'plan/sections',
      ),
    ).toEqual([]);
    expect(told(full(...[...names, ...more].map((name) => `### ${name}`)), 'plan/sections')).toEqual(['missing']);
    const parts = [...names, ...more, 'Appendix'].map((name) =>
      name === 'Task Breakdown' ? '## Part 2: Executable Tasks' : `### ${name}`,
    );
    expect(told(full(...parts), 'plan/sections')).toEqual([]);
    expect(told(full(...[...more, ...names, 'Appendix'].map((name) => `### ${name}`)), 'plan/sections')).toEqual([
      'order',
    ]);
  });

  it.each([
    ['fields', '**Goal:** One.\n\n**Macro Plan Reference:** Phase 1, PR 3'],
    ['a table', '| Field | Value |\n|---|---|\n| **Goal** | One. |\n| **Source:** | #1 |'],
    ['a section', '## Header\n\n**Goal:** One.\n\n**Source:** #1'],
  ])('BC-7: a header may be written as %s', (_, header) => {
    const plan = (text: string): string => `# A Plan\n\n${text}\n\n## Behavioral Contracts\n\n${contract('BC-1')}`;
    expect(told(plan(header), 'plan/header-fields')).toEqual([]);
    expect(
      told(plan(header.replace(/(\| One\.|One\.|: One\.)/, (cell) => cell.replace('One.', ''))), 'plan/header-fields'),
    ).toEqual(['missing']);
  });

  it('BC-7: a row of the deviation log that says that nothing differs needs no category', () => {
    const log = (reason: string): string =>
      full(
        `### D) Deviation Log\n\n| Source Says | Micro Plan Does | Reason |\n|---|---|---|\n| fifty | fifty | ${reason} |`,
      );
    expect(told(log('it was too early'), 'plan/deviation-log')).toEqual(['category']);
    for (const same of ['MATCHES macro plan', 'DIRECT: the proposed value', 'Implements Option 2', 'ADDITION: more'])
      expect(told(log(same), 'plan/deviation-log'), same).toEqual([]);
  });

  it('BC-7: code in a fence makes an entry of the appendix', () => {
    const entry = (text: string): string => full(`## Appendix\n\n### File: \`queue/queue.go\`\n\n${text}`);
    expect(told(entry('See task 2.'), 'plan/appendix-entries')).toEqual(['bare']);
    expect(told(entry('Added:\n\n```go\ntype Queue struct{}\n```'), 'plan/appendix-entries')).toEqual([]);
  });

  it('BC-7: a heading inside of a fence is no section', () => {
    expect(told(compact(contract('BC-1'), '```\n## Tasks\n```'), 'plan/sections')).toEqual(['missing']);
  });

  it('BC-7: one long paragraph counts as the lines that it fills', () => {
    const summary = (words: number): string => full(`### A) Executive Summary\n\n${'words '.repeat(words)}`);
    expect(told(summary(80), 'plan/section-length')).toEqual([]);
    expect(told(summary(240), 'plan/section-length')).toEqual(['long']);
    expect(told(summary(5), 'plan/section-length')).toEqual(['short']);
  });
});

describe('tasks', () => {
  const task = (body: string): string =>
    compact(contract('BC-1'), `## Tasks\n\n### Task 1: Do\n\n**Contracts Implemented:** BC-1\n\n${body}`);

  it.each([
    ['// add validation here', 1],
    ['// TODO: implement', 1],
    ['// ...', 1],
    ['func x() { ... }', 1],
    ['// ... existing code ...', 0],
    ['// TODO(#652): fill in once the server says so', 0],
    ['//   if shed { ... }', 0],
    ['call(args...)', 0],
  ])('BC-8: the code %s leaves something out: %i', (line, count) => {
    const text = task(`**Step 1: Implement**\n\n\`\`\`go\nfunc a() {\n\t${line}\n}\n\`\`\``);
    expect(told(text, 'plan/placeholder-code')).toHaveLength(count);
  });

  it.each([
    ['Replace the call:', 'a()\n...', 1],
    ['Change it from:', 'a()\n...', 0],
    ['Remove the two functions:', 'func a() { ... }', 0],
    ['Remove the loop and replace it with:', 'func a() { ... }', 1],
    ['Update the call:', '// Before:\na := b{...}\n// After:\na := c{}', 0],
    ['Update the call:', '// Before:\na := c{}\n// After:\na := b{...}', 1],
    ['Add the import:', 'import (\n\t"fmt"\n\t...\n)', 0],
  ])('BC-8: code that was there may be shortened: %s %j gives %i', (above, code, count) => {
    const text = task(`**Step 1: Implement**\n\n${above}\n\`\`\`go\n${code}\n\`\`\``);
    expect(told(text, 'plan/placeholder-code')).toHaveLength(count);
  });

  it.each([
    ['**Test (queue/queue_test.go):** one', 0],
    ['**Test:** see https://example.org/a/b.html', 1],
    ['**Test:** one', 1],
  ])('BC-8: %s leaves a task without a file %i times', (body, count) => {
    expect(told(task(body), 'plan/task-files')).toHaveLength(count);
  });

  it('BC-8: a run says what it expects below it, beside it, or in the fence', () => {
    const run = (after: string): number =>
      told(task(`**Step 1: Run test**\n\nRun: \`go test ./...\`${after}`), 'plan/run-expected').length;
    expect(run('')).toBe(1);
    expect(run('\nExpected: PASS')).toBe(0);
    expect(run(' → fails')).toBe(0);
    expect(run('\n\n**Step 2: Run lint**\n\nRun: `golangci-lint run ./...`\n\nSo much for that.')).toBe(2);
    expect(run('\n\nIf tests pass: nothing to update.')).toBe(0);
    const steps =
      '```bash\ngo test ./...\n```\n\n**Step 2: Run lint**\n\n```bash\ngolangci-lint run\n```\n\nExpected: all pass';
    expect(told(task(`**Step 1: Run test**\n\n${steps}`), 'plan/run-expected')).toEqual([]);
    const fenced = task('**Step 1: Run test**\n\n```bash\ngo test ./...\n# Expected: PASS\n```');
    expect(told(fenced, 'plan/run-expected')).toEqual([]);
  });

  it('BC-6: a task that prepares or documents many contracts implements none of them', () => {
    const many = ['BC-1', 'BC-2', 'BC-3', 'BC-4'].map((label) => contract(label));
    const line = (value: string): readonly string[] =>
      told(
        compact(...many, `## Tasks\n\n### Task 1: Do\n\n**Contracts Implemented:** ${value}`),
        'plan/task-contracts',
      );
    expect(line('BC-1 through BC-4')).toEqual(['many']);
    expect(line('(Foundation for BC-1 through BC-4)')).toEqual([]);
    expect(line('documentation for BC-1 through BC-4')).toEqual([]);
  });

  it('BC-7: the path of a document is no jargon in a goal, the path of a package is', () => {
    const goal = (text: string): readonly string[] =>
      told(compact(contract('BC-1')).replace('Answers.', text), 'plan/goal-jargon');
    expect(goal('Explain routing in `docs/guide/routing.md`.')).toEqual([]);
    expect(goal('Explain routing in `docs/guide/routing.md` and move `sim/kv/`.')).toEqual(['jargon']);
  });

  it('BC-8: a task without steps is told, one in the fields of the compact form informs only', () => {
    const body = (text: string): string =>
      full(
        '### B) Behavioral Contracts',
        contract('BC-1'),
        `### G) Task Breakdown\n\n#### Task 1: Do (BC-1)\n\n${text}`,
      );
    const said = (text: string): readonly unknown[] =>
      hitsOf(body(text), 'plan/task-steps').map((hit) => [hit.messageId, hit.severity ?? 'default']);
    expect(said('Do it.')).toEqual([['none', 'default']]);
    expect(said('1. Write `TestA`\n2. Add it\n3. Run it')).toEqual([['points', 'info']]);
    expect(said('**Test:** one\n\n**Impl:** two\n\n**Lint:** three')).toEqual([['fields', 'info']]);
    const fields = ['Test', 'Run', 'Impl', 'Verify', 'Lint', 'Commit'].map((name) => `**${name}:** one`);
    expect(said(fields.join('\n\n'))).toEqual([]);
    expect(said(fields.filter((field) => !field.includes('Run')).join('\n\n'))).toEqual([['fields', 'info']]);
    expect(said('**Step 1: Write failing test**\n\n**Step 2: Implement**\n\n**Step 3: Run test, PASS**')).toEqual([
      ['missing', 'default'],
    ]);
  });

  it.each([
    ['feat(router): answer (BC-1)', []],
    ['feat(router): answer', ['unnamed']],
    ['Answer (BC-1)', ['form']],
    ['feat: all (BC-1 through BC-3)', []],
    ['fix!: answer again\n\nBC-1', []],
  ])('BC-9: the message %j is told %j', (message, ids) => {
    const text = task(`**Step 1: Commit**\n\n\`\`\`bash\ngit commit -m "${message}"\n\`\`\``);
    expect(told(text, 'plan/commit-message')).toEqual(ids);
  });
});

describe('what a plan may look like', () => {
  it.each([
    ['nothing', ''],
    ['Windows line ends', full('### B) Behavioral Contracts', contract('BC-1', 'it should')).replaceAll('\n', '\r\n')],
    ['nested fences', compact('````md\n```go\n// ...\n```\n````')],
    ['unequal columns', compact(contract('BC-1'), '| Contract | Task |\n|---|---|\n| BC-1 | 1 | 2 | 3 |\n| BC-1 |')],
    ['front matter and a comment', `---\ntitle: x\n---\n\n<!-- ## Tasks -->\n${compact(contract('BC-1'))}`],
    ['right to left', compact(contract('BC-1', 'ה‏תשובה MUST be'))],
  ])('BC-12: %s gives positions inside of the text', (_name, text) => {
    const lines = text.split('\n');
    for (const { at } of lintText(text).hits) {
      expect(at.line).toBeGreaterThan(0);
      expect(at.line).toBeLessThanOrEqual(Math.max(1, lines.length));
      expect(at.column).toBeGreaterThan(0);
      expect(at.column).toBeLessThanOrEqual((lines[at.line - 1] ?? '').length + 1);
    }
  });

  it('BC-12: a hundred thousand headings and contracts of ten thousand lines take seconds, not minutes', () => {
    const started = performance.now();
    lintText(full(...Array.from({ length: 100_000 }, (_, index) => `### Section ${index}`)));
    lintText(
      compact(
        ...Array.from({ length: 2_000 }, (_, index) => contract(`BC-${index + 1}`)),
        '## Tasks\n\n### Task 1: A (BC-1)',
      ),
    );
    expect(performance.now() - started).toBeLessThan(20_000);
  }, 60_000);
});
