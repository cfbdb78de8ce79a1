// Plan facts as short readable lines, so that an expectation can be written by hand.
import type { Range } from '../../src/model/location.ts';
import type { ContractFacts, StrategyRow, WrittenPlan, WrittenTask } from '../../src/model/plan.ts';

const one = (text: string): string => text.replaceAll('\n', '⏎');
const span = (from: number, to: number): string => (from === to ? `L${from}` : `L${from}-${to}`);
const at = ({ line, endLine }: Range): string => span(line, endLine);
const orDash = (texts: readonly string[], separator = ','): string =>
  texts.length === 0 ? '-' : texts.join(separator);

const contract = ({ label, title, group, form, fenced, clauses, supersedes, ...place }: ContractFacts): string[] => [
  `${span(place.at.line, place.endLine)} ${label} ${form}${fenced ? ' fenced' : ''} ${group}: ${title}${
    supersedes === undefined ? '' : ` [supersedes ${supersedes.join(' ')}]`
  }`,
  ...clauses.map((clause) => {
    const number = clause.number === undefined ? '' : ` ${clause.number}`;
    return `  ${at(clause.at)} ${clause.keyword}${number} ${one(clause.text)}`;
  }),
];

const task = (facts: WrittenTask): string[] => [
  `${span(facts.at.line, facts.endLine)} Task ${facts.number}: ${facts.title}`,
  ...(facts.noContracts === undefined ? [] : [`  none: ${facts.noContracts}`]),
  ...facts.labels.map(({ label, note }) => `  label ${label}${note === undefined ? '' : ` (${note})`}`),
  ...facts.files.map(
    ({ action, path, lines }) => `  ${action} ${path}${lines === undefined ? '' : ` ${lines.from}-${lines.to}`}`,
  ),
  ...facts.steps.flatMap((step) => [
    `  ${span(step.at.line, step.endLine)} step ${step.number}: ${step.title}`,
    ...step.commands.map(({ text }) => `    run ${text}`),
    ...step.expected.map(({ text }) => `    expect ${text}`),
  ]),
  ...facts.commitMessages.map(({ text }) => `  commit ${one(text)}`),
];

const row = (facts: StrategyRow): string =>
  [
    `${at(facts.at)} ${orDash(facts.labels)} tasks ${orDash(facts.tasks)} types ${orDash(facts.types)}:`,
    orDash(
      facts.tests.map(({ kind, name }) => `${kind} ${name}`),
      '; ',
    ),
    ...(facts.existing ? ['[existing]'] : []),
    ...(facts.sameAsPrevious ? ['[same]'] : []),
    ...(facts.waiver === null ? [] : [`[waived: ${facts.waiver}]`]),
    ...(facts.files.length === 0 ? [] : [`in ${facts.files.join(', ')}`]),
  ].join(' ');

/** One entry for each fact that an expectation may name. */
export const projection = (facts: WrittenPlan) => ({
  title: facts.title === null ? null : `${at(facts.title.at)} ${facts.title.text}`,
  dialect: facts.dialect,
  status: facts.status === null ? null : `${facts.status.word}: ${facts.status.text}`,
  numbers: facts.numbers,
  header: facts.header.map((field) => `${at(field.at)} ${field.name} = ${one(field.value)}`),
  contracts: facts.contracts.flatMap(contract),
  tasks: facts.tasks.flatMap(task),
  strategy: facts.strategy.map(row),
  tables: facts.tables.map((table) => `L${table.at.line} ${table.kind} ${table.rows.length} rows`),
  checklist: facts.checklist.map((item) => `${at(item.at)} [${item.ticked ? 'x' : ' '}] ${item.text}`),
  sections: facts.sections.map(
    (section) => `${span(section.at.line, section.endLine)} ${section.letter ?? '-'} ${section.title}`,
  ),
  citations: facts.citations.map((one) => `${at(one.at)} ${one.path}:${one.line}-${one.endLine}`),
  codeBlocks: facts.codeBlocks.map(
    (block) => `${at(block.at)} ${block.info} task ${block.task} above: ${block.lineAbove}`,
  ),
  suppressions: facts.suppressions.map((one) => `${at(one.at)} ${one.rule}: ${one.reason}`),
  problems: facts.problems.map((problem) => `${problem.at === null ? '-' : `L${problem.at.line}`} ${problem.what}`),
});
