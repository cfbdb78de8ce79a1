// Puts the reader back where they were: after back and forward, and in a page that was loaded anew.
import { PART } from '../src/payload/page.ts';

/** What is out of sight is not laid out, and a page that is too short cannot be scrolled to the place. */
export function scrollBack(top: number): void {
  const main = document.getElementById(PART.main);
  main?.toggleAttribute('data-whole', top > 0);
  window.scrollTo(0, top);
  requestAnimationFrame(() => {
    main?.removeAttribute('data-whole');
    window.scrollTo(0, top);
  });
}
