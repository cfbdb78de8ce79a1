// What a plan may look like at its worst: markup that hides nothing, and sizes that are answered in bounded time.
// Its contracts: docs/plans/plan-lint-surroundings-plan.md
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTrace } from '../../support/built-cli.ts';
import { lintText } from '../../support/lint.ts';
import { buildRepository } from '../../support/repository.ts';

const GOOD = 'fixtures/rules/sections/good/docs/plans/queue-plan.md';
const sections = readFileSync(GOOD, 'utf8');
const missing = (text: string): readonly string[] =>
  lintText(text).hits.flatMap(({ rule, data }) => (rule === 'plan/sections' ? [String(data.names ?? data.later)] : []));
const everyLine = (change: (line: string) => string): string => sections.split('\n').map(change).join('\n');
const headings = (change: (title: string, marks: string) => string): string =>
  everyLine((line) => {
    const [, marks, title] = /^(#+) (.*)$/.exec(line) ?? [];
    return marks === undefined || title === undefined ? line : change(title, marks);
  });

describe('bad input', () => {
  it.each([
    ['Windows line ends', sections.replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${sections}`],
    ['front matter', `---\ntitle: "### B) no heading"\nstatus: active\n---\n\n${sections}`],
    ['bold headings', headings((title, marks) => `${marks} **${title}**`)],
    ['closed headings', headings((title, marks) => `${marks} ${title} ${marks}`)],
    ['anchors in headings', headings((title, marks) => `${marks} ${title} {#a-b}`)],
    ['links in headings', headings((title, marks) => `${marks} [${title}](#x)`)],
    ['tabs behind the marks', headings((title, marks) => `${marks}\t${title}`)],
    ['indented headings', headings((title, marks) => `  ${marks} ${title}`)],
    ['footnotes', `${sections}\n[^1]: ### B) no heading\n`],
    ['comments', sections.replaceAll('Stands here.', '<!-- Stands\n\nhere. -->')],
    [
      'HTML blocks',
      sections.replaceAll('Stands here.', '<details>\n<summary>More</summary>\n\nStands here.\n\n</details>'),
    ],
    ['nested fences', sections.replaceAll('Stands here.', '````md\n```go\n### B) no heading\n```\n````')],
    ['tilde fences', sections.replaceAll('Stands here.', '~~~\n## Part 9\n```\n~~~')],
    ['unequal columns', sections.replaceAll('Stands here.', '| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |')],
    ['right-to-left text', sections.replaceAll('Stands here.', 'כאן עומד \u202e### B) טקסט\u202c')],
    ['another language', sections.replaceAll('Stands here.', '在这里。Здесь стоит текст — ça va.')],
  ])('BC-11: markup hides no section: %s', (_, text) => {
    expect(missing(sections)).toEqual([]);
    expect(missing(text)).toEqual([]);
    expect(lintText(text).form).toBe('full');
  });

  it.each([
    ['tabs', '\t'],
    ['wide characters', '中文'],
    ['pairs of code units', '😀'],
  ])('BC-11: positions are exact behind %s', (_, before) => {
    const text = `# A Plan\n\n## Behavioral Contracts\n\nBC-1: One\n- GIVEN a\n- WHEN b\n- THEN ${before} it holds a *ConstantPriority\n`;
    for (const ends of [text, text.replaceAll('\n', '\r\n')]) {
      const hit = lintText(ends).hits.find(({ rule }) => rule === 'plan/structural-then');
      const line = text.split('\n')[(hit?.at.line ?? 0) - 1] ?? '';
      expect(line.slice((hit?.at.column ?? 1) - 1, (hit?.at.endColumn ?? 1) - 1)).toContain('ConstantPriority');
      expect(hit?.at.endColumn).toBeLessThanOrEqual(line.length + 1);
    }
  });

  const large = (piece: string, count: number): string => `${sections}\n${piece.repeat(count)}`;
  it.each([
    ['100,000 headings', large('#### Task 1: Do (BC-1)\n', 100_000)],
    [
      '100,000 boxes',
      large('## Sanity Checklist\n\n', 1).replace(/### J[^#]*/, '') +
        '- [x] All contracts are mapped\n'.repeat(100_000),
    ],
    ['100,000 steps', large('**Step 1: Do**\nRun: `go test ./...`\n', 50_000)],
    ['100,000 rows of unequal length', large('| BC-1 | Task 1 |\n|---|\n', 50_000)],
    ['a line of a million fields', `**Goal:** ${'a. B '.repeat(200_000)}\n\n${sections}`],
    ['100,000 fences', large('```go\nfunc TestA(t *testing.T) {\n```\n', 33_000)],
    ['100,000 files', large('- Modify: `queue/queue.go:1-2`\n', 100_000)],
  ])(
    'BC-11: %s is answered in bounded time',
    (_, text) => {
      const before = process.cpuUsage();
      const { hits } = lintText(text);
      const { user } = process.cpuUsage(before);
      expect(user / 1e6).toBeLessThan(15);
      const lines = text.split('\n').length;
      for (const { at } of hits) expect(at.line <= lines && at.endLine <= lines && at.line > 0).toBe(true);
    },
    60_000,
  );

  it('BC-11: 100 MB are refused with a word, an empty file and a binary are told, and nothing crashes', () => {
    const { root } = buildRepository([]);
    writeFileSync(join(root, 'large.md'), Buffer.alloc(100_000_000, '# a heading\n'));
    const large = runTrace(root, ['lint', 'large.md']);
    expect([large.code, large.out + large.err]).toEqual([2, expect.stringMatching(/larger|large/)]);
    writeFileSync(join(root, 'empty.md'), '');
    const empty = runTrace(root, ['lint', 'empty.md']);
    expect([empty.code, empty.out]).toEqual([2, expect.stringContaining('Nothing to lint')]);
    writeFileSync(join(root, 'binary.md'), Buffer.from([0x89, 0x50, 0, 1, 2, 3]));
    expect(runTrace(root, ['lint', 'binary.md']).code).toBe(2);
  }, 30_000);
});
