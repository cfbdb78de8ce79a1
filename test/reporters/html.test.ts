// The HTML file as text: its policy, its escapes, and what it says without a script.
// Its contracts: docs/plans/report-plan.md
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { BUDGETS } from '../../bench/budgets.mjs';
import type { Report } from '../../src/model/report.ts';
import { payloadId } from '../../src/payload/page.ts';
import { readSections } from '../../src/payload/sections.ts';
import { readLayer, readPart } from '../../src/payload/unpack.ts';
import { contractRow, indexReport } from '../../src/query/report-index.ts';
import { asciiMarkup, embeddableJson } from '../../src/reporters/html/embed.ts';
import { chooseEyes } from '../../src/reporters/html/eyes.ts';
import { glyphNames } from '../../src/reporters/html/glyphs.ts';
import { htmlReporter } from '../../src/reporters/html/index.ts';
import type { ReportAssets } from '../../src/reporters/reporter.ts';
import { cleanReport, contract, emptyReport, FATES, finding, plan, report } from '../support/report-builder.ts';
import { bundleAssets, renderHtml } from '../support/report-page.ts';
import { everythingReport, hostileReport, largeReport, XSS } from '../support/report-stories.ts';

const TOY: ReportAssets = { script: 'document.title += "!";', style: 'body { color: teal; }' };
const toy = (of: Report): string => renderHtml(of, TOY);
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;
const between = (text: string, start: string, end: string): string =>
  text.slice(text.indexOf(start) + start.length, text.indexOf(end, text.indexOf(start) + start.length));
/** The report as the page reads it from the file. */
function dataIn(text: string): Report {
  const part = (name: string) => JSON.parse(between(text, `id="${payloadId(name)}">`, '</script>'));
  const strings = readLayer(part('far'), readLayer(part('near')));
  return readSections(
    (name) => readPart(part(name), strings),
    (links) => links,
  ).report;
}
/** The part that is there without a script: everything before the data. */
const still = (text: string): string => text.slice(0, text.indexOf('<script type="application/json"'));
const words = (text: string): string =>
  still(text)
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

describe('policy', () => {
  it('BC-7: the policy is the first child of the head and names exactly the inline script and style', () => {
    const text = toy(everythingReport());
    const policy = /<head><meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(text)?.[1];
    const style = between(text, '<style>', '</style>');
    const script = between(text, '<script>', '</script>');
    expect(policy).toBe(
      `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`,
    );
    expect(script).toBe(TOY.script);
  });

  it('BC-7: an asset that could end its own element is refused', () => {
    expect(() => renderHtml(cleanReport(), { ...TOY, script: 'x = "</SCRIPT>"' })).toThrow('cannot be inlined');
    expect(() => renderHtml(cleanReport(), { ...TOY, style: '</style>' })).toThrow('cannot be inlined');
    expect(() => htmlReporter.render(cleanReport(), { color: false, width: 80, assets: null })).toThrow('assets');
  });

  it('BC-7: a script whose lines end with a carriage return still has the right hash', () => {
    const text = renderHtml(cleanReport(), { ...TOY, script: 'a = 1;\r\nb = 2;' });
    expect(text).toContain(hashOf('a = 1;\nb = 2;'));
    expect(text).not.toContain('\r');
  });
});

describe('hostile text', () => {
  it('BC-8: no string of the report opens an element or leaves an attribute', () => {
    const text = toy(hostileReport());
    const own = text.match(/<script>|<script type="application\/json" id="trace-report-[a-z0-9-]+">/g)?.length;
    expect(own).toBeGreaterThan(2);
    expect(text.match(/<script/g)?.length).toBe(own);
    expect(text.match(/<\/script/g)?.length).toBe(own);
    for (const attack of ['<img', '<svg onload', '<!--<', '\u202e', '\u0000', '\u001b'])
      expect([attack, text.includes(attack)]).toEqual([attack, false]);
    // Inside a tag there is never an event handler, a style, or an address that is not https or inside the page.
    const tags = still(text).match(/<[a-z][^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(300);
    for (const tag of tags) {
      expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\s(?:on\w+|style|src)=/);
      expect(/\shref="([^"]*)"/.exec(tag)?.[1] ?? '#').toMatch(
        /^(?:#|https:\/\/github\.com\/inference-sim\/inference-sim\/)/,
      );
    }
  });

  it('BC-8: hostile text is still there to read', () => {
    const said = words(toy(hostileReport()));
    for (const attack of XSS.slice(0, 3)) expect(said).toContain(attack.replace(/\s+/g, ' '));
  });

  it('BC-8: data that ends a script, or a line, is escaped and comes back', () => {
    const text = embeddableJson(XSS);
    expect(text).not.toMatch(/[<>&\u2028\u2029\u202e\u2066]/);
    expect(JSON.parse(text)).toEqual(XSS);
  });

  it('BC-8: a string of a megabyte is cut with a visible mark, and equal strings stay equal', () => {
    const long = 'x'.repeat(1_000_000);
    const of = plan(`docs/${long}.md`, long);
    const one = contract(of, 'BC-1', 'Short', 'untested', 3);
    const text = toy(report({ nodes: [of, one], links: [] }));
    expect(text.length).toBeLessThan(150_000);
    expect(words(text)).toContain('… ⟨truncated: 1000000 characters, ');
    const [first, second] = dataIn(text).graph.nodes;
    expect(second?.kind === 'contract' && second.plan).toBe(first?.id);
  });
});

