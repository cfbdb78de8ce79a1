// Turns the events of `go test -json` back into the lines that plain `go test` prints, package by package, as they come.
import type { GoShown } from './known.ts';

export interface Shown {
  readonly to: 'out' | 'err';
  readonly text: string;
}

export interface GoOutput {
  /** Takes the events piece by piece; pieces end anywhere. */
  write(text: string): readonly Shown[];
  end(failed: boolean): readonly Shown[];
}

interface GoEvent {
  readonly Action?: unknown;
  readonly Package?: unknown;
  readonly Test?: unknown;
  readonly Output?: unknown;
}

/** One test of a package, while it runs. */
interface Node {
  readonly name: string;
  /** `--- FAIL: TestX (0.00s)`; null until it is seen. */
  result: string | null;
  /** What it logged, and its subtests, in their order. */
  readonly parts: (string | Node)[];
  isParallel: boolean;
  /** Class of its last line, and whether that line goes on. */
  last: Line;
  isOpen: boolean;
}

interface Package {
  /** What may be shown and was not yet. */
  shown: string[];
  /** The last line of the package's own: `ok  …`. */
  summary: string;
  readonly tests: Map<string, Node>;
  /** A test whose failure is known and not shown yet: lines of its subtests still come. */
  failing: Node | null;
  ended: 'passed' | 'failed' | null;
}

type Line = 'frame' | 'result' | 'log' | 'print';

const FRAME = /^=== (?:RUN|PAUSE|CONT|NAME|ATTR) /;
const RESULT = /^ *--- (?:PASS|FAIL|SKIP|BENCH): /;
const LOG = /^ {4}[^\s:][^:]{0,400}:\d+: /;
const MORE_LOG = /^ {8}/;
/** A benchmark that starts says its name, but only to those who read events. */
const BENCHMARK_NAME = /^Benchmark\S*\n$/;
const MAX_LINE = 4_000_000;

export function goOutput(how: GoShown): GoOutput {
  const packages = new Map<string, Package>();
  /** In the order in which they began: plain `go test` prints them so, whichever ends first. */
  const queue: (Package | string)[] = [];
  const errors: string[] = [];
  const asItComes = how.verbose || how.all || !how.lists;
  let rest = '';

  const take = (line: string): void => {
    const event = eventOf(line);
    if (event === null) {
      queue.push(`${line}\n`);
      return;
    }
    const { Action, Output } = event;
    const text = typeof Output === 'string' ? Output : '';
    if (Action === 'build-output') errors.push(text);
    if (typeof event.Package !== 'string') return;
    const known = packages.get(event.Package) ?? open(packages, queue, event.Package);
    if (how.verbose) takeVerbose(known, event, text);
    else takeEvent(known, event, text);
  };
  const ready = (all: boolean): Shown[] => {
    const out: string[] = [];
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      if (typeof first !== 'string') {
        if (asItComes || all || first.ended !== null) out.push(...shownOf(first, asItComes));
        if (first.ended === null && !all) break;
      } else out.push(first);
      queue.shift();
    }
    return [
      ...errors.splice(0).map((text): Shown => ({ to: 'err', text })),
      ...(out.length > 0 ? [{ to: 'out', text: out.join('') } as const] : []),
    ];
  };
  return {
    write(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(line);
      if (rest.length > MAX_LINE) {
        queue.push(rest);
        rest = '';
      }
      return ready(false);
    },
    end(failed) {
      if (rest !== '') queue.push(rest);
      rest = '';
      const last = failed && how.lists && packages.size > 0 ? [{ to: 'out', text: 'FAIL\n' } as const] : [];
      return [...ready(true), ...last];
    },
  };
}

function eventOf(line: string): GoEvent | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'Action' in value ? value : null;
  } catch {
    return null; // A line that a program printed, or one that was cut off: shown as it is.
  }
}

function open(packages: Map<string, Package>, queue: (Package | string)[], name: string): Package {
  const opened: Package = {
    shown: [],
    summary: '',
    tests: new Map(),
    failing: null,
    ended: null,
  };
  packages.set(name, opened);
  queue.push(opened);
  return opened;
}

