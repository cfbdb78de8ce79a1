// What the plan template asks for, line by line, and who answers: a rule of this tool, a person, or nobody yet. docs/plan-rules.md is made of it.

/**
 * `rules`: short names below `plan/`, or a whole id of another category. `part`: what of the demand the rule leaves out.
 * `human`: why no program decides it. `later`: what is missing for a rule.
 * @typedef {{ readonly demand: string, readonly rules?: readonly string[], readonly part?: string, readonly human?: string, readonly later?: string }} Demand
 */

const RUNS = 'the code would have to be run';
const CODE = 'needs the code of the repository, or the code that the plan will become';
const TASTE = 'a judgement about design';

/** By section of the template, in its order. @type {readonly (readonly [string, readonly Demand[]])[]} */
export const demands = [
  [
    'Document header',
    [
      { demand: 'title “… Implementation Plan”', rules: ['title'] },
      { demand: 'the line for an agent’s skill', later: 'a habit of one team; a rule that is off unless configured' },
      { demand: 'Goal, problem, what, why, architecture, source, contracts reference', rules: ['header-fields'] },
      { demand: 'the exact order and format of the fields', later: 'only their presence is judged' },
      {
        demand: 'goal: no type names, paths, jargon',
        rules: ['goal-jargon'],
        part: 'jargon that is no name of the code',
      },
      { demand: 'goal: one sentence', later: 'abbreviations and versions make sentences hard to count' },
      { demand: 'goal: understood by a non-contributor', human: 'only a non-contributor knows' },
      { demand: 'problem 2-3 sentences, why 1-2, architecture 2-3', later: 'as for the goal: counting sentences' },
      { demand: 'what: numbered list of 2-4 capabilities with examples', later: 'not written yet' },
      { demand: 'source links to the source of work', rules: ['header-fields'], part: 'whether the link leads there' },
    ],
  ],
  [
    'Phase 0, Component context',
    [
      {
        demand: 'building block, adjacent blocks, invariants, state ownership',
        human: 'whether they are the right ones is known to who knows the system',
      },
      {
        demand: 'construction site audit where structs gain fields',
        rules: ['construction-sites'],
        part: 'whether a struct gains a field, and whether all sites are listed',
      },
      { demand: 'each site with file:line', later: CODE },
      { demand: 'several sites: a canonical constructor, or each in a task', later: CODE },
      {
        demand: 'confirmed facts with file:line citations',
        later: 'citations are read; a rule that looks whether file and line are there needs the tree of files',
      },
      {
        demand: 'mismatches with the code flagged as DEVIATION',
        human: 'a mismatch that nobody saw is not in the text',
      },
    ],
  ],
  [
    'Output format (strict)',
    [
      {
        demand: 'parts 1 to 3 and the appendix',
        rules: ['sections'],
        part: 'headings of parts: the sections in them are judged',
      },
      { demand: 'sections A to K, in order', rules: ['sections'] },
      { demand: 'Part 1 under 120 lines', rules: ['section-length'] },
      {
        demand: 'executive summary of 5-10 lines',
        rules: ['section-length'],
        part: 'three or four lines: what a line is depends on the window',
      },
      {
        demand: 'executive summary in plain language: what, where, neighbours, deviations',
        human: 'what must be said depends on the change',
      },
      { demand: 'implementation overview: files one line each, key decisions, no dead code', later: 'not written yet' },
    ],
  ],
  [
    'Phase 1, Behavioral contracts',
    [
      {
        demand: 'named contracts BC-1, BC-2, …',
        rules: ['contract-count'],
        part: 'gaps in the numbers: contracts are grouped, and taken out',
      },
      { demand: 'GIVEN, WHEN, THEN', rules: ['contract-clauses'] },
      { demand: 'MECHANISM in one sentence (optional)', human: 'optional, and its truth is known from the code' },
      {
        demand: 'groups: positive, negative, error handling',
        later: 'groups are read; many good plans have none, so a rule must be able to tell',
      },
      { demand: 'edge cases, backward compatibility, resource exhaustion covered', human: TASTE },
      { demand: 'panic, error or log: be explicit', human: 'which contracts are about errors is meaning, not form' },
      { demand: '3-15 contracts', rules: ['contract-count'] },
      { demand: 'no vague wording: “should” is banned', rules: ['vague-wording'], part: 'other vague words' },
      { demand: 'MUST or MUST NOT', rules: ['must-wording'] },
      {
        demand: 'THEN: no concrete type name',
        rules: ['structural-then'],
        part: 'names without a mark that look like products',
      },
      { demand: 'THEN: no internal field', rules: ['structural-then'], part: 'exported fields: they may be output' },
      { demand: 'THEN: no formula', rules: ['structural-then'], part: 'sums: a law of conservation is one' },
      { demand: 'THEN survives a refactoring', human: TASTE },
    ],
  ],
  [
    'Phase 2, Component interaction',
    [
      { demand: 'diagram, API contracts, state changes, extension friction', rules: ['component-interaction'] },
      {
        demand: 'preconditions, postconditions, failure modes of methods',
        human: 'which methods need them is known to who designs them',
      },
      {
        demand: 'owner and lifecycle of new state',
        rules: ['component-interaction'],
        part: 'only that state is spoken of',
      },
      { demand: 'friction counted in files; more than 3 discussed', later: 'the count is prose' },
      {
        demand: 'under 40 lines, 60 with a justification',
        rules: ['section-length'],
        part: 'between 40 and 60: the justification is prose',
      },
    ],
  ],
  [
    'Phase 3, Deviation log',
    [
      { demand: 'table, or “No deviations from source document.”', rules: ['deviation-log'] },
      { demand: 'one of the five categories a row', rules: ['deviation-log'] },
      { demand: 'every difference is listed', human: 'the source stands somewhere else' },
    ],
  ],
  [
    'Phase 4, Task breakdown',
    [
      { demand: '6-12 tasks', rules: ['task-count'] },
      { demand: 'a task takes 30-45 minutes', human: 'nobody knows before' },
      { demand: 'contracts line in each task', rules: ['task-contracts'] },
      { demand: 'files to create, modify, test', later: 'read; a rule for tasks without files is not written yet' },
      {
        demand: 'Modify names a file that exists, Create one that does not',
        later: 'needs the tree of files, and knowledge whether the plan is done already',
      },
      { demand: 'line ranges inside of the file', later: 'as above' },
      { demand: 'six steps: test, fail, implement, pass, lint, commit', rules: ['task-steps'] },
      { demand: 'context in 1-2 sentences', human: 'whether it helps is for the reader' },
      { demand: 'complete code in every step', rules: ['placeholder-code'], part: 'code that is silently incomplete' },
      {
        demand: 'exact commands with expected output',
        rules: ['run-expected'],
        part: 'whether the command is right: it would have to be run',
      },
      { demand: 'lint step', rules: ['task-steps'] },
      { demand: 'conventional commit message with the contracts', rules: ['commit-message'] },
      { demand: '1-3 related contracts a task', rules: ['task-contracts'], part: 'whether they are related' },
      {
        demand: 'a contract is not split across tasks',
        later: 'real plans test in one task what another implements; a rule must tell these apart',
      },
      { demand: 'shared test infrastructure is used', human: TASTE },
      {
        demand: 'golden data: step with the regeneration command',
        later: 'that a task changes output is not in its text',
      },
      {
        demand: 'tasks ordered by what they need',
        later: 'files created after they are modified could be seen; not written yet',
      },
      { demand: 'no dead code', human: CODE },
      {
        demand: 'behavioural assertions only in fenced tests',
        later:
          'the detector for real tests (test/structural-assertion) reads whole files and packages; fences are fragments',
      },
      { demand: 'BAD and GOOD examples of THEN', rules: ['structural-then'] },
    ],
  ],
  [
    'Phase 6, Test strategy',
    [
      { demand: 'every contract in the table', rules: ['contract-in-strategy'] },
      { demand: 'every contract in a task', rules: ['contract-in-task'] },
      { demand: 'labels of the table and of tasks are defined', rules: ['unknown-contract'] },
      { demand: 'test type from the list', rules: ['test-type'] },
      {
        demand: 'columns Contract, Task, Test Type, Test Name',
        rules: ['test-type', 'contract-in-strategy'],
        part: 'a missing task or name column',
      },
      { demand: 'shared helpers added early and not duplicated', human: TASTE },
      {
        demand: 'golden update: task, command, how to verify',
        later: 'which plan changes golden data is not in its text',
      },
      { demand: 'no new lint issues', human: RUNS },
      { demand: 'names TestType_Scenario_Behavior', rules: ['scenario-name'] },
      { demand: 'tests run alone; table-driven', human: RUNS },
      {
        demand: 'golden row, then invariant row',
        rules: ['golden-row'],
        part: 'whether the law would catch the wrong value',
      },
      {
        demand: 'touching lifecycle, cache or metrics: an invariant test',
        human: 'which parts a change touches is a matter of the system',
      },
    ],
  ],
  [
    'Phase 7, Risks and review guide',
    [
      { demand: 'risk, likelihood, impact, mitigation, task', rules: ['risk-table'] },
      { demand: 'likelihood and impact are low, medium or high', later: 'not written yet' },
      { demand: 'mitigation is a specific test or design choice', human: TASTE },
      { demand: 'the four points of the review guide', rules: ['review-guide'] },
      { demand: 'review guide in 5-10 lines', rules: ['section-length'], part: 'three or four lines' },
    ],
  ],
  [
    'Phase 8, Design sanity checklist',
    [
      { demand: 'all items are there', rules: ['checklist'] },
      { demand: 'items 1-6: abstractions, creep, flags, partial, breaking, global state', human: TASTE },
      { demand: 'all contracts mapped to tasks', rules: ['contract-in-task'] },
      { demand: 'deviation log reviewed', rules: ['deviation-log'], part: 'that somebody reviewed it' },
      {
        demand:
          'lint, flag validation, error paths, map order, library exits, rollback, mutable maps, pointers, strict parsing, denominators',
        later: CODE,
      },
      {
        demand: 'interfaces for two implementations, one responsibility a method, configuration by module',
        human: TASTE,
      },
      { demand: 'agent guide and macro plan updated, no stale references', later: CODE },
      {
        demand: 'state of the boxes against the code',
        later: 'second part of this work: a ticked box that the code contradicts',
      },
    ],
  ],
  [
    'Appendix',
    [
      { demand: 'an entry for every touched file', rules: ['appendix-files'] },
      { demand: 'purpose and complete implementation in each entry', later: 'entries are not read as a structure yet' },
      {
        demand: 'notes on randomness, metrics, order, state, errors',
        human: 'which apply is known to who knows the system',
      },
    ],
  ],
  ['Execution handoff', [{ demand: 'how a plan is executed', human: 'about the work after the plan' }]],
  [
    'Quality bar',
    [
      { demand: 'survives expert and systems review', human: 'that is the review' },
      { demand: 'stays within its source', human: 'the source stands somewhere else' },
      { demand: 'complete code, exact commands', rules: ['placeholder-code', 'run-expected'] },
      { demand: 'maps every contract to a task', rules: ['contract-in-task'] },
    ],
  ],
  [
    'Linting requirements',
    [
      { demand: 'new code passes the linter', human: RUNS },
      { demand: 'no unrelated lint fixes', human: 'seen in the change, not in the plan' },
    ],
  ],
];

