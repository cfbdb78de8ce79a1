// Reads the events of `go test -json`, of every version of Go that writes them. Only events with an action count: what a program
// prints is an `output` event, and lines that are no event prove nothing.
import type { Attempt, PackageResult } from '../model/results.ts';
import { worse } from './fold.ts';
import type { ResultFormat } from './format.ts';
import { asText, isRecord } from './json-values.ts';
import { newLines } from './lines.ts';
import { addAttempt, type OpenTest, type RunBuilder } from './run-builder.ts';

interface GoEvent {
  readonly action: string;
  readonly package: string;
  readonly test: string;
  readonly output: string;
  readonly elapsed: number | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A test that began and has not ended. */
interface Running {
  readonly test: OpenTest;
  /** Functions that began while this one was at work: `go test` starts the next when the last is over, or waits for its turn. */
  readonly inside: Running[];
  /** Its subtests. */
  readonly parts: OpenTest[];
}

interface State {
  readonly run: RunBuilder;
  /** Packages that began and have not ended. */
  readonly open: Set<string>;
  /** Packages whose last words were that the answer comes from the cache. */
  readonly cached: Set<string>;
  /** Tests that began and have not ended, by package and name. */
  readonly begun: Map<string, Map<string, Running>>;
  /** Functions that are neither over nor waiting, by package, the last one last. */
  readonly atWork: Map<string, Running[]>;
  readonly count: { others: number; firstOther: number; broken: number; firstBroken: number; forged: number };
}

export const goTestJson: ResultFormat = {
  id: 'go-test-json',
  title: 'go test -json',
  detect: (head) =>
    head
      .split('\n')
      .some((line) => /^\{.*"Action":"(?:start|run|output|pass|fail|skip|bench|build-output|build-fail)"/.test(line)),
  open: (run) => {
    run.tool('go test');
    const state: State = {
      run,
      open: new Set(),
      cached: new Set(),
      begun: new Map(),
      atWork: new Map(),
      count: { others: 0, firstOther: 0, broken: 0, firstBroken: 0, forged: 0 },
    };
    const lines = newLines(
      (line, number) => takeLine(state, line, number),
      (number) => countBroken(state, number),
    );
    return {
      write: (text) => lines.write(text),
      end: () => {
        const isWhole = lines.end();
        return finish(state) && isWhole;
      },
    };
  },
};

const ACTION = '"Action":"';
const OUTPUT = '"Action":"output"';

function takeLine(state: State, line: string, number: number): void {
  if (line === '') return;
  if (!line.startsWith('{')) {
    takeOther(state, line, number);
    return;
  }
  // Nine of ten events are output of a test, which says nothing. A quotation mark inside of a string has a backslash before it, so
  // these bytes cannot be printed by a program; where they stand twice, two writers mixed their lines.
  const at = line.indexOf(ACTION);
  if (line.startsWith(OUTPUT, at) && line.endsWith('}') && line.includes('"Test":"', at + OUTPUT.length)) {
    if (line.indexOf(ACTION, at + OUTPUT.length) === -1) return;
  }
  const event = at !== -1 && line.indexOf(ACTION, at + ACTION.length) !== -1 ? null : parseEvent(line);
  if (event === null) countBroken(state, number);
  else takeEvent(state, event);
}

function parseEvent(line: string): GoEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (!isRecord(value) || typeof value.Action !== 'string') return null;
  return {
    action: value.Action,
    package: asText(value.Package),
    test: asText(value.Test),
    output: asText(value.Output),
    elapsed: typeof value.Elapsed === 'number' ? value.Elapsed : null,
    fields: value,
  };
}

/** Lines of the compiler and of go itself stand between the events; up to Go 1.19 a failed build is told by nothing else. */
function takeOther(state: State, line: string, number: number): void {
  const { run, count } = state;
  const [, failed] = /^FAIL\s+(\S+) \[(?:build|setup) failed\]$/.exec(line) ?? [];
  if (failed !== undefined) {
    run.package(failed, 'unbuilt');
    return;
  }
  if (line.includes(ACTION)) {
    countBroken(state, number);
    return;
  }
  count.others += 1;
  if (count.firstOther === 0) count.firstOther = number;
}

function countBroken({ count }: State, number: number): void {
  count.broken += 1;
  if (count.firstBroken === 0) count.firstBroken = number;
}

const ENDS: ReadonlyMap<string, Attempt> = new Map([
  ['pass', 'passed'],
  ['bench', 'passed'],
  ['fail', 'fail'],
  ['skip', 'skipped'],
]);

const PACKAGE_ENDS: ReadonlyMap<string, PackageResult['outcome']> = new Map([
  ['pass', 'passed'],
  ['fail', 'failed'],
  ['skip', 'skipped'],
]);

function takeEvent(state: State, event: GoEvent): void {
  if (event.action === 'build-fail') {
    // `example.com/m/pkg [example.com/m/pkg.test]`: the package as it is built for its test.
    state.run.package(asText(event.fields.ImportPath).replace(/ \[.*$/, ''), 'unbuilt');
  } else if (event.test === '') takePackageEvent(state, event);
  else takeTestEvent(state, event);
}

function takePackageEvent(state: State, { action, package: name, output, fields }: GoEvent): void {
  if (name === '') return;
  if (action === 'output') {
    if (/^ok\s/.test(output) && output.includes('(cached)')) state.cached.add(name);
    if (/^FAIL\s/.test(output) && /\[(?:build|setup) failed\]\s*$/.test(output)) state.run.package(name, 'unbuilt');
    return;
  }
  if (action === 'start') state.open.add(name);
  const end = PACKAGE_ENDS.get(action);
  if (end === undefined) return;
  closePackage(state, name);
  const isUnbuilt = end === 'failed' && asText(fields.FailedBuild) !== '';
  state.run.package(name, isUnbuilt ? 'unbuilt' : end, state.cached.has(name));
  state.cached.delete(name);
}

/** The end of a package ends what it began: a test that is still open then never told its end. */
function closePackage(state: State, name: string): void {
  state.open.delete(name);
  for (const { test } of state.begun.get(name)?.values() ?? []) addAttempt(test, 'not-run');
  state.begun.delete(name);
  state.atWork.delete(name);
}

function takeTestEvent(state: State, event: GoEvent): void {
  const { action, elapsed, fields } = event;
  if (action === 'run') {
    begin(state, event);
    return;
  }
  const running = state.begun.get(event.package)?.get(event.test);
  if (running && action === 'pause') leaveWork(state, event.package, running);
  if (running && action === 'attr' && fields.Key === 'trace.contract')
    running.test.contracts = [...running.test.contracts, asText(fields.Value)];
  const end = ENDS.get(action);
  if (end === undefined) return;
  if (running) {
    addAttempt(running.test, end);
    doubtInside(running);
    leaveWork(state, event.package, running);
    state.begun.get(event.package)?.delete(event.test);
    if (elapsed !== null) addDuration(running.test, elapsed);
  } else takeLateEnd(state, event, end);
}

/** A test that prints `--- PASS` for itself seems to end before it does: of two ends of one run the worse is believed. */
function takeLateEnd({ run, count }: State, { package: name, test: title, elapsed }: GoEvent, end: Attempt): void {
  const known = run.known(name, title);
  const said = known?.attempts.at(-1);
  if (end !== 'fail' && (said === undefined || worse(end, said) === said)) {
    count.forged += 1;
    return;
  }
  const test = known ?? run.test(name, title);
  test.attempts = test.attempts.slice(0, -1);
  addAttempt(test, end);
  if (elapsed !== null) addDuration(test, elapsed);
}

const addDuration = (test: OpenTest, seconds: number): void => {
  test.durationMs = (test.durationMs ?? 0) + Math.round(seconds * 1000);
};

function begin(state: State, event: GoEvent): void {
  state.open.add(event.package);
  const test = state.run.test(event.package, event.test);
  const begun = state.begun.get(event.package) ?? new Map<string, Running>();
  // It begins again and never ended: with `-count=2` the first end may be lost.
  if (begun.has(event.test)) addAttempt(test, 'not-run');
  const running: Running = { test, inside: [], parts: [] };
  begun.set(event.test, running);
  state.begun.set(event.package, begun);
  const slash = event.test.indexOf('/');
  if (slash === -1) startWork(state, event.package, running);
  else startPart(begun.get(event.test.slice(0, slash)), test);
}

function startPart(whole: Running | undefined, part: OpenTest): void {
  if (whole) whole.parts.push(part);
  else part.doubt = 'its run was told while its function was not running, as a program can print it';
}

function startWork({ atWork }: State, name: string, running: Running): void {
  const others = atWork.get(name) ?? [];
  others.at(-1)?.inside.push(running);
  others.push(running);
  atWork.set(name, others);
}

function leaveWork({ atWork }: State, name: string, running: Running): void {
  const others = atWork.get(name) ?? [];
  const at = others.lastIndexOf(running);
  if (at !== -1) others.splice(at, 1);
}

/** Known only when it ends: one whose own end was lost seems to be at work while all others run. */
function doubtInside({ test, inside }: Running): void {
  const open = inside.splice(0);
  for (let other = open.pop(); other !== undefined; other = open.pop()) {
    const doubt = `its run was told inside of ${test.name}, as a program can print it`;
    for (const doubted of [other.test, ...other.parts]) doubted.doubt = doubt;
    open.push(...other.inside.splice(0));
  }
}

function finish(state: State): boolean {
  const { run, open, count } = state;
  const unfinished = [...open].sort();
  for (const name of unfinished) {
    closePackage(state, name);
    run.package(name, 'unknown');
  }
  if (unfinished.length > 0) {
    const shown = unfinished.slice(0, 3).join(', ');
    run.problem(
      `the end of ${unfinished.length} packages is missing: ${shown}${unfinished.length > 3 ? ', …' : ''}`,
      'tests of theirs that had not ended count as not run',
    );
  }
  if (count.broken > 0)
    run.problem(`${count.broken} events cannot be read`, 'what they said does not count', count.firstBroken);
  if (count.forged > 0)
    run.problem(
      `${count.forged} passes or skips of tests that were not running, as a program can print them`,
      'they do not count',
    );
  if (count.others > 0)
    run.problem(
      `${count.others} lines are no events, as compilers and programs print them`,
      'they say nothing',
      count.firstOther,
    );
  return unfinished.length === 0 && count.broken === 0;
}
