// Collects what one body of code says while it is read.
import type { Range } from '../../../model/location.ts';
import type { Assertion, Call, Message, Skip } from '../../../model/test.ts';

export interface Draft {
  readonly messages: Message[];
  readonly files: Map<string, Range>;
  readonly calls: Map<string, Call>;
  readonly assertions: Assertion[];
  readonly skips: Skip[];
}

export const newDraft = (): Draft => ({ messages: [], files: new Map(), calls: new Map(), assertions: [], skips: [] });

/** One entry a callee, at its first place; it passes the handle when any of its calls does. */
export const addCall = (draft: Draft, callee: string, passesHandle: boolean, at: Range): void => {
  const known = draft.calls.get(callee);
  if (known === undefined) draft.calls.set(callee, { callee, passesHandle, at });
  else if (passesHandle && !known.passesHandle) draft.calls.set(callee, { ...known, passesHandle });
};
