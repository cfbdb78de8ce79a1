// Small histories for linking tests: steps of files and messages, read by the real extractors, linked by the real linker.
import {
  grammarFor,
  languageExtractor,
  type OpenExtractor,
  openExtractor,
  planExtractor,
  spokenExtractor,
} from '../../src/extractors.ts';
import { commitFacts } from '../../src/history/index.ts';
import { readAsset } from '../../src/io/assets.ts';
import { buildGraph, type LinkResult } from '../../src/linking/build-graph.ts';
import { contentHash } from '../../src/linking/hash.ts';
import type { HeadPlan, LinkInputs, SpokenFacts } from '../../src/linking/world.ts';
import type { ContractNode, Link, PlanNode, TestNode } from '../../src/model/graph.ts';
import type { FileChange, Unit } from '../../src/model/history.ts';
import type { PlanFacts } from '../../src/model/plan.ts';
import type { TestFileFacts } from '../../src/model/test.ts';

/** Text by path; null deletes the file. */
export type Files = Readonly<Record<string, string | null>>;

export interface Step {
  readonly files: Files;
  /** Its commit message; a step without one is the open change. */
  readonly message?: string;
}

export const commit = (message: string, files: Files = {}): Step => ({ message, files });
/** Everything since the merge-base, as with --base. */
export const change = (files: Files): Step => ({ files });

export interface Circumstances {
  /** False: nothing but the last files is known. */
  readonly history?: boolean;
  /** `--plan` on a path of the tree, or with a text of its own, as on standard input. */
  readonly given?: Readonly<Record<string, string | true>>;
}

const PLAN_PATH = /\.md$/;
const TEST_PATH = /_test\.go$|\.test\.js$|\.rs$/;

interface Readers {
  readonly plan: (text: string) => PlanFacts | null;
}

interface TestReaders {
  readonly test: (text: string) => TestFileFacts;
  readonly spoken: (text: string) => SpokenFacts;
}

/** Facts depend on the bytes alone, so each text is read once. */
function remembered<T>(reader: OpenExtractor): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const facts = known.get(text) ?? (reader.extract(text) as T);
    known.set(text, facts);
    return facts;
  };
}

const open = (id: string): Promise<OpenExtractor> => openExtractor(id, {}, readAsset);
const readers: Readers = {
  plan: remembered(await open(planExtractor)),
};
const testReaders = async (language: string): Promise<TestReaders> => ({
  test: remembered(await open(languageExtractor(language))),
  spoken: remembered(await open(spokenExtractor(language))),
});
const go = await testReaders('go');
const javascript = await testReaders('javascript');
const rust = await testReaders('rust');
const readersOf = (path: string): TestReaders => (path.endsWith('.go') ? go : path.endsWith('.rs') ? rust : javascript);

const shaOf = (index: number): string => String(index + 1).padStart(40, '0');

/** What the linker is handed for these steps. */
export function inputsOf(steps: readonly Step[], { history = true, given = {} }: Circumstances = {}): LinkInputs {
  const tree = new Map<string, string>();
  const planBlobs = new Map<string, PlanFacts>();
  const testBlobs = new Map<string, SpokenFacts>();
  const units = steps.map(({ files, message }, index): Unit => {
    const changes = Object.entries(files).map(([path, text]): FileChange => {
      const old = tree.get(path);
      if (text === null) tree.delete(path);
      else tree.set(path, text);
      const newBlob = text === null ? null : contentHash(text);
      if (text !== null && newBlob !== null) {
        if (TEST_PATH.test(path)) testBlobs.set(newBlob, readersOf(path).spoken(text));
        const plan = PLAN_PATH.test(path) ? readers.plan(text) : null;
        if (plan && plan.contracts.length > 0) planBlobs.set(newBlob, plan);
      }
      const status = text === null ? 'deleted' : old === undefined ? 'added' : 'modified';
      return { path, status, oldBlob: old === undefined ? null : contentHash(old), newBlob };
    });
    const sha = message === undefined ? null : shaOf(index);
    const parents = index === 0 ? [] : [shaOf(index - 1)];
    const commits = sha === null || message === undefined ? [] : [commitFacts({ sha, parents, date: index, message })];
    return { id: sha ?? 'change', sha, date: index, commits, files: changes };
  });
  const handed = Object.entries(given).flatMap(([path, text]) =>
    text === true ? [] : [headPlan(path, readers.plan(text), true)],
  );
  return {
    grammar: grammarFor({}),
    plans: [
      ...[...tree].flatMap(([path, text]) =>
        PLAN_PATH.test(path) ? [headPlan(path, readers.plan(text), given[path] === true)] : [],
      ),
      ...handed,
    ].filter((p) => p !== null),
    tests: [...tree].flatMap(([path, text]) =>
      TEST_PATH.test(path) ? [{ path, facts: readersOf(path).test(text) }] : [],
    ),
    units: history ? units : [],
    planBlobs: history ? planBlobs : new Map(),
    lastPlans: history ? planBlobs : new Map(),
    testBlobs: history ? testBlobs : new Map(),
    change: history && units.at(-1)?.sha === null ? units.length - 1 : null,
    isPlanPath: (path) => PLAN_PATH.test(path),
    isTestPath: (path) => TEST_PATH.test(path),
  };
}

