// Finds the concrete types that a test asserts: `_, ok := x.(*T)`, a failing case of a type switch, `reflect.TypeOf`, `IsType`.
import { compareRanges } from '../../../model/location.ts';
import type { StructureFact } from '../../../model/test.ts';
import { splitArguments } from '../declarations.ts';
import { skipGroup } from '../lexing.ts';
import { type Body, callOffset, factAt, firstOf, type Said, unknownRoot, wordsIn } from './body.ts';
import { type Chain, chainBefore } from './chains.ts';
import { isTaken, originOf } from './origins.ts';

const typeName =
  '\\*(?:[A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff]*\\.)?[A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff]*(?:\\[[^\\]\\n]{0,80}\\])?';
/** Only a pointer is surely no interface and no plain value. */
const assertedType = new RegExp(`\\.\\([ \\t]*(${typeName}|type)[ \\t]*\\)`, 'g');

/** `_, ok := x.(*T)` and the cases of `switch x.(type)`, where they decide whether the test fails. */
export function* assertedTypes(body: Body): Iterable<StructureFact> {
  for (const { index, 0: whole, 1: type = '' } of firstOf(body.code, assertedType)) {
    const chain = chainBefore(body.code, index);
    const end = index + whole.length;
    if (isError(chain) || isTaken(chain) || isVariant(chain) || isLoose(body, chain)) continue;
    if (type === 'type') yield* switchedTypes(body, end);
    else if (isJudged(body, chain.start)) yield factAt(body, typeSaid(body, type), { start: chain.start, end });
  }
}

/** The name of the second value of the assertion that begins where the text ends. */
const okBefore = /,[ \t]*([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)[ \t]*:?=[ \t]*$/;
const longestLine = 300;

/** Does the next thing that can fail ask whether the assertion held? A conversion on the way to a value (`b := x.(*T)`) says nothing of it. */
const isJudged = (body: Body, at: number): boolean => {
  const ok = okBefore.exec(body.code.slice(Math.max(0, at - longestLine), at))?.[1];
  const later = body.assertions.filter((one) => callOffset(body, one) > at);
  const [next] = later.sort((a, b) => compareRanges(a.at, b.at));
  return ok !== undefined && next !== undefined && wordsIn(next.subject).has(ok);
};

/** The type of an error is what its caller sees of it. */
const isError = ({ root, parts }: Chain): boolean =>
  /err$/i.test([root, ...parts.flatMap(({ kind, text }) => (kind === 'field' ? [text] : []))].at(-1) ?? '');

/** Data of several shapes is told apart by type: `plan.Steps[0].(*Step)`, `got.Trigger.(*Manual)`. */
const isVariant = ({ parts }: Chain): boolean => {
  const fields = parts.filter(({ kind }) => kind === 'field');
  const isPublic = fields.length === parts.length && fields.every(({ text }) => /^\p{Lu}/u.test(text));
  return parts.at(-1)?.kind === 'index' || (parts.length > 0 && isPublic);
};

/** What stands in a map or list of anything has no type but its own: `m["k"].(*T)`. */
const isLoose = (body: Body, chain: Chain): boolean => /(?:interface|any)\b/.test(originOf(body.names, chain).of);

const typeSaid = ({ source }: Body, type: string): Said => {
  const qualifier = /^\*([A-Za-z\x80-\uffff_][\w\x80-\uffff]*)\./.exec(type)?.[1];
  const from = qualifier === undefined ? null : importOf(source.text, qualifier);
  return { pattern: 'concrete-type', name: type, ...(from === null ? {} : { from }), root: unknownRoot };
};

/** Path of the import that a file calls `name`; null where it is not found in the usual forms. */
const importOf = (text: string, name: string): string | null =>
  new RegExp(`^(?:import[ \\t]+|[ \\t]+)(?:${name}[ \\t]+"([^"\\n]+)"|"((?:[^"\\n]*/)?${name})")`, 'mu')
    .exec(text)
    ?.slice(1)
    .find((path) => path !== undefined) ?? null;

const typeCase = new RegExp(`\\bcase[ \\t]+(${typeName}(?:[ \\t]*,[ \\t]*${typeName})*)[ \\t]*:`, 'g');

function* switchedTypes(body: Body, from: number): Iterable<StructureFact> {
  const open = body.code.indexOf('{', from);
  const end = open === -1 ? from : skipGroup(body.code, open, body.code.length);
  const decides = body.assertions.some((one) => {
    const at = callOffset(body, one);
    return at > open && at < end && /^(?:case\s+\*|default)/.test(one.subject);
  });
  if (!decides) return;
  for (const { index, 0: whole, 1: types = '' } of body.code.slice(open, end).matchAll(typeCase)) {
    const at = { start: open + index, end: open + index + whole.length - 1 };
    for (const type of splitArguments(types)) yield factAt(body, typeSaid(body, type), at);
  }
}

/** `reflect.TypeOf(x) != reflect.TypeOf(&T{})`, `require.IsType(t, &T{}, x)`. */
const comparedType = new RegExp(
  `(?<![\\w\\x80-\\uffff.])(?:[A-Za-z\\x80-\\uffff_][\\w\\x80-\\uffff]*\\.)?(?:TypeOf|IsTypef?)\\((?:[A-Za-z\\x80-\\uffff_]\\w*,[ \\t]*)?&(${typeName.slice('\\*'.length)})\\{`,
  'g',
);

export function* comparedTypes(body: Body): Iterable<StructureFact> {
  for (const { index, 1: type = '' } of firstOf(body.code, comparedType)) {
    const open = body.code.indexOf('(', index);
    const end = skipGroup(body.code, open, body.code.length);
    yield factAt(body, typeSaid(body, `*${type}`), { start: index, end });
  }
}
