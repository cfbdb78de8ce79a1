// Where something stands, in words.
import type { Place } from '../model/location.ts';

/** `sim/kv/x.go:88`, `… as of 3f2c1ab` where the lines are those of an older revision, `commit 3f2c1ab, line 3`. */
export function placeText(at: Place): string {
  if (at.kind === 'commit') return `commit ${at.commit.slice(0, 7)}, line ${at.at.line}`;
  return `${at.path}:${at.at.line}${at.rev === undefined ? '' : ` as of ${at.rev.slice(0, 7)}`}`;
}
