// What to write so that a mention becomes certain: lines that can be pasted, each with the place where it goes.
import type { ContractNode, Link, TestNode } from '../../model/graph.ts';
import { shellCommand } from '../../payload/shell.ts';
import { hasControl } from '../../payload/visible-text.ts';
import type { Known } from './known.ts';
import { contractsMeant, isInFile, namesItsPlan } from './meant.ts';
import { lineOfMessage } from './message-lines.ts';
import { fromMessage, type Name, newPromise } from './new-plan.ts';
import { relabelled } from './relabel.ts';
import { headsSeveral, speaker, whichOf } from './speaking.ts';
import { contractName, topOf } from './words.ts';

/**
 * One thing to write. `replace`: line `line` becomes `text`. `insert`: `text` comes before line `line`. `create`: a new file.
 * `run`: a command for the shell. `reword`: a line of a commit's message, while nobody else has the commit; `messageLine` 0 stands for a
 * paragraph of its own at the end.
 */
export type Write =
  | {
      readonly how: 'replace';
      readonly path: string;
      readonly line: number;
      readonly text: readonly string[];
      /** Names that the line gets for its other labels, too. */
      readonly also?: readonly string[];
    }
  | {
      readonly how: 'insert';
      readonly path: string;
      readonly line: number;
      readonly text: readonly string[];
      /** Why this test, where the words are over several. */
      readonly above?: 'names' | 'next' | 'last';
    }
  | {
      readonly how: 'create';
      readonly path: string;
      readonly text: readonly string[];
      /** Labels of the promises in it. */
      readonly holds: readonly string[];
    }
  | { readonly how: 'run'; readonly text: readonly string[] }
  | { readonly how: 'reword'; readonly commit: string; readonly messageLine: number; readonly text: readonly string[] };

/** One way to certainty. Where there are several, only the author knows which promise is meant. */
export interface Way {
  /** `slug#BC-3`: what the mention then means. */
  readonly means: string;
  /** The promise is new: it has to be written, too. */
  readonly isNew: boolean;
  /** Right where the mention means none of the promises that the evidence names. */
  readonly isNeither?: true;
  readonly writes: readonly Write[];
}

/** At most so many places of one mention are rewritten. */
const PLACES = 40;

/** The ways, best first; none where it is certain already. Where `links` are places of one mention, each place is rewritten. */
export function waysOf(known: Known, links: readonly Link[]): readonly Way[] {
  const [link] = links;
  if (!link || links.some(namesItsPlan)) return [];
  const meant = contractsMeant(known, link);
  const files = meant.filter((contract) => isInFile(known, contract));
  // What a commit meant cannot be made up for it later: an invented promise would only stand untested.
  if (link.kind === 'implements')
    return files.map((contract) => ({
      means: contractName(known, contract),
      isNew: false,
      writes: [reword(known, link, contract)],
    }));
  const ways = files.map((contract) => way(known, links, nameOf(known, contract), []));
  const messages = meant.filter((contract) => contract.plan.startsWith('commit:'));
  const made =
    link.status === 'dangling' ? [newPromise(known, link, links)] : messages.map((c) => fromMessage(known, c, links));
  const first = made.map(({ name, write }) => ({ ...way(known, links, name, [write]), isNew: true }));
  if (link.status === 'dangling') return [...ways, ...first.map((each) => ({ ...each, isNeither: true as const }))];
  return [...ways, ...first, ...(link.status === 'ambiguous' && !link.drift ? [neither(known, links, link)] : [])];
}

function neither(known: Known, links: readonly Link[], link: Link): Way {
  const { name, write } = newPromise(known, link, links);
  return { ...way(known, links, name, [write]), isNew: true, isNeither: true };
}

function nameOf(known: Known, contract: ContractNode): Name {
  const short = contractName(known, contract);
  const isLong = /[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+){2,}#/.test(short);
  return { short, long: isLong ? short : `${contract.plan}#${contract.label}` };
}

function way(known: Known, links: readonly Link[], name: Name, before: readonly Write[]): Way {
  const writes = [...before.flatMap(knownToGit), ...atPlaces(known, links, name)];
  return { means: name.short, isNew: false, writes: [...before, ...writes] };
}

