import { wholeLine } from '../../model/location.ts';
import { someOf } from '../../model/some-of.ts';
import { FULL_PLAN, planRule } from './plan-rule.ts';
import { isCode } from './prose.ts';
import { sectionOf } from './template.ts';

/** `**File: `a/b.go`**`, `#### File 1: `a/b.go``, `### K.1 `a/b.go``. */
const ENTRY = /^(?:#{2,6}\s[^`\n]{0,40}|\*\*File[^`\n]{0,20})`([^`\n]{1,200}\.\w{1,5})`/;
/** A sentence that says something. */
const ENOUGH = 60;

/** Files of the appendix about which it says nothing that can be implemented; code stands in fences. */
export const appendixEntries = planRule(
  {
    id: 'plan/appendix-entries',
    title: 'Appendix entries without purpose or code',
    defaultSeverity: 'info',
    docs: {
      what: 'Entries of the appendix, “**File: `queue.go`**” or a heading with a path, below which stand neither “Purpose” nor a code block nor a sentence of text; once for the plan. Whether the code is complete is not seen.',
      why: 'Whoever implements the plan must need no further look at the code.',
      fix: 'Write its purpose in one or two sentences, and the code.',
    },
    messages: { bare: '{count} of {all} entries of the appendix have neither a purpose nor code: {files}' },
    source: 'Plan template, Appendix: “Purpose: …, Complete Implementation: …”.',
  },
  FULL_PLAN,
  function* (plan) {
    const section = sectionOf(plan, 'Appendix');
    if (section === null) return;
    const entries: { readonly path: string; readonly line: number }[] = [];
    for (let number = section.at.line + 1; number <= section.endLine; number++) {
      const line = plan.lines[number - 1];
      const path =
        line?.kind === 'text' || line?.kind === 'heading' ? ENTRY.exec(line.raw.trimStart())?.[1] : undefined;
      if (path !== undefined) entries.push({ path, line: number });
    }
    const bare = entries.filter(({ line }, index) => {
      const own = plan.lines.slice(line, (entries[index + 1]?.line ?? section.endLine + 1) - 1);
      const said = own.reduce(
        (sum, { kind, body }) => sum + (kind === 'text' || kind === 'table' ? body.length : 0),
        0,
      );
      return !own.some((line) => isCode(line) || /purpose/i.test(line.raw)) && said < ENOUGH;
    });
    const [first] = bare;
    if (first === undefined) return;
    const data = {
      count: bare.length,
      all: entries.length,
      files: someOf(
        bare.map(({ path }) => path),
        5,
      ),
    };
    const at = wholeLine(first.line, plan.lines[first.line - 1]?.raw.length);
    yield { messageId: 'bare', data, at, fix: '**Purpose:** …' };
  },
);
