import { ANY_PLAN, nothing, planRule } from './plan-rule.ts';

/** What stands before a colon and a number and is no host, `example.com:443`. */
const SOURCE =
  /\.(?:go|ts|tsx|js|jsx|mjs|cjs|py|rs|java|kt|rb|c|cc|cpp|h|hpp|cs|swift|sh|ya?ml|json|toml|md|sql|proto)$/;
const EXAMPLE = /(?:^|\/)(?:path\/to\/|file\.|foo\.|bar\.|x\.|example)/;

/** A place in the code that is not there. */
export const citation = planRule(
  {
    id: 'plan/citation',
    title: 'A citation whose file or line is not there',
    defaultSeverity: 'warning',
    docs: {
      what: '`queue.go:123` in the text of a plan (not in fences) where no file of the repository ends in that path, or where the longest that does has fewer lines, at the state where the plan begins (see plan/file-action). Files that the plan creates are left out, and so are bare names that no file here has: they may be another project’s. Of a plan that is not new, it informs only: the code has moved on. What the line says is not compared.',
      why: 'A fact whose place is wrong was not checked, or not in this version.',
      fix: 'Look again, and cite what is there.',
    },
    messages: {
      file: 'the plan cites {cited}, and no file `{path}` is there at {called}',
      line: 'the plan cites {cited}, and `{path}` has {count} lines at {called}',
    },
    source: 'Plan template, Phase 0: “List confirmed facts (with file:line citations)”.',
  },
  ANY_PLAN,
  nothing,
  function* ({ path: plan, facts: { claims }, ground }) {
    const created = claims.files.filter(({ action }) => action === 'create').map(({ path }) => path);
    const listed = new Set(claims.files.map(({ path, at }) => `${path} ${at.line}`));
    const seen = new Set<string>();
    for (const { path, line, endLine, at } of claims.citations) {
      const cited = `${path}:${line}${endLine === line ? '' : `-${endLine}`}`;
      if (!SOURCE.test(path) || EXAMPLE.test(path) || seen.has(cited) || listed.has(`${path} ${at.line}`)) continue;
      if (created.some((one) => one === path || one.endsWith(`/${path}`))) continue;
      seen.add(cited);
      const there = ground.ending(path);
      // `scheduler.py:827` alone may be another project's.
      if (there.length === 0 && !path.includes('/')) continue;
      const count = Math.max(-1, ...there.map((one) => ground.lines(one) ?? -1));
      if (there.length > 0 && (count < 0 || endLine <= count)) continue;
      yield {
        messageId: there.length === 0 ? 'file' : 'line',
        data: { cited, path, count, called: ground.called },
        at,
        key: cited,
        fix: there.length === 0 ? 'write the path as it is in the repository' : 'count the lines again',
        ...(ground.isNew(plan) ? {} : { severity: 'info' }),
      };
    }
  },
);
