// What each kind of evidence is called, how often it was right, and what could still be wrong: one table for terminal and page.
import type { EvidenceKind } from '../model/graph.ts';

export interface EvidenceWords {
  /** A short name, for labels. */
  readonly name: string;
  /** What the kind is, for someone who meets its name for the first time. */
  readonly gloss: string;
  /** How often such evidence was right; continues “97 %: …”. The counts are those of docs/evidence.md. */
  readonly share: string;
  /** What could still be wrong; a whole sentence. */
  readonly doubt: string;
}

const FEW = 'few such cases could be checked by hand, so this is an estimate';

export const EVIDENCE_WORDS = {
  qualified: {
    gloss: 'the plan is named beside the label',
    name: 'names the plan',
    share: 'the plan is named in writing, and no other evidence can overrule that',
    doubt: 'Wrong only if the name itself was written by mistake.',
  },
  'explicit-in-results': {
    gloss: 'the test says it while it runs',
    name: 'named while running',
    share: 'the test itself hands over the name of the contract when it runs',
    doubt: 'Wrong only if the name was written by mistake, or the results are not of this commit.',
  },
  'paired-by-plan': {
    gloss: 'the plan gives this test this label',
    name: 'paired by the plan',
    share:
      'all 33 such mentions of a real repository that were checked by hand were right; so few allow no higher share',
    doubt: 'Wrong if the plan means an older test of the same name.',
  },
  'introduced-together': {
    gloss: 'one commit first wrote both',
    name: 'introduced together',
    share: 'of 35 such mentions of a real repository that were checked by hand 34 were right',
    doubt: 'Wrong if that commit wrote the number with another plan in mind.',
  },
  numbered: {
    gloss: 'a number beside the label is the plan’s',
    name: 'bears the number',
    share: FEW,
    doubt: 'Wrong if the number stands there for another reason than to name the plan.',
  },
  'line-introduced': {
    gloss: 'one commit wrote this line and the contract',
    name: 'line introduced together',
    share: 'of 31 such mentions of a real repository that were checked by hand 28 were right',
    doubt: 'Wrong if that commit only moved or reworded the line, which then means an older promise.',
  },
  'in-change': {
    gloss: 'this change writes both',
    name: 'in this change',
    share: 'no wrong one was seen, but few cases could be checked by hand',
    doubt: 'Wrong if the line means an older plan that this change leaves alone.',
  },
  'declared-row': {
    gloss: 'a row of the plan’s table names the test',
    name: 'row of the table',
    share: 'the plan’s own table names the test; the test itself does not name the contract',
    doubt: 'Wrong if the test checks something else than the table says.',
  },
  superseded: {
    gloss: 'the older contract had this test',
    name: 'took its place',
    share: 'the plan says which older contract this one supersedes, and the test is tied to that one',
    doubt: 'Wrong if the new promise asks for more than the old one did.',
  },
  'unit-adds-plan': {
    gloss: 'the commit brings the contract',
    name: 'commit adds the plan',
    share: FEW,
    doubt: 'Wrong if the message speaks of an older promise that has the same number.',
  },
  'names-plan': {
    gloss: 'the message names the plan',
    name: 'names the plan',
    share: FEW,
    doubt: 'Wrong if that file or number stands there for another reason.',
  },
  'touches-task-files': {
    gloss: 'the commit changes files of the plan’s tasks',
    name: 'touches the task’s files',
    share:
      'of six commits of a real repository that nothing else ties, two were tied rightly; a hint, to be read before it is trusted',
    doubt: 'Wrong if these files were changed for another reason.',
  },
} as const satisfies Record<EvidenceKind, EvidenceWords>;
