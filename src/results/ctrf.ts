// Reads CTRF, the JSON report that many runners have a reporter for.
import type { Attempt } from '../model/results.ts';
import { commitIn } from './commit.ts';
import type { ResultFormat } from './format.ts';
import { newJsonElements } from './json-elements.ts';
import { asLine, asNumber, asText, asTexts, isRecord } from './json-values.ts';
import { attemptsOf, type RunBuilder } from './run-builder.ts';
import { withSlashes } from './spelling.ts';

export const ctrf: ResultFormat = {
  id: 'ctrf',
  title: 'CTRF',
  detect: (head) =>
    /^\s*\{/.test(head) &&
    (/"reportFormat"\s*:\s*"CTRF"/.test(head) || /^\s*\{\s*"results"\s*:\s*\{\s*"tool"\s*:/.test(head)),
  open: (run) => {
    const told = { total: null as number | null, seen: 0 };
    const elements = newJsonElements(
      [
        'results.tests.*',
        'results.tool',
        'results.summary',
        'results.environment',
        'results.extra',
        'extra',
        'specVersion',
      ],
      {
        value: (path, value) => {
          if (path === 'results.tests.*') {
            told.seen += 1;
            takeTest(run, value);
          } else if (path === 'results.tool' && isRecord(value)) run.tool(asText(value.name));
          else if (path === 'results.summary' && isRecord(value)) told.total = asNumber(value.tests);
          else if (path === 'specVersion') checkVersion(run, value);
          else for (const commit of commitIn(value)) run.commit(commit);
        },
        broken: (path) => run.problem(`${path} cannot be read`, 'its test counts as not run'),
      },
    );
    return {
      write: (text) => elements.write(text),
      end: () => {
        const isWhole = elements.end();
        if (told.total !== null && told.total > told.seen)
          run.problem(`it counts ${told.total} tests and holds ${told.seen}`, 'the others count as not run');
        return isWhole;
      },
    };
  },
};

function checkVersion(run: RunBuilder, value: unknown): void {
  if (!/^[01]\./.test(asText(value)))
    run.problem(`specVersion ${JSON.stringify(value)?.slice(0, 40)} is not known`, 'it is read like version 1');
}

const STATUS: ReadonlyMap<string, Attempt> = new Map([
  ['passed', 'passed'],
  ['failed', 'fail'],
  ['skipped', 'skipped'],
  ['pending', 'skipped'],
  ['other', 'not-run'],
]);

function takeTest(run: RunBuilder, value: unknown): void {
  if (!isRecord(value)) {
    run.problem('an entry of tests is no test', 'it says nothing');
    return;
  }
  const last = value.rawStatus === 'todo' ? 'skipped' : (STATUS.get(asText(value.status)) ?? 'not-run');
  const file = withSlashes(asText(value.filePath)) || null;
  const suite = typeof value.suite === 'string' ? value.suite.split(' > ') : asTexts(value.suite);
  const extra = isRecord(value.extra) ? value.extra : {};
  const labels = isRecord(value.labels) ? value.labels : {};
  run.add({
    package: file ?? suite[0] ?? '',
    suites: suite,
    name: asText(value.name),
    file,
    line: asLine(value.line),
    attempts: attemptsOf(earlierFailures(value, last), last),
    durationMs: asNumber(value.duration),
    contracts: [...asTexts(extra['trace.contract']), ...asTexts(labels['trace.contract'])],
  });
}

function earlierFailures(value: Readonly<Record<string, unknown>>, last: Attempt): readonly Attempt[] {
  const retries = asNumber(value.retries) ?? 0;
  const failures = value.flaky === true ? Math.max(retries, 1) : last === 'fail' ? retries : 0;
  return new Array<Attempt>(Math.min(Math.max(failures, 0), 100)).fill('fail');
}
