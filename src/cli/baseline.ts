// `trace baseline`: writes down what is known and accepted, shows it, and takes out what no longer holds.
import { join } from 'node:path';
import {
  BASELINE_FILE,
  type BaselineEntry,
  MERGE_ATTRIBUTE,
  neverAccepted,
  printBaseline,
} from '../config/baseline.ts';
import { ExitCode, UserError } from '../errors.ts';
import { decodeText, readWorkFile } from '../io/files.ts';
import { writeOutput } from '../io/write.ts';
import type { Report } from '../model/report.ts';
import { counted } from '../payload/state-words.ts';
import { indexReport } from '../query/report-index.ts';
import { knownHere } from './known-findings.ts';
import type { GlobalOptions } from './options.ts';
import type { OutputOptions } from './program.ts';
import { rootOf } from './session.ts';
import { settingsOf } from './settings.ts';
import { visibleLine, write } from './streams.ts';
import { analyseHere } from './surroundings.ts';

export type BaselineAct = 'create' | 'prune' | 'show';

export async function runBaseline(
  act: BaselineAct,
  options: GlobalOptions,
  output: OutputOptions,
  own: { readonly reason?: string; readonly lint?: boolean },
): Promise<number> {
  const root = await rootOf(options.directory);
  const { path, entries, isMissing } = knownHere(
    options,
    root,
    (await settingsOf(options, root, null)).config.folder,
    act === 'create',
  );
  if (act === 'show') return show(entries, path, output);
  // The baseline is of everything that is here, not of a change.
  const { baseline: _, ...others } = options;
  const report = await analyseHere({
    ...(isMissing ? others : options),
    source: false,
    findBase: false,
    lint: own.lint ?? false,
  });
  if (report.verdict.outcome === 'undecided') throw new UserError(report.verdict.sentence, 'Nothing was written.');
  const kept = entries.filter((entry) => !isStale(report, entry));
  const next = act === 'prune' ? kept : [...kept, ...acceptedIn(report, own.reason)];
  await writeOutput(root, join(root, path), printBaseline(next));
  const says =
    act === 'prune'
      ? `removed ${counted(entries.length - kept.length, 'stale entry', 'stale entries')}`
      : `added ${counted(next.length - kept.length, 'finding')}`;
  await write(process.stdout, `${visibleLine(`${path}: ${says}; ${counted(next.length, 'entry', 'entries')} now`)}\n`);
  if (act === 'create' && path === BASELINE_FILE) await attribute(root);
  return ExitCode.pass;
}

const isStale = (report: Report, { rule, subject, fingerprint }: BaselineEntry): boolean =>
  report.findings.some(
    ({ ruleId, data }) =>
      ruleId === 'trace/stale-baseline' && data.rule === rule && data.subject === subject && data.of === fingerprint,
  );

function acceptedIn(report: Report, reason = 'known when the gate was adopted'): readonly BaselineEntry[] {
  const { nodes } = indexReport(report);
  const { headDate } = report.repo;
  if (headDate === null)
    throw new UserError('a baseline is dated by the last commit, and there is none', 'Commit first.');
  const date = new Date(headDate * 1000).toISOString().slice(0, 10);
  return report.findings
    .filter((f) => f.suppressed === null && f.severity !== 'info' && !neverAccepted.has(f.ruleId))
    .map((finding) => {
      const about = nodes.get(finding.contract ?? finding.subject);
      const text = about?.kind === 'contract' && !finding.ruleId.startsWith('plan/') ? about.textHash : '';
      return { rule: finding.ruleId, subject: finding.subject, fingerprint: finding.fingerprint, text, reason, date };
    });
}

async function show(entries: readonly BaselineEntry[], path: string, output: OutputOptions): Promise<number> {
  const rows = entries.map(({ rule, subject, reason, date }) => ({ rule, subject, reason, date }));
  const lines = rows.map(({ rule, subject, reason, date }) => visibleLine(`${date}  ${rule}  ${subject}  ${reason}`));
  const text = output.json
    ? JSON.stringify(rows, null, 1)
    : [...lines, visibleLine(`${counted(rows.length, 'entry', 'entries')} in ${path}`)].join('\n');
  await write(process.stdout, `${text}\n`);
  return ExitCode.pass;
}

/** Without it git takes two lines that two branches add at one place for a conflict. */
async function attribute(root: string): Promise<void> {
  const read = readWorkFile(root, '.gitattributes');
  const before = 'bytes' in read ? (decodeText(read.bytes).text ?? '') : '';
  if (before.includes(MERGE_ATTRIBUTE)) return;
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  await writeOutput(root, join(root, '.gitattributes'), `${before}${end}${MERGE_ATTRIBUTE}\n`);
  await write(process.stdout, `.gitattributes: ${MERGE_ATTRIBUTE}, so that git keeps the lines of both branches\n`);
}
