// `SUPERSEDES: TestOld -> TestNew`: what a plan says of tests that were renamed; and the older plans that its header takes the place of.
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
