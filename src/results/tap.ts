// Reads TAP 12 to 14, with nested tests as node:test, tap and vitest write them. A program may print what looks like TAP; the plan and
// the numbers tell.
import type { Attempt } from '../model/results.ts';
import type { ResultFormat } from './format.ts';
import { newLines } from './lines.ts';
import type { OpenTest, RunBuilder } from './run-builder.ts';
import { isTestPath, withSlashes } from './spelling.ts';

const BEGINNING = /^\s*(?:TAP version \d+|\d+\.\.\d+|(?:not )?ok \d+)\b/;

export const tap: ResultFormat = {
  id: 'tap',
  title: 'TAP',
  detect: (head) => BEGINNING.test(head.split('\n').find((line) => /^\s*[^\s#]/.test(line)) ?? ''),
  open: (run) => {
    run.tool('tap');
    const reader = new TapReader(run);
    const lines = newLines(
      (line, number, isWhole) => reader.line(line, number, isWhole),
      (number) => run.problem('a line is longer than any test’s', 'it says nothing', number),
    );
    return {
      write: (text) => lines.write(text),
      end: () => {
        lines.end();
        return reader.end();
      },
    };
  },
};

interface Point {
  readonly name: string;
  readonly attempt: Attempt;
  durationMs: number | null;
  location: string;
  isSuite: boolean;
  isHookFailure: boolean;
  /** The file ends inside of its braces: a suite without tests so far, and no test. */
  isCut: boolean;
  children: Level;
}

/** The tests of one indentation, up to the point that they belong to. */
interface Level {
  readonly points: Point[];
  readonly numbers: Set<number>;
  plan: number | null;
  isSuspect: boolean;
}

const newLevel = (): Level => ({ points: [], numbers: new Set(), plan: null, isSuspect: false });

const POINT = /^(not )?ok\b(?: +(\d+))?(?: +-)?(?: +|$)(.*)$/;
const DEEPEST = 100;

class TapReader {
  readonly #run: RunBuilder;
  /** By depth. A level ends when the point above it comes, or its brace closes. */
  #levels: Level[] = [newLevel()];
  /** Points whose children follow in braces, as vitest writes them. */
  readonly #braces: { readonly point: Point; readonly depth: number }[] = [];
  #last: Point | null = null;
  /** Indentation of the block of details that is being read; −1 outside. */
  #details = -1;
  readonly #count = { others: 0, firstOther: 0, bailed: false, cut: false };

  constructor(run: RunBuilder) {
    this.#run = run;
  }

  line(line: string, number: number, isWhole: boolean): void {
    const text = line.trimStart();
    const indent = line.length - text.length;
    // `ok 3 - x` may have gone on with `# SKIP`, and a place with its path.
    if (!isWhole && (POINT.test(text) || this.#details !== -1)) this.#count.cut = true;
    else if (this.#details !== -1) this.#detail(text.trimEnd(), indent);
    else this.#outside(text, indent, number);
  }

  #outside(text: string, indent: number, number: number): void {
    if (text === '' || text.startsWith('#') || /^(?:TAP version|pragma )/.test(text)) return;
    if (text === '---' && this.#last !== null) {
      this.#details = indent;
      return;
    }
    const depth = Math.min(Math.floor(indent / 4), DEEPEST);
    const [, not, id, rest] = POINT.exec(text) ?? [];
    const [, plan] = /^1\.\.(\d{1,9})(?: *#.*)?$/.exec(text) ?? [];
    if (rest !== undefined && indent % 4 === 0) this.#point(depth, not === undefined, id, rest);
    else if (plan !== undefined) this.#planned(this.#levelAt(depth), Number(plan));
    else if (text === '}' && this.#braces.length > 0) this.#closeBrace(depth);
    else if (text.startsWith('Bail out!')) this.#count.bailed = true;
    else {
      this.#count.others += 1;
      if (this.#count.firstOther === 0) this.#count.firstOther = number;
    }
  }

  #levelAt(depth: number): Level {
    while (this.#levels.length <= depth) this.#levels.push(newLevel());
    return this.#levels[depth] ?? newLevel();
  }

  #planned(level: Level, plan: number): void {
    if (level.plan !== null) level.isSuspect = true;
    level.plan ??= plan;
  }

  #point(depth: number, isOk: boolean, id: string | undefined, rest: string): void {
    const { title, directive, hasBrace } = readTitle(rest);
    const level = this.#levelAt(depth);
    const number = id === undefined ? level.points.length + 1 : Number(id);
    if (level.numbers.has(number)) level.isSuspect = true;
    level.numbers.add(number);
    const [, time] = /^time=([\d.]+)ms$/.exec(directive) ?? [];
    const point: Point = {
      name: title,
      attempt: /^(?:skip|todo)/i.test(directive) ? 'skipped' : isOk ? 'passed' : 'fail',
      durationMs: time === undefined ? null : Number(time),
      location: '',
      isSuite: hasBrace,
      isHookFailure: false,
      isCut: false,
      children: this.#takeBelow(depth),
    };
    level.points.push(point);
    this.#last = point;
    if (hasBrace) this.#braces.push({ point, depth });
    else if (depth === 0) this.#flush(level, false);
  }

  /** What stands deeper and came before belongs to the point that comes now. */
  #takeBelow(depth: number): Level {
    const below = this.#levels[depth + 1] ?? newLevel();
    // A level that was left out between.
    for (const deeper of this.#levels.slice(depth + 2)) below.points.push(...deeper.points);
    this.#levels = this.#levels.slice(0, depth + 1);
    return below;
  }

  #closeBrace(depth: number): void {
    const open = this.#braces.pop();
    if (open === undefined) return;
    open.point.children = this.#takeBelow(open.depth);
    this.#last = null;
    if (depth === 0) this.#flush(this.#levelAt(0), true);
  }

  #detail(text: string, indent: number): void {
    if (text === '...' && indent === this.#details) {
      this.#details = -1;
      return;
    }
    const point = this.#last;
    const [, key, value] = /^(duration_ms|location|type|failureType): *["']?(.*?)["']?$/.exec(text) ?? [];
    if (point === null || key === undefined || value === undefined || indent !== this.#details) return;
    if (key === 'duration_ms') point.durationMs = Number.isFinite(Number(value)) ? Math.round(Number(value)) : null;
    else if (key === 'type') point.isSuite = value === 'suite';
    else if (key === 'failureType') point.isHookFailure = value === 'hookFailed';
    else point.location = value;
  }

  readonly #top: OpenTest[] = [];

  /** Hands over the finished points of the outermost level; the last one still waits for its details. */
  #flush(level: Level, all: boolean): void {
    const ready = level.points.splice(0, all ? level.points.length : level.points.length - 1);
    for (const point of ready) this.#emit(point, [], null, this.#top);
  }

  #emit(point: Point, suites: readonly string[], outerFile: string | null, into: OpenTest[]): void {
    const { children } = point;
    const isFile = isTestPath(point.name) && suites.length === 0;
    const [first = '', ...rest] = point.name.split(' > ');
    const isInFile = !isFile && suites.length === 0 && isTestPath(first);
    const place = /^(.*?):(\d+):\d+$/.exec(point.location.replace(/^file:\/\//, ''));
    const file = isFile ? point.name : isInFile ? first : (outerFile ?? place?.[1] ?? null);
    if (children.points.length === 0 && isFile && point.attempt === 'fail') {
      this.#run.package(withSlashes(point.name), 'unbuilt');
      return;
    }
    const below: OpenTest[] = [];
    const names = isFile ? suites : [...suites, ...(isInFile ? rest : [point.name])];
    for (const child of children.points) this.#emit(child, names, file, below);
    this.#judgeLevel(children, below);
    const failedInside = below.some(({ attempts }) => attempts.includes('fail'));
    if (point.attempt === 'fail' && (point.isSuite || isFile) && (point.isHookFailure || !failedInside))
      for (const test of below) test.doubt ??= `“${point.name}” failed outside of its tests`;
    into.push(...below);
    if (isFile || (point.isSuite && (point.isCut || children.points.length > 0))) return;
    into.push(
      this.#run.add({
        package: withSlashes(file ?? ''),
        suites: names.slice(0, -1),
        name: names.at(-1) ?? '',
        file: file === null ? null : withSlashes(file),
        line: place === null || isFile ? null : Number(place[2]),
        attempts: [point.attempt],
        durationMs: point.durationMs === null ? null : Math.round(point.durationMs),
      }),
    );
  }

  /** More tests than planned, a number twice or two plans: some of the lines were printed by a program, nobody knows which. */
  #judgeLevel(level: Level, tests: readonly OpenTest[]): void {
    const size = level.numbers.size;
    if (!level.isSuspect && (level.plan === null || size <= level.plan)) {
      if (level.plan !== null && size < level.plan)
        this.#run.problem(`${level.plan} tests were planned and ${size} told`, 'the others count as not run');
      return;
    }
    this.#run.problem(
      'the numbers of the tests do not fit their plan, as if a program had printed some of the lines',
      'what passed there counts as not run',
    );
    for (const test of tests) test.doubt ??= 'the numbers of the tests around it do not fit their plan';
  }

  /** What stands behind a test says where it is; where the text ends before, it may be any test of that name. */
  #dropUnfinished(top: Level): void {
    if (this.#details === -1 && top.plan !== null && top.numbers.size >= top.plan) return;
    const last = top.points.at(-1);
    const isPlaced = last === undefined || last.location !== '' || isTestPath(last.name);
    if (isPlaced || last.children.points.length === 0) return;
    top.points.pop();
    this.#run.problem(
      `“${last.name}” is the last that the file tells`,
      'the file may end before all of it; it does not count',
    );
  }

  end(): boolean {
    const { others, firstOther, bailed, cut } = this.#count;
    const [top = newLevel()] = this.#levels;
    const isOpen = this.#braces.length > 0 || this.#levels.slice(1).some((level) => level.points.length > 0);
    for (let open = this.#braces.pop(); open !== undefined; open = this.#braces.pop()) {
      open.point.isCut = true;
      open.point.children = this.#takeBelow(open.depth);
    }
    // Tests whose outer test was cut off have no name of their own: `adds` may be any test called so.
    const orphans = this.#levels.slice(1).reduce((sum, level) => sum + level.points.length, 0);
    if (orphans > 0)
      this.#run.problem(
        `${orphans} tests stand in a test that was cut off`,
        'nobody knows their full names; they do not count',
      );
    this.#dropUnfinished(top);
    this.#flush(top, true);
    this.#judgeLevel(top, this.#top);
    if (others > 0) this.#run.problem(`${others} lines are no TAP`, 'they say nothing', firstOther);
    if (bailed) this.#run.problem('the run was given up (“Bail out!”)', 'what did not run before counts as not run');
    return !isOpen && !bailed && !cut && top.plan !== null && top.numbers.size >= top.plan && this.#details === -1;
  }
}

interface Title {
  readonly title: string;
  readonly directive: string;
  readonly hasBrace: boolean;
}

/** `name # SKIP why`, `name # time=2ms {`; `\#` and `\\` in a name stand for themselves. */
function readTitle(rest: string): Title {
  const hasBrace = / \{$/.test(rest);
  const text = (hasBrace ? rest.slice(0, -2) : rest).trim();
  const at = text.lastIndexOf('# ');
  const directive = at !== -1 && (at === 0 || text[at - 1] === ' ') ? text.slice(at + 2).trim() : '';
  const isDirective = /^(?:skip|todo)\b|^time=/i.test(directive);
  const title = isDirective ? text.slice(0, at) : text;
  return {
    title: title.trim().replace(/\\([\\#])/g, '$1'),
    directive: isDirective ? directive : '',
    hasBrace,
  };
}
