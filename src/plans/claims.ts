// What a plan says outside its tables of the tests that keep its contracts.
import type { Grammar, LabelMatch } from '../ids/index.ts';
import { range } from '../model/location.ts';
import type { ContractFacts, PlanClaim, TaskFacts } from '../model/plan.ts';
import type { Document, Line } from './blocks.ts';
import { lastStarting } from './lines.ts';
import { namedSpans } from './named-tests.ts';
import { saysOthersKeep } from './strategy-claims.ts';

export const readClaims = (
  document: Document,
  contracts: readonly ContractFacts[],
  tasks: readonly TaskFacts[],
  grammar: Grammar,
): PlanClaim[] =>
  contracts.length === 0
    ? []
    : [
        ...contracts.flatMap(ownClaims),
        ...linesOf({ document, tasks, grammar, leaves: noneOfItsOwn.test(document.text) }),
      ];

const linesOf = (around: Around): PlanClaim[] =>
  around.document.lines.flatMap((line, index) => lineClaims(line, index + 1, around));

interface Around {
  readonly document: Document;
  readonly tasks: readonly TaskFacts[];
  readonly grammar: Grammar;
  /** Somewhere the text says that something has no test of its own. */
  readonly leaves: boolean;
}

type Kept = Pick<PlanClaim, 'labels' | 'tests'>;

const namesTests =
  /\b(?:existing|(?:verified|covered|tested|guarded|enforced|confirmed|validated|checked)\s+by)\b[^.;]{0,80}$/i;

/** `THEN all leave (verified by TestX)`; `THEN all existing tests pass`, where the contract promises nothing else. */
const ownClaims = ({ label, clauses }: ContractFacts): PlanClaim[] => {
  const named = clauses.flatMap((clause) => {
    const exact = namedSpans(clause.text).filter(({ kind }) => kind === 'exact');
    const tests = namesTests.test(clause.text.slice(0, exact[0]?.start)) ? exact.flatMap(({ names }) => names) : [];
    return tests.length === 0 ? [] : [{ labels: [label], says: quoted(clause.text), tests, at: clause.at }];
  });
  const promised = clauses.filter(({ keyword }) => keyword === 'THEN' || keyword === 'AND' || keyword === 'TEXT');
  const [first] = promised;
  if (named.length > 0 || first === undefined || !promised.every(({ text }) => suitePasses.test(text))) return named;
  return [{ labels: [label], says: quoted(first.text), tests: [], at: first.at }];
};

const suitePasses =
  /(?:\b(?:all|existing|every|full)\b(?![^.;]{0,60}\bnew\b)[^.;]{0,60}?\b(?:tests?|suites?)\b|`go test(?:\s+-[\w=]{1,20}){0,4}\s+\.\/\.\.\.`)(?:[^.;]{0,60}?)\bpass(?:es)?\b/i;

