// A report of any size, the same bytes for the same numbers: lengths and shares as measured on a report of 1,422 contracts.

const WORDS =
  `queue cache router clock batch token shard trace lease quota index probe request latency window budget prefix block scheduler
  cluster snapshot counter replay session metric histogram percentile admission controller priority weight deadline timeout
  eviction reload offset partition stream cursor backlog drift saturation throughput capacity utilisation worker handler payload
  header config default flag report summary baseline golden dataset fixture seed generator sampler interval arrival departure
  invariant conservation monotonic deterministic parallel sequential partial empty negative invalid missing duplicate stale fresh
  returns rejects keeps counts records preserves emits computes validates warns fails clamps rounds merges splits orders skips
  allocates releases commits loads stores maps sorts samples before after during without within across between exactly every only`
    .split(/\s+/)
    .filter((word) => word !== '');

/** A small generator of numbers (mulberry32): chance that repeats. @param {number} seed @returns {() => number} */
const chance = (seed) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** @typedef {import('../src/model/graph.ts').TraceNode} TraceNode */
/** @typedef {import('../src/model/graph.ts').Link} Link */
/** @typedef {{ contracts: number, tests: number, commits: number, seed?: number }} Size */

/** @param {number} seed */
const speaker = (seed) => {
  const random = chance(seed);
  /** @param {number} below */
  const upTo = (below) => Math.floor(random() * below);
  const word = () => WORDS[upTo(WORDS.length)] ?? '';
  /** @param {number} count */
  const phrase = (count) => Array.from({ length: count }, word).join(' ');
  /** @param {number} count */
  const name = (count) => Array.from({ length: count }, () => word().replace(/^./, (c) => c.toUpperCase())).join('');
  /** @param {number} length */
  const hex = (length) => Array.from({ length }, () => upTo(16).toString(16)).join('');
  return { upTo, word, phrase, name, hex };
};

/** @param {number} line @param {number} [length] */
const at = (line, length = 60) => ({ line, column: 1, endLine: line, endColumn: length + 1 });
/** @param {string} path @param {number} line @param {number} [length] @returns {import('../src/model/location.ts').Place} */
const inFile = (path, line, length) => ({ kind: 'file', path, at: at(line, length) });

const PER_PLAN = 8;