/** @param {string} text */
const cell = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

/** @param {Demand} demand */
const answer = ({ rules = [], part, human, later }) => {
  const named = rules.map((rule) => `[plan/${rule}](rules/${rule}.md)`).join(', ');
  if (named !== '') return part === undefined ? named : `${named}; not: ${part}`;
  return human === undefined ? `not yet: ${later}` : `needs a human: ${human}`;
};

/** The text of docs/plan-rules.md. @param {readonly { readonly meta: { readonly id: string } }[]} rules */
export const planRulesPage = (rules) => {
  const all = demands.flatMap(([, list]) => list);
  /** @param {(demand: Demand) => boolean} is */
  const count = (is) => all.filter(is).length;
  const own = rules.filter(({ meta }) => meta.id.startsWith('plan/')).length;
  const tables = demands.map(
    ([section, list]) =>
      `## ${section}\n\n| demand | answered by |\n| --- | --- |\n${list.map((one) => `| ${cell(one.demand)} | ${cell(answer(one))} |`).join('\n')}\n`,
  );
  return `<!-- Written by \`npm run docs\` from scripts/plan-demands.mjs. Change it there. -->
# What the plan template asks for, and who checks it

\`trace lint\` reads a plan the way its strictest reviewer would. Of ${all.length} demands of the template ${count((one) => one.rules !== undefined)} are answered by the ${own} rules of \`plan/\`,
at least in part; ${count((one) => one.human !== undefined)} need a human, and ${count((one) => one.later !== undefined)} are not checked yet. Each says why.

The full form has sections A to K in three parts and an appendix. The compact form has a goal, a source, contracts and tasks; of it are asked:
what a contract says, the mapping to tasks and rows, code, commands and commit messages. Which form a plan has is read from its headings, and
said. Contract documents and designs hold contracts but are no plans; they are named and not judged.

${tables.join('\n')}`;
};
