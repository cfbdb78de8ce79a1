// Tells apart the operators that reading a test depends on.
import { SyntaxKind } from 'ts-morph';

/** In front of a number they are part of it. */
export const constantSigns: ReadonlySet<number> = new Set([SyntaxKind.MinusToken, SyntaxKind.PlusToken]);

/** What stands on the right is only sometimes read: where the left is true, false, or nothing. */
export const guarding: ReadonlyMap<number, boolean | null> = new Map([
  [SyntaxKind.AmpersandAmpersandToken, true],
  [SyntaxKind.BarBarToken, false],
  [SyntaxKind.QuestionQuestionToken, null],
]);
