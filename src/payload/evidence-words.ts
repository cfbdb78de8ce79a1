// What each kind of evidence is called, how often it was right, and what could still be wrong: one table for terminal and page.
import type { EvidenceKind } from '../model/graph.ts';

export interface EvidenceWords {
  /** A short name, for labels. */
  readonly name: string;
  /** How often such evidence was right; continues “97 %: …”. The counts are those of docs/evidence.md. */
  readonly share: string;
  /** What could still be wrong; a whole sentence. */
  readonly doubt: string;
}

const FEW = 'few such cases could be checked by hand, so this is an estimate';

export const EVIDENCE_WORDS = {
  qualified: {
    name: 'names the plan',
    share: 'the plan is named in writing, and no other evidence can overrule that',
    doubt: 'Wrong only if the name itself was written by mistake.',
  },
  'explicit-in-results': {
    name: 'named while running',
    share: 'the test itself hands over the name of the contract when it runs',
    doubt: 'Wrong only if the name was written by mistake, or the results are not of this commit.',
  },
  'paired-by-plan': {
    name: 'paired by the plan',
    share: '33 of 33 such mentions that were checked by hand were right, a small sample',
    doubt: 'Wrong if the plan means an older test of the same name.',
  },
  'introduced-together': {
    name: 'introduced together',
    share: '34 of 35 such mentions that were checked by hand were right',
    doubt: 'Wrong if that commit wrote the number with another plan in mind.',
  },
  numbered: {
    name: 'bears the number',
    share: FEW,
    doubt: 'Wrong if the number stands there for another reason than to name the plan.',
  },
  'line-introduced': {
    name: 'line introduced together',
    share: '28 of 31 such mentions that were checked by hand were right',
    doubt: 'Wrong if that commit only moved or reworded the line, which then means an older promise.',
  },
  'in-change': {
    name: 'in this change',
    share: 'no wrong one was seen, but few cases could be checked by hand',
    doubt: 'Wrong if the line means an older plan that this change leaves alone.',
  },
  'declared-row': {
    name: 'row of the table',
    share: 'the plan’s own table names the test; the test itself does not name the contract',
    doubt: 'Wrong if the test checks something else than the table says.',
  },
  'unit-adds-plan': {
    name: 'commit adds the plan',
    share: FEW,
    doubt: 'Wrong if the message speaks of an older promise that has the same number.',
  },
  'names-plan': {
    name: 'names the plan',
    share: FEW,
    doubt: 'Wrong if that file or number stands there for another reason.',
  },
  'touches-task-files': {
    name: 'touches the task’s files',
    share: FEW,
    doubt: 'Wrong if these files were changed for another reason.',
  },
} as const satisfies Record<EvidenceKind, EvidenceWords>;
