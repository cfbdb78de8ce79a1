// Contracts numbered for the whole repository, one a document, and the Rust tests that name them.
import { describe, expect, it } from 'vitest';
import { commit, linked, plan, strategy } from '../support/small-history.ts';

const DOC = 'specs/ss-04/BC-4.07.002.md';
const OTHER = 'specs/ss-04/BC-4.07.001.md';
const documentOf = (label: string, edges: readonly string[] = ['EC-001', 'EC-002']): string =>
  [
    '---',
    'document_type: behavioral-contract',
    '---',
    '',
    `# Behavioral Contract ${label}: Removes a worktree`,
    '',
    '## Postconditions',
    '',
    '1. The worktree is gone.',
    '',
    '## Edge Cases',
    '',
    '| ID | Description | Expected |',
    '| --- | --- | --- |',
    ...edges.map((edge) => `| ${edge} | a path that is empty | nothing happens |`),
    '| EC-003 | TBD | TBD |',
    '| EC-004b | a path with a blank | it is kept |',
    '',
  ].join('\n');
const rustFile = (...parts: readonly string[]): string => `#[cfg(test)]\nmod tests {\n${parts.join('\n')}\n}\n`;
const rustTest = (name: string, doc = '', body = 'assert_eq!(remove(), 1);'): string =>
  `${doc === '' ? '' : `    /// ${doc}\n`}    #[test]\n    fn ${name}() {\n        ${body}\n    }\n`;
const story = (...parts: readonly string[]) =>
  linked([
    commit('docs: one', { [DOC]: documentOf('BC-4.07.002') }),
    commit('feat: x', { 'src/lib.rs': rustFile(...parts) }),
  ]);
const said = (links: ReturnType<typeof linked>, label: string): string[] =>
  links
    .links('mention')
    .filter((l) => l.label === label)
    .map((l) => [l.from.replace(/^.*tests::/, ''), l.status, l.clause ?? '-'].join(' '));

describe('contract documents and Rust tests', () => {
  it('BC-13: a name and a comment with an id of the whole repository are linked, their clause is kept', () => {
    const links = story(
      rustTest('test_BC_4_07_002_ec002_empty_path'),
      rustTest('bc_4_07_002_starts_the_name'),
      rustTest('gone', 'BC-4.07.002 Postcondition 1: it is gone'),
    );
    expect(said(links, 'BC-4.07.002')).toEqual([
      'test_BC_4_07_002_ec002_empty_path resolved EC-002',
      'bc_4_07_002_starts_the_name resolved -',
      'gone resolved PC1',
    ]);
    expect(links.state(`${DOC}#BC-4.07.002`)).toBe('linked');
  });

  it('BC-14: an edge case of the document that the test names is a clause of it', () => {
    const links = story(
      rustTest('test_BC_4_07_002_empty_path', 'EC-002: nothing happens'),
      rustTest('test_BC_4_07_002_blank', 'EC-004b: it is kept'),
      rustTest('names_no_document', 'EC-002: nothing happens'),
      rustTest('test_BC_4_07_002_beyond', 'EC-009: the document knows no such case'),
      rustTest('test_BC_4_07_002_unwritten', 'EC-003: the document has yet to write it'),
    );
    expect(said(links, 'BC-4.07.002')).toContain('test_BC_4_07_002_empty_path resolved EC-002');
    expect(said(links, 'BC-4.07.002')).toContain('test_BC_4_07_002_blank resolved EC-004b');
    expect(links.says('tests::names_no_document', 'EC-002')).toBe('dangling');
    expect(links.says('tests::test_BC_4_07_002_beyond', 'EC-009')).toBe('dangling');
    expect(links.says('tests::test_BC_4_07_002_unwritten', 'EC-003')).toBe('dangling');
  });

  it('BC-14: where two documents have the case, the one named before it on the line is meant, else neither', () => {
    const both = (doc: string) =>
      linked([
        commit('docs: two', { [DOC]: documentOf('BC-4.07.002'), [OTHER]: documentOf('BC-4.07.001') }),
        commit('feat: x', { 'src/lib.rs': rustFile(rustTest('test_BC_4_07_001_002_empty', doc)) }),
      ]);
    expect(said(both('BC-4.07.001 and then, in EC-002, nothing'), 'BC-4.07.001')).toContain(
      'test_BC_4_07_001_002_empty resolved EC-002',
    );
    expect(both('EC-002: nothing').says('tests::test_BC_4_07_001_002_empty', 'EC-002')).toBe('dangling');
  });

  it('BC-15: a commit that lists ids of the whole repository tells of the work and defines none of them', () => {
    const links = linked([
      commit('docs: one', { [DOC]: documentOf('BC-4.07.002') }),
      commit('feat: x\n\n- BC-4.07.002: nine unit tests', { 'src/lib.rs': rustFile(rustTest('test_BC_4_07_002_x')) }),
    ]);
    expect(links.says('tests::test_BC_4_07_002_x', 'BC-4.07.002')).toBe(`${DOC}#BC-4.07.002 by qualified`);
  });

  it('BC-16: a plan that writes a test without its module means it', () => {
    const PLAN = 'docs/plans/queue-plan.md';
    const text = plan('Queue', { 'BC-1: Drains': 'requests leave in order' }, strategy([['BC-1', '`test_drains`']]));
    const file = rustFile(rustTest('test_drains', 'BC-1: in order'), rustTest('test_fills'));
    const links = linked([commit('test: first', { 'src/lib.rs': file }), commit('docs: later', { [PLAN]: text })]);
    expect(links.says('tests::test_drains', 'BC-1')).toBe(`${PLAN}#BC-1 by paired-by-plan`);
    expect(links.links('declared').map((l) => l.from)).toEqual(['src/lib.rs::tests::test_drains']);
    expect(links.result.explainedTests).toEqual(['tests::test_drains']);
  });
});
