// Turns what the schema refused into sentences a person can act on: where, what, what is allowed, and which name was meant.

import type * as z from 'zod';
import { sectionNames } from './config.ts';
import { nearestName } from './nearest.ts';

export interface ConfigProblem {
  /** A whole sentence that names the key. */
  readonly what: string;
  /** A whole sentence that says what to write instead. */
  readonly remedy: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Keys that each object of the file knows, by its path with `*` for list positions and rule ids; a test compares it with the schema. */
export const knownKeys: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['', ['$schema', 'plans', 'ignore', 'tests', 'families', 'rules', 'gate', 'history', 'lint']],
  ['plans.*', ['ref', 'include']],
  ['tests', ['ignore']],
  ['rules.*', ['severity', 'ignore']],
  ['lint', ['profile', 'sections', 'checklist', 'agentLine', 'commands']],
  ['lint.sections', sectionNames],
  ['lint.commands', ['test', 'lint']],
  ['gate', ['failOn', 'maxUntested', 'requireResults', 'minVerified', 'thresholds', 'informational']],
  ['gate.thresholds.*', ['plans', 'families', 'maxUntested', 'minVerified']],
]);

const kindNames: ReadonlyMap<string, string> = new Map([
  ['string', 'a text'],
  ['array', 'a list'],
  ['object', 'an object with keys'],
  ['record', 'an object with keys'],
  ['boolean', 'true or false'],
  ['int', 'a whole number'],
  ['number', 'a whole number'],
]);

/** What may stand where the schema offers several kinds of value. */
const unionNames: ReadonlyMap<string, string> = new Map([
  ['plans.*', 'a glob, or {"ref": …, "include": […]}'],
  ['rules.*', '"off", "error", "warning" or "info", or {"severity": …, "ignore": […]}'],
]);

/** One problem for each thing that is wrong, in the order of the file's schema. */
export function describeIssues(issues: readonly Issue[], input: unknown): readonly ConfigProblem[] {
  return issues.flatMap((issue) => describeIssue(issue, issue.path, input));
}

function describeIssue(issue: Issue, path: Path, input: unknown): readonly ConfigProblem[] {
  const key = printPath(path);
  const found = valueAt(input, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((name) => unknownKey(name, path));
    case 'invalid_union':
      return describeUnion(issue, path, input);
    case 'invalid_value':
      return [wrongChoice(key, found, issue.values.map(String))];
    case 'invalid_type':
      return [wrong(key, found, `must be ${kindNames.get(issue.expected) ?? issue.expected}`)];
    case 'too_small':
      return [
        wrong(
          key,
          found,
          issue.origin === 'array' ? 'must not be empty; leave it out instead' : `must be ${issue.minimum} or more`,
        ),
      ];
    case 'too_big':
      return [
        wrong(
          key,
          found,
          issue.origin === 'string'
            ? `must be shorter than ${issue.maximum} characters`
            : `must be ${issue.maximum} or less`,
        ),
      ];
    default:
      return [wrong(key, found, issue.message)];
  }
}

/** Of several kinds of value, the one that was tried speaks; where none was, all that may stand here are named. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, input: unknown): readonly ConfigProblem[] {
  const found = valueAt(input, path);
  const tried = issue.errors.find((errors) => isBranchFor(errors, found));
  if (tried !== undefined) return tried.flatMap((inner) => describeIssue(inner, [...path, ...inner.path], input));
  return [wrong(printPath(path), found, `must be ${unionNames.get(shapePath(path)) ?? 'something else'}`)];
}

/** Both unions of the file offer a text or an object; the errors about the whole value tell which branch this is. */
function isBranchFor(errors: readonly Issue[], found: unknown): boolean {
  const whole = errors.filter((error) => error.path.length === 0);
  if (typeof found === 'string') return !whole.some((error) => isTypeError(error, 'object'));
  const isObject = typeof found === 'object' && found !== null && !Array.isArray(found);
  return isObject && !whole.some((error) => error.code === 'invalid_value' || isTypeError(error, 'string'));
}

const isTypeError = (issue: Issue, expected: string): boolean =>
  issue.code === 'invalid_type' && issue.expected === expected;

function unknownKey(name: string, path: Path): ConfigProblem {
  const choices = knownKeys.get(shapePath(path)) ?? [];
  const nearest = nearestName(name, choices);
  const where = path.length === 0 ? '' : `${printPath(path)}: `;
  const allowed = `Allowed here: ${choices.join(', ')}.`;
  return {
    what: `${where}there is no setting ${show(name)}.`,
    remedy: nearest === null ? allowed : `Did you mean ${show(nearest)}? ${allowed}`,
  };
}

function wrongChoice(key: string, found: unknown, choices: readonly string[]): ConfigProblem {
  const nearest = typeof found === 'string' ? nearestName(found, choices) : null;
  const allowed = `Allowed: ${choices.join(', ')}.`;
  return {
    what: `${key} is ${show(found)}, which is no choice.`,
    remedy: nearest === null ? allowed : `Did you mean ${show(nearest)}? ${allowed}`,
  };
}

function wrong(key: string, found: unknown, must: string): ConfigProblem {
  const name = key === '' ? 'The configuration' : key;
  return { what: `${name} is ${show(found)}.`, remedy: `It ${must}.` };
}

/** `gate.failOn[0]`, `rules["trace/orphan-test"].severity`. */
function printPath(path: Path): string {
  let printed = '';
  for (const step of path) {
    if (typeof step === 'number') printed += `[${step}]`;
    else if (/^[A-Za-z$][\w$]*$/.test(String(step))) printed += printed === '' ? String(step) : `.${String(step)}`;
    else printed += `[${show(String(step))}]`;
  }
  return printed;
}

const shapePath = (path: Path): string =>
  path
    .map((step, index) => (typeof step === 'number' || (index === 1 && path[0] === 'rules') ? '*' : String(step)))
    .join('.');

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

/** A value as JSON, cut where it gets long. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
