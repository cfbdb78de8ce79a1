// Takes the view away: the rows that are shown, in their order and with their columns, as CSV or Markdown.
import { csvText } from '../../src/payload/csv-text.ts';
import { markdownTable } from '../../src/payload/markdown-text.ts';
import { counted } from '../../src/payload/state-words.ts';
import { copyText } from '../copying.ts';
import { h } from '../dom.ts';
import { saveFile } from '../saving.ts';

/** All rows of a view, also those that are not drawn yet. */
export interface Exported {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const FORMS = [
  ['CSV', 'csv', 'text/csv', ({ heads, rows }: Exported) => csvText([heads, ...rows])],
  ['Markdown', 'md', 'text/markdown', ({ heads, rows }: Exported) => `${markdownTable(heads, rows)}\n`],
] as const;

/** A button that asks how; `view` is read when it is pressed. */
export function exportButton(name: string, one: string, view: () => Exported): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'quiet-button' }, 'Export…');
  button.addEventListener('click', () => {
    const dialog = exportDialog(name, one, view());
    dialog.addEventListener('close', () => {
      dialog.remove();
      button.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
  return button;
}

function exportDialog(name: string, one: string, view: Exported): HTMLDialogElement {
  const says = `${counted(view.rows.length, one)} as filtered and sorted now, with ${counted(view.heads.length, 'column')}: ${view.heads.join(', ')}.`;
  const preview = h('pre', { class: 'quote', tabindex: 0, role: 'region', 'aria-label': 'What is copied' });
  const forms = FORMS.map(([words, ending, type, write]) => {
    const save = h('button', { type: 'button', class: 'more-button' }, `Save as ${words}`);
    save.addEventListener('click', () => saveFile(`${name}.${ending}`, type, write(view)));
    const copy = h('button', { type: 'button', class: 'more-button' }, `Copy ${words}`);
    copy.addEventListener('click', () => {
      // Where the clipboard is refused, what would have been copied is shown and selected.
      preview.textContent = write(view);
      copyText(write(view), preview, copy);
    });
    return h('p', { class: 'choices' }, save, copy);
  });
  const close = h('form', { method: 'dialog' }, h('button', { type: 'submit', class: 'more-button' }, 'Close'));
  return h(
    'dialog',
    { class: 'export', 'aria-labelledby': 'export-title' },
    h('h2', { id: 'export-title' }, 'Take this view away'),
    h('p', {}, says),
    ...forms,
    preview,
    close,
  );
}