const headPlan = (path: string, facts: PlanFacts | null, given: boolean): HeadPlan | null =>
  facts && { path, facts, origin: 'tree', source: null, given };

/** What a user sees of a linked history. */
export interface Story {
  readonly result: LinkResult;
  /** `plan.md#BC-1 by introduced-together`, `dangling`, `ambiguous: a#BC-1, b#BC-1` for each mention of the label in that test. */
  says(test: string, label: string): string;
  why(test: string, label: string): string;
  link(test: string, label: string): Link;
  links(kind: Link['kind']): readonly Link[];
  contract(id: string): ContractNode;
  state(id: string): string;
  plan(path: string): PlanNode;
  test(name: string): TestNode;
}

export const linked = (steps: readonly Step[], circumstances?: Circumstances): Story =>
  tell(buildGraph(inputsOf(steps, circumstances)));

export function tell(result: LinkResult): Story {
  const { nodes, links } = result.graph;
  const found = <T>(thing: T | undefined, what: string): T => {
    if (thing === undefined) throw new Error(`the graph has no ${what}`);
    return thing;
  };
  const link = (test: string, label: string): Link =>
    found(
      links.find((l) => l.kind === 'mention' && l.label === label && l.from.endsWith(`::${test}`)),
      `mention of ${label} in ${test}`,
    );
  const contract = (id: string): ContractNode =>
    found(
      nodes.filter((n) => n.kind === 'contract').find((n) => n.id === id),
      id,
    );
  return {
    result,
    link,
    contract,
    says: (test, label) => sayLink(link(test, label)),
    why: (test, label) => link(test, label).why,
    links: (kind) => links.filter((l) => l.kind === kind),
    state: (id) => contract(id).state,
    plan: (path) =>
      found(
        nodes.filter((n) => n.kind === 'plan').find((n) => n.id === path),
        path,
      ),
    test: (name) =>
      found(
        nodes.filter((n) => n.kind === 'test').find((n) => n.name === name),
        name,
      ),
  };
}

export function sayLink(link: Link): string {
  if (link.status === 'resolved') return `${link.to} by ${link.evidence[0]?.kind}${link.weak ? ', weak' : ''}`;
  return link.status === 'dangling' ? 'dangling' : `ambiguous: ${[...link.candidates].sort().join(', ')}`;
}

/** `plan('Queue', { 'BC-1: Drains in order': 'the queue drains in the order of arrival' }, strategy({ 'BC-1': '`TestDrain`' }))`. */
export const plan = (title: string, contracts: Readonly<Record<string, string>>, ...more: readonly string[]): string =>
  [
    `# ${title}`,
    '## Behavioral Contracts',
    ...Object.entries(contracts).map(
      ([head, promise]) => `### ${head}\n- GIVEN ${title.split('\n')[0]}\n- THEN ${promise}`,
    ),
    ...more,
  ].join('\n\n');

/** A test-strategy table: contract cell → test cell, with a type in front where it is not a unit test: `Manual: read it`. */
export const strategy = (rows: readonly (readonly [string, string, string?])[]): string =>
  [
    '## Test Strategy\n',
    '| Contract | Type | Test |',
    '| --- | --- | --- |',
    ...rows.map(([contracts, tests, type = 'Unit']) => `| ${contracts} | ${type} | ${tests} |`),
  ].join('\n');

/** A Go test file of these functions and comments. */
export const goFile = (...parts: readonly string[]): string =>
  ['package queue', 'import "testing"', ...parts].join('\n\n').concat('\n');

/** A test that can fail, with its doc comment above and statements inside. */
export const goTest = (
  name: string,
  doc = '',
  body = 'if got := Run(); got != 1 {\n\t\tt.Errorf("got %d", got)\n\t}',
): string => `${doc === '' ? '' : `${doc.replace(/^/gm, '// ')}\n`}func ${name}(t *testing.T) {\n\t${body}\n}`;
