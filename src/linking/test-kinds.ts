// What kind of test is this? The plan's table decides, then what the test does, then what it is called.
import type { RoleFact, TestType, TypeFact } from '../model/graph.ts';
import type { Range } from '../model/location.ts';
import type { Assertion, TestSyntax } from '../model/test.ts';

/** A row of a plan's test strategy that names the test. */
export interface TypedRow {
  readonly plan: string;
  /** Only history knows the plan. */
  readonly isGone: boolean;
  readonly at: Range;
  /** As written: `Golden + Invariant`. */
  readonly cell: string;
  readonly types: readonly string[];
  /** How many tests it names. */
  readonly tests: number;
}

/** What is known of one test when its kind is asked for, its subtests included. */
export interface TestDeeds {
  readonly name: string;
  readonly path: string;
  readonly kind: TestSyntax['kind'];
  readonly callees: readonly string[];
  readonly assertions: readonly Assertion[];
  /** Golden data that it reads, or that a flag makes it rewrite. */
  readonly goldenData: string | undefined;
  readonly roles: readonly RoleFact[];
}

/** Words of a type cell by the type they mean. Those that say nothing of it (`regression`, `behavioral`) are left out. */
const typeOfWord: ReadonlyMap<string, TestType> = new Map([
  ['golden', 'golden'],
  ['invariant', 'invariant'],
  ['determinism', 'invariant'],
  ['property', 'property'],
  ['fuzz', 'fuzz'],
  ['benchmark', 'benchmark'],
  ['failure', 'failure'],
  ['negative', 'failure'],
  ['error', 'failure'],
  ['integration', 'integration'],
  ['e2e', 'integration'],
  ['unit', 'unit'],
]);

export function typeOf(test: TestDeeds, rows: readonly TypedRow[]): TypeFact | undefined {
  if (test.kind === 'main' || test.kind === 'suite' || test.roles.some((r) => r.role === 'generator')) return undefined;
  const deed = byDeed(test);
  const told = byTable(rows, deed?.type);
  const contradiction = rows.map((row) => contradictionOf(test, row, deed)).find((found) => found);
  const decided = told ?? deed ?? byName(test) ?? { type: 'unit', by: 'default', why: 'nothing about it says more' };
  return contradiction === undefined ? decided : { ...decided, contradicts: contradiction };
}

const placeOf = ({ plan, at, isGone }: TypedRow): string =>
  `${plan}:${at.line}${isGone ? ' of its last version (no longer in the tree)' : ''}`;

const typesIn = (row: TypedRow): readonly TestType[] => row.types.flatMap((word) => typeOfWord.get(word) ?? []);

/** Of `Golden + Invariant`, what the test also does; else what the row says first. */
function byTable(rows: readonly TypedRow[], done: TestType | undefined): TypeFact | undefined {
  const all = rows.filter((row) => typesIn(row).length > 0);
  // `Unit + Integration` of a row with two tests says of neither which it is.
  const alone = all.filter((row) => row.tests <= 1);
  const telling = alone.length > 0 ? alone : all;
  const row = telling.find((each) => done !== undefined && typesIn(each).includes(done)) ?? telling[0];
  if (row === undefined) return undefined;
  const types = typesIn(row);
  const type = types.find((each) => each === done) ?? types[0];
  if (type === undefined) return undefined;
  return {
    type,
    by: 'table',
    why: `${placeOf(row)} says “${row.cell}”${row.tests > 1 ? ` of ${row.tests} tests` : ''}`,
  };
}

const FORMS: ReadonlyMap<TestSyntax['kind'], TypeFact> = new Map([
  ['benchmark', { type: 'benchmark', by: 'deed', why: 'it is a benchmark' }],
  ['fuzz', { type: 'fuzz', by: 'deed', why: 'it is a fuzz test' }],
  ['example', { type: 'example', by: 'deed', why: 'it is an example' }],
]);

/** testing/quick, rapid, gopter, fast-check, hypothesis, proptest, quickcheck. */
const CHECKS_PROPERTY =
  /^(?:quick\.Check(?:Equal)?|rapid\.(?:Check|MakeCheck)|gopter\.|prop\.ForAll|fc\.(?:assert|check|property|asyncProperty)|given$|hypothesis\.|proptest|property_test$|quickcheck)/;
/** What no unit has: other processes, databases, a browser. A server within the test's own process is a fake: 3 of 17 real tables called it integration. */
const STARTS_MORE =
  /^(?:exec\.Command(?:Context)?|sql\.Open|testcontainers\.\w+|execFileSync|execFile|execSync|spawnSync|spawn|fork|page\.goto|cy\.visit|subprocess\.(?:run|check_output|Popen)|Command::new|Command::cargo_bin)$/;
const EXPECTS_FAILURE =
  /\.(?:Error|Errorf|ErrorIs|ErrorIsf|ErrorAs|ErrorAsf|ErrorContains|ErrorContainsf|EqualError|EqualErrorf|Panics|Panicsf|PanicsWith\w+)$|^(?:assert|require)\.(?:Error|Panics)\w*$|(?<!\.not)\.(?:toThrow\w*|rejects(?:\.\w+)*|throws|throwsAsync|throw|rejectedWith|rejected)$|^(?:pytest\.raises|self\.assertRaises\w*|should_panic)$/;
