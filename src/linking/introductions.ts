// Walks history once, oldest first, and remembers when each test, each (test, label) and each mentioning line first appeared.
// It works on blobs, not on hunks: a hunk header names the previous function, and 672 of 1,688 real mentions are doc comments.
import type { Unit } from '../model/history.ts';
import { compareText } from '../model/location.ts';
import { directoryOf, type SpokenFacts, type SpokenLabel } from './world.ts';

/** One test through renames of its file and moves between packages. */
export interface TestIdentity {
  readonly first: number;
  /** Label → unit in which it first stood in the test's own words. */
  readonly own: Map<string, number>;
  /** Label → names under which the test said so before, the last one first. */
  formerly?: Map<string, readonly string[]>;
}

export interface Introductions {
  /** Unit in which the last test of this name went, where none bears it any more. */
  goneIn(name: string): number | null;
  testAt(path: string, name: string): TestIdentity | null;
  /** Unit that wrote this label into the line with these words in this test (`name` empty: a loose comment). */
  lineAt(path: string, name: string, spoken: Spoken): number | null;
}

interface FileState {
  readonly tests: Map<string, TestIdentity>;
  readonly lines: Map<string, number>;
}

/** A test that no file has at the moment, with what it said last. */
interface Retired {
  readonly identity: TestIdentity;
  readonly directory: string;
  readonly words: ReadonlySet<string>;
  /** In which it went. */
  readonly unit: number;
}

const NOTHING: SpokenFacts = { tests: [], spoken: [] };
type Spoken = Pick<SpokenLabel, 'words' | 'label'>;
const lineKey = (name: string, { words, label }: Spoken): string => `${name}\u0000${words}\u0000${label}`;
const withoutName = (key: string): string => key.slice(key.indexOf('\u0000') + 1);

const LABEL = /\b[A-Z]{1,8}(?:-[A-Z0-9]{1,8}){0,3}-\d{1,5}[a-z]?\b/g;
/** A line whose list of labels got longer or shorter is the line it was for those that stay: `tests (BC-5, BC-6, BC-7)`. */
function relistKey(key: string): string {
  const label = key.lastIndexOf('\u0000');
  return `${key
    .slice(0, label)
    .replace(LABEL, '')
    .replace(/[\s,/&]+/g, '')}${key.slice(label)}`;
}

export function walkIntroductions(
  units: readonly Unit[],
  blobs: ReadonlyMap<string, SpokenFacts>,
  isTestPath: (path: string) => boolean,
): Introductions {
  const files = new Map<string, FileState>();
  const folders = new Map<string, Map<string, FileState>>();
  const retired = new Map<string, Retired>();
  const packages = new Map<string, Map<string, number>>();

  units.forEach((unit, index) => {
    const changes = unit.files
      .filter((file) => isTestPath(file.path))
      .sort((a, b) => compareText(a.path, b.path))
      .map((file) => ({
        path: file.path,
        before: files.get(file.path) ?? { tests: new Map(), lines: new Map() },
        now: file.newBlob === null ? NOTHING : (blobs.get(file.newBlob) ?? NOTHING),
        deleted: file.newBlob === null,
      }));
    if (changes.length === 0) return;

    const gone = new Map<string, Retired>();
    for (const { path, before, now } of changes) {
      const kept = new Set(now.tests);
      for (const [name, identity] of before.tests) {
        if (kept.has(name)) continue;
        const leaving = { identity, directory: directoryOf(path), words: wordsOf(before, name), unit: index };
        gone.set(name, leaving);
        retired.set(name, leaving);
        count(packages, directoryOf(path), name, -1);
      }
    }
    const states = changes.map(({ path, before, now }) => {
      const tests = new Map<string, TestIdentity>();
      for (const name of now.tests) {
        const known = before.tests.get(name);
        if (!known) count(packages, directoryOf(path), name, 1);
        const identity = known ??
          moved(gone.get(name), path) ??
          revived(retired.get(name), path, now) ?? { first: index, own: new Map() };
        if (!known) retired.delete(name);
        tests.set(name, identity);
      }
      return { tests, lines: new Map<string, number>() };
    });

    const pasts = pastsOf(gone, changes);
    const linesGone = new Map<string, number>();
    const relisted = changes.map(() => new Map<string, number>());
    const spokenNow = changes.map(({ path, now }, i) => ownersOf(now, path, states[i]?.tests ?? new Map(), packages));
    changes.forEach(({ before }, i) => {
      const still = new Set((spokenNow[i] ?? []).map(({ name, spoken }) => lineKey(name, spoken)));
      for (const [key, unitOfLine] of before.lines) {
        if (still.has(key)) continue;
        linesGone.set(withoutName(key), unitOfLine);
        relisted[i]?.set(relistKey(key), unitOfLine);
      }
    });
    changes.forEach(({ path, before, deleted }, i) => {
      const state = states[i];
      if (!state) return;
      for (const { name, spoken } of spokenNow[i] ?? []) {
        const key = lineKey(name, spoken);
        if (!state.lines.has(key)) {
          const elsewhere = () => linesGone.get(withoutName(key)) ?? relisted[i]?.get(relistKey(key));
          state.lines.set(key, before.lines.get(key) ?? elsewhere() ?? index);
        }
        const identity = state.tests.get(name) ?? findInPackage(folders, states, changes, path, name);
        if (spoken.weak || !identity || identity.own.has(spoken.label)) continue;
        const past = identity.first === index ? renamedFrom(pasts, path, name, spoken) : null;
        identity.own.set(spoken.label, past?.unit ?? index);
        if (past) identity.formerly = new Map([...(identity.formerly ?? []), [spoken.label, past.names]]);
      }
      const folder = folders.get(directoryOf(path)) ?? new Map<string, FileState>();
      folders.set(directoryOf(path), folder);
      for (const known of [files, folder]) {
        if (deleted) known.delete(path);
        else known.set(path, state);
      }
    });
  });

  return {
    goneIn: (name) => retired.get(name)?.unit ?? null,
    testAt: (path, name) => files.get(path)?.tests.get(name) ?? null,
    lineAt: (path, name, spoken) => files.get(path)?.lines.get(lineKey(name, spoken)) ?? null,
  };
}

