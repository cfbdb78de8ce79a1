// How fast each language is read: the same made-up tests in all of them, in two sizes, so that loading a parser and reading with it are told apart.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PLAN = `# Queue Plan

**Goal:** a queue that loses nothing.

## Behavioral Contracts

### BC-1: Nothing is lost
- GIVEN a queue
- WHEN items come and go
- THEN their number MUST be conserved
`;

/** @typedef {{ readonly path: (file: number) => string, readonly test: (name: string, n: number) => string, readonly head: string }} Sample */

/** @type {Readonly<Record<string, Sample>>} */
export const samples = {
  go: {
    path: (file) => `queue/q${file}_test.go`,
    head: 'package queue\n\nimport "testing"\n\n',
    test: (name, n) => `// Test${name} verifies BC-1: nothing is lost after ${n} steps.
func Test${name}(t *testing.T) {
	for _, tt := range []struct {
		name string
		want int
	}{{"empty", 0}, {"after ${n}", ${n}}} {
		t.Run(tt.name, func(t *testing.T) {
			q := NewQueue(tt.want)
			// the clock stands still
			if got := q.Len(); got != tt.want {
				t.Errorf("BC-1: got %d items, want %d", got, tt.want)
			}
		})
	}
}

`,
  },
  typescript: {
    path: (file) => `queue/q${file}.test.ts`,
    head: "import { describe, expect, it } from 'vitest';\nimport { type Queue, open } from './queue';\n\n",
    test: (name, n) => `// ${name} verifies BC-1: nothing is lost after ${n} steps.
describe('${name}', () => {
  it.each([
    ['empty', 0],
    ['after ${n}', ${n}],
  ] as const)('%s', async (title: string, want: number) => {
    const queue: Queue<number> = await open<number>({ size: want });
    // the clock stands still
    expect(queue.length, \`BC-1: \${title}\`).toBe(want);
  });
});

`,
  },
  javascript: {
    path: (file) => `queue/q${file}.test.js`,
    head: "const { describe, expect, it } = require('vitest');\nconst { open } = require('./queue');\n\n",
    test: (name, n) => `// ${name} verifies BC-1: nothing is lost after ${n} steps.
describe('${name}', () => {
  it.each([
    ['empty', 0],
    ['after ${n}', ${n}],
  ])('%s', async (title, want) => {
    const queue = await open({ size: want });
    // the clock stands still
    expect(queue.length, \`BC-1: \${title}\`).toBe(want);
  });
});

`,
  },
  python: {
    path: (file) => `queue/test_q${file}.py`,
    head: 'import pytest\n\nfrom queue import Queue\n\n\n',
    test: (name, n) => `class Test${name}:
    """Verifies BC-1: nothing is lost after ${n} steps."""

    @pytest.mark.parametrize("want", [0, ${n}], ids=["empty", "after-${n}"])
    def test_length(self, want):
        queue = Queue(size=want)
        # the clock stands still
        assert len(queue) == want, "BC-1: items were lost"


`,
  },
  rust: {
    path: (file) => `tests/q${file}.rs`,
    head: 'use queue::Queue;\n\n',
    test: (name, n) => `mod ${name.toLowerCase()} {
    use super::*;

    /// Verifies BC-1: nothing is lost after ${n} steps.
    #[test]
    fn keeps_its_length() {
        for want in [0, ${n}] {
            let queue = Queue::with_size(want);
            // the clock stands still
            assert_eq!(queue.len(), want, "BC-1: items were lost");
        }
    }
}

`,
  },
};

/** Writes at least `bytes` of tests; gives what was written. @param {string} folder @param {string} language @param {number} bytes */
export const writeTests = (folder, language, bytes) => {
  const sample = samples[language];
  if (sample === undefined) throw new Error(`there is no sample of ${language}`);
  mkdirSync(join(folder, 'docs/plans'), { recursive: true });
  writeFileSync(join(folder, 'docs/plans/queue-plan.md'), PLAN);
  let written = 0;
  for (let file = 0; written < bytes; file++) {
    const names = Array.from({ length: 20 }, (_, i) => `Queue${file}Case${i}`);
    const text = sample.head + names.map((name, i) => sample.test(name, file * 20 + i)).join('');
    const path = join(folder, sample.path(file));
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    written += Buffer.byteLength(text);
  }
  return written;
};
