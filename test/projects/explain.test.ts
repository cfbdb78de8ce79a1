// What `trace explain` says, held against the repository it speaks of: its places exist, and what it says to write really makes certain.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildHistory } from '../../scripts/build-history.mjs';
import { analyse } from '../../src/cli/session.ts';
import type { Link } from '../../src/model/graph.ts';
import type { Report } from '../../src/model/report.ts';
import { explain } from '../../src/reporters/terminal/explain.ts';
import type { MentionStory } from '../../src/reporters/terminal/mention-story.ts';
import type { Way, Write } from '../../src/reporters/terminal/remedy.ts';
import { buildRepository, commit, type Step, temporaryFolder } from '../support/repository.ts';
import { goFile, goTest, plan, strategy } from '../support/small-history.ts';

const analysed = (root: string): Promise<Report> =>
  analyse(
    {
      directory: root,
      cache: false,
      history: true,
      plans: [],
      findBase: false,
      trustHeadConfig: false,
      source: false,
    },
    { environment: {}, readStdin: async () => Buffer.from(''), say: () => {}, phase: () => () => {} },
  );

const RETRY = 'docs/plans/retry-plan.md';
const QUEUE = 'docs/plans/work-queue-plan.md';
const GONE = 'docs/plans/old-cache-plan.md';
const TITLE_TEST = `import { expect, it } from 'vitest';

it('BC-2: waits longer each time', () => {
  expect(wait(2)).toBeGreaterThan(wait(1));
});
`;
const retry = plan(
  'Retry',
  {
    'BC-1: Tries again': 'a failed call is made a second time',
    'BC-2: Waits longer': 'each pause is longer than the one before',
    'BC-3: Gives up': 'after the last attempt the error is returned',
  },
  strategy([
    ['BC-1', '`TestRetry_Again`'],
    ['BC-3', '`TestRetry_Declared`'],
    ['BC-2', '`TestRetry_Drifted`'],
  ]),
);

/** Every kind of evidence and every way to lack one, in one history. */
const STEPS: readonly Step[] = [
  commit('feat: cache (#7)', {
    [GONE]: plan('Cache', {
      'BC-1: Counts hits': 'every lookup raises the counter',
      'BC-2: Forgets': 'the oldest goes first',
    }),
    'cache/cache_test.go': goFile(goTest('TestHits', 'TestHits verifies BC-1 and BC-2.')),
  }),
  commit('feat: drain (#9)\n\nBC-D7: Drain waits for the last request\n* feat: stop (BC-1)', {
    'queue/drain_test.go': goFile(goTest('TestDrain', 'TestDrain verifies BC-D7.')),
  }),
  commit('feat: queue (#12)', {
    [QUEUE]: plan('Queue\n\n**Closes:** #12', {
      'BC-1: Drains in order': 'requests leave in the order of arrival',
      'BC-2: Refuses when full': 'a request beyond the limit is turned away',
      'BC-3: Wakes a sleeper': 'a waiting worker starts within one tick',
    }),
    'queue/queue_test.go': goFile(
      goTest('TestTogether', 'TestTogether verifies BC-1.'),
      goTest('TestList', 'TestList verifies BC-1/BC-2/BC-3 and BC-9.'),
      goTest('TestShort', 'TestShort verifies BC-1..BC-3.'),
      goTest('TestThree', 'TestThree verifies BC-1 (order), BC-2 and BC-3.'),
      goTest('TestQualified', 'TestQualified verifies work-queue-plan#BC-2.'),
    ),
  }),
  commit('feat: retry', {
    [RETRY]: retry,
    'retry/retry_test.go': goFile(
      goTest('TestRetry_Again', 'TestRetry_Again verifies BC-1.'),
      goTest('TestRetry_Declared', 'TestRetry_Declared says nothing.'),
      goTest('TestRetry_Drifted', 'TestRetry_Drifted verifies BC-3.'),
    ),
    'web/retry.test.ts': TITLE_TEST,
  }),
  commit('docs: more promises', { [QUEUE]: null, [GONE]: null }),
  commit('test: late words, as in work-queue-plan.md (BC-3)\n\nAnd BC-8 of nobody, and retry-plan#BC-2.', {
    'queue/late_test.go': goFile(
      goTest('TestNumbered', 'TestNumbered verifies BC-2 (#12).'),
      goTest('TestLost', 'TestLost verifies BC-1.'),
      goTest('TestUnknown', 'TestUnknown verifies BC-77.'),
      goTest('TestUnknowns', 'TestUnknowns verifies BC-71 and BC-72.'),
      goTest('TestMisnamed', 'TestMisnamed verifies gone-for-good-plan#BC-1.'),
      '// --- later tests (BC-5) ---',
      goTest('TestSilent', 'says nothing'),
      '// === tests of two (BC-51, BC-52) ===',
      goTest('TestOne', 'says nothing'),
      goTest('TestTwo', 'says nothing'),
      'func TestSubs(t *testing.T) {\n\tt.Run("BC-4: inner", func(t *testing.T) {\n\t\tif broken() {\n\t\t\tt.Error("BC-6: not so")\n\t\t}\n\t})\n}',
    ),
  }),
];

