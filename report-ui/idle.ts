// Work that nobody waits for yet: done bit by bit while the reader reads, so that it is there when it is asked for.

/** Longer than a frame, for a browser that does not say when it is idle. */
const PAUSE_MS = 50;

/** One step at a time, in their order. */
export function whenIdle(steps: readonly (() => unknown)[]): void {
  const [step, ...rest] = steps;
  if (!step) return;
  const go = (): void => {
    step();
    whenIdle(rest);
  };
  if ('requestIdleCallback' in window) requestIdleCallback(go);
  else setTimeout(go, PAUSE_MS);
}
