// Writes a corpus of any size, the same bytes for the same size: plans, the Go tests they name, and one squash commit for each plan.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const CONTRACTS = 8;
const WORDS = [
  'queue',
  'cache',
  'router',
  'clock',
  'batch',
  'token',
  'shard',
  'trace',
  'lease',
  'quota',
  'index',
  'probe',
];

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

/** @param {number} plan @param {number} contract */
const testName = (plan, contract) =>
  `Test${WORDS[plan % WORDS.length]?.replace(/^./, (c) => c.toUpperCase())}${plan}_Case${contract}_Holds`;

/** @param {number} number @param {() => number} random */
const planText = (number, random) => {
  const word = WORDS[number % WORDS.length];
  const ids = Array.from({ length: CONTRACTS }, (_, index) => index + 1);
  const contracts = ids.map(
    (id) => `**BC-${id}: The ${word} keeps promise ${id}**
- GIVEN a ${word} with ${Math.floor(random() * 90) + 10} entries
- WHEN the ${WORDS[Math.floor(random() * WORDS.length)]} asks for entry ${Math.floor(random() * 10)}
- THEN it MUST answer as promised
- MECHANISM: the ${word} looks it up
`,
  );
  const tasks = ids
    .filter((id) => id % 2 === 1)
    .map(
      (id, index) => `### Task ${index + 1}: Promise ${id} and ${id + 1}

**Contracts Implemented:** BC-${id}, BC-${id + 1}

**Files:**
- Create: \`pkg/part${number}/part.go\`
- Test: \`pkg/part${number}/part_test.go\`

**Step 1: Write the failing test**

Run: \`go test ./pkg/part${number} -run ${testName(number, id)} -v\`
Expected: FAIL with "undefined"

${'The reviewer should know why this order was chosen and what else was considered. '.repeat(12)}
`,
    );
  const rows = ids.map((id) => `| BC-${id} | Task ${Math.ceil(id / 2)} | Unit | ${testName(number, id)} |`);
  return `# Part ${number} Implementation Plan

**Goal:** Keep the promises of part ${number}.

**Source:** issue #${1000 + number}

## Behavioral Contracts

${contracts.join('\n')}
## Tasks

${tasks.join('\n')}
## Test Strategy

| Contract | Task | Test Type | Test Name |
|----------|------|-----------|-----------|
${rows.join('\n')}
`;
};

/** @param {number} number @param {() => number} random */
const testText = (number, random) => {
  const tests = Array.from({ length: CONTRACTS }, (_, index) => index + 1)
    // Every tenth contract stays untested, so that the answer is not a trivial one.
    .filter(() => random() >= 0.1)
    .map(
      (id) => `// ${testName(number, id)} verifies BC-${id}.
func ${testName(number, id)}(t *testing.T) {
	for _, value := range []int{${Array.from({ length: 12 }, () => Math.floor(random() * 1000)).join(', ')}} {
		if got := Answer(value, ${id}); got != value+${id} {
			t.Errorf("BC-${id}: answer %d for %d", got, value)
		}
	}
}
`,
    );
  return `package part${number}

import "testing"

${tests.join('\n')}`;
};

/** @param {string} directory New folder. @param {number} plans How many plans. */
export const generateCorpus = (directory, plans) => {
  const random = chance(plans);
  mkdirSync(directory, { recursive: true });
  /** @param {readonly string[]} args @param {number} [seconds] */
  const git = (args, seconds = 0) =>
    execFileSync('git', args, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'corpus',
        GIT_AUTHOR_EMAIL: 'corpus@example.invalid',
        GIT_AUTHOR_DATE: `${seconds} +0000`,
        GIT_COMMITTER_NAME: 'corpus',
        GIT_COMMITTER_EMAIL: 'corpus@example.invalid',
        GIT_COMMITTER_DATE: `${seconds} +0000`,
      },
    });
  git(['init', '--quiet', '--template=', '--initial-branch=main']);
  for (let number = 1; number <= plans; number += 1) {
    const files = {
      [`docs/plans/part-${number}-plan.md`]: planText(number, random),
      [`pkg/part${number}/part.go`]: `package part${number}\n\nfunc Answer(value, more int) int { return value + more }\n`,
      [`pkg/part${number}/part_test.go`]: testText(number, random),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    git(['add', '--all']);
    git(
      [
        'commit',
        '--quiet',
        '--message',
        `feat(part${number}): keep eight promises (#${2000 + number})\n\n* feat: all of them (BC-1..BC-8)`,
      ],
      1_700_000_000 + number * 3600,
    );
  }
};
