// Bytes to facts: which extractor reads what, composed from the rooms that know how. Runs in workers, so it stays lazy.
import type { Grammar } from './ids/index.ts';
import { createGrammar, defaultFamilies } from './ids/index.ts';
import { languageOfFence, languages, loadLanguage } from './languages/index.ts';
import type { Language, Extractor as LanguageExtractor, ReadAsset } from './languages/language.ts';
import { shiftFacts } from './languages/shared/shift.ts';
import { readBodies } from './linking/bodies.ts';
import { readSpoken } from './linking/mentions.ts';
import type { LintFacts, LintOptions } from './model/lint.ts';
import type { CodeBlock, PlanFacts, Promises } from './model/plan.ts';
import type { TestFileFacts } from './model/test.ts';
import { plansVersion } from './plans/version.ts';
import { build } from './version.ts';

/** The little configuration that facts depend on; part of the cache key. */
export interface ExtractOptions {
  readonly [key: string]: unknown;
  readonly families?: readonly string[];
  readonly lint?: LintOptions;
}

export interface OpenExtractor {
  /** Changes whenever the facts of unchanged bytes would. */
  readonly version: string;
  /** JSON-safe facts, or null where the input is none of this kind (a document without contracts); a promise where a parser must be loaded. */
  extract(text: string): unknown;
  /** False where the facts of these bytes of UTF-8 are surely null. */
  mayHold?(bytes: Buffer): boolean;
}

/** Raise when `readSpoken` or the composition of fences changes. */
const COMPOSITION = 6;

export const grammarFor = (options: { readonly families?: readonly string[] }): Grammar =>
  createGrammar([...defaultFamilies, ...(options.families ?? [])]);

export const languageExtractor = (language: string): string => `test:${language}`;
export const spokenExtractor = (language: string): string => `spoken:${language}`;
/** Of old revisions that a reworded contract asks for: each test with a hash of its lines. */
export const bodiesExtractor = (language: string): string => `bodies:${language}`;
export const planExtractor = 'plan';
/** Of the many old versions of plans: their contracts and nothing else. */
export const promisesExtractor = 'promises';
/** What the rules about the text of one plan say of a document that promises something. */
export const lintExtractor = 'lint';
/** The same of a document that somebody calls a plan, whether it promises anything or not. */
export const givenLintExtractor = 'lint-given';

/** Known without loading anything: the cache asks before a parser is needed. */
export function extractorVersion(id: string, options: ExtractOptions): string {
  const [kind, name] = id.split(':');
  const language = languages.find((l) => l.id === name);
  const outlines = languages.map((l) => `${l.id}${l.version}`).join();
  const own =
    kind === 'test'
      ? `${language?.version}`
      : kind === 'spoken' || kind === 'bodies'
        ? `${language?.version}.${COMPOSITION}`
        : `${plansVersion}.${outlines}.${COMPOSITION}`;
  const team = kind === lintExtractor || kind === givenLintExtractor ? JSON.stringify(options.lint ?? null) : '';
  return `${build}/${own}/${kind === 'test' ? '' : (options.families ?? []).join()}${team}`;
}

/** Of all extractors together: what they make of unchanged bytes is the same while this is. */
export const extractorVersions = (options: { readonly families?: readonly string[] }): readonly string[] =>
  [planExtractor, promisesExtractor, ...languages.flatMap((l) => [languageExtractor(l.id), spokenExtractor(l.id)])].map(
    (id) => `${id} ${extractorVersion(id, options)}`,
  );

export async function openExtractor(id: string, options: ExtractOptions, readAsset: ReadAsset): Promise<OpenExtractor> {
  const version = extractorVersion(id, options);
  const [kind, name] = id.split(':');
  const grammar = grammarFor(options);
  if (kind === planExtractor) {
    // A run that finds everything in the cache needs no Markdown parser.
    const [plans, readers] = await Promise.all([import('./plans/index.ts'), fenceReaders()]);
    return { version, extract: (text) => readPlan(text, grammar, plans, readers) };
  }
  if (kind === promisesExtractor) {
    const plans = await import('./plans/index.ts');
    const openings = grammar.families.map((family) => Buffer.from(plans.openingOf(family)));
    return {
      version,
      mayHold: (bytes) => openings.some((opening) => bytes.includes(opening)),
      extract: (text) => readPromises(text, grammar, plans),
    };
  }
  if (kind === lintExtractor || kind === givenLintExtractor) {
    const [plans, rules, readers] = await Promise.all([
      import('./plans/index.ts'),
      import('./rules/plan/index.ts'),
      plainReaders(),
    ]);
    const doors: LintDoors = { grammar, plans, rules, readers, team: options.lint, given: kind === givenLintExtractor };
    return { version, extract: (text) => readLint(text, doors) };
  }
  const language = await loadLanguage(name);
  if (!language) throw new Error(`no extractor ${id}`);
  if (kind === 'bodies') return { version, extract: (text) => readBodies(language.outline(text), text) };
  if (kind === 'spoken')
    return { version, extract: (text) => readSpoken(language.outlineParts(text, grammar.mayContain), grammar) };
  return { version, extract: await testReader(language, readAsset) };
}

type Facts = TestFileFacts | Promise<TestFileFacts>;

