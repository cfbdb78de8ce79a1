// Says how a skip is guarded: not at all, by the environment, or by anything else.
import type { Skip } from '../../model/test.ts';

const readsEnvironment = /\b(?:Getenv|LookupEnv)\(/;
/** `*update`, `*testutil.UpdateGolden`: a dereferenced flag; gofmt writes a product with blanks around its star. */
const readsFlag = /(?:^|[!(&|=,\s])\*[A-Za-z\x80-\uffff_][\w\x80-\uffff.]*/;
const fromEnvironment =
  /(?<![\w\x80-\uffff])([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)(?:[ \t]*,[ \t]*([A-Za-z\x80-\uffff_][\w\x80-\uffff]*))?[ \t]*:?=[ \t]*(?:os|syscall)\.(?:Getenv|LookupEnv)\(/g;
const names = /[A-Za-z\x80-\uffff_][\w\x80-\uffff]*/g;

/** Names that hold something read from the environment, anywhere in this source. */
export const environmentNames = (source: string): ReadonlySet<string> => {
  const found = new Set<string>();
  if (!source.includes('env') && !source.includes('Env')) return found;
  for (const [, first = '', second = ''] of source.matchAll(fromEnvironment)) found.add(first).add(second);
  found.delete('');
  found.delete('_');
  return found;
};

/**
 * `guards` are the conditions around the call, outermost first; `direct` is false inside loops, cases and closures.
 * `environment` are names that hold something read from it.
 */
export const skipKind = (
  guards: readonly string[],
  direct: boolean,
  environment: ReadonlySet<string>,
): Skip['kind'] => {
  if (guards.some((guard) => asksEnvironment(guard, environment))) return 'environment';
  return guards.length === 0 && direct ? 'always' : 'conditional';
};

const asksEnvironment = (guard: string, environment: ReadonlySet<string>): boolean =>
  readsEnvironment.test(guard) ||
  readsFlag.test(guard) ||
  (environment.size > 0 && (guard.match(names) ?? []).some((name) => environment.has(name)));
