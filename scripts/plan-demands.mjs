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
      {
        demand: 'the line for an agent’s skill',
        rules: ['agent-line'],
        part: 'asked for only where the configuration names it: it is the habit of a team',
      },
      { demand: 'Goal, problem, what, why, architecture, source, contracts reference', rules: ['header-fields'] },
      {
        demand: 'the exact order and format of the fields',
        rules: ['header-order'],
        part: 'the words of a field’s name, where they are known',
      },
      {
        demand: 'goal: no type names, paths, jargon',
        rules: ['goal-jargon'],
        part: 'jargon that is no name of the code',
      },
      { demand: 'goal: one sentence', rules: ['header-length'] },
      { demand: 'goal: understood by a non-contributor', human: 'only a non-contributor knows' },
      {
        demand: 'problem 2-3 sentences, why 1-2, architecture 2-3',
        rules: ['header-length'],
        part: 'one sentence too few or too many: abbreviations make them hard to count',
      },
      {
        demand: 'what: numbered list of 2-4 capabilities with examples',
        rules: ['header-length'],
        part: 'whether each has an example',
      },
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
      { demand: 'each site with file:line', rules: ['construction-sites'], part: 'whether the list is complete' },
      {
        demand: 'several sites: a canonical constructor, or each in a task',
        human: 'which of the listed sites must change is known to who reads the code',
      },
      {
        demand: 'confirmed facts with file:line citations',
        rules: ['citation'],
        part: 'what the cited line says',
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
      {
        demand: 'implementation overview: files one line each, key decisions, no dead code',
        rules: ['overview'],
        part: 'whether it is true',
      },
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
        rules: ['contract-groups'],
        part: 'headings of groups: many good plans have none',
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
      {
        demand: 'friction counted in files; more than 3 discussed',
        rules: ['component-interaction'],
        part: 'whether the count is right',
      },
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
      { demand: 'tasks and steps are numbered', rules: ['numbering'] },
      { demand: '6-12 tasks', rules: ['task-count'] },
      { demand: 'a task takes 30-45 minutes', human: 'nobody knows before' },
      { demand: 'contracts line in each task', rules: ['task-contracts'] },
      { demand: 'files to create, modify, test', rules: ['task-files'] },
      {
        demand: 'Modify names a file that exists, Create one that does not',
        rules: ['file-action'],
      },
      { demand: 'line ranges inside of the file', rules: ['line-range'] },
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
        rules: ['split-contract'],
        part: 'two tasks: one often tests what another implements',
      },
      { demand: 'shared test infrastructure is used', human: TASTE },
      {
        demand: 'golden data: step with the regeneration command',
        rules: ['golden-update'],
        part: 'a change of output that names no golden file',
      },
      {
        demand: 'tasks ordered by what they need',
        rules: ['task-order'],
        part: 'what the code of a task needs from another',
      },
      { demand: 'no dead code', human: CODE },
      {
        demand: 'behavioural assertions only in fenced tests',
        rules: ['fenced-assertion'],
        part: 'other languages than Go, and fragments that are no whole test',
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
        rules: ['golden-update'],
        part: 'how to see that the new values are right',
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
      { demand: 'likelihood and impact are low, medium or high', rules: ['risk-values'] },
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
      {
        demand: 'deviation log reviewed',
        rules: ['deviation-log', 'checklist-state'],
        part: 'that somebody reviewed it',
      },
      {
        demand: 'library code without exits, no exported mutable maps, strict YAML',
        rules: ['checklist-state'],
        part: 'other files than those that the plan names, and other languages than Go',
      },
      {
        demand: 'lint, flag validation, error paths, map order, rollback, pointers for optional zero, denominators',
        human: 'what the code means, not what it says: values, paths and types would have to be followed',
      },
      {
        demand: 'interfaces for two implementations, one responsibility a method, configuration by module',
        human: TASTE,
      },
      {
        demand: 'no stale references to this pull request (planned for PR, TODO PR)',
        rules: ['checklist-state'],
        part: 'plans without a number of their own',
      },
      {
        demand: 'agent guide and macro plan updated where needed',
        human: 'whether this change needs it is a judgement; that a stale line is stale, too',
      },
      {
        demand: 'state of the boxes against the code',
        rules: ['checklist-state'],
        part: 'boxes that only a human can tick',
      },
    ],
  ],
  [
    'Appendix',
    [
      { demand: 'an entry for every touched file', rules: ['appendix-files'] },
      {
        demand: 'purpose and complete implementation in each entry',
        rules: ['appendix-entries'],
        part: 'whether the code is complete',
      },
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
      { demand: 'complete code, exact commands', rules: ['placeholder-code', 'run-expected', 'unfilled'] },
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
  const unchecked = count((one) => one.later !== undefined);
  const own = rules.filter(({ meta }) => meta.id.startsWith('plan/')).length;
  const tables = demands.map(
    ([section, list]) =>
      `## ${section}\n\n| demand | answered by |\n| --- | --- |\n${list.map((one) => `| ${cell(one.demand)} | ${cell(answer(one))} |`).join('\n')}\n`,
  );
  return `<!-- Written by \`npm run docs\` from scripts/plan-demands.mjs. Change it there. -->
# What the plan template asks for, and who checks it

\`trace lint\` reads a plan the way its strictest reviewer would. Of ${all.length} demands of the template ${count((one) => one.rules !== undefined)} are answered by the ${own} rules of \`plan/\`,
at least in part, and ${count((one) => one.human !== undefined)} need a human${unchecked === 0 ? '' : `; ${unchecked} are not checked yet`}. Each says why.

The full form has sections A to K in three parts and an appendix. The compact form has a goal, a source, contracts and tasks; of it are asked:
what a contract says, the mapping to tasks and rows, code, commands and commit messages. Which form a plan has is read from its headings, and
said. Contract documents and designs hold contracts but are no plans; they are named and not judged.

${tables.join('\n')}`;
};
