// Reads Babel's nodes by the names of their fields, and the names that a pattern binds.
import type { LocalName } from '../shared/describe-it/tree.ts';

/** A node as Babel makes it. It is read by name, since new syntax brings new types of nodes with every release. */
export interface BabelNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [field: string]: unknown;
}

export const isNode = (value: unknown): value is BabelNode =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  typeof value.type === 'string' &&
  'start' in value &&
  typeof value.start === 'number';

export const one = (node: BabelNode, field: string): BabelNode | null => {
  const value = node[field];
  return isNode(value) ? value : null;
};

export const nodes = (node: BabelNode, field: string): readonly BabelNode[] => {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

export const word = (node: BabelNode | null, field: string): string => {
  const value = node?.[field];
  return typeof value === 'string' ? value : '';
};

export const keyOf = (property: BabelNode): string | null => {
  const key = one(property, 'key');
  if (key === null || property.computed === true) return null;
  if (key.type === 'Identifier') return word(key, 'name');
  const { value } = key;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
};

export const localNames = (pattern: BabelNode): LocalName[] => {
  if (pattern.type === 'AssignmentPattern') return localNames(one(pattern, 'left') ?? pattern);
  if (pattern.type === 'RestElement') return localNames(one(pattern, 'argument') ?? pattern);
  if (pattern.type === 'Identifier') return [{ key: null, local: word(pattern, 'name') }];
  if (pattern.type === 'ArrayPattern') {
    const elements: readonly unknown[] = Array.isArray(pattern.elements) ? pattern.elements : [];
    return elements.flatMap((element, i) => (isNode(element) ? keyed(element, String(i)) : []));
  }
  return nodes(pattern, 'properties').flatMap((part) => {
    if (part.type === 'RestElement') return keyed(part, null);
    const target = one(part, 'value');
    return target === null ? [] : keyed(target, keyOf(part) ?? '[]');
  });
};

/** The name that a part of a pattern binds; `null` stands for its own. Patterns inside of patterns are left out. */
const keyed = (part: BabelNode, key: string | null): LocalName[] => {
  if (/^(?:Object|Array)Pattern$/.test(part.type)) return [];
  const [name] = localNames(part);
  return name === undefined || name.key !== null ? [] : [{ key: key ?? name.local, local: name.local }];
};