const git = (root: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' });
const shell = (root: string, command: string): string =>
  execFileSync('sh', ['-c', command], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      GIT_AUTHOR_NAME: 'T',
      GIT_AUTHOR_EMAIL: 't@example.org',
      GIT_COMMITTER_NAME: 'T',
      GIT_COMMITTER_EMAIL: 't@example.org',
    },
  });

const linesAt =
  (root: string) =>
  (path: string, line: number): string | null => {
    try {
      return readFileSync(join(root, path), 'utf8').split('\n')[line - 1] ?? null;
    } catch {
      return null;
    }
  };

/** Each text read once. */
function textsOf(root: string): (source: string) => string | null {
  const known = new Map<string, string | null>();
  const read = (source: string): string | null => {
    if (!/^[0-9a-f]{40}/.test(source)) return readFileSync(join(root, source), 'utf8');
    return source.includes(':') ? git(root, 'show', source) : git(root, 'log', '-1', '--format=%B', source);
  };
  return (source) => {
    if (!known.has(source)) known.set(source, read(source));
    return known.get(source) ?? null;
  };
}

interface Told {
  readonly target: string;
  readonly text: string;
  readonly story: MentionStory;
}

const isOwn = (link: Link): boolean => ['mention', 'declared', 'implements'].includes(link.kind);

/** Each mention that some link speaks of, once. */
function everyStory(report: Report, root: string): readonly Told[] {
  const told = new Map<string, Told>();
  const textOf = textsOf(root);
  for (const link of report.graph.links.filter(isOwn)) {
    const isNode = report.graph.nodes.some((node) => node.id === link.from);
    const target = isNode ? link.from : `${link.from}:${link.at.at.line}`;
    const answer = explain(report, target, {
      width: 100,
      color: false,
      label: link.label,
      lineOf: linesAt(root),
      textOf,
    });
    const { mentions } = answer.value as { readonly mentions: readonly MentionStory[] };
    for (const story of mentions) {
      if (story.label === link.label) told.set(JSON.stringify([target, story]), { target, text: answer.text, story });
    }
  }
  return [...told.values()];
}

/** As `git rebase -i` would, without an editor: the commits behind it are written anew. */
function reword(root: string, { commit, messageLine, text }: Extract<Write, { how: 'reword' }>): void {
  const now = git(root, 'log', '-1', '--format=%B', commit).trimEnd().split('\n');
  if (messageLine === 0) now.push('', ...text);
  else now.splice(messageLine - 1, 1, ...text);
  const file = join(temporaryFolder(), 'message');
  writeFileSync(file, `${now.join('\n')}\n`);
  const filter = `if [ "$GIT_COMMIT" = ${commit} ]; then cat '${file}'; else cat; fi`;
  execFileSync('git', ['filter-branch', '-f', '--msg-filter', filter, 'HEAD'], {
    cwd: root,
    stdio: 'ignore',
    env: { ...process.env, FILTER_BRANCH_SQUELCH_WARNING: '1' },
  });
}

