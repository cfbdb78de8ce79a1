// Collects what one body of code says while it is read.
import type { Range } from '../../../model/location.ts';
import type { Assertion, Call, Helper, Message, Skip } from '../../../model/test.ts';

export interface Draft {
  readonly messages: Message[];
  readonly files: Map<string, Range>;
  readonly calls: Map<string, Call>;
  readonly assertions: Assertion[];
  readonly skips: Skip[];
}

export const newDraft = (): Draft => ({ messages: [], files: new Map(), calls: new Map(), assertions: [], skips: [] });

/** Why what is thrown by a call is heard by nobody. */
export type Vain = Pick<Call, 'vain' | 'awaited'>;

/** One entry a callee, at its first place; it passes the handle when any of its calls does, and is vain when all of them are. */
export const addCall = (draft: Draft, callee: string, passesHandle: boolean, at: Range, vain: Vain = {}): void => {
  const known = draft.calls.get(callee);
  if (known === undefined) draft.calls.set(callee, { callee, passesHandle, ...vain, at });
  else if ((passesHandle && !known.passesHandle) || known.vain !== vain.vain || known.awaited !== vain.awaited) {
    const passes = passesHandle || known.passesHandle;
    draft.calls.set(callee, { callee, passesHandle: passes, ...bothVain(known, vain), at: known.at });
  }
};

const bothVain = (one: Vain, other: Vain): Vain => {
  if (one.vain === undefined || other.vain === undefined) return {};
  return { vain: one.vain, ...(one.awaited === true && other.awaited === true ? { awaited: true } : {}) };
};

/** For a call that is made in vain, if it is; `before` is the source in front of it. */
export const vainCall = (vain: string | undefined, before: string): Vain =>
  vain === undefined ? {} : { vain, ...(/\bawait\s*$/.test(before) ? { awaited: true } : {}) };

export const vainAs = (vain: string | undefined): { readonly vain?: string } => (vain === undefined ? {} : { vain });

/** What it does later, or lets others do: a function of its own, a promise, a generator. */
const mayThrowLater = /=>|\b(?:function|async|Promise|then|resolves|rejects|yield|def|lambda)\b/;

/** Tells a helper's caller when to expect what it throws; `head` is the source up to the body. */
export const throwsOf = (head: string, body: string): Pick<Helper, 'throws'> => {
  if (mayThrowLater.test(body) || /\*/.test(head)) return {};
  return { throws: /\basync\b/.test(head) ? 'when awaited' : 'at once' };
};