const lineClaims = (line: Line, number: number, { document, tasks, grammar, leaves }: Around): PlanClaim[] => {
  const { body } = line;
  if (line.kind !== 'text' && line.kind !== 'table') return [];
  const isSaid =
    grammar.mayContain(body) &&
    (mayName.test(body) || keeps.test(body) || (line.item && opensWithLabel.test(body)) || body.includes('xisting'));
  const task = tasks[lastStarting(tasks, number, (each) => each.at.line)];
  const inTask = task !== undefined && number <= task.endLine ? task.labels.map(({ label }) => label) : [];
  const isOfTask = inTask.length > 0 && (adds.test(body) || (leaves && noneOfItsOwn.test(body)));
  if (!isSaid && !isOfTask) return [];
  const at = range(number, line.column, number, line.column + body.length);
  const whole =
    (isOfTask ? keptByOthers(body, inTask) : null) ?? (isSaid ? listed(line, number, document, grammar) : null);
  if (whole !== null) return [{ ...whole, says: quoted(body), at }];
  return body.split(/(?<=[.!?;])\s+(?=[\p{Lu}`*])|\s\|\s/u).flatMap((sentence): PlanClaim[] => {
    const kept = keptBy(sentence, grammar) ?? keeping(sentence, grammar) ?? keptByExisting(sentence, grammar);
    if (kept !== null) return [{ ...kept, says: quoted(sentence), at }];
    const tests = adds.test(sentence) ? testsIn(sentence) : [];
    return inTask.length === 0 || tests.length === 0 ? [] : [{ labels: inTask, says: quoted(sentence), tests, at }];
  });
};

const keeps =
  /\b(?:covered|verified|tested|guarded|enforced|exercised|validated|checked|protected|preserved|confirmed)\s+by\s/i;
/** `BC-4 (compatibility) is already covered by`, `**BC-4:** preserved by`: nothing else between the labels and the word. */
const joined =
  /^[`*\s]{0,6}(?:\([^()]{0,80}\)[`*\s]{0,6})?(?:[:—–-][`*\s]{0,6})?(?:(?:is|are|stays?|remains?)\s+)?(?:(?:already|also|all|both|fully)\s+){0,2}$/i;
const existingTests =
  /\b(?:(?:pre-?)?existing|remaining|full|entire|whole)\b(?![^.;|]{0,60}\bnew\b)[^.;|]{0,60}?\b(?:tests?|suites?)\b/i;

/** `BC-4 is already covered by existing tests (TestX)`. */
const keptBy = (sentence: string, grammar: Grammar): Kept | null => {
  const verb = keeps.exec(sentence);
  if (verb === null) return null;
  const before = grammar.find(sentence.slice(0, verb.index));
  const last = before.at(-1);
  if (last === undefined || !joined.test(sentence.slice(endOf(last), verb.index))) return null;
  const tests = testsIn(sentence.slice(verb.index));
  if (tests.length === 0 && !existingTests.test(sentence.slice(verb.index))) return null;
  return { labels: groupOf(last, before), tests };
};

/** `TestX (BC-1, BC-2)`, `TestX verifies BC-1`. */
const keeping = (sentence: string, grammar: Grammar): Kept | null => {
  for (const { kind, names, end } of mayName.test(sentence) ? namedSpans(sentence) : []) {
    const behind = sentence.slice(end, end + 300);
    const opened = kind === 'exact' ? opens.exec(behind) : null;
    const labels = opened === null ? [] : leading(behind.slice(opened[0].length), grammar);
    if (labels.length > 0) return { labels, tests: names };
  }
  return null;
};

const existingKeep =
  /\bexisting\b[^.;|]{0,60}?\b(?:tests?|suites?)\b[^.;|]{0,80}?\b(?:verif(?:y|ies)|covers?|validates?|guards?|checks?|confirms?|proves?|exercises?)\s(?:\*\*|`)?/i;

/** `the existing tests verify BC-4`. */
const keptByExisting = (sentence: string, grammar: Grammar): Kept | null => {
  const said = existingKeep.exec(sentence);
  const labels = said === null ? [] : leading(sentence.slice(said.index + said[0].length), grammar);
  return labels.length === 0 ? null : { labels, tests: [] };
};

/** `- **BC-8:** existing topology test, extended`: a row of a test strategy that is a list. */
const listed = (line: Line, number: number, document: Document, grammar: Grammar): Kept | null => {
  if (!line.item || !opensWithLabel.test(line.body)) return null;
  const section = document.headings[lastStarting(document.headings, number, (each) => each.at.line)];
  if (section === undefined || !aboutTests.test(section.text)) return null;
  const found = grammar.find(line.body);
  const [first] = found;
  if (first === undefined) return null;
  const said = line.body.slice(endOf(first));
  if (!/^[`*\s]{0,6}(?:\([^()]{0,80}\)[`*\s]{0,6})?(?:[:—–]|-\s)/.test(said)) return null;
  const tests = testsIn(said);
  return tests.length > 0 || saysOthersKeep(said) ? { labels: groupOf(first, found), tests } : null;
};

const opensWithLabel = /^[`*_]{0,4}[A-Z]{2,4}-/;
const aboutTests = /\b(?:test|testing|verification)\s(?:strategy|plan|matrix|coverage)\b/i;

/** `No new test: existing tests verify it`, of a task, which has no test of its own. */
const keptByOthers = (line: string, inTask: readonly string[]): Kept | null => {
  if (!noneOfItsOwn.test(line)) return null;
  const by = keeps.exec(line);
  const isKept = existingTests.test(line) || (by !== null && testsOfTask.test(line.slice(by.index)));
  return isKept ? { labels: inTask, tests: testsIn(line) } : null;
};

const noneOfItsOwn = /\bno\s(?:new|separate|dedicated|additional)\s(?:unit\s)?tests?\b/i;
const testsOfTask = /^[^.;]{0,60}\b(?:tests?|suites?|integration)\b[^.;]{0,20}\bTask\s\d/;

const groupOf = (one: LabelMatch, all: readonly LabelMatch[]): string[] => [
  ...new Set(all.filter(({ groupStart }) => groupStart === one.groupStart).map(({ label }) => label)),
];

/** The labels that a text begins with. */
const leading = (text: string, grammar: Grammar): string[] => {
  const found = grammar.find(text);
  const [first] = found;
  return first?.groupStart === 0 ? groupOf(first, found) : [];
};

const mayName = /(?:Test|Fuzz|Example)[A-Z_]|\btest_/;
const opens = /^[`*]{0,3}\s{0,3}(?:\(\s?|(?:verifies|covers|checks|guards|proves|asserts|tests)\s(?:\*\*|`)?)/;

const endOf = ({ end, group, groupStart }: LabelMatch): number => Math.max(end, groupStart + group.length);

/** `Add table-driven test cases in TestX`: what a task adds to a test has no name of its own. */
const adds = /\b(?:add|append|insert)\b[^.;]{0,120}?\b(?:cases|rows|entries|sub-?tests|scenarios)\b/i;

const testsIn = (text: string): string[] => [
  ...new Set(namedSpans(text).flatMap(({ kind, names }) => (kind === 'exact' ? names : []))),
];

const LONGEST = 160;

const quoted = (text: string): string => {
  const plain = text
    .replaceAll(/[`*]/g, '')
    .replace(/^[\s|]+|[\s|:]+$/g, '')
    .replaceAll(/\s+/g, ' ');
  return plain.length <= LONGEST ? plain : `${plain.slice(0, LONGEST - 1).trimEnd()}…`;
};
