// Facts in the short form that fixtures are written in, and the part of them that extract and outline must agree on.
import type { Range } from '../../src/model/location.ts';
import type { Comment, StructureFact, TestFileFacts, TestSyntax } from '../../src/model/test.ts';

const lines = ({ line, endLine }: Range): string => `${line}-${endLine}`;
const comment = ({ text, at }: Comment): string => `${at.line}: ${text}`;

const structure = ({ pattern, name, from, sets, root, source, at }: StructureFact): string => {
  const origin = root.how === 'unknown' ? [] : [`of ${root.how} ${root.of}`, ...(root.result ? [root.result] : [])];
  const words = [at.line, pattern, name, ...(from ? [`of ${from}`] : []), ...(sets ? ['set'] : []), ...origin];
  return `${words.join(' ')}: ${source}`;
};

const projectTest = (test: TestSyntax) => ({
  path: test.path.join('/'),
  kind: test.kind,
  lines: lines(test.at),
  doc: test.doc === null ? null : comment(test.doc),
  comments: test.comments.map(comment),
  messages: test.messages.map(({ at, callee, text }) => `${at.line} ${callee}: ${text}`),
  files: test.files.map(({ text }) => text),
  calls: test.calls.map(({ callee, passesHandle }) => `${callee}${passesHandle ? '(handle)' : ''}`),
  assertions: test.assertions.map(({ kind, callee, subject }) => `${kind} ${callee}: ${subject}`),
  skips: test.skips.map(({ kind, condition }) => `${kind}: ${condition}`),
  structure: (test.structure ?? []).map(structure),
  dynamic: test.dynamic,
});

export const project = (facts: TestFileFacts) => ({
  package: facts.package,
  build: facts.buildConstraint,
  tests: facts.tests.map(projectTest),
  helpers: facts.helpers.map(({ name, handle, assertions }) =>
    [`${name}(${handle})`, ...assertions.map((one) => `${one.kind} ${one.callee}: ${one.subject}`)].join(' '),
  ),
  loose: facts.loose.map(({ placement, name, at, text }) =>
    [placement, ...(name === undefined ? [] : [name]), `${at.line}: ${text}`].join(' '),
  ),
  declares: facts.declares,
  returns: (facts.returns ?? []).map(({ name, types }) => `${name}: ${types.join(', ')}`),
  suppressions: facts.suppressions.map(({ rule, reason, at }) => `${at.line} ${rule}: ${reason}`),
  problemLines: facts.problems.map(({ at }) => at?.line ?? 0),
});

const wordsOf = (tests: readonly TestSyntax[]) =>
  tests
    .flatMap(({ comments, messages }) => [...comments, ...messages])
    .map((said) => JSON.stringify(said))
    .sort();

/** For each top-level test its kind, its doc and everything said in it and its subtests; and what stands between the tests. */
export const said = ({ package: name, tests, loose }: TestFileFacts) => ({
  package: name,
  tests: tests
    .filter(({ path }) => path.length === 1)
    .map((own) => ({
      name: own.path[0],
      kind: own.kind,
      doc: own.doc,
      at: own.at,
      words: wordsOf(tests.filter(({ path }) => path[0] === own.path[0])),
    })),
  loose,
});
