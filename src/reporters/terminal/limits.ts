// What the answer does not say, and why: told every time, so that nobody reads more into it than it holds.
import { compareText } from '../../model/location.ts';
import type { Problem } from '../../model/problem.ts';
import type { Report } from '../../model/report.ts';
import { lostWords } from '../../payload/result-words.ts';
import { counted } from '../../payload/state-words.ts';
import { paragraph, type Sheet } from './layout.ts';
import { bold, dim } from './theme.ts';

const PROBLEMS_SHOWN = 3;

const HISTORY = {
  used: '',
  'not-needed': '',
  off: 'History was not read (turned off), so mentions are tied only by what plans and tests say themselves.',
  missing: 'There is no git history here, so mentions are tied only by what plans and tests say themselves.',
} as const satisfies Record<Report['scope']['history'], string>;

const NO_RESULTS =
  'No test results were given, so nothing is called verified: “linked” means that a test names the contract and can fail, not that it passed.';

function resultLimits(results: Report['scope']['results']): readonly string[] {
  if (results === 'none') return [NO_RESULTS];
  const lost = lostWords(results);
  return [
    results.stale === null
      ? ''
      : `The test results are not of this commit, so nothing is called verified: ${results.stale}.`,
    results.stale === null && results.runs.some(({ commit }) => commit === null)
      ? 'The test results do not say of which commit they are, so they are taken for results of this one (`--results-commit REV` says it).'
      : '',
    lost === '' ? '' : `Not everything in the test results fits: ${lost}.`,
  ];
}

/** With a base: where no file is meant, or a plan or test file that the change touches; the others were there before, and are counted. */
function nearProblems({ change, problems }: Report): readonly Problem[] {
  if (change === null) return problems;
  const touched = new Set([
    ...change.plansAdded,
    ...change.plansAmended,
    ...change.testsTouched.map((id) => id.slice(0, id.indexOf('::'))),
  ]);
  return problems.filter(({ path }) => path === null || path === 'git' || touched.has(path));
}

function problemsSaid(all: number, near: number): string {
  const said = `${counted(all, 'problem')} while reading`;
  if (near === all) return all === 0 ? '' : `${said}:`;
  return near === 0
    ? `${said}, in files that the change does not touch: \`trace report\` lists them.`
    : `${said}, ${near} of them in what the change touches:`;
}

export function limitLines(sheet: Sheet, report: Report): readonly string[] {
  const { repo, scope, problems, summary } = report;
  const near = nearProblems(report);
  const says = [
    ...resultLimits(scope.results),
    HISTORY[scope.history],
    summary.contracts > 0 && summary.historyContracts > 0
      ? `${counted(summary.historyContracts, 'more contract')} stand only in history or in commit messages: they can be linked, and are never judged.`
      : '',
    repo.shallow
      ? 'The clone is shallow: what came before its oldest commit is unknown, so mentions may stay dangling. `git fetch --unshallow` mends it.'
      : '',
    repo.uncommitted > 0
      ? `+${counted(repo.uncommitted, 'uncommitted file')} are part of the answer.`.replace('file are', 'file is')
      : '',
    problemsSaid(problems.length, near.length),
  ].filter((text) => text !== '');
  const worst = [...near].sort(
    (a, b) =>
      compareText(a.path ?? '', b.path ?? '') || (a.at?.line ?? 0) - (b.at?.line ?? 0) || compareText(a.what, b.what),
  );
  return [
    ...paragraph(sheet, [bold('What this cannot tell')]),
    ...says.flatMap((text) => paragraph(sheet, [text], { first: 2, rest: 4 })),
    ...worst.slice(0, PROBLEMS_SHOWN).flatMap(({ path, at, what, effect }) => {
      const place = path === null ? '' : `${path}${at === null ? '' : `:${at.line}`}: `;
      return paragraph(sheet, [`- ${place}${what.replace(/[.;]$/, '')} — `, dim(effect)], { first: 4, rest: 6 });
    }),
    ...(worst.length > PROBLEMS_SHOWN
      ? paragraph(sheet, [dim(`and ${worst.length - PROBLEMS_SHOWN} more in \`trace report\``)], 4)
      : []),
  ];
}
