// Walks fixtures/rules/: what every rule says of its bad examples, and that it says nothing of the good ones.
// Its contracts: docs/plans/rules-plan.md
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulePages, shortName } from '../scripts/rule-docs.mjs';
import { grammarFor } from '../src/extractors.ts';
import { parsePlan } from '../src/plans/index.ts';
import { rules } from '../src/rules/all.ts';
import { schemaMistakes } from './support/report-schema.ts';
import {
  analyseHere,
  buildCase,
  caseFolders,
  namesIn,
  printFinding,
  RULE_CASES,
  shownFiles,
  unusedFiles,
} from './support/rule-cases.ts';

const expectedLines = (folder: string): readonly string[] =>
  readFileSync(join(folder, 'expected.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '');

/** Examples and pages are called by the short name. */
const idOf = (short: string): string => rules.find((rule) => shortName(rule) === short)?.meta.id ?? '';

describe('the rules on their examples', () => {
  for (const { rule, name, folder } of caseFolders()) {
    it(`BC-1: ${rule} says of ${name} what a reader expects, there and nowhere else`, async () => {
      const { repository, shas, base, results } = buildCase(folder);
      const report = await analyseHere(repository.root, { base, results, lint: idOf(rule).startsWith('plan/') });
      const found = report.findings.filter((f) => f.ruleId === idOf(rule) && f.suppressed === null);
      // Counts over the whole tree stand nowhere; a case is about places.
      expect(found.filter((f) => f.at !== null).map((f) => printFinding(f, shas))).toEqual(expectedLines(folder));
      expect(report.problems).toEqual([]);
      expect(schemaMistakes(report)).toEqual([]);
    });
  }

  it('BC-1: bad examples expect findings of their own rule, good ones none', () => {
    for (const { rule, name, folder } of caseFolders()) {
      const lines = expectedLines(folder);
      expect(lines.length > 0, `${rule}/${name}`).toBe(name.startsWith('bad'));
      expect(name, rule).toMatch(/^(?:bad|good)(?:-|$)/);
      for (const line of lines) expect(line, `${rule}/${name}`).toMatch(new RegExp(`^\\S.*:\\d+:\\d+ ${idOf(rule)} .`));
      expect(unusedFiles(folder), `${rule}/${name}`).toEqual([]);
    }
  });
});

describe('registry, disk, examples and pages', () => {
  const names = rules.map((rule) => shortName(rule)).sort();

  it('BC-2: name the same rules, in both directions', () => {
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
    expect(namesIn(RULE_CASES)).toEqual(names);
    const pages = namesIn('docs/rules').filter((name) => name !== 'README.md');
    expect(pages).toEqual(names.map((name) => `${name}.md`).sort());
    const defining = (folder: string, words: string): readonly string[] =>
      namesIn(folder).filter(
        (file) => file.endsWith('.ts') && readFileSync(`${folder}/${file}`, 'utf8').includes(words),
      );
    const files = [...defining('src/rules', ': Rule = {'), ...defining('src/rules/plan', ' = planRule(\n')];
    expect(files.sort()).toEqual(names.map((name) => `${name}.ts`).sort());
  });

  it('BC-3: the pages are what the rules and their examples say today', () => {
    const pages = rulePages(rules, RULE_CASES);
    expect(namesIn('docs/rules')).toEqual([...pages.keys()].sort());
    for (const [name, text] of pages)
      expect(readFileSync(`docs/rules/${name}`, 'utf8'), `${name}: npm run docs`).toBe(text);
  });

  it('BC-3: a page shows its examples in full and is itself no plan', () => {
    for (const [name, text] of rulePages(rules, RULE_CASES)) {
      expect(parsePlan(text, grammarFor({ families: [] })).contracts, name).toEqual([]);
      if (name === 'README.md') continue;
      for (const kind of ['bad', 'good']) {
        const folder = join(RULE_CASES, name.replace(/\.md$/, ''), kind);
        for (const file of shownFiles(folder))
          expect(text, `${name}: ${file}`).toContain(readFileSync(join(folder, file), 'utf8'));
      }
    }
  });

  it('BC-2: every rule has a bad and a good example', () => {
    for (const name of names) {
      for (const kind of ['bad', 'good'])
        expect(existsSync(join(RULE_CASES, name, kind, 'history.json')), `${name}/${kind}`).toBe(true);
    }
  });
});
