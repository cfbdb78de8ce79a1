// Reads the JSON that jest and vitest write: one shape, a list of files with a list of assertions each.
import type { Attempt } from '../model/results.ts';
import type { ResultFormat } from './format.ts';
import { newJsonElements } from './json-elements.ts';
import { asLine, asList, asNumber, asText, asTexts, isRecord } from './json-values.ts';
import { attemptsOf, type RunBuilder } from './run-builder.ts';
import { withSlashes } from './spelling.ts';

export const jestJson: ResultFormat = {
  id: 'jest-json',
  title: 'JSON of jest or vitest',
  detect: (head) => /^\s*\{/.test(head) && /"(?:numTotalTestSuites|numFailedTestSuites)"\s*:/.test(head),
  open: (run) => {
    const told = { total: null as number | null, success: true, failed: false, seen: 0 };
    run.tool('jest');
    const elements = newJsonElements(['testResults.*', 'success', 'numTotalTests'], {
      value: (path, value) => {
        if (path === 'testResults.*') {
          told.seen += takeFile(run, value);
          told.failed ||= isRecord(value) && value.status === 'failed';
        } else if (path === 'success') told.success = value !== false;
        else told.total = asNumber(value);
      },
      broken: (path) => run.problem(`${path} cannot be read`, 'its tests count as not run'),
    });
    return {
      write: (text) => elements.write(text),
      end: () => {
        const isWhole = elements.end();
        if (isWhole && told.total !== null && told.total > told.seen)
          run.problem(`it counts ${told.total} tests and holds ${told.seen}`, 'the others count as not run');
        if (!told.success && !told.failed)
          run.problem('it says that the run failed, and no file in it did', 'its tests count as they stand');
        return isWhole;
      },
    };
  },
};

const STATUS: ReadonlyMap<string, Attempt> = new Map([
  ['passed', 'passed'],
  ['failed', 'fail'],
  ['pending', 'skipped'],
  ['skipped', 'skipped'],
  ['disabled', 'skipped'],
  ['todo', 'skipped'],
  ['focused', 'not-run'],
]);

/** Answers how many tests the file holds. */
function takeFile(run: RunBuilder, value: unknown): number {
  if (!isRecord(value)) return 0;
  const file = withSlashes(asText(value.name));
  const assertions = asList(value.assertionResults).filter(isRecord);
  // A test that failed once and then passed does not explain why its file failed.
  const isUnexplained = value.status === 'failed' && !assertions.some(({ status }) => status === 'failed');
  const doubt = isUnexplained ? `${file} failed and none of its tests says why` : null;
  for (const assertion of assertions) takeAssertion(run, file, assertion, doubt);
  // A file that could not be loaded has failed without a single test; so has one whose last hook failed.
  run.package(file, value.status === 'failed' ? (assertions.length === 0 ? 'unbuilt' : 'failed') : 'passed');
  return assertions.length;
}

function takeAssertion(
  run: RunBuilder,
  file: string,
  assertion: Readonly<Record<string, unknown>>,
  doubt: string | null,
): void {
  if (isRecord(assertion.meta)) run.tool('vitest');
  const last = STATUS.get(asText(assertion.status)) ?? 'not-run';
  const meta = isRecord(assertion.meta) ? assertion.meta : {};
  run.add({
    package: file,
    suites: asTexts(assertion.ancestorTitles),
    name: asText(assertion.title),
    file,
    line: isRecord(assertion.location) ? asLine(assertion.location.line) : null,
    attempts: attemptsOf(earlierFailures(assertion, last), last),
    durationMs: asNumber(assertion.duration),
    contracts: asTexts(meta['trace.contract']),
    doubt,
  });
}

/** jest counts how often it called the test; vitest keeps the messages of the failures before a pass. */
function earlierFailures(assertion: Readonly<Record<string, unknown>>, last: Attempt): readonly Attempt[] {
  const messages = asList(assertion.failureMessages).length;
  const calls = asNumber(assertion.invocations);
  const failures = calls !== null ? calls - 1 : last === 'passed' ? messages : 0;
  return new Array<Attempt>(Math.min(Math.max(failures, 0), 100)).fill('fail');
}
