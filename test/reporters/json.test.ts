// The JSON report: the same bytes for the same facts, readable by any JSON parser, one thing a line.
// Its contracts: docs/plans/report-plan.md
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { loadReporter, reporterIds } from '../../src/reporters/index.ts';
import { jsonReporter } from '../../src/reporters/json.ts';
import { emptyReport } from '../support/report-builder.ts';
import { everythingReport, hostileReport } from '../support/report-stories.ts';

const OPTIONS = { color: false, width: 80, assets: null };

/** The same value with the keys of every object in the opposite order. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, backwards(each)]),
  );
}

describe('json', () => {
  it.each([
    ['everything', everythingReport],
    ['hostile', hostileReport],
    ['empty', emptyReport],
  ] as const)('BC-13: %s is read back whole', (_, make) => {
    const { $schema, ...read } = JSON.parse(jsonReporter.render(make(), OPTIONS));
    expect(read).toEqual(make());
    expect($schema).toBe('urn:trace:schema:report:1');
  });

  it('BC-13: how an object was built does not change a byte', () => {
    expect(jsonReporter.render(backwards(everythingReport()) as Report, OPTIONS)).toBe(
      jsonReporter.render(everythingReport(), OPTIONS),
    );
  });

  it('BC-13: the version comes first, and every node and link has a line of its own', () => {
    const report = everythingReport();
    const lines = jsonReporter.render(report, OPTIONS).split('\n');
    expect(lines[2]).toBe('  "schemaVersion": 1,');
    const own = lines.filter((line) => /^ {6}\{.*\},?$/.test(line));
    expect(own.length).toBe(report.graph.nodes.length + report.graph.links.length);
  });
});

describe('registry', () => {
  it('BC-13: every format loads and bears its own id', async () => {
    expect(reporterIds).toEqual(expect.arrayContaining(['html', 'json']));
    for (const id of reporterIds) expect((await loadReporter(id))?.id).toBe(id);
    expect(await loadReporter('__proto__')).toBeNull();
  });
});
