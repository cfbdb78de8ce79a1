// Finds what never runs in a Rust test: blocks whose condition never holds, and loops without a round.
import { isNeverTrue, type LiteralOf, outcomeOf, overNothing } from '../shared/certain.ts';
import { nothingIn } from '../shared/literals.ts';

const longestHead = 100;
const entered = /^(?:(?:else\s+)?(?:if|while)\s+(.+)|for\s+[\w(), &]{1,60}?\s+in\s+(.+))$/;
const empty = /^(?:\[\s*\]|vec!\s*\[\s*\]|0\s*\.\.\s*0)$/;

/** Why a block is never entered; undefined where it may be. `head` is the source from the start of its statement to its brace. */
export const whyNeverEntered = (head: string, literalOf: LiteralOf): string | undefined => {
  if (head.length > longestHead) return undefined;
  const [, condition, over] = entered.exec(head.trim()) ?? [];
  if (condition !== undefined) return outcomeOf(condition, literalOf) === false ? isNeverTrue : undefined;
  if (over === undefined) return undefined;
  return empty.test(over) || literalOf(over) === nothingIn ? overNothing : undefined;
};

const binding =
  /^\s*(?:let|const|static)\s+(?:mut\s+)?(\w+)(?:\s*:[^=]{1,40})?\s*=\s*(?:(true|false)|\[\s*\]|vec!\s*\[\s*\])\s*$/;

/** The name that a statement binds to a literal, and which; null for every other statement. */
export const boundIn = (statement: string): readonly [name: string, literal: string] | null => {
  const [, name, truth] = statement.length > longestHead ? [] : (binding.exec(statement) ?? []);
  return name === undefined ? null : [name, truth ?? nothingIn];
};

/** What is declared behind a `return` may be called in front of it. */
export const declaresFunction = (head: string): boolean => /\bfn\s+\w+\s*[(<]/.test(head.slice(0, longestHead));
