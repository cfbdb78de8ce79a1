// Parses JavaScript with Babel, JSX, Flow and the newest proposals included, and hands on the neutral tree.
import { type ParserOptions, type ParserPlugin, parse } from '@babel/parser';
import type { Fault, TreeParser } from '../shared/describe-it/tree.ts';
import type { BabelNode } from './nodes.ts';
import { reduceProgram } from './reduce.ts';

const proposals: readonly ParserPlugin[] = [
  'jsx',
  ['decorators', { allowCallParenthesized: true }],
  'decoratorAutoAccessors',
  'asyncDoExpressions',
  'deferredImportEvaluation',
  'destructuringPrivate',
  'doExpressions',
  'exportDefaultFrom',
  'functionBind',
  'importReflection',
  'moduleBlocks',
  ['optionalChainingAssign', { version: '2023-07' }],
  'partialApplication',
  'sourcePhaseImports',
  'throwExpressions',
];

const options: ParserOptions = {
  sourceType: 'unambiguous',
  errorRecovery: true,
  allowReturnOutsideFunction: true,
  allowAwaitOutsideFunction: true,
  allowImportExportEverywhere: true,
  allowSuperOutsideMethod: true,
  allowUndeclaredExports: true,
  allowNewTargetOutsideFunction: true,
  attachComment: false,
};

const flow: ParserPlugin = ['flow', { all: true }];

type Outcome = ReturnType<TreeParser['parse']>;

export const openParser = (): TreeParser => ({
  parse(text) {
    const isFlow = /@flow\b/.test(text.slice(0, 2000));
    const first = parseAs(text, isFlow ? [flow] : []);
    const isValid = 'tree' in first && first.tree.faults.length === 0;
    if (isFlow || isValid || 'tooMuch' in first) return first;
    // Types without a pragma: many projects have Flow for all files.
    const second = parseAs(text, [flow]);
    return badness(second) < badness(first) ? second : first;
  },
});

const badness = (outcome: Outcome): number =>
  'tree' in outcome ? outcome.tree.faults.length : Number.POSITIVE_INFINITY;

const parseAs = (text: string, plugins: readonly ParserPlugin[]): Outcome => {
  try {
    const file = babel(text, plugins);
    const comments = (file.comments ?? []).flatMap(({ start, end }) =>
      typeof start === 'number' && typeof end === 'number' ? [{ start, end }] : [],
    );
    const program: unknown = file.program;
    return {
      tree: { ...reduceProgram(program as BabelNode, text), comments, faults: (file.errors ?? []).map(faultOf) },
    };
  } catch (error) {
    // Babel is recursive: 5,000 nested brackets take more stack than there is.
    if (error instanceof RangeError) return { tooMuch: 'the code is nested deeper than the parser can go' };
    if (error instanceof SyntaxError) return { gaveUp: faultOf(error) };
    throw error;
  }
};

/** Where it recovers from an error, Babel may trip over what is missing: `import (,)` is a call without an argument to it. */
const babel = (text: string, plugins: readonly ParserPlugin[]): ReturnType<typeof parse> => {
  try {
    return parse(text, { ...options, plugins: [...proposals, ...plugins] });
  } catch (error) {
    if (error instanceof TypeError) throw new SyntaxError('the parser gave up on this file');
    throw error;
  }
};

/** `Missing semicolon. (3:7)` at an offset. */
const faultOf = (error: unknown): Fault => {
  const { pos, message } = Object(error) as { readonly pos?: unknown; readonly message?: unknown };
  const at = typeof pos === 'number' ? pos : 0;
  const what = String(message)
    .replace(/\s*\(\d+:\d+\)$/, '')
    .replace(/\.$/, '');
  return { start: at, end: at + 1, what: what.charAt(0).toLowerCase() + what.slice(1) };
};
