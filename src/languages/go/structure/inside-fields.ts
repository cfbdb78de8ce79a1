// Finds where a test looks into fields that only the package of the subject can name, counts what they hold, or sets them.
import type { Assertion, StructureFact, StructureRoot } from '../../../model/test.ts';
import { skipBlank } from '../lexing.ts';
import { type Body, callOffset, factAt, firstOf, isOwnCondition, lineEnd, type Said, type Span } from './body.ts';
import { chainAt, type Part } from './chains.ts';
import { comparedFormulas } from './expected-formulas.ts';
import { originOf, valueOrigin } from './origins.ts';

const rootName = /(?<![\w\x80-\uffff.)\]])[A-Za-z\x80-\uffff_][\w\x80-\uffff]*(?=[.[(])/g;
const counts = /\.Lenf?$/;

/** Fields and formulas in the condition of one assertion. */
export function* conditionFacts(body: Body, assertion: Assertion): Iterable<StructureFact> {
  const at = subjectAt(body, assertion);
  if (at === null) return;
  const code = body.code.slice(at.start, at.end);
  // A failure without a condition around it has only its message.
  if (isOwnCondition(assertion) && /^["`]/.test(code)) return;
  const whole = isOwnCondition(assertion) ? at : { start: callOffset(body, assertion), end: at.end + 1 };
  for (const fact of [...readFields(body, code, at, assertion.callee), ...comparedFormulas(assertion, code)])
    yield factAt(body, fact, whole);
}

function* readFields(body: Body, code: string, at: Span, callee: string): Iterable<Said> {
  for (const { index } of code.matchAll(rootName)) {
    const chain = chainAt(body.code.slice(0, at.end), at.start + index);
    const place = insideOf(chain.parts);
    const name = chain.parts[place]?.text;
    // Of `s.policy.(*T)` the type is what is asserted.
    const isTyped = chain.parts.slice(place).some(({ kind }) => kind === 'type');
    if (name === undefined || isTyped || isConserved(code)) continue;
    const root = originOf(body.names, chain);
    if (isNobodys(root)) continue;
    const isLast = place === chain.parts.length - 1;
    const isCount = isLast && (code.slice(0, index).endsWith('len(') || counts.test(callee));
    const pattern = isCount ? 'unexported-count' : 'unexported-field';
    yield { pattern, name, root };
  }
}

/** A row of a table, or something that the function does not show the making of. */
const isNobodys = ({ how, of }: StructureRoot): boolean => how === 'unknown' || /\b(?:struct|interface)\b/.test(of);

/** `used + free != capacity`: a law, whoever counts. */
const isConserved = (code: string): boolean =>
  /[\w\x80-\uffff)\]]\s*\+\s*[A-Za-z\x80-\uffff_][^=!<>]*[=!]=|[=!]=[^=!<>]*[\w\x80-\uffff)\]]\s*\+\s*[A-Za-z\x80-\uffff_]/.test(
    code,
  );

/** Place of the first field that only its package can name; a method is none. -1 where there is none. */
const insideOf = (parts: readonly Part[]): number =>
  parts.findIndex(({ kind, text }, i) => kind === 'field' && /^[\p{Ll}_]/u.test(text) && parts[i + 1]?.kind !== 'call');

/** Where the condition of an assertion stands: before its call, or inside it. */
const subjectAt = (body: Body, assertion: Assertion): Span | null => {
  const { source, start, code } = body;
  const call = callOffset(body, assertion);
  const text = source.text.slice(start, start + code.length);
  const from = isOwnCondition(assertion)
    ? text.slice(0, Math.max(0, call)).lastIndexOf(assertion.subject)
    : text.indexOf(assertion.subject, call);
  return from === -1 ? null : { start: from, end: from + assertion.subject.length };
};

const assignedLine = /^[^\n=:(]+(?:=(?!=)|\+\+|--)/gm;
/** The field itself is set; `inst.sim.Metrics.Count = 7` sets an exported one. */
const setField = /\.[\p{Ll}_][\w\x80-\u{10ffff}]*(?:\[[^\]\n]*\])*[ \t]*(?:[-+*/|&^%]?=|\+\+|--)$/u;
const assigns = /[-+*/|&^%]?=|\+\+|--/;

/** `sim.clock = 10`: state put into the subject past its own methods. */
export function* setFields(body: Body): Iterable<StructureFact> {
  for (const { index, 0: line } of firstOf(body.code, assignedLine, (one) => setField.test(one))) {
    const target = line.slice(0, assigns.exec(line)?.index).trim();
    const start = index + line.indexOf(target);
    const chain = chainAt(body.code, start);
    const name = chain.parts.findLast(({ kind }) => kind === 'field')?.text;
    if (name === undefined || !/^[\p{Ll}_]/u.test(name) || chain.end < start + target.length) continue;
    const root = originOf(body.names, chain);
    if (isNobodys(root)) continue;
    const sets = valueOrigin(body.names, skipBlank(body.code, index + line.length, body.code.length));
    yield factAt(body, { pattern: 'unexported-field', name, sets, root }, { start, end: lineEnd(body, start) });
  }
}