/** `if err == nil { t.Fatal("expected an error") }`; `if recover() == nil`. */
const GUARDS_FAILURE = /\b(?:err\w{0,12}|\w{0,20}Err|e|r) ?== ?nil\b|\brecover\(\) ?== ?nil\b|!(?:panicked|threw)\b/;

function byDeed(test: TestDeeds): TypeFact | undefined {
  const form = FORMS.get(test.kind);
  if (form) return form;
  if (test.goldenData !== undefined && test.roles.some((r) => r.role === 'golden'))
    return { type: 'golden', by: 'deed', why: test.goldenData };
  const property = test.callees.find((c) => CHECKS_PROPERTY.test(c));
  if (property !== undefined) return { type: 'property', by: 'deed', why: `it calls ${property}` };
  const more = test.callees.find((c) => STARTS_MORE.test(c));
  if (more !== undefined) return { type: 'integration', by: 'deed', why: `it calls ${more}` };
  return whatMustFail(test);
}

/** Every check expects a failure; checks of what went before (`require.NoError`) aside. */
function whatMustFail({ assertions }: TestDeeds): TypeFact | undefined {
  const isSetup = (a: Assertion): boolean =>
    /\.NoErrorf?$/.test(a.callee) || /\berr\w{0,12} ?!= ?nil\b/.test(a.subject);
  const checks = assertions.filter(
    (a) => a.kind !== 'compare' && a.kind !== 'panic' && a.vain === undefined && !isSetup(a),
  );
  const expects = (a: Assertion): boolean =>
    a.kind === 'error' || a.kind === 'fatal' ? GUARDS_FAILURE.test(a.subject) : EXPECTS_FAILURE.test(a.callee);
  const [first] = checks;
  if (first === undefined || !checks.every(expects)) return undefined;
  return {
    type: 'failure',
    by: 'deed',
    why: `it only checks that something fails or returns an error (${first.callee})`,
  };
}

const NAMES: readonly (readonly [RegExp, TestType])[] = [
  [/Property|Metamorphic|Differential/, 'property'],
  [/Integration|(?:^|_)E2E(?:_|$)|EndToEnd|\bend[- ]to[- ]end\b/, 'integration'],
  [
    /Panics?(?=_|$|[A-Z])|Rejects(?=_|$|[A-Z])|(?<!No)Errors?(?:ed)?(?=_|$)|Invalid(?=_|$|[A-Z])|Fails(?=_|$|[A-Z])|\b(?:throws|rejects|refuses|fails)\b/,
    'failure',
  ],
];

/** The roles know names of golden and invariant tests, and the words that go with them. */
function byName({ name, path, roles }: TestDeeds): TypeFact | undefined {
  const role = roles.find((r) => r.role !== 'generator');
  if (role && role.role !== 'generator') return { type: role.role, by: 'name', why: role.why };
  for (const [pattern, type] of NAMES) {
    const said = pattern.exec(name)?.[0];
    if (said !== undefined) return { type, by: 'name', why: `its name says “${said.replaceAll('_', '')}”` };
  }
  const folder = /(?:^|\/)(integration|e2e)(?:[/_.-])/.exec(path)?.[1];
  return folder === undefined ? undefined : { type: 'integration', by: 'name', why: `its path says “${folder}”` };
}

const MEASURES = /^(?:testing\.(?:Benchmark|AllocsPerRun)|time\.(?:Since|Now)|performance\.now|bench)$/;

/** Only what no reading of the row can mean: a row of two types, or one that names none, contradicts nothing. */
function contradictionOf(test: TestDeeds, row: TypedRow, deed: TypeFact | undefined): TypeFact['contradicts'] {
  const types = typesIn(row);
  const [says] = types;
  if (says === undefined || types.length !== row.types.length || types.length > 1 || test.kind === 'subtest')
    return undefined;
  const butIs = whatItIs(test, says, deed);
  return butIs === undefined ? undefined : { says, cell: row.cell, butIs, plan: row.plan, at: row.at };
}

function whatItIs(test: TestDeeds, says: TestType, deed: TypeFact | undefined): string | undefined {
  if (deed?.type === 'benchmark') return says === 'benchmark' ? undefined : deed.why;
  if (deed?.type === 'fuzz') return ['fuzz', 'property', 'invariant', 'failure'].includes(says) ? undefined : deed.why;
  const isNamed = (pattern: RegExp): boolean => pattern.test(test.name) || test.callees.some((c) => pattern.test(c));
  if (
    says === 'benchmark' &&
    !isNamed(/bench|perf|latency|speed|alloc/i) &&
    !test.callees.some((c) => MEASURES.test(c))
  )
    return 'it is no benchmark and measures nothing';
  if (says === 'fuzz' && deed?.type !== 'property' && !isNamed(/fuzz|random|quick/i))
    return 'it is no fuzz test and makes up no input';
  const law = test.roles.find((r) => r.role === 'invariant');
  const golden = test.roles.some((r) => r.role === 'golden');
  if (says === 'golden' && law && !golden && test.goldenData === undefined)
    return `it compares with no golden data, and ${law.why}`;
  const calledLaw = law !== undefined && !law.why.includes('strategy');
  if (says === 'invariant' && deed?.type === 'golden' && !calledLaw) return `it compares with golden data: ${deed.why}`;
  return undefined;
}