/** A package that passes is its last line where packages were named. */
function shownOf(each: Package, asItComes: boolean): readonly string[] {
  if (each.ended === 'passed' && !asItComes) return [each.summary];
  if (each.ended !== null) settle(each);
  return each.shown.splice(0);
}

const END: ReadonlyMap<unknown, 'passed' | 'failed'> = new Map([
  ['pass', 'passed'],
  ['skip', 'passed'],
  ['fail', 'failed'],
]);

function takeVerbose(own: Package, { Action, Test }: GoEvent, text: string): void {
  if (Action === 'output') own.shown.push(text);
  else if (Test === undefined) own.ended = END.get(Action) ?? own.ended;
}

function takeEvent(own: Package, { Action, Test }: GoEvent, text: string): void {
  if (typeof Test !== 'string') {
    if (Action === 'output' && !BENCHMARK_NAME.test(text)) {
      settle(own);
      own.shown.push(text);
      own.summary = text;
    }
    own.ended = END.get(Action) ?? own.ended;
    return;
  }
  const node = own.tests.get(Test) ?? begin(own, Test);
  if (Action === 'output') takeLine(own, node, text);
  else if (Action === 'pause') node.isParallel = true;
  else if (END.has(Action) && !Test.includes('/')) finish(own, node);
}

function begin(own: Package, name: string): Node {
  const node: Node = { name, result: null, parts: [], isParallel: false, last: 'frame', isOpen: false };
  own.tests.set(name, node);
  parentOf(own, name)?.parts.push(node);
  return node;
}

/** The title of a subtest may hold `/` itself, so the nearest name that is known. */
function parentOf(own: Package, name: string): Node | null {
  for (let end = name.lastIndexOf('/'); end > 0; end = name.lastIndexOf('/', end - 1)) {
    const parent = own.tests.get(name.slice(0, end));
    if (parent) return parent;
  }
  return null;
}

function takeLine(own: Package, node: Node, text: string): void {
  const kind = node.isOpen ? node.last : kindOf(node, text);
  node.last = kind;
  node.isOpen = !text.endsWith('\n');
  if (kind === 'log') node.parts.push(text);
  else if (kind === 'result') takeResult(own, node, text);
  else if (kind === 'print') {
    settle(own);
    own.shown.push(text);
  }
}

function kindOf(node: Node, text: string): Line {
  if (FRAME.test(text) || BENCHMARK_NAME.test(text)) return 'frame';
  if (RESULT.test(text) && text.includes(node.name)) return 'result';
  return LOG.test(text) || (MORE_LOG.test(text) && node.last === 'log') ? 'log' : 'print';
}

function takeResult(own: Package, node: Node, text: string): void {
  node.result = text.trimStart();
  const parent = parentOf(own, node.name);
  if (parent === null) {
    settle(own);
    if (isShown(node)) own.failing = node;
  } else if (node.isParallel) {
    // It ended after all that its parent itself had to say.
    parent.parts.splice(parent.parts.indexOf(node), 1);
    parent.parts.push(node);
  }
}

const isShown = ({ result }: Node): boolean => /^--- (?:FAIL|BENCH)/.test(result ?? '');

function finish(own: Package, node: Node): void {
  if (own.failing === node) settle(own);
  for (const name of [...own.tests.keys()]) {
    if (name === node.name || name.startsWith(`${node.name}/`)) own.tests.delete(name);
  }
}

/** Shows the failed test that was waited with. */
function settle(own: Package): void {
  const { failing } = own;
  own.failing = null;
  if (failing) own.shown.push(...block(failing, ''));
}

function block(node: Node, indent: string): readonly string[] {
  const parts = node.parts.flatMap((part): readonly string[] =>
    typeof part === 'string' ? [indent + part] : isShown(part) ? block(part, `${indent}    `) : [],
  );
  return [indent + (node.result ?? ''), ...parts];
}
