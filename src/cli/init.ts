// The words of a first configuration file: what was found here, and every setting with its default, ready to be uncommented.
import { defaultFailOn } from '../config/config.ts';
import type { RuleMeta } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import { counted } from '../payload/state-words.ts';
import { visibleText } from '../payload/visible-text.ts';

/** What a look at the repository found; paths are repo-relative. */
export interface InitFacts {
  readonly plans: readonly { readonly path: string; readonly contracts: number }[];
  readonly testFiles: number;
  /** Ids of the languages of these tests: `go`. */
  readonly languages: readonly string[];
  /** Commits whose message names a contract; null outside of git. */
  readonly commits: number | null;
  /** All rules there are; without them only the form of the setting is shown. */
  readonly rules?: readonly Pick<RuleMeta, 'id' | 'title' | 'category' | 'defaultSeverity'>[];
}

const PLANS_SHOWN = 8;

/** One line of a comment: text from outside cannot end it. */
const comment = (text: string): string => `# ${visibleText(text)}`.trimEnd();

/**
 * A `trace.config.yaml`. Lines that begin with `#` and a letter or a dash are settings with their defaults, lines that
 * begin with `# ` are words. Pure: refusing to overwrite a file is the command's job.
 */
export function initText(facts: InitFacts): string {
  const lines = [
    comment(
      'Configuration of trace. Every setting is optional; what stands behind "#" without a blank is its default.',
    ),
    comment('Unknown settings are errors. The schema for editors is docs/config.schema.json of the trace package.'),
    '#',
    ...foundHere(facts).map(comment),
    '',
    comment(
      'Where plans are: globs, or globs on another git ref. Default: every Markdown file that defines a contract,',
    ),
    comment('outside of node_modules, vendor, fixtures, testdata and templates.'),
    ...planSettings(facts),
    '',
    comment('Globs of files that are neither plan nor test.'),
    '#ignore: []',
    '',
    comment('Globs of test files that are not looked at.'),
    '#tests:',
    '#  ignore: []',
    '',
    comment(
      'Families of labels besides BC, NC, EC, EH and BN: ["REQ"] makes REQ-7 a contract. Literals, never patterns.',
    ),
    '#families: []',
    '',
    comment(
      'Severity of a rule (off, error, warning, info), or { severity: …, ignore: [globs] }. `trace explain RULE` says',
    ),
    comment(
      'what a rule sees. A severity written here holds for all its findings, also where the rule itself would soften it.',
    ),
    ...ruleSettings(facts),
    '',
    comment(
      'When `trace check` fails. Default without failOn: on every finding of severity error; the list is that at its strictest.',
    ),
    '#gate:',
    `#  failOn: [${defaultFailOn.join(', ')}]`,
    comment('  So many untested contracts are let pass with a warning.'),
    '#  maxUntested: 0',
    comment('  Whether test results of the judged commit must be given (--results).'),
    '#  requireResults: false',
    comment('  So many of a hundred contracts must be verified.'),
    '#  minVerified: 80',
    comment('  Numbers for some plans or families; what they name is not counted in the numbers above.'),
    '#  thresholds: [{ plans: ["docs/plans/old-*.md"], maxUntested: 12 }, { families: [NC], minVerified: 100 }]',
    comment('  Everything is said, and a gate that fails exits 0.'),
    '#  informational: false',
    '',
    comment(
      'How `trace lint` reads plans: auto (the headings of each say which form it has), full, compact or off. Also: sections,',
    ),
    comment('checklist, agentLine and commands; see docs/config.schema.json.'),
    '#lint:',
    '#  profile: auto',
    '',
    comment('Whether git history is read: for plans that were deleted, and for what was written together.'),
    'history: true',
  ];
  return `${lines.join('\n')}\n`;
}

function foundHere({ plans, testFiles, languages, commits }: InitFacts): readonly string[] {
  const contracts = plans.reduce((sum, plan) => sum + plan.contracts, 0);
  const sorted = [...plans].sort((a, b) => b.contracts - a.contracts || compareText(a.path, b.path));
  const more = sorted.length - PLANS_SHOWN;
  const spoken = languages.length > 0 ? ` (${[...languages].sort(compareText).join(', ')})` : '';
  return [
    'Found here:',
    plans.length > 0
      ? `  ${counted(plans.length, 'plan')} with ${counted(contracts, 'contract')}`
      : '  no plan: no Markdown file defines a contract such as "BC-1: … GIVEN … WHEN … THEN …"',
    ...sorted.slice(0, PLANS_SHOWN).map((plan) => `    ${plan.path}: ${counted(plan.contracts, 'contract')}`),
    ...(more > 0 ? [`    and ${counted(more, 'more plan')}`] : []),
    `  ${counted(testFiles, 'test file')}${spoken}`,
    commits === null ? '  no git history' : `  ${counted(commits, 'commit')} whose message names a contract`,
  ];
}

/** A folder that holds all plans found is a better example than a made-up one. */
function planSettings({ plans }: InitFacts): readonly string[] {
  const folder = commonFolder(plans.map((plan) => plan.path));
  const glob = folder === '' ? '**/*.md' : `${folder}/**/*.md`;
  const example = JSON.stringify(
    ['{', '[', '*', '?', '!', '('].some((sign) => folder.includes(sign)) ? '**/*.md' : glob,
  );
  return [
    comment(`For example: plans: [${example}]`),
    comment('or:          plans: [{ ref: "origin/specs", include: ["specs/**/*.md"] }]'),
    '#plans: ["**/*.md"]',
  ];
}

function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map((path) => path.split('/').slice(0, -1));
  if (first === '') return '';
  const shared = first.findIndex((part, at) => rest.some((other) => other[at] !== part));
  return (shared < 0 ? first : first.slice(0, shared)).join('/');
}

function ruleSettings({ rules = [] }: InitFacts): readonly string[] {
  // Naming one of `plan/` would turn it on in `trace check`.
  const gate = rules.filter(({ category }) => category !== 'plan');
  if (gate.length === 0) return ['#rules: {}'];
  const sorted = [...gate].sort((a, b) => compareText(a.id, b.id));
  const widest = sorted.reduce((most, rule) => Math.max(most, rule.id.length + rule.defaultSeverity.length), 0);
  const lines = sorted.map(({ id, title, defaultSeverity }) => {
    const pad = ' '.repeat(widest - id.length - defaultSeverity.length);
    return `#  ${id}: ${defaultSeverity}${pad}  # ${visibleText(title)}`;
  });
  return ['#rules:', ...lines];
}
