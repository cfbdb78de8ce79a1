// Parses TypeScript with ts-morph, in memory and without a type checker, and hands on the neutral tree.
import { Project, ts } from 'ts-morph';
import type { Fault, TreeParser } from '../shared/describe-it/tree.ts';
import { commentsOf } from './comments.ts';
import { reduceFile } from './reduce.ts';

/** Where neither is valid, plain TypeScript says better what is wrong. */
const dialects = ['test.ts', 'test.tsx'] as const;

export const openParser = (): TreeParser => {
  const project = new Project({
    useInMemoryFileSystem: true,
    skipLoadingLibFiles: true,
    skipFileDependencyResolution: true,
    compilerOptions: { noLib: true, noResolve: true, target: ts.ScriptTarget.Latest },
  });
  return {
    parse(text) {
      // `<T>x` means one thing in .ts and another in .tsx, and facts do not know the name of their file.
      const looksLikeJsx = /<\/[\w.]*>|\/>/.test(text);
      const order = looksLikeJsx ? [...dialects].reverse() : dialects;
      let best: Parsed | null = null;
      for (const name of order) {
        const parsed = parseAs(project, name, text);
        if (parsed !== null && (best === null || parsed.faults.length < best.faults.length)) best = parsed;
        if (best?.faults.length === 0) break;
      }
      if (best === null) return { gaveUp: { start: 0, end: 0, what: 'it is nested deeper than the parser can go' } };
      return { tree: { ...reduceFile(best.file), comments: commentsOf(best.file), faults: best.faults } };
    },
  };
};

interface Parsed {
  readonly file: ts.SourceFile;
  readonly faults: readonly Fault[];
}

const parseAs = (project: Project, name: string, text: string): Parsed | null => {
  try {
    const source = project.createSourceFile(name, text, { overwrite: true });
    const file = source.compilerNode;
    source.forget();
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