/** The parser is loaded for the first text that takes it: most runs meet none. */
async function testReader(language: Language, readAsset: ReadAsset): Promise<(text: string) => Facts> {
  const plain = await language.openPlain?.();
  if (plain === undefined) {
    const opened = await language.open(readAsset);
    return (text) => opened.extract(text);
  }
  let parser: Promise<LanguageExtractor> | null = null;
  const parse = async (text: string): Promise<TestFileFacts> => {
    parser ??= language.open(readAsset);
    return (await parser).extract(text);
  };
  return (text) => plain(text) ?? parse(text);
}

type Readers = ReadonlyMap<string, Language>;

/** A plan may show code of any language. */
const fenceReaders = async (): Promise<Readers> => {
  const loaded = await Promise.all(languages.map(({ id }) => loadLanguage(id)));
  return new Map(loaded.flatMap((language) => (language ? [[language.id, language] as const] : [])));
};

/** Tasks, also those of a list (`- [ ] T001 Write TestX`), explain the tests that they name, also where they promise nothing. */
const HAS_TASKS = /^(?:#{2,5}[ \t]+(?:Task|Step)[ \t]+\d|[-*][ \t]+\[[ xX]\][ \t]+T\d)/m;

/** A plan with its fenced tests read like tests; null for a document that neither defines anything nor has tasks. */
function readPlan(
  text: string,
  grammar: Grammar,
  plans: typeof import('./plans/index.ts'),
  readers: Readers,
): PlanFacts | null {
  const isPlan = plans.looksLikePlan(text, grammar);
  const hasTasks = HAS_TASKS.test(text);
  if (!isPlan && !hasTasks) return null;
  const facts = plans.parsePlan(text, grammar);
  if (facts.contracts.length === 0 && facts.tasks.length === 0 && !(hasTasks && facts.namedTests))
    return isPlan && facts.problems.length > 0 ? facts : null;
  const lines = text.split(/\r?\n/);
  const said = isPlan ? {} : { problems: [], suppressions: [] };
  return {
    ...facts,
    ...said,
    codeBlocks: facts.codeBlocks.map((block) => withOutline(block, lines, readers, grammar)),
  };
}

function readPromises(text: string, grammar: Grammar, plans: typeof import('./plans/index.ts')): Promises | null {
  const facts = plans.looksLikePlan(text, grammar) ? plans.parsePromises(text, grammar) : null;
  return facts === null || facts.contracts.length === 0 ? null : facts;
}

interface LintDoors {
  readonly grammar: Grammar;
  readonly plans: typeof import('./plans/index.ts');
  readonly rules: typeof import('./rules/plan/index.ts');
  readonly readers: ReadonlyMap<string, (text: string) => TestFileFacts | null>;
  readonly team: LintOptions | undefined;
  /** Somebody calls it a plan. */
  readonly given: boolean;
}

function readLint(text: string, { grammar, plans, rules, readers, team, given }: LintDoors): LintFacts | null {
  if (!given && !plans.looksLikePlan(text, grammar)) return null;
  const plan = plans.parseWrittenPlan(text, grammar);
  if (!given && plan.facts.contracts.length === 0) return null;
  return rules.lintPlan(plan, team, fencedTests(plan, readers));
}

/** Languages that say more of a test than its names without a parser: that is Go. */
const plainReaders = async (): Promise<LintDoors['readers']> => {
  const go = await loadLanguage('go');
  const plain = await go?.openPlain?.();
  return new Map(plain === undefined ? [] : [['go', plain]]);
};

/** A conversion, a field that only its package can name (not of a table’s row), or sums in a comparison: most tests have none. */
const STRUCTURAL =
  /\.\(\*?\w|\b(?!t[tc]?\.|test\.|tcase\.|c\.)[a-z]\w*\.[a-z]\w*\b(?![(.:])|(?:Equal|InDelta|[!=]=)[^\n]{0,200}\w\s?[*/]\s?\w/;

/** Strings and comments. */
const UNSAID = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\/\/[^\n]*/g;

/** Whole tests in the fences of a plan. A fence rarely says its package. */
function fencedTests(
  { facts, lines }: ReturnType<typeof import('./plans/index.ts').parseWrittenPlan>,
  readers: LintDoors['readers'],
): TestFileFacts[] {
  return facts.codeBlocks.flatMap(({ info, codeLine, at }) => {
    const read = readers.get(languageOfFence(info)?.id ?? '');
    if (read === undefined) return [];
    const own = lines.slice(codeLine - 1, at.endLine - 1).map(({ raw }) => raw);
    const code = own.join('\n');
    // What the plan will implement is the subject; only what stands beside a test belongs to the tests.
    if (!/^func Test/m.test(code) || !STRUCTURAL.test(code.replace(UNSAID, ''))) return [];
    const hasPackage = /^package /m.test(code);
    const found = read(hasPackage ? code : `package fenced;${code}`);
    return found === null ? [] : [shiftFacts(found, codeLine - 1)];
  });
}

/** Of a fenced test linking asks its name and, where it says a label, its words. */
function withOutline(block: CodeBlock, lines: readonly string[], readers: Readers, grammar: Grammar): CodeBlock {
  const language = readers.get(languageOfFence(block.info)?.id ?? '');
  if (!language) return block;
  const code = lines.slice(block.codeLine - 1, block.at.endLine - 1).join('\n');
  if (language.mayHoldTest?.(code) === false) return block;
  const outline = shiftFacts(language.outline(code, grammar.mayContain), block.codeLine - 1);
  return outline.tests.length === 0 ? block : { ...block, outline };
}
