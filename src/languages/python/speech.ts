// Which calls assert, speak or skip: those of pytest, of unittest's TestCase, of mocks and of libraries that name their checks `assert_…`.
import type { Assertion } from '../../model/test.ts';
import type { Expression } from './tree.ts';

export interface Speaker {
  readonly kind: Assertion['kind'] | 'skip' | 'import-skip';
  /** Arguments before the first that can be a message. */
  readonly from: number;
}

const nothing = Number.POSITIVE_INFINITY;

const ofPytest: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ['pytest.raises', { kind: 'assert', from: nothing }],
  ['pytest.warns', { kind: 'assert', from: nothing }],
  ['pytest.deprecated_call', { kind: 'assert', from: nothing }],
  ['pytest.fail', { kind: 'fatal', from: 0 }],
  ['pytest.approx', { kind: 'compare', from: nothing }],
  ['pytest.skip', { kind: 'skip', from: 0 }],
  ['pytest.xfail', { kind: 'skip', from: 0 }],
  ['pytest.importorskip', { kind: 'import-skip', from: nothing }],
]);

/** Of TestCase by the number of arguments before the message; every other one has two there. */
const dataArgumentsOf: ReadonlyMap<string, number> = new Map([
  ...['True', 'False', 'IsNone', 'IsNotNone', '_'].map((name): [string, number] => [`assert${name}`, 1]),
  ...['AlmostEqual', 'NotAlmostEqual'].map((name): [string, number] => [`assert${name}`, 3]),
  ...['Raises', 'RaisesRegex', 'Warns', 'WarnsRegex', 'Logs', 'NoLogs'].map((name): [string, number] => [
    `assert${name}`,
    nothing,
  ]),
]);

const asserting = /^(?:assert(?:_$|_?[A-Za-z0-9]\w*)|fail(?:Unless|If)\w*)$/;
const handles: ReadonlySet<string> = new Set(['self', 'cls', 'case', 'testcase']);

/** Decides on a callee with its import spelled out: `pytest.raises`, `self.assertEqual`, `numpy.testing.assert_allclose`. */
export const speakerOf = (callee: string): Speaker | null => {
  const known = ofPytest.get(callee);
  if (known !== undefined) return known;
  const dot = callee.lastIndexOf('.');
  const last = callee.slice(dot + 1);
  const isHandle = dot !== -1 && handles.has(callee.slice(0, dot));
  if (isHandle && last === 'fail') return { kind: 'fatal', from: 0 };
  if (isHandle && last === 'skipTest') return { kind: 'skip', from: 0 };
  if (callee === 'unittest.SkipTest') return { kind: 'skip', from: 0 };
  // Playwright's `expect(page).to_have_text("x")`.
  if (/^(?:\w+\.)*expect\(\)\.(?:not_)?to_\w+$/.test(callee)) return { kind: 'assert', from: nothing };
  if (!asserting.test(last)) return null;
  return { kind: 'assert', from: isHandle ? (dataArgumentsOf.get(last) ?? 2) : nothing };
};

/** A function whose name says that it checks something may fail the test, wherever it is declared. */
export const checkingName = /(?:^|\.)(?:expect|verify|check|should|ensure|must|validate)_\w+$/;

export interface Utterance {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const longestMessage = 2000;
const speakingKeywords: ReadonlySet<string> = new Set(['msg', 'message', 'reason', 'err_msg']);

/** Messages among the arguments of a call. */
export const messagesIn = (given: readonly Expression[], from: number): Utterance[] =>
  given.flatMap((node, i) => {
    if (node.kind === 'keyword') return speakingKeywords.has(node.name) ? utterances(node.value) : [];
    return i < from ? [] : utterances(node);
  });

/** The strings that an expression says: its literals, parts of sums, `"…" % x`, `"…".format(x)`; never what calls are given. */
export const utterances = (node: Expression, depth = 0): Utterance[] => {
  if (node.kind === 'text') {
    return node.form === 'bytes'
      ? []
      : [{ text: node.text.slice(0, longestMessage), start: node.start, end: node.end }];
  }
  if (depth > 50) return [];
  if (node.kind === 'group') return node.children.flatMap((child) => utterances(child, depth + 1));
  if (node.kind !== 'chain') return [];
  const [root] = node.links;
  return root?.kind === 'value' && root.value.kind === 'text' ? utterances(root.value, depth + 1) : [];
};
