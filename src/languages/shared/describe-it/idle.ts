// Finds what never runs in a JavaScript test since there is nothing to run it for: loops and callbacks over an empty list.
import { outcomeOf } from '../certain.ts';
import { type Literals, nothingIn } from '../literals.ts';
import type { Binding, Chain, Guard, Loop, Syntax } from './tree.ts';

/** Notes `const on = false` and `const rows = []` for what follows up to `until`. */
export const bindLiteral = (literals: Literals, { names, value }: Binding, text: string, until: number): void => {
  const [only, ...more] = names;
  if (only === undefined || only.key !== null || more.length > 0 || value === null) return;
  if (value.kind === 'constant' || value.kind === 'text')
    literals.bind(only.local, text.slice(value.start, value.end), until);
  else if (value.kind === 'list' && value.items.length === 0) literals.bind(only.local, nothingIn, until);
};

/** Whether what a guard waits for certainly is so, or certainly is not; null where nobody knows. */
export const isReached = ({ when, condition }: Guard, text: string, literals: Literals): boolean | null => {
  const outcome = when === null ? null : outcomeOf(text.slice(condition.start, condition.end), literals.at(condition));
  return outcome === null ? null : outcome === when;
};

export const isOverNothing = ({ over }: Loop, literals: Literals): boolean =>
  over !== null && isNothing(over, literals);

export const neverBegins = ({ condition }: Loop, text: string, literals: Literals): boolean =>
  condition !== null && outcomeOf(text.slice(condition.start, condition.end), literals.at(condition)) === false;

const isNothing = (node: Syntax, literals: Literals): boolean => {
  if (node.kind === 'list') return node.items.length === 0;
  if (node.kind === 'record') return node.fields.length === 0;
  const [root, ...more] = node.kind === 'chain' ? node.links : [];
  return root?.kind === 'name' && more.length === 0 && literals.of(root.name, node.start) === nothingIn;
};

/** Methods of a list that call nothing where it is empty. */
const methodsOfItems: ReadonlySet<string> = new Set(
  'forEach map filter flatMap some every find findIndex findLast findLastIndex reduce reduceRight sort'.split(' '),
);

const none: readonly Syntax[] = [];

/** What `[].forEach(…)` is given and never calls. */
export const givenToNothing = ({ links, start }: Chain, literals: Literals): readonly Syntax[] => {
  const [root, method, call] = links;
  if (method?.kind !== 'name' || call?.kind !== 'call' || !methodsOfItems.has(method.name)) return none;
  const isEmpty =
    root?.kind === 'value'
      ? root.value.kind === 'list' && root.value.items.length === 0
      : root?.kind === 'name' && literals.of(root.name, start) === nothingIn;
  return isEmpty ? call.arguments : none;
};
