import type { LintedPlan } from '../../model/lint.ts';
import type { StepFacts } from '../../model/plan.ts';
import { ANY_PLAN, planRule } from './plan-rule.ts';

const RUNS_TESTS =
  /^(?:[A-Z_]+=\S+ )*(?:go (?:test|build|vet)|golangci-lint|npm (?:test|run)|npx (?:vitest|jest|tsc)|pnpm (?:test|run)|yarn (?:test|run)|pytest|python3? -m (?:pytest|unittest)|ruff|cargo (?:test|clippy|build)|(?:\.\/)?gradlew?|mvn|dotnet test|bundle exec|make)\b/;

/** “If tests pass: nothing to update.” */
const EITHER = /^\s*(?:[-*]\s)?(?:\*\*)?if (?:\w+ ){0,3}(?:pass|fail|succeed)/i;
/** “Verify tests pass”, “see that it fails”, “FAIL”; a “failing test” is none. */
const SAYS_OUTCOME = /\b(?:pass|passes|passed|fails?|failed)\b/i;
const LINTS = /lint|\bvet\b|clippy|\bruff\b/;
const BUILDS = /\bbuild\b|\btsc\b/;
/** The program that a later step runs. */
const MAKES = /^go build\b.{0,200}\s-o\s/;
const LOOKS =
  /\b(?:capture|record|note|save|inspect|look at) (?:the |all |its )?(?:\w+ )?(?:output|results?|numbers|values)\b/i;

/** A command whose outcome nobody says, not even once for several steps of commands. */
export const runExpected = planRule(
  {
    id: 'plan/run-expected',
    title: 'A run without the output it expects',
    defaultSeverity: 'warning',
    docs: {
      what: 'A step that runs tests, a build or a linter and does not say with `Expected:`, or with the outcome in its title or in the bold line above the command (“verify that they pass”, FAIL), what comes out. Steps that commit are left out, a build that only makes a program (`go build -o`) and a run that looks at what comes out (“capture the output”) too, and those whose outcome a later step of commands alone says, or that say what to do on either outcome.',
      why: 'Whoever runs it must know whether it went well: “FAIL with undefined: NewQueue” is a success in step 2.',
      fix: 'Write below the command: `Expected: PASS`.',
    },
    messages: { silent: 'task {task}, step {number} runs `{command}` and does not say what to expect' },
    source: 'Plan template, Phase 4, rule 3: “Exact commands with expected output”.',
  },
  ANY_PLAN,
  function* ({ facts, lines, team }) {
    const own = [...team.commands.test, ...team.commands.lint];
    for (const task of facts.tasks) {
      for (const [index, { number, title, commands, expected, at, endLine }] of task.steps.entries()) {
        const command = commands.find(
          ({ text }) =>
            (RUNS_TESTS.test(text) && !MAKES.test(text)) || own.some((beginning) => text.startsWith(beginning)),
        );
        if (command === undefined || expected.length > 0 || /\bcommit\b/i.test(title) || SAYS_OUTCOME.test(title))
          continue;
        if (SAYS_OUTCOME.test(leadOf(lines, command.at.line))) continue;
        // `Run: go build ./... (will report errors — expected)`, `# Expected: PASS` inside of the fence
        if (lines.slice(command.at.line - 1, endLine).some(({ raw }) => /\bexpect/i.test(raw))) continue;
        if (/\b(?:should|must)\b|→|=>/i.test(lines[command.at.line - 1]?.raw ?? '')) continue;
        if (lines.slice(command.at.line, endLine).some(({ raw }) => EITHER.test(raw))) continue;
        if (lines.slice(at.line - 1, endLine).some(({ kind, raw }) => kind === 'text' && LOOKS.test(raw))) continue;
        if (isSaidBelow(task.steps.slice(index), lines)) continue;
        const data = { task: task.number, number, command: command.text.slice(0, 80) };
        yield {
          messageId: 'silent',
          data,
          at: command.at,
          key: `${task.number} ${number}`,
          fix: `add: Expected: ${LINTS.test(command.text) ? 'No new issues' : BUILDS.test(command.text) ? 'exit code 0' : 'PASS'}`,
        };
      }
    }
  },
);

/** The bold line above the fence that holds the command; empty where it is none. */
function leadOf(lines: LintedPlan['lines'], line: number): string {
  const above = lines.slice(0, line - 1).findLast(({ kind }) => kind !== 'fence' && kind !== 'blank');
  return above?.kind === 'text' && /^\*\*[^*]{1,300}\*\*\W*$/.test(above.body) ? above.body : '';
}

/** Steps of commands alone, one after the other, with one expectation at their end. */
function isSaidBelow(steps: readonly StepFacts[], lines: LintedPlan['lines']): boolean {
  for (const { expected, at, endLine } of steps) {
    if (expected.length > 0) return true;
    const text = lines.slice(at.line, endLine).filter(({ kind }) => kind === 'text' || kind === 'heading');
    if (text.length > 0) return false;
  }
  return false;
}
