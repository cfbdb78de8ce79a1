// Buttons that copy, and the words that say it happened.
import { add, glyph, h, sr } from './dom.ts';

const toast = h('div', { class: 'toast', role: 'status' });
let clearing = 0;

export function say(text: string): void {
  if (!toast.isConnected) document.body.append(toast);
  toast.textContent = '';
  add(toast, text);
  window.clearTimeout(clearing);
  clearing = window.setTimeout(() => {
    toast.textContent = '';
  }, 2500);
}

/** False where the clipboard is missing, as on plain http, or refused: then the text is selected, ready for the key. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function selectIn(element: HTMLElement): void {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

export function copyText(text: string, from: HTMLElement, button?: HTMLElement): void {
  void copy(text).then((done) => {
    if (!done) selectIn(from);
    say(done ? 'Copied.' : 'Selected: press Ctrl or ⌘ and C.');
    button?.classList.toggle('done', done);
    window.setTimeout(() => button?.classList.remove('done'), 1500);
  });
}

/** Copies what stands nowhere on the page; where the clipboard is refused, it is shown beside the button and selected. */
export function copyAway(text: string, button: HTMLElement): void {
  const there = button.parentElement?.querySelector<HTMLElement>('.refused');
  const shown = there ?? h('pre', { class: 'quote refused', tabindex: 0 });
  shown.textContent = text;
  void copy(text).then((done) => {
    if (done) shown.remove();
    else {
      button.after(shown);
      selectIn(shown);
    }
    say(done ? 'Copied.' : 'Selected: press Ctrl or ⌘ and C.');
  });
}

/** The address of what is shown now; where the clipboard is refused, the address bar has it too. */
export function copyPermalink(): void {
  const refused = (): void => say('Copy it from the address bar.');
  if (!navigator.clipboard) refused();
  else navigator.clipboard.writeText(location.href).then(() => say('Copied the permalink.'), refused);
}

export function copyButton(text: string, from: HTMLElement, words: string): HTMLButtonElement {
  const button = h('button', { type: 'button', class: 'copy', title: 'Copy' }, glyph('copy'), sr(`Copy: ${words}`));
  button.addEventListener('click', () => copyText(text, from, button));
  return button;
}

/** A command with its button. A command with control characters never gets here: it is refused where it is made. */
export function command(text: string): HTMLElement {
  const code = h('code', { class: 'command' }, text);
  return h('span', { class: 'copying' }, code, copyButton(text, code, text));
}
