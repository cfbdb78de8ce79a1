// What the word behind `trace explain` means when it is the name of a test. Its contracts: docs/plans/rust-tests-plan.md
import { describe, expect, it } from 'vitest';
import { explain } from '../../src/reporters/terminal/explain.ts';
import { report, test as testNode } from '../support/report-builder.ts';

const nodes = [
  testNode('c/tests/a.rs', 'm::parses_two', 3),
  testNode('c/src/wire.rs', 'tests::adds', 3),
  testNode('c/src/wire.rs', 'tests::adds/case_1', 4),
  testNode('py/test_a.py', 'TestC::test_c5', 3),
  testNode('py/test_a.py', 'test_row/[1-2]', 9),
  testNode('go/a_test.go', 'TestX/empty input', 3),
  testNode('go/a_test.go', 'TestTwice', 9),
  testNode('go2/a_test.go', 'TestTwice', 9),
];
const found = (name: string): string =>
  /^Test (.+)|^2 tests/.exec(explain(report({ nodes, links: [] }), name, { width: 100, color: false }).text)?.[0] ?? '';

describe('the name of a test', () => {
  it.each([
    ['m::parses_two', 'Test m::parses_two'],
    ['parses_two', 'Test m::parses_two'],
    ['c/tests/a.rs::m::parses_two', 'Test m::parses_two'],
    ['wire::tests::adds', 'Test tests::adds'],
    ['tests::adds::case_1', 'Test tests::adds/case_1'],
    ['TestC::test_c5', 'Test TestC::test_c5'],
    ['py/test_a.py::TestC::test_c5', 'Test TestC::test_c5'],
    ['test_row[1-2]', 'Test test_row/[1-2]'],
    ['TestX/empty_input', 'Test TestX/empty input'],
    ['a_test.go::TestX/empty_input', 'Test TestX/empty input'],
    ['TestTwice', '2 tests'],
    ['go2/a_test.go::TestTwice', 'Test TestTwice'],
    ['other::adds', ''],
    ['arses_two', ''],
  ])('BC-17: %s is read as its runner prints it', (name, expected) => {
    expect(found(name)).toBe(expected);
  });
});