function apply(root: string, writes: readonly Write[]): void {
  // From below, so that a line that was put in moves no other.
  const ordered = [...writes].sort((a, b) => ('line' in b ? b.line : 0) - ('line' in a ? a.line : 0));
  for (const write of writes) if (write.how === 'reword') reword(root, write);
  for (const write of ordered) {
    if (write.how === 'run' || write.how === 'reword') continue;
    const file = join(root, write.path);
    mkdirSync(dirname(file), { recursive: true });
    if (write.how === 'create') {
      writeFileSync(file, `${write.text.join('\n')}\n`);
      continue;
    }
    const lines = readFileSync(file, 'utf8').split('\n');
    lines.splice(write.line - 1, write.how === 'replace' ? 1 : 0, ...write.text);
    writeFileSync(file, lines.join('\n'));
  }
  for (const write of writes) if (write.how === 'run') for (const command of write.text) shell(root, command);
}

/** A subtest may get another name by what is written. */
const isFrom = (id: string, from: string): boolean => {
  const [path = '', name = ''] = from.split('::');
  return id === from || (name.includes('/') && id.startsWith(`${path}::${name.split('/')[0]}/`));
};

const commitsOf = (root: string): readonly string[] => git(root, 'rev-list', 'HEAD').trim().split('\n');

/** What the links of this test, or of the commit, say of the label now. */
async function afterWriting(
  root: string,
  { story, target }: Told,
  way: Way,
  writes = way.writes,
): Promise<readonly string[]> {
  const copy = join(temporaryFolder(), 'copy');
  cpSync(root, copy, { recursive: true });
  const place = commitsOf(copy).indexOf(target.replace(/:\d+$/, ''));
  apply(copy, writes);
  const { graph } = await analysed(copy);
  const slugs = new Map(graph.nodes.flatMap((node) => (node.kind === 'plan' ? [[node.id, node.slug] as const] : [])));
  const inserted = way.writes.flatMap((write) => ('path' in write && write.how !== 'create' ? [write.path] : []));
  const from = story.kind === 'implements' ? (commitsOf(copy)[place] ?? '') : target.replace(/:\d+$/, '');
  const label = way.means.split('#').at(-1);
  return graph.links
    .filter((link) => link.kind === story.kind || (link.kind === 'mention' && story.kind === 'declared'))
    .filter(
      (link) =>
        link.label === label && (isFrom(link.from, from) || (inserted.includes(from) && link.from.startsWith(from))),
    )
    .filter((link) => link.kind !== 'declared' && (!link.weak || !link.from.includes('::')))
    .map((link) => {
      const to = link.to?.split('#') ?? [];
      return `${link.status} ${slugs.get(to[0] ?? '') ?? to[0]}#${to[1]} by ${link.evidence[0]?.kind}`;
    });
}

const REPOSITORIES: readonly (readonly [string, () => string])[] = [
  ['every kind of evidence', () => buildRepository(STEPS).root],
  [
    'the example',
    () =>
      buildHistory(
        fileURLToPath(new URL('../../fixtures/projects/limiter', import.meta.url)),
        join(temporaryFolder(), 'limiter'),
      ).directory,
  ],
];

/** Where several are told and mended alike, the first. */
function oneOfEach(all: readonly Told[]): readonly Told[] {
  const kinds = new Map<string, Told>();
  for (const told of all) {
    const { kind, status, evidence, weak, ways, written, speaker } = told.story;
    const writes = ways.map((way) => way.writes.map((write) => write.how));
    const key = JSON.stringify([
      kind,
      status,
      evidence[0]?.kind,
      weak,
      writes,
      written[0]?.where,
      speaker.includes('/'),
    ]);
    if (!kinds.has(key)) kinds.set(key, told);
  }
  return [...kinds.values()];
}

