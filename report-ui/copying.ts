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

/** The clipboard is missing on plain http and may be refused: then the text is selected, ready for the key. */
async function copy(text: string, from: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(from);
    const selection = window.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    return false;
  }
}

export function copyText(text: string, from: HTMLElement, button?: HTMLElement): void {
  void copy(text, from).then((done) => {
    say(done ? 'Copied.' : 'Selected: press Ctrl or ⌘ and C.');
    button?.classList.toggle('done', done);
    window.setTimeout(() => button?.classList.remove('done'), 1500);
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
