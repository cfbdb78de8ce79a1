// Finds the functions that classes and objects of a test file hold: a test that calls one may assert there.
import type { LocalFunction } from './factories.ts';
import type { Syntax } from './tree.ts';

const methodHead =
  /(?:(?:static|async|get|set|public|private|protected|override|readonly)[ \t]+)*(?:\*[ \t]*)?#?([\w$]+)[ \t]*[(<]/y;

/** Methods of a class, and functions that an object literal holds, by their names behind a dot: `.check`. */
export const methodsOf = (node: Syntax, text: string): LocalFunction[] => {
  if (node.kind === 'record')
    return node.fields.flatMap(({ key, value }) =>
      key !== null && value.kind === 'function' ? [{ name: `.${key}`, syntax: value }] : [],
    );
  if (node.kind !== 'declaration') return [];
  return node.children.flatMap((child) => {
    if (child.kind !== 'function' || child.name !== null) return [];
    methodHead.lastIndex = child.start;
    const name = methodHead.exec(text)?.[1];
    return name === undefined ? [] : [{ name: `.${name}`, syntax: child }];
  });
};