describe.each(REPOSITORIES)('what explain says of %s', (name, build) => {
  let root = '';
  let all: readonly Told[] = [];
  beforeAll(async () => {
    root = build();
    all = everyStory(await analysed(root), root);
  });

  it('BC-18: names the plan, the evidence, what else it could be, how sure that is, and what to write', () => {
    expect(all.length).toBeGreaterThan(15);
    for (const { text, story } of all) {
      for (const word of ['answer', 'evidence', 'how sure', 'To make it certain, write']) {
        const isSided = word === 'evidence' && story.status === 'ambiguous';
        expect(text).toMatch(isSided ? /either|plan says/ : word);
      }
      if (story.status === 'resolved') expect(text).toContain('runner-up');
      if (story.contract) expect(text).toContain(story.contract.name);
    }
  });

  it('BC-18: every place exists at the revision that it names', () => {
    for (const { story } of all) {
      const places = [
        story.contract?.at,
        ...story.written.map((each) => each.at),
        ...[...story.evidence, ...story.sides.flatMap((side) => side.evidence)].map((each) => each.at),
        ...[...story.sides, ...story.losers].map((each) => each.contract.at),
      ];
      for (const place of places)
        if (place !== undefined && place !== null) expect(textAt(root, place), place).not.toBe('');
    }
  });

  it('BC-18: every command to read prints a line for each line that it names', () => {
    const commands = [...new Set(all.flatMap(({ story }) => story.read))];
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const wanted = command.split(';').length;
      expect(shell(root, command).trim().split('\n').length, command).toBe(wanted);
    }
  });

  it('BC-19: what it says to write makes the mention certain', async () => {
    const tried = oneOfEach(all).flatMap((told) => told.story.ways.map((way) => ({ told, way })));
    expect(tried.length).toBeGreaterThan(5);
    for (const { told, way } of tried) {
      const now = await afterWriting(root, told, way);
      const said = `${told.target} ${told.story.label}: ${JSON.stringify(way.writes)}`;
      expect(now, said).toContain(`resolved ${way.means} by qualified`);
      expect(new Set(now.map((each) => each.replace(/ by .*/, ''))), said).toEqual(new Set([`resolved ${way.means}`]));
    }
  }, 120_000);

  it('BC-28: for all labels of a line it says to write one line, which makes each of them certain', async () => {
    const lines = new Map<string, Told[]>();
    for (const told of all) {
      const [write] = told.story.ways[0]?.writes.filter(({ how }) => how === 'replace') ?? [];
      if (write?.how !== 'replace' || told.story.kind !== 'mention') continue;
      const key = JSON.stringify([told.target, told.story.status, write.path, write.line]);
      lines.set(key, [...(lines.get(key) ?? []), told]);
    }
    const groups = [...lines.values()].filter((each) => each.length > 1);
    expect(groups.length).toBeGreaterThanOrEqual(name === 'the example' ? 0 : 3);
    for (const group of groups) {
      const ways = group.flatMap(({ story }) => story.ways.slice(0, 1));
      const writes = [...new Map(ways.flatMap((way) => way.writes.map((each) => [JSON.stringify(each), each])))].map(
        ([, each]) => each,
      );
      const texts = writes.flatMap((write) => (write.how === 'replace' ? write.text : []));
      expect(new Set(texts).size, texts.join('\n')).toBe(1);
      for (const [i, told] of group.entries()) {
        const way = ways[i];
        if (way !== undefined)
          expect(await afterWriting(root, told, way, writes)).toContain(`resolved ${way.means} by qualified`);
      }
    }
  }, 120_000);

  it('BC-19: only what names its plan already needs nothing more', () => {
    for (const { story } of all) {
      const isCertain = story.status === 'resolved' && story.evidence[0]?.kind === 'qualified';
      // Nothing can be written into history for a commit that means no plan.
      const isLost = story.kind === 'implements' && story.status !== 'resolved' && story.sides.length === 0;
      const hasNoFile = story.kind === 'implements' && story.contract?.plan.startsWith('commit:') === true;
      if (!isLost && !hasNoFile) expect(story.ways.length > 0, JSON.stringify(story)).toBe(!isCertain);
    }
  });
});

/** The line that a place speaks of; empty where there is none. */
function textAt(root: string, place: string): string {
  const old = /^(.+):(\d+) as of (\S+) \(/.exec(place);
  if (old) return git(root, 'show', `${old[3]}:${old[1]}`).split('\n')[Number(old[2]) - 1] ?? '';
  const message = /^commit (\w+), line (\d+) of its message$/.exec(place);
  if (message) return git(root, 'log', '-1', '--format=%B', message[1] ?? '').split('\n')[Number(message[2]) - 1] ?? '';
  const [, path = '', line] = /^(.+?):(\d+):\d+/.exec(place) ?? [];
  return linesAt(root)(path, Number(line)) ?? '';
}
