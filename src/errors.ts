// The two ways a run can end without an answer: the user's mistake, and a bug. Everything else is a Problem in the report.

export const ExitCode = { pass: 0, gateFailed: 1, undecided: 2, bug: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A mistake the user can mend: what was wrong, where, and the command or line that mends it. Exit code 2. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly remedy: string;
  constructor(what: string, remedy: string) {
    super(what);
    this.remedy = remedy;
  }
}
