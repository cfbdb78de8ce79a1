// Tells apart the operators that reading a test depends on.
import { SyntaxKind } from 'ts-morph';

/** In front of a number they are part of it. */
export const constantSigns: ReadonlySet<number> = new Set([SyntaxKind.MinusToken, SyntaxKind.PlusToken]);

/** What stands on the right is only sometimes read. */
export const guarding: ReadonlySet<number> = new Set([
  SyntaxKind.AmpersandAmpersandToken,
  SyntaxKind.BarBarToken,
  SyntaxKind.QuestionQuestionToken,
]);
