// Rows that are meant to have no automated test: a cell that begins with such words says so, prose that only contains one does not.

import { isCommand } from './named-tests.ts';

/** What looks at a promise in place of a test. Bare verbs (`Build a queue`, `Review the list`) are no such words; see `withTail`. */
const looking = String.raw`(?:(?:code|design|docs?|documentation|peer|manual|visual)[ -])(?:review|inspection|check)\b`;
const manual = String.raw`manual(?:ly)?(?=\s*(?:$|[:;,.()+])|\s[—–-]|\s+(?:via|with|by|only|tests?|testing|checks?|verif\w+|validation|read(?:ing)?|smoke|run|steps?|walk-?through|cli)\b)`;
const withTail = String.raw`(?:go\s+|mkdocs\s+)?(?:build(?:-level|-time)?|compil(?:e|ation|er)(?:-time)?|CI|lint(?:er|ing)?|grep|review|inspection)(?=\s*(?:$|[:;.()+→>=])|\s[—–-]|\s+(?:of|only|steps?|jobs?|pass(?:es)?|succeeds?|checks?|verif\w+|enforces?|guarantees?|confirms)\b)`;
const opening = new RegExp(`^(?:${looking}|${manual}|${withTail}|GitHub Actions\\b|grep for\\b)`, 'i');

/** `verified by code review`, `tested by inspecting the diff`: any clause may say it, at its beginning. */
const verifiedBy =
  /^(?:verified|covered|checked|confirmed|tested|enforced|proven)\s+(?:manually|(?:by|via|through)\s+(?:the\s+|a\s+)?(?:manual|hand|eye|(?:(?:code|visual|peer|manual|design)\s+)?(?:review|inspection)|inspecting|reviewing|grep|(?:git\s+)?diff|lint(?:er)?|compil(?:er|ation)|CI|design(?!\s+\w)|build(?!\s+\w)))\b/i;
const noneNeeded =
  /^no\s+(?:(?:automated|direct|unit|runtime|separate)\s+){0,2}tests?\s+(?:needed|possible|required|necessary)\b/i;
/** A command that builds or searches is no test, and what the row asks for. */
const command =
  /^`(?:(?:git\s+)?grep|rg|go\s+(?:build|vet)|golangci-lint|mkdocs\s+build|tsc|(?:npm|pnpm|yarn)\s+(?:run\s+)?(?:build|lint|typecheck)|cargo\s+(?:build|check|clippy)|make\s+(?:build|lint))\b/i;
const notApplicable = /^(?:n\/a|not applicable|none)(?=\s*(?:$|[:;,(])|\s[—–-])/i;

const type =
  /^(?:manual(?:ly)?|documentation(?:[ -]only)?|build(?:s|-level|-time)?|compil(?:e|er|ation)(?:-time)?|CI|GitHub Actions|lint(?:er|ing)?|grep|(?:(?:code|design|docs?|documentation|peer|visual)[ -])?(?:review|inspection))(?=\s*(?:$|[+/,;:.&]|[—–]|-\s)|\s+(?:verif\w+|checks?|tests?|testing|reading|read|steps?|only|smoke)\b)/i;
const besides = /\b(?:unit|integration|golden|invariant|property|fuzz|failure|benchmark|regression|e2e|race)\b/i;

/** The words of a row's type or test cell, which names no test, that make it one without a test; null where it is meant to have one. */
export const waiverOf = (typeCell: string, testCell: string): string | null =>
  waivedByType(typeCell, testCell) ?? waivedByTest(testCell);

const parenthesis = /\(([^()]*)\)/g;

/** `Manual + defense-in-depth`, `Unit (compile-time)`; `Manual + Unit` owes a test. */
const waivedByType = (cell: string, testCell: string): string | null => {
  const outside = cell.replaceAll(parenthesis, ' ').trim();
  const said = type.exec(outside)?.[0];
  if (said !== undefined) return besides.test(outside) ? null : said;
  const aside = [...cell.matchAll(parenthesis)].map((match) => (match[1] ?? '').trim());
  return aside.find((text) => type.exec(text)?.[0] === text) ?? waivedWithReason(cell, testCell);
};

/** ``builds the queue` + code review`: what is joined to the words by its own ticks may be a test, so the row is not without one. */
const namesBeside = (cell: string): boolean =>
  [...cell.matchAll(/`([^`]{1,400})`\s{0,20}(?:[+&,;]|and\b)|(?:[+&,;]|\band)\s{0,20}`([^`]{1,400})`/gi)].some(
    (match) => {
      const ticked = match[1] ?? match[2] ?? '';
      return /^[\p{L}\p{N}_][^=|\\$]*$/u.test(ticked) && /[\s_]/.test(ticked.trim()) && !isCommand(ticked);
    },
  );

const waivedByTest = (cell: string): string | null => {
  if (namesBeside(cell)) return null;
  const written = command.exec(cell)?.[0].slice(1);
  if (written !== undefined) return written;
  const words = cell.replaceAll(/`[^`]*`/g, ' ');
  const aside = [...words.matchAll(parenthesis)].map((match) => match[1] ?? '');
  for (const text of [words, ...aside]) {
    const said = opening.exec(head(text))?.[0];
    // `ci` is a name of many things.
    if (said !== undefined && (said.toLowerCase() !== 'ci' || said === 'CI')) return said;
  }
  for (const clause of words.split(/[();,]|\.\s|\s[—–-]\s/)) {
    const said = (verifiedBy.exec(head(clause)) ?? noneNeeded.exec(head(clause)))?.[0];
    if (said !== undefined) return said;
  }
  return waivedWithReason(cell, '');
};

/** `N/A — comment only`; without a reason it says nothing. */
const waivedWithReason = (cell: string, beside: string): string | null => {
  const said = notApplicable.exec(cell.trim())?.[0];
  return said !== undefined && /\p{L}{2}/u.test(cell.trim().slice(said.length) + beside) ? said : null;
};

const head = (text: string): string => text.replace(/^[\s\p{P}\p{S}]+/u, '');