function atPlaces(known: Known, links: readonly Link[], name: Name): readonly Write[] {
  const writes = links.slice(0, PLACES).flatMap((link): readonly Write[] => {
    const inPlace = canRename(known, link) ? rename(known, link, name.short) : null;
    if (inPlace !== null && !headsSeveral(known, link)) return [inPlace];
    return [inPlace, comment(known, link, name.long)].flatMap((write) => write ?? []);
  });
  return [...new Map(writes.map((each) => [JSON.stringify(each), each])).values()];
}

/** A name has no room for a plan, and a heading over a test only declares. */
const canRename = (known: Known, link: Link): boolean =>
  link.kind === 'mention' && link.channel !== 'test-name' && (!link.weak || headsSeveral(known, link));

function rename(known: Known, { at, label, raw }: Link, name: string): Write | null {
  if (at.kind !== 'file') return null;
  const { line, column } = at.at;
  const now = known.lineOf(at.path, line);
  const text = now === null ? relabelled(raw, label, name, null) : relabelled(now, label, name, column);
  return text === null || hasControl(text.replaceAll('\t', ''))
    ? null
    : { how: 'replace', path: at.path, line, text: [text] };
}

const COMMENT: Readonly<Record<string, string>> = { python: '#' };

/** A line of its own above the test, or at the beginning of a subtest. */
function comment(known: Known, link: Link, name: string): Write | null {
  const test = speaker(known, link);
  if (!test) return null;
  const isInside = test.name.includes('/') && test.language === 'go' && isClosure(known, test);
  const line = isInside ? test.at.line + 1 : aboveOf(known, test);
  const indent = /^[ \t]*/.exec(known.lineOf(test.path, line) ?? '')?.[0] ?? '';
  const subject = /^\w+$/.test(topOf(test.name)) && !isInside ? `${topOf(test.name)} ` : '';
  const above = headsSeveral(known, link) ? whichOf(known, link, test) : null;
  // What the plan alone says is no claim of the test.
  const by =
    link.kind === 'declared'
      ? 'by its plan'
      : link.weak
        ? `by the ${above === 'last' ? 'words below' : 'heading above'} it`
        : null;
  const says = by === null ? `verifies ${name}.` : `is assigned to ${name} ${by}.`;
  const text = `${indent}${COMMENT[test.language] ?? '//'} ${subject}${says}`;
  return { how: 'insert', path: test.path, line, text: [text], ...(above === null ? {} : { above }) };
}

/** The line that a comment above goes to; a row of Go's tables stands inside of its function. */
function aboveOf(known: Known, { path, name, language, at }: TestNode): number {
  const whole = language === 'go' ? known.nodes.get(`${path}::${topOf(name)}`) : undefined;
  return whole?.kind === 'test' ? whole.at.line : at.line;
}

/** `t.Run(…, func(t *testing.T) {`: has room for a comment; a row of a table has none. */
const isClosure = (known: Known, { path, at }: TestNode): boolean =>
  at.endLine > at.line && /\.Run\(/.test(known.lineOf(path, at.line) ?? '');

/** Folders of plans are often ignored by git; a file that git knows is read all the same. */
function knownToGit(write: Write): readonly Write[] {
  const command = write.how === 'create' ? shellCommand(['git', 'add', '-f', '--', write.path]) : null;
  return command === null ? [] : [{ how: 'run', text: [command] }];
}

/** A message can be mended only until somebody else has it. */
function reword({ textOf }: Known, { from, at, label, raw }: Link, { plan, label: meant }: ContractNode): Write {
  const { line, column } = at.at;
  // A path is a name in a message wherever it stands, a short slug is not.
  const name = `${plan}#${meant}`;
  const now = lineOfMessage(textOf, from, line) ?? raw;
  const text = relabelled(now, label, name, now === raw ? null : column);
  return text === null || hasControl(text.replaceAll('\t', ''))
    ? { how: 'reword', commit: from, messageLine: 0, text: [`It implements ${name}.`] }
    : { how: 'reword', commit: from, messageLine: line, text: [text] };
}
