// The one description of the configuration file: what is checked here is what the shipped JSON Schema says.

import * as z from 'zod';
import { UserError } from '../errors.ts';
import {
  type Config,
  defaultConfig,
  failOnChoices,
  lintProfiles,
  type PlanSource,
  type RuleSetting,
  sectionNames,
  severityChoices,
  type Threshold,
} from './config.ts';
import { type ConfigProblem, describeIssues } from './messages.ts';
import { nearestName } from './nearest.ts';

const glob = z
  .string()
  .max(500)
  .regex(
    /^(?![!/])(?!(?:.*\/)?\.\.(?:\/|$)).+$/,
    'must be a glob relative to the folder of the configuration: not empty, no "/" or "!" in front, no ".."',
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

const percent = z.int().min(0).max(100);

const threshold = z
  .strictObject({
    plans: globs.min(1).optional().describe('Globs of plans. Default: every plan.'),
    families: z.array(z.string().min(1)).min(1).optional().describe('Families of labels. Default: every family.'),
    maxUntested: z.int().min(0).optional().describe('So many of these contracts may be untested.'),
    minVerified: percent.optional().describe('So many of a hundred of these contracts must be verified.'),
  })
  .refine((one) => one.plans !== undefined || one.families !== undefined, {
    message: 'must name plans or families; for all contracts there are gate.maxUntested and gate.minVerified',
  })
  .refine((one) => one.maxUntested !== undefined || one.minVerified !== undefined, {
    message: 'must say maxUntested or minVerified',
  });

const rule = z.union([
  severity,
  z.strictObject({
    severity: severity.optional().describe('Severity of what the rule finds; "off" turns it off.'),
    ignore: globs.optional().describe('Globs of files that the rule does not look at.'),
  }),
]);

const words = z
  .string()
  .regex(/^\S(?:.{0,198}\S)?$/u, 'must be one line of 1 to 200 characters, without blanks around it');
const names = z.array(words);
const beginnings = z.array(words).describe('Beginnings of commands, beside the known ones: "bazel test".');

const lint = z.strictObject({
  profile: z
    .enum(lintProfiles)
    .optional()
    .describe(
      'Which list of demands holds. "auto", the default: the headings of each plan say whether it is full or compact.',
    ),
  sections: z
    .strictObject(Object.fromEntries(sectionNames.map((name) => [name, names.optional()])))
    .optional()
    .describe('Names that a team gives to sections of the template; a heading that holds one of them is that section.'),
  checklist: z
    .array(words)
    .min(1)
    .optional()
    .describe('Items of the sanity checklist, instead of the 30 of the template.'),
  agentLine: words
    .optional()
    .describe('The line for an agent that every header must hold. Without it none is asked for.'),
  commands: z
    .strictObject({ test: beginnings.optional(), lint: beginnings.optional() })
    .optional()
    .describe('What runs tests and linters here.'),
});

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
        minVerified: percent
          .optional()
          .describe('So many of a hundred contracts must be verified. Default: no number.'),
        thresholds: z
          .array(threshold)
          .optional()
          .describe('Numbers for some plans or families; what they name is not counted in the numbers for all.'),
        informational: z
          .boolean()
          .optional()
          .describe('Whether the gate only says what it finds: a gate that fails exits 0. Default: false.'),
      })
      .optional()
      .describe('When `trace check` fails.'),
    history: z
      .boolean()
      .optional()
      .describe('Whether git history is read for deleted plans and first introductions. Default: true.'),
    lint: lint.optional().describe('How `trace lint` reads plans.'),
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
    folder: defaultConfig.folder,
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
      minVerified: file.gate?.minVerified ?? defaultConfig.gate.minVerified,
      thresholds: file.gate?.thresholds?.map(thresholdOf) ?? defaultConfig.gate.thresholds,
      informational: file.gate?.informational ?? defaultConfig.gate.informational,
    },
    history: file.history ?? defaultConfig.history,
    lint: lintOf(file.lint),
  };
}

function lintOf(given: ConfigFile['lint']): Config['lint'] {
  const { profile, sections, checklist, agentLine, commands } = given ?? {};
  const own = Object.entries(sections ?? {}).flatMap(([name, list]) =>
    list === undefined ? [] : [[name, list] as const],
  );
  return {
    profile: profile ?? defaultConfig.lint.profile,
    sections: Object.fromEntries(own),
    checklist: checklist ?? defaultConfig.lint.checklist,
    agentLine: agentLine ?? defaultConfig.lint.agentLine,
    commands: { test: commands?.test ?? [], lint: commands?.lint ?? [] },
  };
}

function planSourceOf(source: NonNullable<ConfigFile['plans']>[number]): PlanSource {
  return typeof source === 'string' ? { ref: null, include: [source] } : source;
}

const thresholdOf = (one: z.infer<typeof threshold>): Threshold => ({
  plans: one.plans ?? null,
  families: one.families ?? null,
  maxUntested: one.maxUntested ?? null,
  minVerified: one.minVerified ?? null,
});

function ruleSettingOf([id, setting]: [string, z.infer<typeof rule>]): RuleSetting {
  if (typeof setting === 'string') return { rule: id, severity: setting, ignore: [] };
  return { rule: id, severity: setting.severity ?? null, ignore: setting.ignore ?? [] };
}
