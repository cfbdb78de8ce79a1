// Every key of every list in one table: what the page's help and docs/report.md show, so that neither can forget one.
import type { Field, Vocabulary } from './match.ts';
import type { ReportIndex } from './report-index.ts';
import {
  commitVocabulary,
  contractVocabulary,
  findingVocabulary,
  linkVocabulary,
  planVocabulary,
  testVocabulary,
} from './vocabularies.ts';

/** A list by the name that the page and `trace list` give it. */
export interface KeyList {
  readonly page: string;
  readonly list: string;
  readonly keys: readonly KeyRow[];
}

export interface KeyRow {
  readonly key: string;
  readonly what: string;
  /** What may stand behind the colon, in words; the closed list where there is one. */
  readonly takes: string;
}

const takes = (field: Field<never>): string => {
  switch (field.kind) {
    case 'word':
      return field.words.join(', ');
    case 'number':
      return '0.9, <0.7, 0.3..0.7';
    case 'flag':
      return 'true, false';
    case 'text':
      return 'a part of it';
  }
};

export const keyRows = <Row>(vocabulary: Vocabulary<Row>): readonly KeyRow[] =>
  vocabulary.fields.map((field) => ({ key: field.key, what: field.what, takes: takes(field as Field<never>) }));

/** The lists in the order of the tabs. */
export const keyLists = (index: ReportIndex): readonly KeyList[] => [
  { page: 'Contracts', list: 'contracts', keys: keyRows(contractVocabulary) },
  { page: 'Findings', list: 'findings', keys: keyRows(findingVocabulary(index)) },
  { page: 'Tests', list: 'tests', keys: keyRows(testVocabulary(index)) },
  { page: 'Mentions', list: 'links', keys: keyRows(linkVocabulary(index)) },
  { page: 'Plans', list: 'plans', keys: keyRows(planVocabulary(index)) },
  { page: 'Commits', list: 'commits', keys: keyRows(commitVocabulary(index)) },
];

/** The table of docs/report.md: a line a key and list. */
export function keyTable(index: ReportIndex): string {
  const lines = keyLists(index).flatMap(({ list, keys }) =>
    keys.map(({ key, what, takes }) => `| ${list} | \`${key}:\` | ${what} | ${takes} |`),
  );
  return ['| list | key | asks for | values |', '| --- | --- | --- | --- |', ...lines].join('\n');
}
