// A configuration below the top of a repository makes its folder a project: what it says is meant from there, as in the file beside it.
import type { Config } from './config.ts';

/** The same settings, with globs from the top of the repository; plans on another ref are always meant from its top. */
export function inFolder(config: Config, folder: string): Config {
  if (folder === '') return config;
  const all = (globs: readonly string[]): readonly string[] => globs.map((glob) => `${folder}/${glob}`);
  return {
    ...config,
    folder,
    plans:
      config.plans?.map((source) => (source.ref === null ? { ...source, include: all(source.include) } : source)) ??
      null,
    ignore: all(config.ignore),
    tests: { ignore: all(config.tests.ignore) },
    rules: config.rules.map((rule) => ({ ...rule, ignore: all(rule.ignore) })),
    gate: {
      ...config.gate,
      thresholds: config.gate.thresholds.map((one) => ({ ...one, plans: one.plans === null ? null : all(one.plans) })),
    },
  };
}

/** Is the path one of the project? */
export const isInside = (folder: string, path: string): boolean => folder === '' || path.startsWith(`${folder}/`);
