// Writes the plan's name in front of a label, in the line as it stands: `BC-3` becomes `queue-plan#BC-3`.

/** Part of a list or range in short form, before or behind the label: a name there would change its neighbours. */
const SHORT_AFTER = /^(?:\s{0,2}(?:\.\.|[–—-]\s{0,2}[A-Z\d]|through |to [A-Z]+-)|\s{0,2}[,/]\s{0,2}[A-Z]{0,2}\d)/;
const SHORT_BEFORE = /(?:\.\.|[–—]\s?|through |\bto )$/;
/** Longest line that is rewritten, in UTF-16 code units. */
const LONGEST_LINE = 1000;

/**
 * The line with `name` (`slug#BC-3`) for its label; null where the label does not stand there alone and whole, or at several places
 * and none of them at `column` (1-based).
 */
export function relabelled(line: string, label: string, name: string, column: number | null): string | null {
  if (line.length > LONGEST_LINE || /[\r\n]/.test(line)) return null;
  const found = occurrences(line, label);
  const meant = found.find((each) => each.at === (column ?? 0) - 1) ?? (found.length === 1 ? found[0] : undefined);
  if (!meant) return null;
  return `${line.slice(0, meant.from)}${name}${line.slice(meant.at + label.length)}`;
}

interface Occurrence {
  readonly at: number;
  /** Where its qualifier begins, if it has one. */
  readonly from: number;
}

function occurrences(line: string, label: string): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (let at = line.indexOf(label); at >= 0; at = line.indexOf(label, at + label.length)) {
    const before = line.slice(0, at);
    const after = line.slice(at + label.length);
    const qualifier = /[\w./-]{1,200}#$/.exec(before.slice(-201))?.[0] ?? '';
    const isWhole = !/^[\w-]|^\.\d/.test(after) && (qualifier !== '' || !/[\w./#-]$/.test(before));
    if (isWhole && !SHORT_AFTER.test(after) && !SHORT_BEFORE.test(before))
      found.push({ at, from: at - qualifier.length });
  }
  return found;
}
