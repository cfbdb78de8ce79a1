// What was asked on the command line, as values: commander's options read once, with what surrounds them.
import type { Command } from 'commander';
import type { CheckOptions } from './check.ts';
import type { AskedPolicy, GlobalOptions } from './options.ts';

interface RawOptions {
  readonly C?: string;
  readonly config?: string;
  readonly cache: boolean;
  readonly history: boolean;
  readonly plan?: readonly string[];
  readonly base?: string | false;
  readonly trustHeadConfig?: boolean;
  readonly facts?: readonly string[];
  readonly staged?: boolean;
  readonly lint?: boolean;
  readonly baseline?: string;
  readonly frozenBaseline?: boolean;
  readonly profile?: NonNullable<GlobalOptions['profile']>;
  readonly results?: readonly string[];
  readonly resultsCommit?: string;
  readonly source: boolean;
  readonly color?: boolean;
  readonly json?: boolean;
}

export interface OutputOptions {
  readonly json: boolean;
  readonly color: boolean;
  readonly width: number;
}

function policyOf(command: Command): AskedPolicy {
  const { failOn, maxUntested, minVerified, requireResults, informational } = command.optsWithGlobals<AskedPolicy>();
  return {
    ...(failOn === undefined ? {} : { failOn }),
    ...(maxUntested === undefined ? {} : { maxUntested }),
    ...(minVerified === undefined ? {} : { minVerified }),
    ...(requireResults === undefined ? {} : { requireResults }),
    ...(informational === undefined ? {} : { informational }),
  };
}

/** `--json` is a format too; the default does not outweigh it. */
export function checkOptions(command: Command): CheckOptions {
  const { exitZero = false, format } = command.optsWithGlobals<CheckOptions>();
  const isGiven = command.getOptionValueSource('format') !== 'default';
  return { exitZero, ...(isGiven && format !== undefined ? { format } : {}) };
}

export function globals(command: Command): GlobalOptions {
  const raw = command.optsWithGlobals<RawOptions>();
  return {
    directory: raw.C ?? '.',
    ...(raw.config === undefined ? {} : { config: raw.config }),
    cache: raw.cache,
    history: raw.history,
    plans: raw.plan ?? [],
    ...(typeof raw.base === 'string' ? { base: raw.base } : {}),
    findBase: raw.base !== false,
    trustHeadConfig: raw.trustHeadConfig ?? false,
    ...(raw.facts === undefined ? {} : { facts: raw.facts }),
    ...(raw.staged ? { staged: true } : {}),
    ...(raw.lint ? { quality: true } : {}),
    ...(raw.baseline === undefined ? {} : { baseline: raw.baseline }),
    frozenBaseline: raw.frozenBaseline ?? false,
    ...(raw.results === undefined ? {} : { results: raw.results }),
    ...(raw.resultsCommit === undefined ? {} : { resultsCommit: raw.resultsCommit }),
    source: raw.source ?? true,
    ...(raw.profile === undefined ? {} : { profile: raw.profile }),
    policy: policyOf(command),
  };
}

export function output(command: Command): OutputOptions {
  const raw = command.optsWithGlobals<RawOptions>();
  const wanted = raw.color !== false && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
  return {
    json: raw.json ?? false,
    color: wanted && process.stdout.isTTY === true,
    width: process.stdout.columns ?? 100,
  };
}
