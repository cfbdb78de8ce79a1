// Parses TypeScript with the compiler inside ts-morph, in memory and without a type checker, and hands on the neutral tree.
import { ts } from 'ts-morph';
import type { Fault, TreeParser } from '../shared/describe-it/tree.ts';
import { commentsOf } from './comments.ts';
import { reduceFile } from './reduce.ts';

/** Where neither is valid, plain TypeScript says better what is wrong. */
const dialects = [ts.ScriptKind.TS, ts.ScriptKind.TSX] as const;

/**
 * Only the syntax is asked for: no project, no checker, no library files. ts-morph's own `createSourceFile` also looks for comments in each
 * line from its start, which took 99 s for a minified file of 1 MB; the parser alone takes half a second.
 */
export const openParser = (): TreeParser => ({
  parse(text) {
    // `<T>x` means one thing in .ts and another in .tsx, and facts do not know the name of their file.
    const looksLikeJsx = /<\/[\w.]*>|\/>/.test(text);
    const order = looksLikeJsx ? [...dialects].reverse() : dialects;
    if (endlessModifiers.test(text)) return { tooMuch: 'a hundred modifiers stand in a row' };
    let best: Parsed | null = null;
    for (const dialect of order) {
      const parsed = parseAs(dialect, text);
      if (parsed !== null && (best === null || parsed.faults.length < best.faults.length)) best = parsed;
      if (best?.faults.length === 0) break;
    }
    if (best === null) return { tooMuch: 'the code is nested deeper than the parser can go' };
    return { tree: { ...reduceFile(best.file), comments: commentsOf(best.file), faults: best.faults } };
  },
});

/** At each modifier the parser looks ahead over all that follow: 350 KB of `export export …` would take it minutes. */
const endlessModifiers =
  /(?:\b(?:export|declare|abstract|async|public|private|protected|static|readonly|override|accessor|default|const|in|out)\s+){100}/;

interface Parsed {
  readonly file: ts.SourceFile;
  readonly faults: readonly Fault[];
}

const parseAs = (dialect: ts.ScriptKind, text: string): Parsed | null => {
  try {
    const file = ts.createSourceFile('test.ts', text, ts.ScriptTarget.Latest, false, dialect);
    return { file, faults: faultsOf(file) };
  } catch (error) {
    // The parser is recursive: on 5,000 nested brackets it runs out of stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/** The parser keeps them on the file; asking the program for them would build one and bind it. */
const faultsOf = (file: ts.SourceFile): readonly Fault[] => {
  const found: unknown = Reflect.get(file, 'parseDiagnostics');
  if (!Array.isArray(found)) return [];
  return found.map((each: ts.DiagnosticWithLocation) => ({
    start: each.start,
    end: each.start + each.length,
    what: lowerFirst(ts.flattenDiagnosticMessageText(each.messageText, ' ')),
  }));
};

const lowerFirst = (text: string): string => (text.charAt(0).toLowerCase() + text.slice(1)).replace(/\.$/, '');