/** Gone here and come there in one step. Into another package it must say the same: two teams may use one name for two tests. */
function moved(leaving: Retired | undefined, path: string): TestIdentity | null {
  if (!leaving) return null;
  return leaving.directory === directoryOf(path) || leaving.identity.own.size === 0 ? leaving.identity : null;
}

function wordsOf(state: FileState, name: string): Set<string> {
  const own = [...state.lines.keys()].filter((key) => key.startsWith(`${name}\u0000`));
  return new Set(own.map((key) => key.slice(name.length + 1, key.lastIndexOf('\u0000'))));
}

/**
 * A test that comes back after some units: moved in two steps, or reverted and applied again. Another test that merely has its name is
 * told apart by its words: only a label that stands in the same words has a past.
 */
function revived(old: Retired | undefined, path: string, now: SpokenFacts): TestIdentity | null {
  if (!old) return null;
  const said = new Set(now.spoken.filter((s) => old.words.has(s.words)).map((s) => s.label));
  const own = new Map([...old.identity.own].filter(([label]) => said.has(label)));
  return own.size > 0 || old.directory === directoryOf(path) ? { first: old.identity.first, own } : null;
}

interface Past {
  readonly name: string;
  readonly identity: TestIdentity;
}
const unnamed = (words: string, name: string): string => (name === '' ? words : words.replaceAll(name, '').trim());
const pastKey = (path: string, name: string, words: string): string =>
  `${directoryOf(path)}\u0000${unnamed(words, name)}`;

/** What the tests said that go in this unit, by folder and words without their own name. */
function pastsOf(
  gone: ReadonlyMap<string, Retired>,
  changes: readonly { readonly path: string; readonly now: SpokenFacts }[],
): ReadonlyMap<string, readonly Past[]> {
  const alive = new Set(changes.flatMap(({ now }) => now.tests));
  const pasts = new Map<string, Past[]>();
  for (const [name, { identity, directory, words }] of gone) {
    if (alive.has(name)) continue;
    for (const line of words) {
      const key = pastKey(`${directory}/`, name, line);
      pasts.set(key, [...(pasts.get(key) ?? []), { name, identity }]);
    }
  }
  return pasts;
}

/**
 * Since when the test said so under the name that it had before: `TestInstanceSnapshot_Immutability verifies BC-5, NC-2:` became
 * `TestSnapshot_Immutability verifies BC-5, NC-2:` in a unit that defines another BC-5. `verifies BC-5` alone is what any test says, so
 * either the line says more, or one name is the other with words left out.
 */
function renamedFrom(
  pasts: ReadonlyMap<string, readonly Past[]>,
  path: string,
  name: string,
  { label, words }: SpokenLabel,
): { readonly unit: number; readonly names: readonly string[] } | null {
  const said =
    unnamed(words, name)
      .replace(LABEL, '')
      .match(/\p{L}{3,}/gu)?.length ?? 0;
  const found = (pasts.get(pastKey(path, name, words)) ?? []).filter(
    (past) => past.identity.own.has(label) && (said >= 3 || isPartOf(past.name, name) || isPartOf(name, past.name)),
  );
  const [past, another] = found;
  const unit = past?.identity.own.get(label);
  if (!past || another || unit === undefined) return null;
  return { unit, names: [past.name, ...(past.identity.formerly?.get(label) ?? [])] };
}

const nameWords = (name: string): readonly string[] => name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\d]+/gu) ?? [];

/** The words of the one name, in their order, are among those of the other: at least three, `Test` too. */
function isPartOf(part: string, whole: string): boolean {
  const words = nameWords(part);
  let found = 0;
  for (const word of nameWords(whole)) if (word === words[found]) found += 1;
  return words.length >= 3 && found === words.length;
}

/** The test that each label speaks for: the one its line begins with, where the package has it, else the one it stands in. */
function ownersOf(
  facts: SpokenFacts,
  path: string,
  tests: ReadonlyMap<string, TestIdentity>,
  packages: ReadonlyMap<string, ReadonlyMap<string, number>>,
): { readonly name: string; readonly spoken: SpokenLabel }[] {
  const inPackage = packages.get(directoryOf(path));
  return facts.spoken.map((spoken) => {
    const led = spoken.lead !== null && (tests.has(spoken.lead) || (inPackage?.get(spoken.lead) ?? 0) > 0);
    return { name: led && spoken.lead !== null ? spoken.lead : (facts.tests[spoken.owner] ?? ''), spoken };
  });
}

function findInPackage(
  folders: ReadonlyMap<string, ReadonlyMap<string, FileState>>,
  states: readonly FileState[],
  changes: readonly { readonly path: string }[],
  path: string,
  name: string,
): TestIdentity | null {
  if (name === '') return null;
  const directory = directoryOf(path);
  for (const [i, change] of changes.entries()) {
    const found = directoryOf(change.path) === directory ? states[i]?.tests.get(name) : undefined;
    if (found) return found;
  }
  for (const state of folders.get(directory)?.values() ?? []) {
    const found = state.tests.get(name);
    if (found) return found;
  }
  return null;
}

function count(packages: Map<string, Map<string, number>>, directory: string, name: string, step: number): void {
  const names = packages.get(directory) ?? new Map<string, number>();
  names.set(name, (names.get(name) ?? 0) + step);
  packages.set(directory, names);
}
