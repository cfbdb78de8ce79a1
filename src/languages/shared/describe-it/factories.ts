// Functions that declare tests when they are called: `function behavesLikeAQueue(make) { it('is empty', …) }`. Their tests stand where the calls stand.
import { type Names, rootName, testCall } from './names.ts';
import { partOf } from './rounds.ts';
import { type Bindings, resolve } from './titles.ts';
import { childrenOf, type FunctionSyntax, type Syntax } from './tree.ts';

/** A function of the file, by its name. */
export interface LocalFunction {
  readonly name: string;
  readonly syntax: FunctionSyntax;
}

export const namedFunction = (node: Syntax): LocalFunction | null => {
  if (node.kind === 'function') return node.name === null ? null : { name: node.name, syntax: node };
  if (node.kind !== 'binding' || node.value?.kind !== 'function') return null;
  const [only] = node.names;
  return only === undefined || only.key !== null ? null : { name: only.local, syntax: node.value };
};

/** By name; a name that several functions bear says nothing, and their tests stay where they are written. */
export const factoriesOf = (statements: readonly Syntax[], names: Names): ReadonlyMap<string, FunctionSyntax> => {
  const found = new Map<string, FunctionSyntax | null>();
  const visit = (node: Syntax): boolean => {
    const named = namedFunction(node);
    let declares = node.kind === 'chain' && testCall(node, names, new Set()) !== null;
    for (const child of named === null ? childrenOf(node) : named.syntax.body) if (visit(child)) declares = true;
    if (named !== null && declares) found.set(named.name, found.has(named.name) ? null : named.syntax);
    return declares;
  };
  for (const node of statements) visit(node);
  return new Map([...found].flatMap(([name, syntax]) => (syntax === null ? [] : [[name, syntax] as const])));
};

/** The function that this expression calls or, where it is a bare name, hands on. */
export const factoryIn = (
  node: Syntax | null,
  factories: ReadonlyMap<string, FunctionSyntax>,
): FunctionSyntax | null => {
  if (node?.kind !== 'chain' || node.links.length > 2) return null;
  const [, call] = node.links;
  return call !== undefined && call.kind !== 'call' ? null : (factories.get(rootName(node)) ?? null);
};

/** What the parameters stand for in this call; null for what it does not say. */
export const argumentsOf = (node: Syntax, { parameters }: FunctionSyntax, bindings: Bindings): Bindings => {
  const given = givenTo(node);
  const round = new Map(bindings);
  parameters.forEach((names, i) => {
    const value = given[i] ?? null;
    const whole = value === null ? null : resolve(value, bindings);
    for (const { key, local } of names) round.set(local, key === null || whole === null ? whole : partOf(whole, key));
  });
  return round;
};

export const givenTo = (node: Syntax): readonly Syntax[] => {
  const call = node.kind === 'chain' ? node.links[1] : undefined;
  return call?.kind === 'call' ? call.arguments : [];
};
