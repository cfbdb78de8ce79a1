// All rules at once, for the documents that are made from them and for tests; a run loads what it needs through index.ts.
import { allRules } from './index.ts';

export const rules = await allRules();
