// A plan's text → its facts: one pure function of bytes and id grammar, so that the facts can be cached by content.
import type { Grammar } from '../ids/index.ts';
import { range } from '../model/location.ts';
import type { CodeBlock, ContractFacts, PlanFacts, Promises, WrittenPlan } from '../model/plan.ts';
import type { Document } from './blocks.ts';
import { readChecklist, readSuppressions } from './checklist.ts';
import { readCitations } from './citations.ts';
import { readClaims } from './claims.ts';
import { readContractDocument } from './contract-document.ts';
import { type Contracts, readContracts } from './contracts.ts';
import { readDocument } from './document.ts';
import { readHeader } from './header.ts';
import { lastStarting } from './lines.ts';
import { testsNamedIn } from './named-tests.ts';
import { readSections, type Sections } from './sections.ts';
import { readStrategy } from './strategy.ts';
import { readRenames, readSuccessions, supersededPlans } from './superseding.ts';
import { tableFacts } from './tables.ts';
import { readTasks, writtenTask } from './tasks.ts';

export { plansVersion } from './version.ts';

/** A document that holds this of no family defines nothing. */
export const openingOf = (family: string): string => `${family}-`;

/**
 * Whether a document may define a contract at all; cheap enough for every Markdown file of a repository. False means that
 * `parsePlan` finds none.
 */
export const looksLikePlan = (text: string, grammar: Grammar): boolean =>
  // Most Markdown files of a repository end here, which the pattern would take long to say.
  grammar.families.some((family) => text.includes(openingOf(family))) &&
  openerOf(grammar).test(text) &&
  (spokenOf.test(text) || keyword.test(text));

const openers = new WeakMap<Grammar, RegExp>();

/** A line that opens with a label, behind whatever marks Markdown may put there, or a heading that holds one. */
const openerOf = (grammar: Grammar): RegExp => {
  const known = openers.get(grammar);
  if (known !== undefined) return known;
  const families = grammar.families.map((family) => family.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const opener = new RegExp(
    `^(?:[^\\p{L}\\n]{0,60}|[ \\t>]{0,20}#[^\\n]{0,200}?[^\\p{L}\\p{N}\\n])(?:${families})-`,
    'mu',
  );
  openers.set(grammar, opener);
  return opener;
};

/** A contract section, or a section of a contract document. */
const spokenOf = /contract|pre-?condition|post-?condition|invariant|edge[ -]case/i;
/** Without such a section only a clause makes a definition. */
const keyword = /\b(?:GIVEN|WHEN|THEN|Given|When|Then)\b/;

/**
 * The facts of one plan. Lines and columns are 1-based, columns count UTF-16 code units; a byte-order mark counts for nothing. Never
 * throws: what cannot be read is in `problems`. `outline` of code blocks is left to the caller.
 */
export const parsePlan = (text: string, grammar: Grammar): PlanFacts => {
  const document = readDocument(text);
  return factsOf(document, readSections(document), grammar);
};

/** The same with all that who judges the text itself asks, and the lines it was read from. */
export const parseWrittenPlan = (
  text: string,
  grammar: Grammar,
): { readonly facts: WrittenPlan; readonly lines: Document['lines'] } => {
  const document = readDocument(text);
  const sections = readSections(document);
  const facts = factsOf(document, sections, grammar);
  const written: WrittenPlan = {
    ...facts,
    tasks: facts.tasks.map((task) => writtenTask(document, task)),
    tables: tableFacts(document.tables, sections),
    checklist: readChecklist(document),
    sections: sections.list,
    citations: readCitations(document),
  };
  return { facts: written, lines: document.lines };
};

const factsOf = (document: Document, sections: Sections, grammar: Grammar): PlanFacts => {
  const { single, found } = contractsOf(document, sections, grammar);
  const header = readHeader(document);
  const defined = new Set(found.contracts.map(({ label }) => label));
  const tasks = readTasks(document, sections, grammar, defined);
  const template =
    found.contracts.length === 0 &&
    (found.placeholders || /\[PR Title\]|\[Feature Name\]/i.test(header.title?.text ?? ''));
  return {
    title: header.title,
    dialect: single !== null ? 'contract-document' : template ? 'template' : 'plan',
    status: header.status,
    header: header.fields,
    contracts: found.contracts,
    tasks,
    strategy: readStrategy(document, grammar, defined),
    codeBlocks: codeBlocks(document, tasks),
    ...some('namedTests', testsNamedIn(document, tasks)),
    ...some('claims', readClaims(document, found.contracts, tasks, grammar)),
    ...some('renames', readRenames(document)),
    ...some('successions', readSuccessions(document)),
    ...some('supersedes', single === null ? supersededPlans(header.fields, grammar) : []),
    numbers: header.numbers,
    suppressions: readSuppressions(document),
    lines: document.lines.length,
    problems: [...document.problems, ...found.problems].sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0)),
  };
};

/** A field that hardly any plan has. */
const some = <Name extends string, Item>(name: Name, items: readonly Item[]): Partial<Record<Name, readonly Item[]>> =>
  items.length === 0 ? {} : ({ [name]: items } as Record<Name, readonly Item[]>);

/** Only what the plan promises: the `contracts` of `parsePlan`. */
export const parsePromises = (text: string, grammar: Grammar): Promises => {
  const document = readDocument(text);
  return { contracts: contractsOf(document, readSections(document), grammar).found.contracts };
};

const contractsOf = (
  document: Document,
  sections: Sections,
  grammar: Grammar,
): { single: ContractFacts | null; found: Contracts } => {
  const single = readContractDocument(document, sections, grammar);
  const found =
    single === null
      ? readContracts(document, sections, grammar)
      : { contracts: [single], placeholders: false, problems: [] };
  return { single, found };
};

const codeBlocks = (document: Document, tasks: PlanFacts['tasks']): CodeBlock[] =>
  document.fences.map(({ info, line, endLine }) => {
    const task = lastStarting(tasks, line, ({ at }) => at.line);
    const above = document.lines[line - 2];
    return {
      info,
      at: range(line, 1, endLine, (document.lines[endLine - 1]?.raw.length ?? 0) + 1),
      codeLine: line + 1,
      task: line <= (tasks[task]?.endLine ?? 0) ? task : -1,
      lineAbove: above === undefined || above.kind === 'fence' || above.kind === 'front' ? '' : above.raw.trim(),
    };
  });