describe('the data', () => {
  const worded = (of: Report): Report => ({
    ...of,
    graph: {
      nodes: ['plan', 'task', 'contract', 'test', 'commit'].flatMap((kind) =>
        of.graph.nodes
          .filter((node) => node.kind === kind)
          .map((node) => (node.kind === 'contract' ? { ...node, textHash: '' } : node)),
      ),
      links: of.graph.links.map((link) => ({ ...link, raw: '' })),
    },
  });

  it('BC-17: the parts together are the report, and the first needs nothing of the others', () => {
    for (const whole of [everythingReport(), largeReport(), emptyReport()]) {
      const text = toy(whole);
      expect(worded(dataIn(text))).toEqual(worded(whole));
      const part = (name: string) => JSON.parse(between(text, `id="${payloadId(name)}">`, '</script>'));
      const { nodes, reach, counts } = readSections(
        (name) => readPart(name === 'first' ? part(name) : expect.unreachable(name), readLayer(part('near'))),
        (links) => links,
      );
      expect(nodes.contracts.map(({ id }) => id)).toEqual(
        whole.graph.nodes.filter(({ kind }) => kind === 'contract').map(({ id }) => id),
      );
      const index = indexReport(whole);
      expect(reach).toEqual(
        index.contracts
          .map((each) => contractRow(index, each))
          .map(({ tasks, tests, commits }) => ({
            tasks: tasks.length,
            tests: tests.length,
            commits: commits.length,
          })),
      );
      expect([counts.findings, counts.tests, counts.commits]).toEqual([
        whole.findings.length,
        index.tests.length,
        index.commits.length,
      ]);
    }
  });
});

describe('without a script', () => {
  it('BC-2: verdict, reasons, comparison, evidence and counters are in the file', () => {
    const said = words(toy(everythingReport()));
    for (const each of [
      'Gate failed',
      'one new contract is untested',
      'NC-1 lost its last test.',
      'origin/main',
      'pr/tiered-reload',
      '+2 uncommitted files',
      'contracts: 5 new, 1 reworded, 1 removed',
      '223 × Go test files',
      '2 inputs read only in part',
      '18 contracts in 3 plans',
      '2 more only in history',
      '1 untested',
      '1 dangling mention',
      'Loosens its own judge: trace.config.yaml',
    ])
      expect(said).toContain(each);
  });

  it('BC-2: without results it is said that nothing is verified', () => {
    expect(words(toy(cleanReport()))).toContain('no test results were given, so nothing is called verified');
  });

  it('BC-3: every contract that is not satisfied is listed with its state and reason', () => {
    const said = words(toy(everythingReport()));
    for (const state of [
      'failing',
      'untested',
      'planned',
      'ambiguous',
      'hollow',
      'skipped',
      'not-run',
      'claimed',
    ] as const)
      expect(said).toContain(FATES[state].why);
    // Plans that only history holds are not judged, so their gaps are none.
    expect(said).not.toContain('The hash of a prompt is stable');
    expect(said).toContain('8 contracts not satisfied');
  });

  it('BC-3: code in a title is code, an odd back-tick stays', () => {
    const of = plan('docs/plans/x.md', 'X');
    const text = toy(
      report({
        nodes: [
          of,
          contract(of, 'BC-1', 'Flag `--a<b` wins', 'untested', 3),
          contract(of, 'BC-2', 'An odd ` tick', 'untested', 9),
        ],
        links: [],
      }),
    );
    expect(still(text)).toContain('Flag <code>--a&lt;b</code> wins');
    expect(still(text)).toContain('An odd ` tick');
  });

  it('BC-2: an empty report is undecided and says so', () => {
    const said = words(toy(emptyReport()));
    for (const each of ['Could not judge', 'the work tree (no commit yet)', 'no contract was found'])
      expect(said).toContain(each);
  });
});

