// Reads the names that a pattern of TypeScript binds.
import { ts } from 'ts-morph';
import type { LocalName } from '../shared/describe-it/tree.ts';

export const keyText = (name: ts.PropertyName): string | null =>
  ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name) ? name.text : null;

const keyOf = (name: ts.PropertyName): string => keyText(name) ?? '[]';

export const localNames = (name: ts.BindingName): LocalName[] => {
  if (ts.isIdentifier(name)) return [{ key: null, local: name.text }];
  return name.elements.flatMap((element, i): LocalName[] => {
    if (!ts.isBindingElement(element) || !ts.isIdentifier(element.name)) return [];
    const key = element.propertyName === undefined ? element.name.text : keyOf(element.propertyName);
    return [{ key: ts.isArrayBindingPattern(name) ? String(i) : key, local: element.name.text }];
  });
};
