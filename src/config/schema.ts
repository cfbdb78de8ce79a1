// The one description of the configuration file: what is checked here is what the shipped JSON Schema says.

import * as z from 'zod';
import { UserError } from '../errors.ts';
import {
  type Config,
  defaultConfig,
  failOnChoices,
  type PlanSource,
  type RuleSetting,
  severityChoices,
} from './config.ts';
import { type ConfigProblem, describeIssues } from './messages.ts';
import { nearestName } from './nearest.ts';

const glob = z
  .string()
  .max(500)
  .regex(
    /^(?![!/])(?!(?:.*\/)?\.\.(?:\/|$)).+$/,
    'must be a glob relative to the root of the repository: not empty, no "/" or "!" in front, no ".."',
  );
/** Several stars in one segment make a pattern match in exponential time. */
const fewStars = glob.refine((text) => text.split('/').every((part) => part === '**' || part.split('*').length <= 4), {
  message: 'must have at most three "*" between two "/"',
});
const globs = z.array(fewStars);

const planOnRef = z.strictObject({
  ref: z
    .string()
    .regex(/^[^\s-]\S*$/, 'must name a git ref, such as "origin/specs"')
    .describe('Git ref that the plans are read from, such as "origin/specs".'),
  include: z.array(glob).min(1).describe('Globs of plans on that ref.'),
});

const severity = z.enum(severityChoices);

const rule = z.union([
  severity,
  z.strictObject({
    severity: severity.optional().describe('Severity of what the rule finds; "off" turns it off.'),
    ignore: globs.optional().describe('Globs of files that the rule does not look at.'),
  }),
]);

const schema = z
  .strictObject({
    $schema: z.string().optional().describe('Where an editor finds this schema.'),
    plans: z
      .array(z.union([glob, planOnRef]))
      .min(1)
      .optional()
      .describe(
        'Where plans are: globs, or globs on another git ref. Default: every Markdown file that defines a contract.',
      ),
    ignore: globs.optional().describe('Globs of files that are neither plan nor test.'),
    tests: z
      .strictObject({ ignore: globs.optional().describe('Globs of test files that are not looked at.') })
      .optional()
      .describe('Which tests count.'),
    families: z
      .array(
        z
          .string()
          .regex(
            /^[A-Za-z][^\s#/,;&-]{0,19}$/,
            'must be what stands before the dash of a label ("REQ" of "REQ-7"): a letter first, at most 20 characters, no white space and none of # / , ; & -',
          ),
      )
      .optional()
      .describe('Families of labels besides BC, NC, EC, EH and BN; literals, never patterns.'),
    rules: z
      .record(z.string(), rule)
      .optional()
      .describe('Severity of a rule by its id, or severity and the files it ignores.'),
    gate: z
      .strictObject({
        failOn: z.array(z.enum(failOnChoices)).optional().describe('What makes the gate fail.'),
        maxUntested: z
          .int()
          .min(0)
          .optional()
          .describe('So many untested contracts are let pass with a warning. Default: none.'),
        requireResults: z
          .boolean()
          .optional()
          .describe('Whether test results of the judged commit must be given. Default: false.'),
      })
      .optional()
      .describe('When `trace check` fails.'),
    history: z
      .boolean()
      .optional()
      .describe('Whether git history is read for deleted plans and first introductions. Default: true.'),
  })
  .describe('Configuration of trace.');

type ConfigFile = z.infer<typeof schema>;

/** The JSON Schema of the file, for editors. */
export function configJsonSchema(): unknown {
  return { ...z.toJSONSchema(schema, { io: 'input' }), title: 'trace configuration' };
}

/** See `parseConfig` in index.ts, which loads this file only when it is needed. */
export function checkConfig(input: unknown, from: string, ruleIds?: readonly string[]): Config {
  const result = schema.safeParse(input);
  const problems = [
    ...(result.success ? [] : describeIssues(result.error.issues, input)),
    ...unknownRules(input, ruleIds),
  ];
  if (problems.length > 0) throw userErrorOf(problems, from);
  if (!result.success) throw new Error('zod refused a configuration without saying why');
  return withDefaults(result.data);
}

function userErrorOf(problems: readonly ConfigProblem[], from: string): UserError {
  const [first] = problems;
  if (first !== undefined && problems.length === 1) return new UserError(`${from}: ${first.what}`, first.remedy);
  const lines = problems.map((problem) => `  ${problem.what} ${problem.remedy}`);
  return new UserError(
    `${from}: ${problems.length} settings are wrong:\n${lines.join('\n')}`,
    `Mend these lines of ${from}.`,
  );
}

// Read from the input, not from zod's answer: a record of zod drops a rule called `__proto__` without a word.
function unknownRules(input: unknown, ruleIds: readonly string[] | undefined): readonly ConfigProblem[] {
  const rules = typeof input === 'object' && input !== null && 'rules' in input ? input.rules : undefined;
  if (typeof rules !== 'object' || rules === null || Array.isArray(rules)) return [];
  const isKnown = (id: string): boolean => ruleIds?.includes(id) ?? /^[a-z]+\/[a-z-]+$/.test(id);
  const unknown = Object.keys(rules).filter((id) => !isKnown(id));
  return unknown.map((id) => {
    const nearest = nearestName(id, ruleIds ?? []);
    const remedy =
      nearest === null ? 'Rules are named like "trace/orphan-test".' : `Did you mean ${JSON.stringify(nearest)}?`;
    return { what: `rules: there is no rule ${JSON.stringify(id.slice(0, 80))}.`, remedy };
  });
}

function withDefaults(file: ConfigFile): Config {
  return {
    plans: file.plans?.map(planSourceOf) ?? defaultConfig.plans,
    ignore: file.ignore ?? defaultConfig.ignore,
    tests: { ignore: file.tests?.ignore ?? defaultConfig.tests.ignore },
    families: [...new Set(file.families ?? defaultConfig.families)],
    rules: Object.entries(file.rules ?? {})
      .map(ruleSettingOf)
      .sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    gate: {
      failOn: file.gate?.failOn === undefined ? defaultConfig.gate.failOn : [...new Set(file.gate.failOn)],
      maxUntested: file.gate?.maxUntested ?? defaultConfig.gate.maxUntested,
      requireResults: file.gate?.requireResults ?? defaultConfig.gate.requireResults,
    },
    history: file.history ?? defaultConfig.history,
  };
}

function planSourceOf(source: NonNullable<ConfigFile['plans']>[number]): PlanSource {
  return typeof source === 'string' ? { ref: null, include: [source] } : source;
}

function ruleSettingOf([id, setting]: [string, z.infer<typeof rule>]): RuleSetting {
  if (typeof setting === 'string') return { rule: id, severity: setting, ignore: [] };
  return { rule: id, severity: setting.severity ?? null, ignore: setting.ignore ?? [] };
}
