// Reads the JSON of pytest-json-report.
import type { Attempt } from '../model/results.ts';
import { commitIn } from './commit.ts';
import type { ResultFormat } from './format.ts';
import { newJsonElements } from './json-elements.ts';
import { asList, asNumber, asText, asTexts, isRecord } from './json-values.ts';
import { addAttempt, type OpenTest, type RunBuilder } from './run-builder.ts';
import { withSlashes } from './spelling.ts';

export const pytestJson: ResultFormat = {
  id: 'pytest-json',
  title: 'pytest-json-report',
  detect: (head) =>
    /^\s*\{/.test(head) && /"exitcode"\s*:/.test(head) && /"(?:root|environment|collectors|tests)"\s*:/.test(head),
  open: (run) => {
    run.tool('pytest');
    const told = { total: null as number | null, collected: null as number | null, seen: 0 };
    const byId = new Map<string, OpenTest>();
    const elements = newJsonElements(['tests.*', 'collectors.*', 'summary', 'environment'], {
      value: (path, value) => {
        if (path === 'tests.*') {
          told.seen += 1;
          takeTest(run, byId, value);
        } else if (path === 'collectors.*') takeCollector(run, value);
        else if (path === 'summary' && isRecord(value)) told.total = asNumber(value.total);
        else if (path === 'environment') for (const commit of commitIn(value)) run.commit(commit);
      },
      broken: (path) => run.problem(`${path} cannot be read`, 'its test counts as not run'),
    });
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

const OUTCOME: ReadonlyMap<string, Attempt> = new Map([
  ['passed', 'passed'],
  // Was expected to fail and did not.
  ['xpassed', 'passed'],
  ['failed', 'fail'],
  ['error', 'fail'],
  ['rerun', 'fail'],
  ['skipped', 'skipped'],
  ['xfailed', 'skipped'],
]);

const STAGES = ['setup', 'call', 'teardown'] as const;

function takeTest(run: RunBuilder, byId: Map<string, OpenTest>, value: unknown): void {
  if (!isRecord(value)) return;
  const nodeid = asText(value.nodeid);
  const { file, suites, name } = partsOf(nodeid);
  const test = byId.get(nodeid) ?? run.add({ package: file, suites, name, file });
  byId.set(nodeid, test);
  const stages = STAGES.map((stage) => value[stage]).filter(isRecord);
  const failed = stages.some((stage) => stage.outcome === 'failed' || stage.outcome === 'error');
  const said = OUTCOME.get(asText(value.outcome)) ?? 'not-run';
  addAttempt(test, said === 'passed' && failed ? 'fail' : said);
  const durations = stages.flatMap((stage) => asNumber(stage.duration) ?? []);
  if (durations.length > 0)
    test.durationMs = (test.durationMs ?? 0) + Math.round(durations.reduce((sum, each) => sum + each, 0) * 1000);
  const line = asNumber(value.lineno);
  // Counted from 0.
  if (line !== null) test.line = line + 1;
  test.contracts = [...test.contracts, ...contractsOf(value)];
}

/** `record_property` gives `user_properties`, one object or pair each; `metadata` is what the plugin json_metadata kept. */
function contractsOf(value: Readonly<Record<string, unknown>>): readonly string[] {
  const pairs = asList(value.user_properties).flatMap((each) => {
    if (isRecord(each)) return asTexts(each['trace.contract']);
    const [key, text] = asList(each);
    return key === 'trace.contract' ? asTexts(text) : [];
  });
  return [...pairs, ...(isRecord(value.metadata) ? asTexts(value.metadata['trace.contract']) : [])];
}

function takeCollector(run: RunBuilder, value: unknown): void {
  if (!isRecord(value) || value.outcome !== 'failed') return;
  run.package(partsOf(asText(value.nodeid)).file, 'unbuilt');
}

/** `tests/test_x.py::TestCart::test_y[a::b]` */
function partsOf(nodeid: string): { readonly file: string; readonly suites: readonly string[]; readonly name: string } {
  const bracket = nodeid.indexOf('[', nodeid.indexOf('::') + 1);
  const plain = bracket === -1 ? nodeid : nodeid.slice(0, bracket);
  const [file = '', ...names] = plain.split('::');
  return {
    file: withSlashes(file),
    suites: names.slice(0, -1),
    name: `${names.at(-1) ?? ''}${bracket === -1 ? '' : nodeid.slice(bracket)}`,
  };
}
