// A commit message as it lies in the editor's file: what git will take out of it is blanked, so that every line keeps its number.

const SCISSORS = ' ------------------------ >8 ------------------------';
/** What git chooses from where `core.commentChar` is `auto`. */
const MARKS = '#;@!$%^&|:';

/** `mark`: git's comment character; `auto` where git chooses one that begins no line of the message. */
export function editedMessage(text: string, mark: string): string {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const comment = mark === 'auto' ? chosenMark(lines) : mark;
  // Below the scissors stands the diff of `git commit --verbose`: of the change, not of the message.
  const cut = lines.indexOf(`${comment}${SCISSORS}`);
  const own = cut < 0 ? lines : lines.slice(0, cut);
  return own.map((line) => (line.startsWith(comment) ? '' : line)).join('\n');
}

/** Git's own remarks are the last lines of the file. */
function chosenMark(lines: readonly string[]): string {
  const cut = lines.find((line) => line.endsWith(SCISSORS));
  const last = cut ?? lines.findLast((line) => line.trim() !== '') ?? '';
  const first = last.slice(0, 1);
  return first !== '' && MARKS.includes(first) ? first : '#';
}

/** Messages that git writes, or that will be folded into another one: `Merge …`, `Revert "…"`, `fixup! …`. Null where a person speaks. */
export function writtenByGit(message: string): 'merge' | 'revert' | 'fixup' | null {
  const subject = message.split('\n').find((line) => line.trim() !== '') ?? '';
  if (/^Merge (?:branch|branches|commit|pull request|remote-tracking branch|tag)\b/.test(subject)) return 'merge';
  if (/^(?:Revert|Reapply) "/.test(subject)) return 'revert';
  return /^(?:fixup|squash|amend)! /.test(subject) ? 'fixup' : null;
}
