// What a language must know to be recognised, and what to be read. Add one: a folder beside this file and a line in index.ts.
import type { TestFileFacts } from '../model/test.ts';

/** Reads an asset by name (`tree-sitter-go.wasm`); the file system stays outside. */
export type ReadAsset = (name: string) => Promise<Uint8Array>;

export interface Extractor {
  /** Never throws for bad source: what cannot be read is a problem in the facts. */
  extract(text: string): TestFileFacts;
  close(): void;
}

/** One declaration's share of an outline; positions count from its own first line. */
export type OutlinePart = Pick<TestFileFacts, 'tests' | 'loose'>;

/** Known before a file of it is read: a run that meets no new bytes loads no more than this. */
export interface LanguageAbout {
  readonly id: string;
  /** Part of the cache key: raise it whenever the facts of unchanged bytes change. */
  readonly version: number;
  /** Info strings of fenced blocks: `go`, `golang`. */
  readonly fences: readonly string[];
  isTestFile(path: string): boolean;
  /** Tests stand in any source file, so that `isTestFile` names candidates and most of what it names may hold none. */
  readonly testsAmongCode?: true;
}

/** A test as far as a command must know it. */
export interface RunnableTest {
  readonly path: string;
  readonly name: string;
  /** The last level of its name is made at run time: a command stops before it. */
  readonly dynamic: boolean;
}

export interface Language extends LanguageAbout {
  /** Where it has one, a reader without the parser: the same facts, or null for a text that takes the parser. */
  openPlain?(): Promise<(text: string) => TestFileFacts | null>;
  /** Loads the parser; called only when a file of this language must be parsed. */
  open(readAsset: ReadAsset): Promise<Extractor>;
  /** False where a fragment surely holds no test, as most fences of a plan do not. */
  mayHoldTest?(text: string): boolean;
  /**
   * The same facts without a parser, as far as names, comments and messages go (no calls, assertions, helpers): for the many
   * blobs of old revisions and for a plan's fenced tests, which are often fragments. What is not `wanted` may be left at the names of
   * its tests.
   */
  outline(text: string, wanted?: (piece: string) => boolean): TestFileFacts;
  /**
   * The outline cut into declarations, for the thousands of blobs of old revisions: equal text gives the same object, so that a caller
   * reads each piece once. A piece that is not `wanted` gives no more than the names of its tests.
   */
  outlineParts(text: string, wanted: (piece: string) => boolean): readonly OutlinePart[];
  /** The command that runs just this test; arguments unquoted. */
  runCommand(test: { readonly path: string; readonly name: string }): readonly string[];
}
