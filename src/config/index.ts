// The door of the configuration: defaults at once, the schema (and with it zod) only when there is a file to read.

import type { Config } from './config.ts';

export {
  type Config,
  type ConfiguredSeverity,
  defaultConfig,
  defaultFailOn,
  type FailOn,
  failOnChoices,
  type PlanSource,
  type RuleSetting,
  type Threshold,
} from './config.ts';
export { looseningsBetween } from './loosened.ts';
export { inFolder, isInside } from './project.ts';

/**
 * Checks what a configuration file says and fills in the defaults. `from` names the file (`trace.config.json`) in messages.
 * `ruleIds`, where given, are the only rules that may be configured.
 * Throws UserError that names every wrong key and value, what is allowed instead, and the nearest name.
 */
export async function parseConfig(input: unknown, from: string, ruleIds?: readonly string[]): Promise<Config> {
  const { checkConfig } = await import('./schema.ts');
  return checkConfig(input, from, ruleIds);
}
