// Cuts the wanted values out of one long JSON document while it streams by: a report of 500 MB is longer than any string may be.
import { Unreadable } from './format.ts';

/** A value longer than this is left out, for it would fill the memory. In UTF-16 code units. */
export const LONGEST_VALUE = 64 * 1024 * 1024;

export interface JsonElements {
  /** Throws Unreadable where the text is no JSON. */
  write(text: string): void;
  /** True where the document ended where it should. */
  end(): boolean;
}

export interface ElementSink {
  /** `path` has `*` for an element of a list: `results.tests.*`. */
  value(path: string, value: unknown): void;
  /** A wanted value that is too long or is no JSON. */
  broken(path: string): void;
}

/** A list or object around the place where the scanner stands. */
interface Frame {
  readonly path: string;
  readonly isList: boolean;
  key: string;
}

type Mode = 'value' | 'key' | 'colon' | 'next' | 'taking' | 'over';

/** A value that is being passed over or kept. */
interface Taking {
  kind: 'text' | 'scalar' | 'nested';
  isKey: boolean;
  isWanted: boolean;
  depth: number;
  inText: boolean;
  isEscaped: boolean;
  pieces: string[];
  length: number;
}

const isBlank = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9 || code === 0xfeff;

/**
 * `wanted` names the paths of the values to hand over (`testResults.*`, `success`). Lists and objects on the way to them are entered,
 * all others are passed over.
 */
export function newJsonElements(wanted: readonly string[], sink: ElementSink): JsonElements {
  const exact = new Set(wanted);
  const onTheWay = new Set(wanted.flatMap((path) => path.split('.').map((_, i, steps) => steps.slice(0, i).join('.'))));
  const frames: Frame[] = [];
  let mode: Mode = 'value';
  let taking = newTaking('scalar', false, false);

  const pathHere = (): string => {
    const top = frames.at(-1);
    const step = top === undefined ? '' : top.isList ? '*' : top.key;
    return top === undefined || top.path === '' ? step : `${top.path}.${step}`;
  };
  const leave = (): void => {
    frames.pop();
    mode = frames.length === 0 ? 'over' : 'next';
  };
  const beginValue = (code: number): number => {
    const path = pathHere();
    const isNested = code === 123 || code === 91;
    if (isNested && onTheWay.has(path) && !exact.has(path)) {
      frames.push({ path, isList: code === 91, key: '' });
      mode = code === 91 ? 'value' : 'key';
      return 1;
    }
    if (code === 125 || code === 44 || code === 58)
      throw new Unreadable(`${String.fromCharCode(code)} where a value should stand`);
    taking = newTaking(isNested ? 'nested' : code === 34 ? 'text' : 'scalar', false, exact.has(path));
    mode = 'taking';
    return 0;
  };
  const finish = (): void => {
    const text = taking.length > LONGEST_VALUE ? null : taking.pieces.join('');
    const { isKey, isWanted } = taking;
    taking = newTaking('scalar', false, false);
    if (isKey) {
      const top = frames.at(-1);
      const key = text === null ? undefined : parsed(text);
      if (top) top.key = typeof key === 'string' ? key : '';
      mode = 'colon';
      return;
    }
    mode = frames.length === 0 ? 'over' : 'next';
    if (!isWanted) return;
    const value = text === null ? undefined : parsed(text);
    if (value === undefined) sink.broken(pathHere());
    else sink.value(pathHere(), value);
  };
  /** Handles one character outside of values; answers how far to go on. */
  const step = (code: number): number => {
    const top = frames.at(-1);
    if (mode === 'value') {
      if (code !== 93 || top?.isList !== true) return beginValue(code);
      leave();
    } else if (mode === 'key') {
      if (code === 125) leave();
      else if (code === 34) {
        taking = newTaking('text', true, true);
        mode = 'taking';
        return 0;
      } else throw new Unreadable('a key of an object should stand here');
    } else if (mode === 'colon') {
      if (code !== 58) throw new Unreadable('a colon should stand here');
      mode = 'value';
    } else if (mode === 'next') {
      if (code === 44) mode = top?.isList === true ? 'value' : 'key';
      else if (code === (top?.isList === true ? 93 : 125)) leave();
      else throw new Unreadable('a comma or the end of a list or object should stand here');
    } else throw new Unreadable('the document ended before');
    return 1;
  };
  return {
    write: (text) => {
      for (let i = 0; i < text.length; ) {
        if (mode === 'taking') {
          const end = takeOn(taking, text, i);
          if (end.isDone) finish();
          i = end.at;
        } else {
          const code = text.charCodeAt(i);
          i += isBlank(code) ? 1 : step(code);
        }
      }
    },
    end: () => mode === 'over',
  };
}

const newTaking = (kind: Taking['kind'], isKey: boolean, isWanted: boolean): Taking => ({
  kind,
  isKey,
  isWanted,
  depth: 0,
  inText: false,
  isEscaped: false,
  pieces: [],
  length: 0,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Reached {
  readonly at: number;
  readonly isDone: boolean;
}

/** Goes on in a value from `from`, to its end or to the end of the text. */
function takeOn(taking: Taking, text: string, from: number): Reached {
  const reached = taking.kind === 'scalar' ? scalarEnd(text, from) : nestedEnd(taking, text, from);
  if (taking.isWanted) {
    taking.length += reached.at - from;
    if (taking.length <= LONGEST_VALUE) taking.pieces.push(text.slice(from, reached.at));
    else taking.pieces = [];
  }
  return reached;
}

function scalarEnd(text: string, from: number): Reached {
  const ends = /[\s,\]}]/g;
  ends.lastIndex = from;
  const found = ends.exec(text);
  return found === null ? { at: text.length, isDone: false } : { at: found.index, isDone: true };
}

/** The end of a text, or of a list or object with all that stands in it. */
function nestedEnd(taking: Taking, text: string, from: number): Reached {
  const outside = /["{}[\]]/g;
  const inside = /["\\]/g;
  let at = from;
  if (taking.isEscaped) {
    taking.isEscaped = false;
    at += 1;
  }
  while (at < text.length) {
    const search = taking.inText ? inside : outside;
    search.lastIndex = at;
    const found = search.exec(text);
    if (found === null) break;
    at = found.index + 1;
    const code = text.charCodeAt(found.index);
    if (code === 92) {
      taking.isEscaped = at >= text.length;
      at += 1;
    } else if (code === 34) taking.inText = !taking.inText;
    else taking.depth += code === 123 || code === 91 ? 1 : -1;
    if (!taking.inText && taking.depth === 0 && code !== 92) return { at, isDone: true };
  }
  return { at: text.length, isDone: false };
}
