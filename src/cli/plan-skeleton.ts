// The skeleton of a plan that `trace init plan` writes: everything that the form asks for, and TODO where only its author knows.

export interface SkeletonAsked {
  readonly title: string;
  readonly compact: boolean;
  /** Items of the sanity checklist. */
  readonly checklist: readonly string[];
  /** The line for an agent below the title; null where the team has none. */
  readonly agentLine: string | null;
  /** What runs tests and the linter here. */
  readonly test: string;
  readonly lint: string;
}

const TASKS = { full: 6, compact: 3 };

/** The last promise of each is about what is invalid. */
const contracts = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => [
    `BC-${index + 1}: TODO`,
    `- GIVEN TODO${index + 1 === count ? ': something invalid' : ''}`,
    '- WHEN TODO',
    `- THEN TODO (it MUST ${index + 1 === count ? 'fail with an error that names it' : index % 2 === 0 ? '…' : 'NOT …'})`,
    '',
  ]).flat();

const strategy = (count: number): readonly string[] => [
  '| Contract | Task | Test Type | Test Name / Description |',
  '| --- | --- | --- | --- |',
  ...Array.from(
    { length: count },
    (_, index) => `| BC-${index + 1} | Task ${index + 1} | ${index + 1 === count ? 'Failure' : 'Unit'} | TODO |`,
  ),
];

const tasks = (asked: SkeletonAsked, count: number, marks: string): readonly string[] =>
  Array.from({ length: count }, (_, index) => task(asked, index + 1, marks)).flat();
/** The whole file, with a line end at its end. */
export const skeletonOf = (asked: SkeletonAsked): string =>
  `${(asked.compact ? compact(asked) : full(asked)).flat().join('\n')}\n`;

const heading = ({ title, agentLine }: SkeletonAsked): readonly string[] => [
  `# ${/\bplan$/i.test(title) ? title : `${title} Implementation Plan`}`,
  '',
  ...(agentLine === null ? [] : [`> ${agentLine}`, '']),
];

const compact = (asked: SkeletonAsked): readonly (readonly string[])[] => [
  heading(asked),
  ['**Goal:** TODO', '', '**Source:** TODO', '', '## Behavioral Contracts', ''],
  contracts(TASKS.compact),
  ['## Tasks', ''],
  tasks(asked, TASKS.compact, '###'),
  ['## Test Strategy', ''],
  strategy(TASKS.compact),
];

const full = (asked: SkeletonAsked): readonly (readonly string[])[] => [
  heading(asked),
  [
    '**Goal:** TODO',
    '',
    '**The problem today:** TODO',
    '',
    '**What this PR adds:**',
    '1. TODO',
    '2. TODO',
    '',
    '**Why this matters:** TODO',
    '',
    '**Architecture:** TODO',
    '',
    '**Source:** TODO',
    '',
    '**Behavioral Contracts:** See Part 1, Section B below',
    '',
    '---',
    '',
    '## Part 1: Design Validation',
    '',
    '### A) Executive Summary',
    '',
    '- TODO: what this builds, in plain words',
    '- TODO: what comes before it, what depends on it',
    '- TODO: what is next to it',
    '- TODO: deviations from the source',
    '',
    '### B) Behavioral Contracts',
    '',
  ],
  contracts(TASKS.full),
  [
    '### C) Component Interaction',
    '',
    '```',
    'TODO --> TODO',
    '```',
    '',
    '**API contracts:** TODO',
    '',
    '**State changes:** TODO',
    '',
    '**Extension friction:** TODO: how many files must change for one more of its kind',
    '',
    '**Construction site audit:** TODO: every place with file:line, or none',
    '',
    '### D) Deviation Log',
    '',
    '| Source Says | Micro Plan Does | Reason |',
    '| --- | --- | --- |',
    '| TODO | TODO | CLARIFICATION: TODO |',
    '',
    '### E) Review Guide',
    '',
    '1. **The tricky part:** TODO',
    '2. **What to scrutinize:** TODO',
    '3. **What is safe to skim:** TODO',
    '4. **Known debt:** TODO',
    '',
    '## Part 2: Executable Implementation',
    '',
    '### F) Implementation Overview',
    '',
    '- **Files:** TODO',
    '- **Key decisions:** TODO',
    '- **No dead code:** TODO: how every path is exercised',
    '',
    '### G) Task Breakdown',
    '',
  ],
  tasks(asked, TASKS.full, '####'),
  ['### H) Test Strategy', ''],
  strategy(TASKS.full),
  [
    '',
    '### I) Risk Analysis',
    '',
    '| Risk | Likelihood | Impact | Mitigation | Task |',
    '| --- | --- | --- | --- | --- |',
    '| TODO | low | medium | TODO | Task 1 |',
    '',
    '## Part 3: Quality Assurance',
    '',
    '### J) Sanity Checklist',
    '',
    ...asked.checklist.map((item) => `- [ ] ${item}`),
    '',
    '## Appendix: File-Level Implementation Details',
    '',
    '### K) Detailed specifications',
    '',
    'TODO: for every file its purpose, its code, and what is subtle',
  ],
];

const task = ({ test, lint }: SkeletonAsked, number: number, marks: string): readonly string[] => [
  `${marks} Task ${number}: TODO`,
  '',
  `**Contracts Implemented:** BC-${number}`,
  '',
  '**Files:**',
  '- Modify: TODO',
  '- Test: TODO',
  '',
  '**Step 1: Write failing test**',
  '',
  'TODO: the whole test',
  '',
  '**Step 2: Run test to verify it fails**',
  '',
  `Run: \`${test}\``,
  'Expected: FAIL',
  '',
  '**Step 3: Implement minimal code**',
  '',
  'TODO: the whole code',
  '',
  '**Step 4: Run test to verify it passes**',
  '',
  `Run: \`${test}\``,
  'Expected: PASS',
  '',
  '**Step 5: Run lint check**',
  '',
  `Run: \`${lint}\``,
  'Expected: no new issues',
  '',
  '**Step 6: Commit with contract reference**',
  '',
  '```bash',
  `git commit -m "feat: implement BC-${number}"`,
  '```',
  '',
];
