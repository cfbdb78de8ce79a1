import { describe, expect, it } from 'vitest';
import { openExtractor } from '../../src/extractors.ts';
import { readAsset } from '../../src/io/assets.ts';
import { readAndLink } from '../../src/linked.ts';
import { contentHash } from '../../src/linking/hash.ts';
import type { Extracted, History, Inputs, PlanRef, Tools } from '../../src/model/inputs.ts';
import { defaultLint } from '../../src/model/lint.ts';
import type { SourceRef } from '../../src/model/source.ts';
import { commit, goFile, goTest, inputsOf, plan, strategy } from '../support/small-history.ts';

const QUEUE = 'docs/plans/queue-plan.md';
const TESTS = 'q/a_test.go';
const before = plan('Queue', { 'BC-1: Drains in order': 'oldest first' });
const now = plan('Queue', { 'BC-1: Drains in order': 'the oldest goes first' }, strategy([['BC-1', '`TestDrain`']]));
const test = goFile(goTest('TestDrain', 'TestDrain verifies BC-1.'));
const steps = [
  commit('feat: queue (BC-1)', { [QUEUE]: before, [TESTS]: test }),
  commit('docs: words', { [QUEUE]: now }),
];
const texts = new Map([before, now, test].map((text) => [contentHash(text), text]));

const ref = (path: string, text: string): SourceRef => ({
  path,
  blob: contentHash(text),
  size: text.length,
  from: 'object',
});
const planRef: PlanRef = { ...ref(QUEUE, now), origin: 'tree', source: null, given: false };

const { units, isPlanPath, isTestPath } = inputsOf(steps);
const inputs: Inputs = {
  head: { plans: [planRef], tests: [ref(TESTS, test)] },
  base: null,
  changed: [],
  repo: {
    name: 'small',
    head: units.at(-1)?.sha ?? null,
    headDate: null,
    branch: null,
    uncommitted: 0,
    shallow: false,
    forge: null,
  },
  folder: '',
  families: [],
  lint: defaultLint,
  searched: [],
  given: [],
  historyMode: 'on',
  baseline: { entries: [], frozen: false },
  policy: { failOn: null, maxUntested: 0 },
  problems: [],
  version: '0',
  pathsKey: '',
  isPlanPath,
  isTestPath,
  languageOf: () => 'go',
};

type Wait = (what: string) => Promise<void>;

/** Tools that answer when `wait` lets them; `phases` says what was begun, in order. */
function toolsThat(wait: Wait, phases: string[] = []): Tools {
  return {
    extract: async <T>(refs: readonly SourceRef[], id: string): Promise<Extracted<T>> => {
      const extractor = await openExtractor(id, {}, readAsset);
      await wait(id);
      const facts = new Map(refs.map(({ blob }) => [blob, extractor.extract(texts.get(blob) ?? '') as T]));
      return { facts, problems: [] };
    },
    remember: async (_key, make) => make(),
    ground: () => Promise.reject(new Error('no plan is linted here')),
    mayMention: async () => true,
    history: async (): Promise<History> => {
      await wait('history');
      return { units, change: null };
    },
    excerpts: async () => [],
    phase: async (name, work) => {
      phases.push(name);
      return work();
    },
  };
}

const late =
  (slow: string): Wait =>
  (what) =>
    new Promise((resolve) => setTimeout(resolve, what.startsWith(slow) ? 60 : 0));

describe('the order of arrival', () => {
  it('BC-4: whatever comes last, the answer is the same', async () => {
    const answers = await Promise.all(
      ['nothing', 'history', 'plan', 'promises', 'test:', 'spoken:'].map((slow) =>
        readAndLink(inputs, toolsThat(late(slow))),
      ),
    );
    const [first, ...others] = answers.map((answer) => JSON.stringify(answer));
    expect(first).toContain('"status":"resolved"');
    for (const other of others) expect(other).toBe(first);
  });

  it.each([
    ['test:', 'link plans'],
    ['spoken:', 'link tests'],
  ])('BC-4: while %s is still read, the step “%s” is done', async (slow, step) => {
    const phases: string[] = [];
    let seen: readonly string[] = [];
    const wait: Wait = async (what) => {
      if (!what.startsWith(slow)) return;
      for (let i = 0; i < 200 && !phases.includes(step); i += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      seen = [...phases];
    };
    await readAndLink(inputs, toolsThat(wait, phases));
    expect(seen).toContain(step);
    expect(seen).not.toContain('link');
  });

  it('BC-6: no version of a plan is read for two kinds of facts, and old ones are asked for before today’s are read', async () => {
    const gone = { path: 'docs/plans/gone-plan.md', text: plan('Gone', { 'BC-7: Went away': 'it was' }) };
    texts.set(contentHash(gone.text), gone.text);
    const lived = commit('feat: gone (BC-7)', { [gone.path]: gone.text });
    const history = inputsOf([...steps, lived, commit('chore: drop it', { [gone.path]: null })]);
    const asked: string[] = [];
    const tools = toolsThat(late('plan'), []);
    const noting: Tools = {
      ...tools,
      history: async () => ({ units: history.units, change: null }),
      extract: (refs, id) => {
        if (id === 'plan' || id === 'promises')
          asked.push(...refs.map(({ path, blob }) => `${id} ${path} ${blob === planRef.blob ? 'now' : 'then'}`));
        return tools.extract(refs, id);
      },
    };
    const { result } = await readAndLink(inputs, noting);
    expect(result?.graph.nodes.map(({ id }) => id)).toContain(`${gone.path}#BC-7`);
    // What is asked for again, as one of history, is there already.
    expect([...new Set(asked)]).toEqual([`plan ${QUEUE} now`, `promises ${QUEUE} then`, `plan ${gone.path} then`]);
  });

  it.each(['history', 'plan', 'promises', 'test:', 'spoken:'])(
    'BC-5: a failure to read %s fails the run with its own words',
    async (what) => {
      const failing: Wait = async (asked) => {
        if (asked.startsWith(what)) throw new Error(`no ${what}`);
      };
      const unheard: unknown[] = [];
      const hear = (reason: unknown): void => void unheard.push(reason);
      process.on('unhandledRejection', hear);
      try {
        await expect(readAndLink(inputs, toolsThat(failing))).rejects.toThrow(`no ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      } finally {
        process.off('unhandledRejection', hear);
      }
      expect(unheard).toEqual([]);
    },
  );
});
