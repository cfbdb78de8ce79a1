// The contracts a plan defines: candidate lines, how far each reaches, and which of them are definitions at all.
import type { Grammar } from '../ids/index.ts';
import { range } from '../model/location.ts';
import type { ContractFacts } from '../model/plan.ts';
import type { FactsProblem } from '../model/problem.ts';
import { asideOf } from './asides.ts';
import type { Document, Fence, Line } from './blocks.ts';
import { ClauseList, clauseLead, isDeciding, plainText, splitInline } from './clauses.ts';
import {
  type ContractSections,
  findContractSections,
  groupOf,
  isGroupLabel,
  type Strength,
} from './contract-sections.ts';
import { tableDefinitions } from './contract-tables.ts';
import type { Sections } from './sections.ts';
import { type Definition, definitionShape } from './shapes.ts';
import { isRename } from './superseding.ts';

export interface Contracts {
  readonly contracts: readonly ContractFacts[];
  /** `BC-1: <Name>` or `BC-N: <Name>` stands where the contracts should be, and there are none. */
  readonly placeholders: boolean;
  readonly problems: readonly FactsProblem[];
}

interface Candidate {
  readonly definition: Definition;
  readonly line: number;
  readonly strength: Strength;
  /** Index of the fence around it, −1 outside. Indented code counts as a fence of its own. */
  readonly fence: number;
  readonly fenced: boolean;
}

/** A fence with one of these info strings may hold contracts; a Go or TypeScript fence is never read for them. */
const proseFences: ReadonlySet<string> = new Set([
  '',
  'text',
  'txt',
  'plain',
  'plaintext',
  'markdown',
  'md',
  'gherkin',
]);

