// Formats of CI: each is read back by something that knows the format, never compared with what was written once.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { cell, code } from '../../src/payload/markdown-text.ts';
import { casesOf } from '../../src/reporters/ci/cases.ts';
import { COMMENT_MARK } from '../../src/reporters/ci/markdown.ts';
import { loadReporter } from '../../src/reporters/index.ts';
import {
  cleanReport,
  contract,
  emptyReport,
  finding,
  inCommit,
  inFile,
  plan,
  report,
} from '../support/report-builder.ts';
import { everythingReport, hostileCopy, hostileReport, XSS } from '../support/report-stories.ts';

const OPTIONS = { color: false, width: 80, assets: null };

const written = async (id: string, from: Report): Promise<string> => {
  const reporter = await loadReporter(id);
  if (reporter === null) throw new Error(`there is no format ${id}`);
  return reporter.render(from, OPTIONS);
};

const schemaOf = (name: string): object =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../../fixtures/formats/${name}`, import.meta.url)), 'utf8'));

const sarifErrors = (document: unknown): unknown => {
  const ajv = new AjvDraft04.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.validate(schemaOf('sarif-2.1.0.schema.json'), document) ? [] : ajv.errors;
};

/** Texts that are commands, mentions, formulas or markup somewhere. */
const COMMANDS: readonly string[] = [
  '::error file=x::pwn',
  'a\n::set-output name=x::pwn',
  '##[error]pwn',
  '@everybody #123 GH-7 https://evil.example www.evil.example',
  '=HYPERLINK("http://evil")',
  '+1',
  '-1',
  '@SUM(A1)',
  '| a | b |',
  '`a` ``b``',
  '[x](javascript:1) ![y](http://z)',
  '**bold** _it_ ~~no~~ $x$',
  'ok 1 - forged # SKIP',
  '--->',
  ']]>',
  '100%0A',
  '',
  '\ud800',
];

const one = (message: string, title = message): Report => {
  const of = plan('docs/plans/queue-plan.md', 'Queue');
  const promise = contract(of, 'BC-1', title, 'untested', 10);
  return report({
    nodes: [of, promise],
    links: [],
    findings: [
      finding('trace/untested-contract', 'error', promise.id, message, inFile(of.path, 10), {
        contract: promise.id,
        fix: message,
      }),
    ],
  });
};

const reports = (): readonly (readonly [string, Report])[] => [
  ['everything', everythingReport()],
  ['hostile', hostileReport()],
  ['clean', cleanReport()],
  ['empty', emptyReport()],
];

interface Sarif {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly fullDescription: { readonly text: string };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly message: { readonly text: string };
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Readonly<Record<string, number>>;
        };
      }[];
    }[];
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}

const emptyStrings = (value: unknown, at = ''): readonly string[] => {
  if (value === '') return [at];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => emptyStrings(each, `${at}/${key}`));
};

/** The elements and attribute values of a document without declarations, as any XML reader gives them. */
const readXml = (text: string): readonly (readonly [name: string, attributes: Readonly<Record<string, string>>])[] => {
  const plain = (value: string): string =>
    value.replace(/&(?:#(\d+)|(\w+));/g, (_, number: string, name: string) =>
      number === undefined
        ? ({ amp: '&', lt: '<', gt: '>', quot: '"' }[name] ?? `?${name}?`)
        : String.fromCharCode(Number(number)),
    );
  return [...text.matchAll(/<(\w+)((?: \w+="[^"<]*")*)\/?>/g)].map(([, name = '', attributes = '']) => [
    name,
    Object.fromEntries(
      [...attributes.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, plain(value)]),
    ),
  ]);
};

/** Rows and cells of a CSV text, after RFC 4180. */
const readCsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  let rest = text;
  while (rest !== '') {
    const [whole, quoted, bare = '', end = ''] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`no CSV: ${rest.slice(0, 80)}`);
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    rest = rest.slice(whole.length);
    if (end !== ',' && rest !== '') rows.push([]);
  }
  return rows;
};

describe('formats of CI', () => {
  it.each(reports())('BC-1: a case fails exactly when the verdict is no pass: %s', async (_, from) => {
    const isRed = from.verdict.outcome !== 'pass';
    const cases = casesOf(from);
    expect(cases.some(({ outcome }) => outcome === 'failed' || outcome === 'error')).toBe(isRed);
    expect(new Set(cases.map(({ suite, name }) => `${suite}\u0000${name}`)).size).toBe(cases.length);
    const junit = readXml(await written('junit', from));
    expect(junit.some(([name]) => name === 'failure' || name === 'error')).toBe(isRed);
    expect(junit.filter(([name]) => name === 'testcase')).toHaveLength(cases.length);
    const ctrf = JSON.parse(await written('ctrf', from));
    expect(ctrf.results.tests.some((t: { status: string }) => t.status === 'failed')).toBe(isRed);
    const tap = (await written('tap', from)).split('\n');
    expect(tap.some((line) => line.startsWith('not ok'))).toBe(isRed);
    expect(tap[1]).toBe(`1..${cases.length}`);
    expect(tap.filter((line) => /^(?:not )?ok \d+ - /.test(line))).toHaveLength(cases.length);
  });

  it('BC-1: a policy that lets errors pass shows no failure', () => {
    const from = everythingReport();
    const cases = casesOf({ ...from, verdict: { ...from.verdict, outcome: 'pass' } });
    expect(cases.filter(({ outcome }) => outcome === 'failed' || outcome === 'error')).toEqual([]);
  });

  it.each(reports())('BC-1: CTRF is valid against its schema: %s', async (_, from) => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const isValid = ajv.validate(schemaOf('ctrf.schema.json'), JSON.parse(await written('ctrf', from)));
    expect(isValid ? [] : ajv.errors).toEqual([]);
  });

  it.each(reports())('BC-2: SARIF is valid against its schema and the rules of the code host: %s', async (_, from) => {
    const document: Sarif = JSON.parse(await written('sarif', from));
    expect(sarifErrors(document)).toEqual([]);
    expect(emptyStrings(document)).toEqual([]);
    const [run] = document.runs;
    const rules = run?.tool.driver.rules ?? [];
    for (const { shortDescription, fullDescription } of rules) {
      expect(shortDescription.text.length).toBeLessThanOrEqual(1024);
      expect(fullDescription.text.length).toBeLessThanOrEqual(1024);
    }
    expect(run?.results.length).toBe(from.findings.length);
    for (const { ruleId, ruleIndex, locations, partialFingerprints } of run?.results ?? []) {
      expect(rules[ruleIndex]?.id).toBe(ruleId);
      expect(Object.values(partialFingerprints)).toHaveLength(1);
      const [place] = locations;
      const uri = place?.physicalLocation.artifactLocation.uri ?? '';
      expect(uri).not.toMatch(/^\/|\\|^[a-z]+:|[\s<>"]/i);
      for (const number of Object.values(place?.physicalLocation.region ?? { none: 0 }))
        expect(number).toBeGreaterThan(0);
    }
    expect(run?.invocations[0]?.executionSuccessful).toBe(from.verdict.outcome !== 'undecided');
  });

  it('BC-2: a schema that is broken is noticed, so the check above can fail', () => {
    expect(sarifErrors({ version: '2.1.0', runs: [{ results: [] }] })).not.toEqual([]);
  });

  it('BC-2: of 6,000 findings 5,000 are written, and the file says how many are not', async () => {
    const base = one('x');
    const [first] = base.findings;
    if (first === undefined) throw new Error('no finding');
    const findings = Array.from({ length: 6000 }, (_, i) => ({ ...first, fingerprint: String(i).padStart(16, '0') }));
    const document: Sarif = JSON.parse(await written('sarif', { ...base, findings }));
    expect(document.runs[0]?.results).toHaveLength(5000);
    expect(document.runs[0]?.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain('1,000 findings');
  });

  it.each(COMMANDS.map((text) => [JSON.stringify(text), text]))(
    'BC-3: an annotation is one command, whatever its words: %s',
    async (_, text) => {
      const lines = (await written('github', one(text))).split('\n').filter((line) => line !== '');
      expect(lines).toHaveLength(2);
      for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) [^:\r\n]*::[^\r\n]*$/);
      const [, message = ''] = /^::error [^:]*::(.*)$/s.exec(lines[0] ?? '') ?? [];
      const read = message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
      // What cannot be seen is shown by its number; nothing else is changed.
      if (/^[\x20-\x7e]+$/.test(text)) expect(read).toContain(text);
    },
  );

  it('BC-3: nine of a kind are said, the rest is counted', async () => {
    const base = one('x');
    const [first] = base.findings;
    if (first === undefined) throw new Error('no finding');
    const findings = Array.from({ length: 30 }, (_, i) => ({ ...first, message: `number ${i}` }));
    const lines = (await written('github', { ...base, findings }))
      .split('\n')
      .filter((line) => line.startsWith('::error'));
    expect(lines).toHaveLength(9 + 1 + 1);
    expect(lines[9]).toContain('21 more findings');
  });

  it('BC-4: the comment for 2,000 findings keeps the limit', async () => {
    const of = plan('docs/plans/queue-plan.md', 'Queue');
    const promise = contract(of, 'BC-1', 'x', 'untested', 10);
    const findings = Array.from({ length: 2000 }, (_, i) =>
      finding(
        'trace/untested-contract',
        i === 1999 ? 'error' : 'warning',
        promise.id,
        `${'long '.repeat(40)}${i}`,
        inFile(of.path, i + 1),
      ),
    );
    const text = await written('markdown', report({ nodes: [of, promise], links: [], findings }));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.startsWith(COMMENT_MARK)).toBe(true);
    const shown = text.split('\n').filter((line) => line.startsWith('- '));
    expect(shown[0]).toContain('1999');
    expect(text).toContain(`…and ${(2000 - shown.length).toLocaleString('en-US')} more.`);
  });

  it('BC-5: hostile names come back as text', async () => {
    const from = hostileCopy(one('x', 'the queue'));
    const junit = await written('junit', from);
    const known = new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped']);
    expect(readXml(junit).filter(([name]) => !known.has(name))).toEqual([]);
    // Every tag that opens is one of those that were read.
    expect(junit.match(/<\w/g)).toHaveLength(readXml(junit).length);
    expect(junit).not.toMatch(/[\u0000-\u0008\u202e\u2066]/);
    const csv = readCsv(await written('csv', from));
    expect(new Set(csv.map((row) => row.length))).toEqual(new Set([10]));
    for (const row of csv) for (const value of row) expect(value).not.toMatch(/^[=+\-@\t\r]/);
  });

  it('BC-5: Markdown of any text renders as that text, in a cell and in code', () => {
    const markdown = new MarkdownIt({ html: true, linkify: true });
    // Code hosts make links of what begins with a scheme or `www.`, not of every name with a dot.
    markdown.linkify.set({ fuzzyLink: false }).add('//', null);
    const read = (inline: string): { text: string; kinds: readonly string[] } => {
      const children = markdown.parseInline(inline, {})[0]?.children ?? [];
      const spoken = children.filter(
        ({ type }) => type === 'text' || type === 'text_special' || type === 'code_inline',
      );
      const rest = children.filter(
        ({ type, content }) =>
          !spoken.some((s) => s.type === type) && !(type === 'html_inline' && content === '<!-- -->'),
      );
      return { text: spoken.map(({ content }) => content).join(''), kinds: rest.map(({ type }) => type) };
    };
    const texts = fc.oneof(
      fc.constantFrom(...XSS, ...COMMANDS),
      fc.string({ unit: fc.constantFrom(...'ab *_`[](){}<>&#@!|~$\\.:/-+=1"\'') }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const shown = /^[\x20-\x7e]*$/.test(text) ? text : null;
        const inCell = read(`x${cell(text)}x`);
        expect(inCell.kinds).toEqual([]);
        if (shown !== null) expect(inCell.text).toBe(`x${shown}x`);
        const inCode = read(code(text));
        if (shown !== null && shown.trim() !== '') expect(inCode.text).toBe(shown);
      }),
      { numRuns: 500 },
    );
    for (const text of COMMANDS) expect(cell(text)).not.toMatch(/@\w|#\d|GH-\d|https?:\/\/|www\.|(?<!\\)\|/);
  });

  it('BC-5: a formula is a text in every cell of a spreadsheet', async () => {
    for (const text of COMMANDS) {
      const rows = readCsv(await written('csv', one('x', text)));
      const title = rows[1]?.[2] ?? '';
      expect(title).not.toMatch(/^[=+\-@\t\r]/);
      if (/^[\x20-\x7e]+$/.test(text)) expect(title.replace(/^'/, '')).toBe(text);
    }
  });

  it.each(COMMANDS.map((text) => [JSON.stringify(text), text]))(
    'BC-5: no name is a directive of TAP: %s',
    async (_, text) => {
      const lines = (await written('tap', one('x', text))).split('\n');
      const tests = lines.filter((line) => /^(?:not )?ok/.test(line));
      expect(tests).toHaveLength(2);
      for (const line of tests) expect(line).not.toMatch(/(?<!\\)#/);
    },
  );

  it('BC-6: every entry for GitLab is whole and has a fingerprint of its own', async () => {
    const base = one('lost');
    const [first] = base.findings;
    if (first === undefined) throw new Error('no finding');
    const inMessage = { ...first, at: inCommit('a'.repeat(40), 3), fix: '' };
    const entries = JSON.parse(await written('gitlab', { ...base, findings: [first, first, inMessage] }));
    expect(entries).toHaveLength(3);
    expect(new Set(entries.map((e: { fingerprint: string }) => e.fingerprint)).size).toBe(3);
    for (const entry of entries)
      expect(entry).toEqual({
        description: 'lost',
        check_name: 'trace/untested-contract',
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}/),
        severity: 'major',
        location: { path: 'docs/plans/queue-plan.md', lines: { begin: 10 } },
      });
  });

  it('BC-7: the matrix has a row for each tie and one for each gap', async () => {
    const from = everythingReport();
    const [head = [], ...rows] = readCsv(await written('csv', from));
    const contracts = from.graph.nodes.flatMap((n) => (n.kind === 'contract' ? [n] : []));
    const judged = new Set(from.graph.nodes.flatMap((n) => (n.kind === 'plan' && n.origin === 'tree' ? [n.id] : [])));
    for (const each of contracts.filter(({ plan: of }) => judged.has(of))) {
      const ties = from.graph.links.filter(
        (l) => l.to === each.id && l.status === 'resolved' && (l.kind === 'mention' || l.kind === 'declared'),
      );
      const own = rows.filter((row) => row[0] === each.plan && row[1] === each.label);
      expect(own, each.id).toHaveLength(Math.max(1, ties.length));
      if (ties.length === 0) expect(own[0]?.slice(4).join('')).toBe('');
    }
    expect(head).toHaveLength(10);
    const table = await written('matrix', from);
    expect(table.match(/^# Traceability matrix$/gm)).toHaveLength(1);
    expect(table.split('\n').filter((line) => /^\| (?!contract|---)/.test(line))).toHaveLength(rows.length);
  });
});