/** @param {Size} size */
export const syntheticReport = ({ contracts, tests, commits, seed = 20261122 }) => {
  const say = speaker(seed);
  const hashes = Array.from({ length: commits }, () => say.hex(40));
  const subjects = hashes.map(() => `feat(${say.word()}): ${say.phrase(7)} (#${say.upTo(2000)})`);
  /** @param {number} index */
  const commitOf = (index) => index % Math.max(1, commits);

  const paths = Array.from({ length: Math.max(1, Math.ceil(tests / 22)) }, () => {
    const [folder, file] = [say.word(), say.word()];
    return `sim/${folder}/${file}_${say.word()}_test.go`;
  });
  const subjectsOfFiles = paths.map(() => say.name(2));
  // Every sixth test has a reason of its own for its kind, every twelfth for its worth.
  const deeds = Array.from(
    { length: Math.max(1, Math.ceil(tests / 6)) },
    () => `it calls ${say.word()}.${say.name(1)}`,
  );
  /** @type {Extract<TraceNode, { kind: 'test' }>[]} */
  const testNodes = Array.from({ length: tests }, (_, index) => {
    const path = paths[Math.floor(index / 22)] ?? 'x_test.go';
    const name = `Test${subjectsOfFiles[Math.floor(index / 22)]}_${say.name(2)}_${say.name(2)}${index}`;
    const line = 20 + (index % 22) * 34;
    const spoken = index < contracts;
    return {
      kind: 'test',
      id: `${path}::${name}`,
      path,
      name,
      language: 'go',
      testKind: say.upTo(5) === 0 ? 'subtest' : 'test',
      roles: [],
      type: { type: 'unit', by: 'default', why: `${deeds[say.upTo(deeds.length)]} and compares` },
      worth: 'asserts',
      worthWhy: say.upTo(2) === 0 ? (deeds[say.upTo(deeds.length / 2)] ?? '') : 'it calls t.Errorf',
      dynamic: false,
      at: { line, column: 1, endLine: line + 12 + say.upTo(15), endColumn: 2 },
      addedBy: hashes[commitOf(index * 7)] ?? null,
      goldenFiles: [],
      ...(spoken ? { checks: [line + 9, line + 13] } : {}),
    };
  });

  const planCount = Math.ceil(contracts / PER_PLAN);
  /** @type {Extract<TraceNode, { kind: 'plan' }>[]} */
  const plans = Array.from({ length: planCount }, (_, index) => {
    const slug = `pr${index}-${say.word()}-${say.word()}-${say.word()}-plan`;
    return {
      kind: 'plan',
      id: `docs/plans/${slug}.md`,
      path: `docs/plans/${slug}.md`,
      aliases: [],
      slug,
      title: `${say.phrase(4)} Implementation Plan`,
      origin: 'tree',
      source: null,
      status: 'active',
      numbers: [index],
      given: false,
      addedBy: hashes[commitOf(index * 31)] ?? null,
    };
  });

  const made = Array.from({ length: contracts }, (_, index) => {
    const plan = plans[Math.floor(index / PER_PLAN)];
    const label = `BC-${(index % PER_PLAN) + 1}`;
    const path = plan?.path ?? '';
    const line = 40 + (index % PER_PLAN) * 7;
    const kept = index % 20 < 12;
    const title = say.phrase(4);
    const test = testNodes[index % Math.max(1, tests)];
    const why = kept
      ? `${test?.name} says so itself and asserts; no test results were given`
      : 'no test names it, and its row in the test strategy names no test';
    /** @type {Extract<TraceNode, { kind: 'contract' }>} */
    const node = {
      kind: 'contract',
      id: `${path}#${label}`,
      plan: path,
      label,
      title,
      group: 'positive',
      clauses: [
        { keyword: 'GIVEN', text: say.phrase(9), at: at(line + 1) },
        { keyword: 'WHEN', text: say.phrase(8), at: at(line + 2) },
        { keyword: 'THEN', text: say.phrase(14), at: at(line + 3) },
      ],
      at: at(line, 30),
      endLine: line + 4,
      textHash: say.hex(16),
      link: kept ? 'linked' : 'none',
      worth: kept ? 'asserts' : 'unknown',
      result: 'none-given',
      state: kept ? 'linked' : 'untested',
      why,
      tasks: [`${path}#task-${Math.floor((index % PER_PLAN) / 2) + 1}`],
      rows: [{ at: at(400 + (index % PER_PLAN)), typeCell: 'Unit', testCell: test?.name ?? '' }],
    };
    return { node, test, kept, line, label, path };
  });

  /** @type {Extract<TraceNode, { kind: 'task' }>[]} */
  const tasks = plans.flatMap((plan) =>
    [1, 2, 3, 4].map((number) => ({
      kind: 'task',
      id: `${plan.path}#task-${number}`,
      plan: plan.path,
      number: String(number),
      title: say.phrase(5),
      files: [`sim/${say.word()}.go`],
      at: at(200 + number * 40),
    })),
  );

  /** @type {import('../src/model/report.ts').Excerpt[]} */
  const excerpts = [];
  /** @type {Link[]} */
  const links = made.flatMap(({ node, test, kept, line, label, path }, index) => {
    const commit = commitOf(index * 31);
    const short = hashes[commit]?.slice(0, 8);
    const quoted = `commit ${short} “${subjects[commit]?.slice(0, 60)}…”`;
    const other = made[(index + PER_PLAN) % made.length];
    const task = node.tasks[0] ?? '';
    /** @type {Omit<Link, 'kind' | 'from' | 'channel' | 'raw' | 'at' | 'why' | 'evidence'>} */
    const common = {
      to: node.id,
      label,
      status: 'resolved',
      weak: false,
      confidence: 0.97,
      candidates: [],
      losers: [],
    };
    const says = `task ${task.at(-1)} of the plan names ${label}`;
    /** @type {Link[]} */
    const all = [
      {
        ...common,
        kind: 'plans',
        from: task,
        channel: 'plan-task',
        confidence: 1,
        evidence: [{ kind: 'declared-row', says, names: [node.id], at: inFile(path, 210, 4) }],
        why: says,
        raw: label,
        at: inFile(path, 210, 4),
      },
      {
        ...common,
        kind: 'implements',
        from: hashes[commit] ?? '',
        channel: 'body',
        confidence: 0.95,
        evidence: [
          {
            kind: 'unit-adds-plan',
            says: `commit ${short} itself adds the plan ${path}, which defines ${label}`,
            names: [node.id],
            at: inFile(path, line, 40),
          },
        ],
        losers: other
          ? [{ contract: other.node.id, why: `it is younger than the commit: ${quoted} first defined it` }]
          : [],
        why: `commit ${short} itself adds the plan ${path}, which defines ${label}`,
        raw: `* feat(${say.word()}): ${say.phrase(5)} (${label})`,
        at: { kind: 'commit', commit: hashes[commit] ?? '', at: at(3 + (index % 9)) },
      },
    ];
    if (!kept || !test) return all;
    const doc = test.at.line - 2;
    const paired = `the plan’s test strategy has a row for ${test.name}`;
    const together = `${quoted} first wrote ${label} into ${test.name} and first defined it in ${path}`;
    excerpts.push({
      path: test.path,
      firstLine: doc - 1,
      lines: [
        '',
        `// ${test.name} verifies ${label}: ${say.phrase(6)}`,
        `func ${test.name}(t *testing.T) {`,
        `\t${say.word()} := New${say.name(2)}(${say.upTo(99)})`,
      ],
      truncated: false,
    });
    excerpts.push({
      path: test.path,
      firstLine: test.at.line + 7,
      lines: [
        `\tgot, err := ${say.word()}.${say.name(2)}(${say.word()})`,
        '\trequire.NoError(t, err)',
        `\tif got.${say.name(1)} != ${say.upTo(500)} {`,
        `\t\tt.Errorf("${say.phrase(3)} = %d, want ${say.upTo(500)}", got.${say.name(1)})`,
        '\t}',
      ],
      truncated: false,
    });
    all.push({
      ...common,
      kind: 'mention',
      from: test.id,
      channel: 'doc',
      evidence: [
        { kind: 'paired-by-plan', says: paired, names: [node.id], at: inFile(path, 400 + (index % PER_PLAN)) },
        { kind: 'introduced-together', says: together, names: [node.id], at: inFile(path, line) },
      ],
      losers: [1, 2].flatMap((step) => {
        const rival = made[(index + step * PER_PLAN) % made.length];
        const rivalCommit = commitOf((index + step * PER_PLAN) * 31);
        const first = `commit ${hashes[rivalCommit]?.slice(0, 8)} “${subjects[rivalCommit]?.slice(0, 60)}…” first defined it`;
        return rival
          ? [
              {
                contract: rival.node.id,
                why: `it is younger: ${first}, after the mention was written; no table or code of its plan names ${test.name}`,
              },
            ]
          : [];
      }),
      why: paired,
      raw: `${test.name} verifies ${label}: ${say.phrase(6)}`,
      at: {
        kind: 'file',
        path: test.path,
        at: { line: doc, column: test.name.length + 14, endLine: doc, endColumn: test.name.length + 14 + label.length },
      },
    });
    return all;
  });

  /** @type {TraceNode[]} */
  const commitNodes = hashes.map((id, index) => ({
    kind: 'commit',
    id,
    date: 1_700_000_000 + index * 5400 + say.upTo(5000),
    subject: subjects[index] ?? '',
    type: 'feat',
    scope: say.word(),
    numbers: [index],
    unit: id,
    exempt: false,
  }));
  const findings = made
    .filter(({ kept }) => !kept)
    .map(({ node, path, line, label }) => ({
      ruleId: 'trace/untested-contract',
      messageId: 'untested',
      severity: /** @type {const} */ ('error'),
      subject: node.id,
      contract: node.id,
      message: `${label} “${node.title}” of ${path} has no test: ${node.why}`,
      fix: `write \`${path.slice(11, -3)}#${label}\` in the comment of the test that proves it, or name that test in the plan’s test strategy`,
      at: inFile(path, line, 30),
      related: [],
      data: { label, plan: path, title: node.title, why: node.why },
      fingerprint: say.hex(16),
      inChange: false,
      suppressed: null,
    }));
  return assemble({
    plans,
    contracts: made.map(({ node }) => node),
    tasks,
    tests: testNodes,
    commits: commitNodes,
    links,
    excerpts,
    findings,
    hashes,
  });
};

