// Facts of a describe/it file in the short form that its fixtures are written in: what is empty is left out.
import type { TestFileFacts } from '../../src/model/test.ts';
import { project } from './projection.ts';

const isEmpty = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0);

const compact = (value: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => !isEmpty(field)));

export const projectTitles = (facts: TestFileFacts): Record<string, unknown> => {
  const { tests, ...rest } = project(facts);
  return {
    tests: tests.map(({ path: _, kind, ...test }, i) => ({
      path: facts.tests[i]?.path.join(' > '),
      ...(kind === 'test' ? {} : { kind }),
      ...compact(test),
    })),
    ...compact(rest),
  };
};

/** What extract and outline must agree on: names, places, comments and messages. */
export const spoken = ({ tests, loose }: TestFileFacts) => ({
  tests: tests.map(({ path, dynamic, kind, doc, comments, messages, at }) => ({
    path,
    dynamic,
    kind,
    doc,
    comments,
    messages,
    at,
  })),
  loose,
});
