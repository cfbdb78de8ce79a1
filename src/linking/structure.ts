// Decides over a whole package whose inside a test speaks of: only the subject's is worth a word, not that of a fake, a table row or a
// library. What a package's tests declare tells them apart; the sources of the subject are not read for it.
import type { StructuralAssertion } from '../model/graph.ts';
import type { StructureFact, StructureRoot } from '../model/test.ts';
import type { HeadTests } from './head-tests.ts';
import { directoryOf, type HeadTestFile } from './world.ts';

/** What the test files of one folder declare. */
interface Package {
  readonly declares: ReadonlySet<string>;
  readonly returns: ReadonlyMap<string, readonly string[]>;
}

interface Project {
  readonly packages: ReadonlyMap<string, Package>;
  /** Folders that hold tests: an import that ends in one of them is the project's own. */
  readonly folders: ReadonlySet<string>;
}

export function structuralAssertions(tests: HeadTests, files: readonly HeadTestFile[]): StructuralAssertion[] {
  // What a benchmark prepares is nobody's proof.
  const speaking = tests.all.filter(({ syntax }) => syntax.structure !== undefined && syntax.kind !== 'benchmark');
  if (speaking.length === 0) return [];
  const project = gather(files);
  return speaking.flatMap((test) => {
    const own = project.packages.get(directoryOf(test.path)) ?? { declares: new Set(), returns: new Map() };
    const facts = (test.syntax.structure ?? []).filter((fact) =>
      ofSubject[fact.pattern](fact, own, project, test.name),
    );
    return onePlaceEach(facts).map(({ pattern, name, sets, source, at }): StructuralAssertion => {
      return { test: test.id, name: test.name, pattern, inside: name, sets: sets !== undefined, source, at };
    });
  });
}

/** `q.used != 1 || q.free != 2` is one assertion on fields. */
function onePlaceEach(facts: readonly StructureFact[]): readonly StructureFact[] {
  const places = new Map(facts.toReversed().map((fact) => [`${fact.pattern} ${fact.at.line}:${fact.at.column}`, fact]));
  return facts.filter((fact) => places.get(`${fact.pattern} ${fact.at.line}:${fact.at.column}`) === fact);
}

/** Tests move and lines shift; the same words about the same thing are no new assertion. */
export const structureKey = ({ name, pattern, source }: StructuralAssertion): string =>
  [name, pattern, source].join('\u0000');

function gather(files: readonly HeadTestFile[]): Project {
  const packages = new Map<string, { declares: Set<string>; returns: Map<string, readonly string[]> }>();
  for (const { path, facts } of files) {
    const folder = directoryOf(path);
    const known = packages.get(folder) ?? { declares: new Set(), returns: new Map() };
    packages.set(folder, known);
    for (const name of facts.declares) known.declares.add(name);
    for (const { name, types } of facts.returns ?? []) known.returns.set(name, types);
  }
  return { packages, folders: new Set([...packages.keys()].filter((folder) => folder !== '')) };
}

type IsOfSubject = (fact: StructureFact, own: Package, project: Project, test: string) => boolean;

const hasSubjectRoot: IsOfSubject = ({ root, sets }, own) =>
  isSubjectRoot(root, own) && (sets === undefined || !isOfTests(sets, own));

const ofSubject = {
  'concrete-type': ({ name, from }, { declares }, { folders }) => {
    const type = baseType(name);
    if (isStandIn(name) || /Err(?:or)?$/.test(type)) return false;
    if (!type.includes('.')) return isSubjectType(type, declares);
    return from !== undefined && isOfProject(from, folders);
  },
  'unexported-field': hasSubjectRoot,
  'unexported-count': hasSubjectRoot,
  // A law may be written as a formula; that is what the template asks for.
  formula: (_fact, _own, _project, test) => !/Conserv|Invarian|Law(?:_|$|[A-Z])/.test(test),
} satisfies Record<StructureFact['pattern'], IsOfSubject>;

/** `go/ast` is the library's, whatever folders there are; a module of one's own has a host in its name. */
const isOfProject = (path: string, folders: ReadonlySet<string>): boolean =>
  /^[^/]*\./.test(path) && path.split('/').some((_, i, parts) => i > 0 && folders.has(parts.slice(i).join('/')));

/** `Row` of `map[string][]*Row`. */
const baseType = (written: string): string =>
  written
    .replace(/^(?:\*|\[[^\]]*\]|map\[[^\]]*\])*/, '')
    .replace(/\[.*$/, '')
    .trim();

const isStandIn = (name: string): boolean => /fake|mock|stub|spy/i.test(name);

function isSubjectRoot({ how, of, result = 0 }: StructureRoot, { declares, returns }: Package): boolean {
  if (how === 'unknown' || isStandIn(of)) return false;
  if (how === 'type') return isSubjectType(of, declares);
  if (!declares.has(of)) return constructs.test(of);
  const type = returns.get(of)?.[result];
  return type !== undefined && !isStandIn(type) && isSubjectType(type, declares);
}

/** A stand-in that a test puts into its subject is set-up: it says nothing of how the subject is built. */
const isOfTests = ({ of }: StructureRoot, { declares }: Package): boolean =>
  isStandIn(of) || declares.has(baseType(of));

/** `NewQueue`, `newQueue`, `mustNewQueue`, and what is exported; what else the package answers itself is often a plain record. */
const constructs = /^(?:\p{Lu}|must\p{Lu}|new\p{Lu})[\p{L}\p{N}_]*$/u;

const predeclared: ReadonlySet<string> = new Set(
  'struct interface any error func chan bool byte rune string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 float32 float64'.split(
    ' ',
  ),
);

/** A type of this package that no test file declares; the fields of another package's types could not be named. */
function isSubjectType(written: string, declares: ReadonlySet<string>): boolean {
  const type = baseType(written);
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(type) && !predeclared.has(type) && !declares.has(type);
}