describe('needs your eyes', () => {
  it('BC-1: worst first, one row a subject, each with a command', () => {
    const { rows, of } = chooseEyes(everythingReport());
    expect(rows.map((row) => [row.severity, row.name])).toEqual([
      ['error', 'fix-tiered-partial-improvement-plan#BC-4'],
      ['error', 'pr18-prefix-affinity-scorer-plan#BC-1'],
      ['error', 'fix-tiered-partial-improvement-plan#NC-1'],
      ['warning', 'TestSimulator_GoldenDataset'],
      ['warning', 'TestMetrics_LengthCapped_Refreshed'],
      ['warning', 'pr18-prefix-affinity-scorer-plan#BC-5'],
    ]);
    expect(of).toBe(9);
    expect(rows[1]?.command).toBe("trace explain 'pr18-prefix-affinity-scorer-plan#BC-1'");
    expect(rows[3]?.command).toBe('trace explain sim/golden_test.go::TestSimulator_GoldenDataset');
  });

  it('BC-1: never more than ten rows, and the rest is counted', () => {
    const { rows, of } = chooseEyes(largeReport(20));
    expect(rows.length).toBe(10);
    expect(of).toBeGreaterThan(100);
    expect(words(toy(largeReport(20)))).toContain(`the 10 worst of ${of}`);
  });

  it('BC-1: what is suppressed or only informs is no row, and plans that only history holds owe nothing', () => {
    const of = plan('docs/plans/old.md', 'Old', { origin: 'history' });
    const gone = contract(of, 'BC-1', 'Gone', 'untested', 3);
    const findings = [
      finding('a/b', 'error', gone.id, 'x', null, { suppressed: 'known' }),
      finding('a/c', 'info', gone.id, 'y', null),
    ];
    expect(chooseEyes(report({ nodes: [of, gone], links: [], findings })).rows).toEqual([]);
    expect(chooseEyes(report({ nodes: [of, gone], links: [] })).rows).toEqual([]);
  });

  it('BC-9: a name with a control character gets no command', () => {
    const of = plan('docs/plans/x.md', 'X', { slug: 'x\u001b[2J' });
    const { rows } = chooseEyes(report({ nodes: [of, contract(of, 'BC-1', 'One', 'untested', 3)], links: [] }));
    expect(rows.map((row) => row.command)).toEqual([null]);
  });
});

describe('bytes', () => {
  let assets: ReportAssets;
  beforeAll(async () => {
    assets = await bundleAssets();
  });

  it('BC-12: the same report gives the same bytes', () => {
    expect(renderHtml(everythingReport(), assets)).toBe(renderHtml(everythingReport(), assets));
  });

  it('BC-12: a few characters beyond ASCII are written as numbers, a text full of them as it is', () => {
    expect(toy(everythingReport())).toMatch(/^[\0-\x7f]*$/);
    expect(embeddableJson('a “b” 😀'.padEnd(200))).toContain('a \\u201cb\\u201d \\ud83d\\ude00');
    expect(embeddableJson('契約は守られる')).toBe('"契約は守られる"');
    expect(asciiMarkup('<b>→ 😀</b>'.padEnd(200))).toContain('<b>&#8594; &#128512;</b>');
  });

  it('BC-12: script, style and a report of 945 contracts stay in their budgets', () => {
    expect(Buffer.byteLength(assets.script)).toBeLessThanOrEqual(BUDGETS.script);
    expect(Buffer.byteLength(assets.style)).toBeLessThanOrEqual(BUDGETS.style);
    expect(renderHtml(largeReport(), assets).length).toBeLessThan(2_200_000);
  });
});

describe('sources of the page', () => {
  const folder = new URL('../../report-ui/', import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

  it('BC-8: no source makes markup from text or writes a style attribute', () => {
    expect(sources.length).toBeGreaterThan(20);
    for (const name of sources) {
      const text = readFileSync(new URL(name, folder), 'utf8');
      expect([
        name,
        text.match(
          /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\.html\(|srcdoc|DOMParser|eval\(|new Function|setAttribute\('style'|attr\('style'/g,
        ),
      ]).toEqual([name, null]);
    }
  });

  it('BC-8: every drawing that the page asks for is in the sheet', () => {
    const asked = sources.flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/glyph\('([a-z-]+)'/g)].map((match) => match[1] ?? ''),
    );
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.filter((name) => !glyphNames.includes(name))).toEqual([]);
  });
});