/**
 * @param {{ plans: TraceNode[], contracts: Extract<TraceNode, { kind: 'contract' }>[], tasks: TraceNode[], tests: TraceNode[],
 *   commits: TraceNode[], links: Link[], excerpts: import('../src/model/report.ts').Excerpt[],
 *   findings: import('../src/model/finding.ts').Finding[], hashes: readonly string[] }} parts
 * @returns {import('../src/model/report.ts').Report}
 */
const assemble = ({ plans, contracts, tasks, tests, commits, links, excerpts, findings, hashes }) => {
  const linked = contracts.filter(({ state }) => state === 'linked').length;
  const none = {
    failing: 0,
    verified: 0,
    'not-run': 0,
    skipped: 0,
    hollow: 0,
    declared: 0,
    ambiguous: 0,
    planned: 0,
    claimed: 0,
    waived: 0,
  };
  const sentence = `Gate failed: ${findings.length} contracts without a test that keeps them.`;
  return {
    schemaVersion: 1,
    tool: { name: 'trace', version: '0.0.0' },
    repo: {
      name: 'synthetic',
      head: hashes.at(-1) ?? null,
      headDate: 1_727_000_000,
      branch: 'main',
      uncommitted: 0,
      shallow: false,
      forge: { kind: 'github', url: 'https://github.com/owner/synthetic' },
    },
    scope: {
      given: [],
      history: 'used',
      searched: [{ what: 'docs/plans/**/*.md', files: plans.length }],
      results: 'none',
    },
    graph: { nodes: [...plans, ...tasks, ...contracts, ...tests, ...commits], links },
    change: null,
    findings,
    rules: [],
    excerpts,
    summary: {
      plans: plans.length,
      contracts: contracts.length,
      tests: tests.length,
      commits: commits.length,
      states: { ...none, linked, untested: contracts.length - linked },
      links: { resolved: linked, ambiguous: 0, dangling: 0 },
      historyContracts: 0,
    },
    verdict: {
      outcome: 'fail',
      sentence,
      reasons: [{ effect: 'fail', text: sentence, findings: findings.map(({ fingerprint }) => fingerprint) }],
      counts: { error: findings.length, warning: 0, info: 0, suppressed: 0, baselined: 0 },
      loosened: [],
    },
    problems: [],
  };
};