const placeholder = /^(?:<[^<>]{1,80}>|\[[^[\]]{1,80}\]|\{[^{}]{1,80}\}|\.{2,3}|…)$/;
const placeholderLine = /^(?:\*\*)?[A-Z]{1,6}-(?:N|X|#)\b[\s:*(—–-]{0,6}[<[]/;

export const readContracts = (document: Document, sections: Sections, grammar: Grammar): Contracts => {
  const found = findContractSections(document, sections);
  const all = findCandidates(document, found, grammar);
  const real = all.filter(({ definition }) => !placeholder.test(plainText(definition.name)));
  const spans = spansOf(real, all, document);
  const judged = real.map((candidate, index) => judge(candidate, document, spans[index] ?? 0));
  const inSections = judged.filter(({ candidate, accepted }) => candidate.strength !== 'none' && accepted);
  const tables = tableDefinitions(document, found, grammar);
  const chosen = inSections.length + tables.length > 0 ? inSections : judged.filter(({ decided }) => decided);
  const ends = spansOf(
    chosen.map(({ candidate }) => candidate),
    all,
    document,
  );
  const read = chosen.map((judgement, index) => readContract(judgement, document, ends[index] ?? 0, found));
  const ordered = [...read, ...tables].sort((a, b) => a.at.line - b.at.line);
  const { contracts, problems } = dropRepeated(ordered);
  const placeholders =
    contracts.length === 0 &&
    (real.length < all.length || document.lines.some(({ body }) => placeholderLine.test(body)));
  return {
    contracts,
    placeholders,
    problems: [...problems, ...nearMisses(judged, chosen.length, contracts, found.any)],
  };
};

const findCandidates = (document: Document, found: ContractSections, grammar: Grammar): Candidate[] => {
  const candidates: Candidate[] = [];
  let fence = -1;
  document.lines.forEach((line, index) => {
    const number = index + 1;
    while ((document.fences[fence + 1]?.line ?? Infinity) <= number) fence++;
    const inFence = line.kind === 'fence';
    if (inFence && !isProse(document.fences[fence])) return;
    if (!inFence && line.kind !== 'text' && line.kind !== 'heading' && line.kind !== 'code') return;
    if (line.kind === 'text' && /^\[[ xX]\]/.test(line.body)) return;
    const definition = definitionShape(line, grammar);
    if (definition === null) return;
    const fenced = inFence || line.kind === 'code';
    candidates.push({
      definition,
      line: number,
      strength: found.strength(number),
      fence: inFence ? fence : -1,
      fenced,
    });
  });
  return candidates;
};

const isProse = (fence: Fence | undefined): boolean => fence !== undefined && proseFences.has(fence.language);

/** For each candidate the last line it could own: up to the next one, a heading, a rule, a group label, the end of its fence. */
const spansOf = (candidates: readonly Candidate[], all: readonly Candidate[], document: Document): number[] => {
  const shaped = new Set(all.map(({ line }) => line));
  return candidates.map((candidate, index) => {
    const limit = (candidates[index + 1]?.line ?? document.lines.length + 1) - 1;
    const end = candidate.fence < 0 ? limit : Math.min(limit, (document.fences[candidate.fence]?.endLine ?? limit) - 1);
    for (let line = candidate.line + 1; line <= end; line++) {
      const next = document.lines[line - 1];
      // Shaped like a definition and standing apart: no definition, but no part of this one either.
      const apart = shaped.has(line) && document.lines[line - 2]?.kind === 'blank';
      if (next === undefined || apart || endsContract(next, candidate)) return line - 1;
    }
    return end;
  });
};

const endsContract = (line: Line, { fenced }: Candidate): boolean =>
  fenced && line.kind === 'fence' ? false : line.kind === 'heading' || line.kind === 'rule' || isGroupLabel(line);

interface Judgement {
  readonly candidate: Candidate;
  readonly end: number;
  /** What it says up to there. */
  readonly clauses: ClauseList;
  readonly accepted: boolean;
  readonly decided: boolean;
}

const judge = (candidate: Candidate, document: Document, end: number): Judgement => {
  const { definition, strength, fenced } = candidate;
  const clauses = collect(candidate, document, end);
  const decided = clauses.decided;
  const isStrict = fenced || definition.weak || strength === 'none';
  const accepted =
    decided || (!isStrict && (strength === 'strong' || /\bMUST\b/.test(definition.name + definition.text)));
  return { candidate, end, clauses, accepted, decided };
};

/** The clauses of a candidate, from its own line to the last that belongs to it. */
const collect = (candidate: Candidate, document: Document, end: number): ClauseList => {
  const { definition, line: start } = candidate;
  const list = new ClauseList();
  const first = document.lines[start - 1];
  const [name, inline] = splitName(definition);
  if (first !== undefined && inline !== '') {
    list.addInline(inline, start, first.column + first.body.length - inline.length);
  }
  const reach = first !== undefined && first.itemEnd > 0 ? first.itemEnd : end;
  let fresh = false;
  for (let number = start + 1; number <= end; number++) {
    const line = document.lines[number - 1];
    if (line === undefined) break;
    if (line.kind === 'blank' || line.body === '') {
      fresh = true;
      continue;
    }
    if (!belongs(line, candidate, document) || SUPERSEDES.test(line.body)) continue;
    const leads = clauseLead(line) !== null;
    if (number > reach && !leads) break;
    if (fresh && !leads && !line.item && list.decided && line.column === 1) break;
    list.add(line, number, fresh || line.item);
    fresh = false;
  }
  // `BC-11: the caller MUST close it` promises in its name.
  if (first !== undefined && list.empty && /\bMUST\b/.test(name)) {
    list.addInline(name, start, first.column + first.body.indexOf(name));
  }
  return list;
};

/** Text and its own fence always; another prose fence only for the clauses in it; code and tables never. */
const belongs = (line: Line, candidate: Candidate, document: Document): boolean => {
  if (line.kind === 'text') return true;
  if (line.kind === 'code') return candidate.fenced || clauseLead(line) !== null;
  return line.kind === 'fence' && (candidate.fence >= 0 || (clauseLead(line) !== null && document.fences.length > 0));
};

/** `BC-1: Name — GIVEN a WHEN b`: the name ends where the first clause begins. */
const splitName = ({ name, text }: Definition): readonly [name: string, inline: string] => {
  if (text !== '') return [name, text];
  const [first, second] = splitInline(name);
  if (first !== undefined && first.keyword !== 'TEXT') return ['', name];
  return second === undefined || !isDeciding(second.keyword)
    ? [name, '']
    : [name.slice(0, second.start), name.slice(second.start)];
};

const readContract = (
  { candidate, ...judged }: Judgement,
  document: Document,
  end: number,
  found: ContractSections,
): ContractFacts => {
  const { definition, line, fenced } = candidate;
  const raw = document.lines[line - 1];
  const collected = end === judged.end ? judged.clauses : collect(candidate, document, end);
  const [name, inline] = splitName(definition);
  const clauses = collected.list();
  const opening = clauses[0]?.keyword === 'TEXT' && clauses[0].at.line === line ? clauses[0].text : '';
  const title = plainText(name) === '' ? firstSentence(opening === '' ? plainText(inline) : opening) : plainText(name);
  // A one-sentence promise is its own title; it stays a clause only where it carries more than that.
  const redundant = name.trim() === '' && opening !== '' && title === opening && !/\bMUST\b/.test(title);
  let endLine = Math.max(line, collected.endLine);
  while (endLine < end && SUPERSEDES.test(document.lines[endLine]?.body ?? '')) endLine += 1;
  const supersedes = supersededBy(document, line, endLine);
  const aside = asideOf(title, clauses);
  return {
    label: definition.label,
    title: title.replace(/[.:]$/, ''),
    group: groupOf(definition.label, found.group(line)),
    clauses: redundant ? clauses.slice(1) : clauses,
    form: definition.form,
    fenced,
    at: range(line, raw?.column ?? 1, line, (raw?.column ?? 1) + (raw?.body.length ?? 0)),
    endLine,
    ...(supersedes.length > 0 ? { supersedes } : {}),
    ...(aside === null ? {} : { aside }),
  };
};

const firstSentence = (text: string): string => /^.{0,300}?[.;](?=\s|$)/.exec(text)?.[0] ?? text;

/** `- SUPERSEDES: old-plan#BC-3` is no clause: it promises nothing. */
const SUPERSEDES = /^(?:\*\*)?supersedes:?(?:\*\*)?:?\s*(\S.*)$/i;

const supersededBy = (document: Document, from: number, to: number): string[] => {
  for (let line = from; line <= to; line++) {
    const match = SUPERSEDES.exec(document.lines[line - 1]?.body ?? '');
    if (match?.[1] !== undefined && !isRename(match[1]))
      return match[1]
        .split(/[,;]\s*/)
        .map((name) => name.replaceAll(/[`*]/g, '').replace(/\.$/, '').replaceAll(/\s+/g, ' ').trim())
        .filter((name) => name !== '');
  }
  return [];
};

const dropRepeated = (ordered: readonly ContractFacts[]): { contracts: ContractFacts[]; problems: FactsProblem[] } => {
  const first = new Map<string, ContractFacts>();
  const problems: FactsProblem[] = [];
  for (const contract of ordered) {
    const earlier = first.get(contract.label);
    if (earlier === undefined) first.set(contract.label, contract);
    else {
      problems.push({
        at: contract.at,
        what: `${contract.label} is defined on line ${earlier.at.line} and again on line ${contract.at.line}`,
        effect: `line ${earlier.at.line} counts as the definition`,
      });
    }
  }
  return { contracts: [...first.values()], problems };
};

/** Lines that a reader would take for a definition and that define nothing: said once a label. */
const nearMisses = (
  judged: readonly Judgement[],
  chosen: number,
  contracts: readonly ContractFacts[],
  sectioned: boolean,
): FactsProblem[] => {
  const known = new Set(contracts.map(({ label }) => label));
  const problems: FactsProblem[] = [];
  for (const { candidate, accepted } of judged) {
    const { definition, strength, line } = candidate;
    const suspicious = strength === 'strong' || (!sectioned && chosen === 0 && !definition.weak);
    if (accepted || !suspicious || known.has(definition.label)) continue;
    known.add(definition.label);
    problems.push({
      at: range(line, 1, line, 1),
      what: `line ${line} is written like a definition of ${definition.label} but has no GIVEN, WHEN or THEN`,
      effect: sectioned
        ? 'it is read as a mention'
        : 'it is read as a mention, because the plan has no contract section',
    });
  }
  return problems;
};
