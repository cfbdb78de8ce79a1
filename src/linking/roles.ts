// Golden tests say what the code does, invariant tests what it should do. A golden value once encoded a silently dropped request,
// so the two are told apart by what a test reads, what the plan says of it, and only last by its name.
import type { RoleFact } from '../model/graph.ts';
import type { TestSyntax } from '../model/test.ts';
import type { RowVerdict } from './declared.ts';
import type { HeadTest } from './world.ts';

const INVARIANT_NAME =
  /Invariant|Conservation|Conserves|Conserved|Determinis|Monotonic|Causality|Idempoten|RoundTrip|Round_Trip|Property|Metamorphic|(^|_)INV\d*(_|$)/;
const GOLDEN_NAME = /Golden|ByteIdentical|Snapshot/;
const GOLDEN_PATH = /golden|\.snap$/i;
const GENERATOR_NAME = /Regen|Generate|Update/;
const INVARIANT_ID = /\bINV-[A-Z]*-?\d+\b/;

/** Roles by test id; a test may have none. */
export function rolesOf(tests: readonly HeadTest[], verdicts: readonly RowVerdict[]): Map<string, readonly RoleFact[]> {
  const types = typesByTest(verdicts);
  return new Map(tests.map((test) => [test.id, roles(test.syntax, test.top, types.get(test.id) ?? new Set())]));
}

function typesByTest(verdicts: readonly RowVerdict[]): Map<string, Set<string>> {
  const types = new Map<string, Set<string>>();
  for (const { row, tests } of verdicts) {
    for (const test of tests) types.set(test.id, new Set([...(types.get(test.id) ?? []), ...row.row.types]));
  }
  return types;
}

function roles(syntax: TestSyntax, name: string, types: ReadonlySet<string>): RoleFact[] {
  const golden = goldenFiles(syntax);
  const reads = golden[0] ?? syntax.calls.find((c) => GOLDEN_PATH.test(c.callee))?.callee;
  if (reads !== undefined && GENERATOR_NAME.test(name) && syntax.skips.some((s) => s.kind !== 'conditional')) {
    return [{ role: 'generator', why: `it regenerates ${reads} and skips unless it is asked to` }];
  }
  const invariantName = INVARIANT_NAME.exec(name)?.[0];
  const invariantNumber = INVARIANT_ID.exec(wordsOf(syntax))?.[0];
  const isGolden = types.has('golden')
    ? 'the plan’s strategy calls it golden'
    : reads !== undefined && invariantName === undefined
      ? `it reads ${reads}`
      : GOLDEN_NAME.test(name) && /\bgolden\b/i.test(wordsOf(syntax)) && !/Invariant/.test(name)
        ? 'its name and its comment call it golden'
        : undefined;
  const isInvariant = types.has('invariant')
    ? 'the plan’s strategy calls it an invariant'
    : isGolden === undefined && invariantName !== undefined
      ? `its name says “${invariantName.replaceAll('_', '')}”`
      : isGolden === undefined && invariantNumber !== undefined
        ? `it names ${invariantNumber}`
        : undefined;
  return [
    ...(isGolden === undefined ? [] : [{ role: 'golden', why: isGolden } as const]),
    ...(isInvariant === undefined ? [] : [{ role: 'invariant', why: isInvariant } as const]),
  ];
}

export const goldenFiles = (syntax: TestSyntax): string[] => [
  ...new Set(
    syntax.files.filter((f) => GOLDEN_PATH.test(f.text) || /(^|\/)testdata\//.test(f.text)).map((f) => f.text),
  ),
];

const wordsOf = (syntax: TestSyntax): string =>
  [syntax.doc?.text ?? '', ...syntax.comments.map((c) => c.text), ...syntax.messages.map((m) => m.text)].join('\n');
