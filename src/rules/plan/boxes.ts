// Which boxes of the sanity checklist a program can look behind, and what it sees there in the code of now.
import type { ClaimedBox, CodePlace, Ground, PlanClaims } from '../../model/lint.ts';

interface BoxCheck {
  readonly id: string;
  /** How the finding calls the box. */
  readonly name: string;
  readonly known: RegExp;
  /** Null where there is nothing to look at. */
  readonly code?: (claims: PlanClaims, ground: Ground) => readonly CodePlace[] | null;
}

const SOURCE = /\.go$/;
const isLibrary = (path: string, text: string): boolean =>
  SOURCE.test(path) &&
  !path.endsWith('_test.go') &&
  !/(?:^|\/)(?:cmd|main|scripts?|tools|examples?)\//.test(path) &&
  !/^package main\b/m.test(text);

/** Lines of the touched files of now that are neither comment nor string to the eye. */
function linesSaying(
  claims: PlanClaims,
  ground: Ground,
  words: RegExp,
  among: (path: string, text: string) => boolean,
) {
  const found: CodePlace[] = [];
  let looked = false;
  for (const path of touchedBy(claims)) {
    const text = ground.text(path);
    if (text === null || !among(path, text)) continue;
    looked = true;
    for (const [index, line] of text.split('\n').entries())
      if (words.test(line.slice(0, 400)) && !/^\s*(?:\/\/|\*|\/\*)/.test(line))
        found.push({ path, line: index + 1, source: line.trim().slice(0, 100) });
  }
  return looked ? found : null;
}

export const touchedBy = ({ files }: PlanClaims): readonly string[] => [
  ...new Set(files.flatMap(({ action, path }) => (action === 'create' || action === 'modify' ? [path] : []))),
];

const CHECKS: readonly BoxCheck[] = [
  {
    id: 'contracts-mapped',
    name: 'all contracts are mapped to tasks',
    known: /contracts?\b.{0,40}\bmapped(?! to tests)|mapped to (?:specific )?tasks/i,
  },
  {
    id: 'deviations-reviewed',
    name: 'the deviation log is reviewed',
    known: /deviation log/i,
  },
  {
    id: 'tasks-ordered',
    name: 'task dependencies are ordered',
    known: /dependenc\w* (?:are )?(?:correctly )?order|correctly ordered/i,
  },
  {
    id: 'golden-documented',
    name: 'golden regeneration is documented',
    known: /golden .{0,40}(?:regenerat|document|updat)/i,
  },
  {
    id: 'stale-references',
    name: 'no stale references to this pull request',
    known: /planned for PR|TODO.{0,4}PR|references? to this PR/i,
    code: ({ numbers }, ground) => (numbers.length === 0 ? null : numbers.flatMap((number) => ground.stale(number))),
  },
  {
    id: 'library-exit',
    name: 'library code does not exit',
    known: /Fatalf?\b|os\.Exit/,
    code: (claims, ground) =>
      linesSaying(claims, ground, /^[^"`]{0,200}\b(?:os\.Exit|log(?:rus|ger)?\.Fatal(?:f|ln)?)\(/, isLibrary),
  },
  {
    id: 'mutable-maps',
    name: 'no exported mutable maps',
    known: /mutable maps?/i,
    code: (claims, ground) =>
      linesSaying(
        claims,
        ground,
        /^(?:var |\t)[A-Z]\w{0,80}\s{1,20}(?:=\s{0,4}|)map\[[^\]]{1,80}\]\S{1,200}\{$/,
        isLibrary,
      ),
  },
  {
    id: 'strict-yaml',
    name: 'YAML is read strictly',
    known: /KnownFields|strict pars/i,
    code: (claims, ground) =>
      linesSaying(
        claims,
        ground,
        /^[^"`]{0,200}\byaml\.Unmarshal\(/,
        (path, text) => isLibraryOrMain(path) && /\byaml\.(?:Unmarshal|NewDecoder)\(/.test(text),
      ),
  },
];

const isLibraryOrMain = (path: string): boolean => SOURCE.test(path) && !path.endsWith('_test.go');

const byId = new Map(CHECKS.map((check) => [check.id, check]));

export const boxName = (check: string): string => byId.get(check)?.name ?? check;

/** The check of an item, by its words. */
export const checkOf = (text: string): string | null => CHECKS.find(({ known }) => known.test(text))?.id ?? null;

/** What speaks against a box: the plan's own words, or places in the code; empty where it holds, null where nothing tells. */
export function judgeBox(
  box: ClaimedBox,
  claims: PlanClaims,
  ground: Ground | null,
): { readonly says: string; readonly places: readonly CodePlace[] } | null {
  if (box.against !== null) return { says: box.against, places: [] };
  const places = ground === null ? null : (byId.get(box.check)?.code?.(claims, ground) ?? null);
  if (places === null) return null;
  const [first] = places;
  const more = places.length > 1 ? ` and ${places.length - 1} more` : '';
  return { says: first === undefined ? '' : `${first.path}:${first.line}: ${first.source}${more}`, places };
}

/** Whether the code of now must be read for this plan. */
export const asksCode = ({ boxes }: PlanClaims): boolean =>
  boxes.some(({ check }) => byId.get(check)?.code !== undefined);
