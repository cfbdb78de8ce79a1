// What a plan says of tests that go on under another name, by `SUPERSEDES: TestOld -> TestNew` or in its prose; and the older plans that its
// header takes the place of.
import type { Grammar } from '../ids/index.ts';
import { range } from '../model/location.ts';
import type { HeaderField, SupersededPlan, TestRename } from '../model/plan.ts';
import type { Document, Line } from './blocks.ts';

const line = /^(?:\*\*)?supersedes:?(?:\*\*)?:?\s*(?=\S)/i;
const name = String.raw`(?:${'`'}([^${'`'}]{1,400})${'`'}|([\p{L}\p{N}_./:]{1,400}))`;
const pair = new RegExp(String.raw`${name}\s*(?:->|→|=>)\s*${name}`, 'gu');

export const isRename = (text: string): boolean => text.search(pair) >= 0;

/** A line inside a fence is an example and renames nothing. */
export const readRenames = (document: Document): TestRename[] =>
  /supersedes/i.test(document.text) ? document.lines.flatMap((each, index) => renamesIn(each, index + 1)) : [];

const renamesIn = ({ kind, body, column }: Line, number: number): TestRename[] => {
  const opened = kind === 'text' ? line.exec(body) : null;
  if (opened === null) return [];
  const at = range(number, column, number, column + body.length);
  return [...body.slice(opened[0].length).matchAll(pair)].map(([, old, bareOld, now, bareNow]) => ({
    from: (old ?? bareOld ?? '').trim(),
    to: (now ?? bareNow ?? '').trim(),
    at,
  }));
};

const test = String.raw`${'`'}((?:Test|Fuzz|Benchmark)[A-Z_]\w{0,300}|test_\w{1,300})(?:\(\))?${'`'}`;
const between = '[^`.:;]{0,60}?';
/** “Rename `TestA` to `TestB`”, “Replace `TestA` (line 527) with `TestB`”, “Delete `TestA` (replaced by `TestB`)”. */
const prose = [
  String.raw`\brenam(?:e|es|ed|ing)\s+${test}${between}(?:→|->|=>|\b(?:to|as)\b)\s*${test}`,
  String.raw`\breplac(?:e|es|ed|ing)\s+${test}${between}\b(?:with|by)\s+${test}`,
  String.raw`${test}${between}\b(?:replaced|superseded|subsumed|covered) by\s+${test}`,
].map((pattern) => new RegExp(pattern, 'iu'));
/** “Replace `TestA` with:”, with the code below. */
const shown = new RegExp(String.raw`\b(?:replace|rewrite|rename)\s+${test}[^${'`'}]{0,100}:\s*$`, 'iu');
const declared = /^\s*(?:async\s+)?(?:func|def|fn)\s+((?:Test|Fuzz|Benchmark)[A-Z_]\w{0,300}|test_\w{1,300})\s*\(/u;
/** What every one of them holds: most lines name no test, and the patterns are long. */
const mayHoldTest = /`(?:Test|Fuzz|Benchmark)[A-Z_]|`test_/i;
/** Lines from the sentence to its code. */
const NEAR = 3;

/** What prose says takes the place of a test. No link rests on it: it tells that a test was not lost unseen. */
export const readSuccessions = (document: Document): TestRename[] =>
  /replac|renam|rewrit|supersed|subsum|cover/i.test(document.text)
    ? document.lines.flatMap((each, index) =>
        each.kind === 'text' && mayHoldTest.test(each.body) ? successionsIn(document, each, index + 1) : [],
      )
    : [];

function successionsIn(document: Document, { body, column }: Line, number: number): TestRename[] {
  const at = range(number, column, number, column + body.length);
  const written = prose.flatMap((pattern): TestRename[] => {
    const [, from, to] = pattern.exec(body) ?? [];
    return from === undefined || to === undefined || from === to ? [] : [{ from, to, at }];
  });
  const [, from] = shown.exec(body) ?? [];
  const fence = from && document.fences.find(({ line: begin }) => begin > number && begin <= number + NEAR);
  if (!from || !fence) return written;
  const below = document.lines.slice(fence.line, fence.endLine).flatMap(({ raw }) => declared.exec(raw)?.[1] ?? []);
  return [...written, ...below.filter((to) => to !== from).map((to) => ({ from, to, at }))];
}

/** `**Supersedes:** old-plan, docs/plans/older-plan.md`: names of plans, not of contracts, and no sentences. */
export const supersededPlans = (header: readonly HeaderField[], grammar: Grammar): SupersededPlan[] =>
  header
    .filter((field) => field.name.toLowerCase() === 'supersedes')
    .flatMap(({ value, at }) =>
      value.split(/[,;\n]|\s+and\s+/).flatMap((part): SupersededPlan[] => {
        const written = part
          .replace(/^[\s-]*(?:\[([^\]]*)\]\([^)]*\))/, '$1')
          .replaceAll(/[`*]|\.$/g, '')
          .trim();
        const isName = /^[\w./-]{3,300}$/.test(written) && /[-_/.]/.test(written) && grammar.find(written).length === 0;
        return isName ? [{ written: written.replace(/^-+/, ''), at }] : [];
      }),
    );
