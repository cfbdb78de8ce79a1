// Which formats are wanted, and where each goes: `text,sarif=out/trace.sarif`.
import { nearestName } from '../config/nearest.ts';
import { UserError } from '../errors.ts';
import { readAsset } from '../io/assets.ts';
import type { Report } from '../model/report.ts';
import { loadReporter, reporterIds } from '../reporters/index.ts';
import type { ReportAssets, Reporter } from '../reporters/reporter.ts';

export interface Target {
  readonly reporter: Reporter;
  /** As given; null where the command decides. */
  readonly file: string | null;
}

/** A format that is named twice goes to two places, or is asked for once. */
export async function targetsOf(list: string): Promise<readonly Target[]> {
  const parts = list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const targets: Target[] = [];
  for (const part of new Set(parts)) targets.push(await targetOf(part));
  if (targets.length === 0) throw new UserError('--format names no format', `Formats: ${reporterIds.join(', ')}.`);
  return targets;
}

async function targetOf(part: string): Promise<Target> {
  const [, id = part, file] = /^([^=]+)=(.*)$/s.exec(part) ?? [];
  const reporter = await loadReporter(id);
  if (!reporter) {
    const nearest = nearestName(id, reporterIds);
    const meant = nearest === null ? '' : `Did you mean ${nearest}? `;
    throw new UserError(`there is no format ${id}`, `${meant}Formats: ${reporterIds.join(', ')}.`);
  }
  if (file === '')
    throw new UserError(`${part} names no file`, `Write ${id}=trace.${reporter.extension}, or ${id} alone.`);
  return { reporter, file: file ?? null };
}

export async function rendered(
  reporter: Reporter,
  report: Report,
  options: { readonly color: boolean; readonly width: number },
): Promise<string> {
  const assets = reporter.id === 'html' ? await pageAssets() : null;
  return reporter.render(report, { ...options, assets });
}

async function pageAssets(): Promise<ReportAssets> {
  const [script, style] = await Promise.all(
    ['report.js', 'report.css'].map(async (name) => Buffer.from(await readAsset(name)).toString('utf8')),
  );
  return { script: script ?? '', style: style ?? '' };
}
