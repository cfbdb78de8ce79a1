// The names by which cargo, pytest and people call a test that trace names by its file and its path inside of it.

/** As far as a blank prints as `_`, the forms of one name: `a/[1]` is `a[1]` for pytest, `adds/case_1` is `adds::case_1` for cargo. */
const formsOf = (name: string): readonly string[] => {
  const plain = blankless(name);
  const forms = plain.includes('/') ? [plain, plain.replaceAll('/[', '['), plain.replaceAll('/', '::')] : [plain];
  return [...new Set(forms)];
};

const blankless = (name: string): string => name.replace(/\s/g, '_');

/** `exact`: the whole name. `part`: its end (`reads_empty`), or more than it: file or modules before it. */
export type NameMatch = 'exact' | 'part' | null;

/** How `written` names the test `name` of the file at `path`. */
export function matchName(written: string, name: string, path: string): NameMatch {
  const wanted = blankless(written);
  const forms = formsOf(name);
  if (forms.includes(wanted)) return 'exact';
  const isPart = forms.some(
    (form) =>
      (form.endsWith(`::${wanted}`) && wanted !== '') ||
      (wanted.endsWith(`::${form}`) && leadsTo(wanted.slice(0, -form.length - 2), path)),
  );
  return isPart ? 'part' : null;
}

/** Does what stands before a name mean this file: its path, the end of it, or the modules that lead to it? */
function leadsTo(before: string, path: string): boolean {
  const plain = blankless(path);
  if (plain === before || plain.endsWith(`/${before}`)) return true;
  const segments = new Set(plain.replaceAll('-', '_').split(/[/.]/));
  return before.split('::').every((part) => part === 'crate' || segments.has(part.replaceAll('-', '_')));
}
