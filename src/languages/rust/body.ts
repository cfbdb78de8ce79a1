// Reads one function's body as tokens, which is how its macros see it: what it says, calls and asserts, and when it returns early.

import { isNeverReached, isSwallowed, whyCertain } from '../shared/certain.ts';
import { looksLikeFile } from '../shared/file-names.ts';
import { rangeAt } from '../shared/lines.ts';
import { Literals } from '../shared/literals.ts';
import { type Draft, type Source, shortened } from './draft.ts';
import { boundIn, declaresFunction, whyNeverEntered } from './idle.ts';
import type { Span } from './items.ts';
import { isNameCode, isStringAt, literalValue, skipBlank, skipGroup, skipQuoted, splitArguments } from './lexing.ts';
import { isSnapshot, macroSpeaker, methodSpeaker, type Speaker, soundsLikeCheck, utterances } from './speech.ts';

interface Body {
  readonly source: Source;
  readonly draft: Draft;
  readonly start: number;
  readonly end: number;
  /** It hands an error back: `?` can fail the test. */
  readonly returnsResult: boolean;
  /** Names that hold something read from the environment; null where the body reads nothing from it. */
  readonly environment: readonly string[] | null;
  readonly usesTrybuild: boolean;
}

const readsEnvironment = /\b(?:env\s*::\s*vars?(?:_os)?\s*\(|option_env\s*!)/;
const fromEnvironment =
  /\blet\s+(?:mut\s+)?([A-Za-z_]\w{0,60})[^=;{}]{0,60}=\s*(?:!|\w{1,40}::){0,4}(?:vars?(?:_os)?\s*\(|option_env\s*!)/g;
const longestName = 200;
const longestGuard = 400;
/** Argument lists inside argument lists that all speak: beyond this the text is hostile, and each level costs a look at all below it. */
const deepestSpeech = 60;

export const readBody = (source: Source, span: Span, draft: Draft, returnsResult: boolean): void => {
  const text = source.text.slice(span.start, span.end);
  const environment = readsEnvironment.test(text)
    ? [...text.matchAll(fromEnvironment)].map(([, name = '']) => name)
    : null;
  const body: Body = { source, draft, ...span, returnsResult, environment, usesTrybuild: text.includes('trybuild') };
  new Walk(body).run();
};

/** An open brace with the condition in front of it. */
interface Frame {
  readonly guard: string;
}

class Walk {
  private readonly body: Body;
  private readonly frames: Frame[] = [];
  /** Offsets at which argument lists that speak end. */
  private readonly speaking: number[] = [];
  /** Where the statement under reading begins. */
  private statement: number;
  /** Open braces around the place under reading. */
  private depth = 0;
  /** Depth at which a `return` without a condition stands; −1 where there is none. */
  private returns = -1;
  /** Nothing is reached before the brace that leaves this depth; −1 where all may be. */
  private dead = -1;
  private whyDead = isNeverReached;
  private readonly literals: Literals;
  /** Names bound to literals, and how deep, the last one last. */
  private readonly bound: { readonly name: string; readonly depth: number }[] = [];
  /** Where a `catch_unwind` ends whose answer is dropped. */
  private swallowed = -1;

  constructor(body: Body) {
    this.body = body;
    this.statement = body.start;
    this.literals = new Literals(() => body.source.text.slice(body.start, body.end));
  }

  run(): void {
    const { source, start, end, draft } = this.body;
    const { text } = source;
    for (let at = start; at < end; ) {
      const after = skipQuoted(text, at, end);
      if (after > at) {
        if (text.charCodeAt(at) === 47) draft.comments.push({ start: at, end: after });
        else if (isStringAt(text, at)) this.string(at, after);
        at = after;
        continue;
      }
      this.sign(text.charCodeAt(at), at);
      at++;
    }
  }

  private string(start: number, end: number): void {
    const { source, draft } = this.body;
    if (end - start > longestName) return;
    const value = literalValue(source.text, start, end);
    if (looksLikeFile(value) && !draft.files.has(value)) draft.files.set(value, rangeAt(source.lines, start, end));
  }

  private sign(c: number, at: number): void {
    const { text } = this.body.source;
    if (c === 40) this.call(at);
    else if (c === 33) this.macro(at);
    else if (c === 63) this.question(at);
    else if (c === 59) this.endStatement(at);
    else if (c === 123) this.enter(at);
    else if (c === 125) this.leave(at);
    else if (c === 114 && isWord(text, at, 'return')) this.return(at);
  }

  private endStatement(at: number): void {
    const { text } = this.body.source;
    const last = text.charCodeAt(at - 1);
    if (last === 101 || last === 93) this.bind(text.slice(this.statement, at));
    this.statement = at + 1;
    if (this.returns === this.depth && this.dead === -1) {
      this.dead = this.depth;
      this.whyDead = isNeverReached;
    }
    this.returns = -1;
  }

  private bind(statement: string): void {
    const [name, literal] = boundIn(statement) ?? [];
    if (name === undefined || literal === undefined) return;
    this.literals.bind(name, literal, this.body.end);
    this.bound.push({ name, depth: this.depth });
  }

  private enter(at: number): void {
    const head = this.body.source.text.slice(Math.max(this.statement, at - longestGuard), at);
    this.depth++;
    if (this.dead === -1) {
      const why = whyNeverEntered(head, this.literals.at({ start: at }));
      if (why !== undefined) {
        this.dead = this.depth;
        this.whyDead = why;
      }
    } else if (this.whyDead === isNeverReached && declaresFunction(head)) this.dead = -1;
    if (this.body.environment !== null) this.frames.push({ guard: this.guard(at) });
    this.statement = at + 1;
  }

  private leave(at: number): void {
    this.frames.pop();
    this.statement = at + 1;
    if (--this.depth < this.dead) this.dead = -1;
    if (this.returns > this.depth) this.returns = -1;
    for (let last = this.bound.at(-1); last !== undefined && last.depth > this.depth; last = this.bound.at(-1)) {
      this.literals.release(last.name);
      this.bound.pop();
    }
  }

  private return(at: number): void {
    if (this.body.environment !== null) this.earlyReturn(at);
    if (skipBlank(this.body.source.text, this.statement, at) === at) this.returns = this.depth;
  }

  /** `let _ = catch_unwind(…);`: what panics in it fails nothing. */
  private noteCatch(start: number, open: number): void {
    const { text } = this.body.source;
    const end = skipGroup(text, open, this.body.end);
    const isDropped = /^\s*(?:let\s+_\s*=\s*)?$/.test(
      text.slice(Math.max(this.statement, start - longestGuard), start),
    );
    if (isDropped && text.charAt(skipBlank(text, end, this.body.end)) === ';')
      this.swallowed = Math.max(this.swallowed, end);
  }

  private whyVain(callee: string, open: number, end: number): string | undefined {
    if (this.dead !== -1) return this.whyDead;
    if (open < this.swallowed) return isSwallowed;
    const { text } = this.body.source;
    if (!callee.endsWith('!') || end - open > longestGuard) return undefined;
    const name = callee.slice(callee.lastIndexOf(':') + 1, -1);
    const given = splitArguments(text, open + 1, end - 1).map((one) => text.slice(one.start, one.end));
    return whyCertain(name, given.slice(0, name.endsWith('assert') ? 1 : 2));
  }

  /** `if cond`, `let Ok(x) = … else`: what must hold for the braces to be entered; '' for every other brace. */
  private guard(brace: number): string {
    const head = this.body.source.text.slice(Math.max(this.statement, brace - longestGuard), brace).trim();
    return /^(?:\}?\s*else\s+)?(?:if|match)\b/.test(head) || /^let\b[\s\S]*\belse$/.test(head) ? head : '';
  }

  private earlyReturn(at: number): void {
    const { source, draft, environment } = this.body;
    const head = source.text.slice(Math.max(this.statement, at - longestGuard), at);
    const guard = [...this.frames.map((frame) => frame.guard), head].findLast(
      (one) => readsEnvironment.test(one) || mentions(one, environment ?? []),
    );
    if (guard === undefined) return;
    const condition = shortened(guard.trim().replace(/^(?:else\s+)?if\b\s*/, ''));
    draft.skips.push({ kind: 'environment', condition, at: rangeAt(source.lines, at, at + 'return'.length) });
  }

  private question(at: number): void {
    const { returnsResult, source, draft } = this.body;
    const before = source.text.charCodeAt(at - 1);
    if (!returnsResult || this.dead !== -1 || !(before === 41 || before === 93 || before === 125 || isNameCode(before)))
      return;
    if (draft.assertions.some(({ callee }) => callee === '?')) return;
    const subject = shortened(source.text.slice(Math.max(this.statement, at - longestGuard), at));
    draft.assertions.push({ callee: '?', kind: 'error', subject, at: rangeAt(source.lines, at, at + 1) });
  }

  /** `name!(…)`, `path::name! {…}` */
  private macro(at: number): void {
    const { source, end } = this.body;
    const open = skipBlank(source.text, at + 1, end);
    if (!'([{'.includes(source.text.charAt(open)) || open >= end) return;
    const start = nameStart(source.text, at, this.body.start);
    const path = source.text.slice(start, at);
    if (!/^[\p{L}_]/u.test(path)) return;
    const speaker = macroSpeaker(path);
    if (speaker !== null) this.speak(`${path}!`, start, open, speaker);
    if (isSnapshot(path) || path.endsWith('proptest')) this.record(path, start, open);
  }

  private call(open: number): void {
    const { source } = this.body;
    const { text } = source;
    const end = behindTurbofish(text, open, this.body.start);
    const start = nameStart(text, end, this.body.start);
    const written = text.slice(start, end);
    const name = written.slice(Math.max(written.lastIndexOf('.'), written.lastIndexOf(':')) + 1);
    if (!/^[\p{Ll}_]/u.test(name) || keywords.has(name)) return;
    const isMethod = written.length > name.length && written.charAt(written.length - name.length - 1) === '.';
    const speaker = isMethod ? methodSpeaker(name, this.body.usesTrybuild) : null;
    if (speaker === null) this.record(written, start, open);
    else this.speak(name, start, open, speaker);
    if (name === 'catch_unwind') this.noteCatch(start, open);
  }

  private record(callee: string, start: number, open: number): void {
    const { draft, source } = this.body;
    // What panics where the answer is dropped fails nothing, whoever is called there.
    if (this.dead !== -1 || open < this.swallowed || callee.length > longestName || draft.calls.has(callee)) return;
    const at = rangeAt(source.lines, start, open);
    draft.calls.set(callee, { callee, passesHandle: soundsLikeCheck(callee), at });
  }

  private speak(callee: string, start: number, open: number, speaker: Speaker): void {
    const { draft, source } = this.body;
    const { text, lines } = source;
    while ((this.speaking.at(-1) ?? Infinity) <= open) this.speaking.pop();
    if (this.speaking.length >= deepestSpeech) return;
    const end = skipGroup(text, open, this.body.end);
    this.speaking.push(end);
    for (const said of utterances(text, open, end, speaker.dataArguments))
      draft.messages.push({ text: said.text, callee, at: rangeAt(lines, said.start, said.end) });
    if (speaker.kind === 'log') return;
    const isMethod = !callee.endsWith('!');
    // A test unwraps on every other line: that it can fail so is one fact.
    if (isMethod && draft.assertions.some((one) => one.callee === callee && one.vain === undefined)) return;
    const vain = this.whyVain(callee, open, end);
    const from = isMethod ? Math.max(this.statement, start - longestGuard) : open + 1;
    const subject = shortened(text.slice(from, isMethod ? open : end - 1));
    draft.assertions.push({
      callee,
      kind: speaker.kind,
      subject,
      ...(vain === undefined ? {} : { vain }),
      at: rangeAt(lines, start, end),
    });
  }
}

const keywords: ReadonlySet<string> = new Set(
  'if while match for in return let else loop move as fn mut ref break await async dyn where unsafe impl'.split(' '),
);

const isWord = (text: string, at: number, word: string): boolean =>
  text.startsWith(word, at) && !isNameCode(text.charCodeAt(at - 1)) && !isNameCode(text.charCodeAt(at + word.length));

const mentions = (guard: string, names: readonly string[]): boolean =>
  (guard.match(/[A-Za-z_]\w*/g) ?? []).some((word) => names.includes(word));

/** Start of the path before `end`: `common::assert_ok`, `self.check`, `.check` behind a call. */
const nameStart = (text: string, end: number, least: number): number => {
  let at = end;
  while (at > least && end - at <= longestName) {
    const c = text.charCodeAt(at - 1);
    const isPath = c === 58 && (text.charCodeAt(at - 2) === 58 || text.charCodeAt(at) === 58);
    if (!isNameCode(c) && c !== 46 && !isPath) break;
    at--;
  }
  return at;
};

/** `parse::<u8>(`: the name ends before the types. */
const behindTurbofish = (text: string, open: number, least: number): number => {
  if (text.charCodeAt(open - 1) !== 62) return open;
  let depth = 0;
  for (let at = open - 1; at > least && open - at <= longestName; at--) {
    const c = text.charCodeAt(at);
    if (c === 62 && text.charCodeAt(at - 1) !== 45) depth++;
    if (c === 60) depth--;
    if (depth === 0) return text.startsWith('::', at - 2) ? at - 2 : open;
  }
  return open;
};
