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

interface Search {
  /** Without one of them a text has no such line. */
  readonly words: readonly string[];
  readonly line: RegExp;
  readonly among: (path: string, text: string) => boolean;
}

/** Lines of the touched files of now that are neither comment nor string to the eye; null where no such file is touched. */
const linesSaying =
  (search: Search) =>
  (claims: PlanClaims, ground: Ground): readonly CodePlace[] | null => {
    const lists = touchedBy(claims).flatMap((path) => {
      const places = placesIn(search, ground, path);
      return places === null ? [] : [places];
    });
    return lists.length === 0 ? null : lists.flat();
  };

type Places = readonly CodePlace[] | null;
const searched = new WeakMap<Ground, Map<Search, Map<string, Places>>>();

/** A dozen plans touch the same file. */
function placesIn(search: Search, ground: Ground, path: string): Places {
  const ofGround = searched.get(ground) ?? new Map<Search, Map<string, Places>>();
  searched.set(ground, ofGround);
  const ofSearch = ofGround.get(search) ?? new Map<string, Places>();
  ofGround.set(search, ofSearch);
  const known = ofSearch.get(path);
  if (known !== undefined) return known;
  const text = ground.text(path);
  const places = text === null || !search.among(path, text) ? null : placesOf(search, path, text);
  ofSearch.set(path, places);
  return places;
}

const placesOf = ({ words, line }: Search, path: string, text: string): readonly CodePlace[] =>
  !words.some((word) => text.includes(word))
    ? []
    : text
        .split('\n')
        .flatMap((one, index) =>
          line.test(one.slice(0, 400)) && !/^\s*(?:\/\/|\*|\/\*)/.test(one)
            ? [{ path, line: index + 1, source: one.trim().slice(0, 100) }]
            : [],
        );

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
    code: linesSaying({
      words: ['os.Exit', '.Fatal'],
      line: /^[^"`]{0,200}\b(?:os\.Exit|log(?:rus|ger)?\.Fatal(?:f|ln)?)\(/,
      among: isLibrary,
    }),
  },
  {
    id: 'mutable-maps',
    name: 'no exported mutable maps',
    known: /mutable maps?/i,
    code: linesSaying({
      words: ['map['],
      line: /^(?:var |\t)[A-Z]\w{0,80}\s{1,20}(?:=\s{0,4}|)map\[[^\]]{1,80}\]\S{1,200}\{$/,
      among: isLibrary,
    }),
  },
  {
    id: 'strict-yaml',
    name: 'YAML is read strictly',
    known: /KnownFields|strict pars/i,
    code: linesSaying({
      words: ['yaml.Unmarshal'],
      line: /^[^"`]{0,200}\byaml\.Unmarshal\(/,
      among: (path, text) => isLibraryOrMain(path) && /\byaml\.(?:Unmarshal|NewDecoder)\(/.test(text),
    }),
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
