// Remembers whole results by their key, beside the cached facts.
import { createHash } from 'node:crypto';
import type { FactsCache } from '../io/cache.ts';
import { CHANGED_WHILE_READ } from '../io/extract-task.ts';
import type { Problem } from '../model/problem.ts';

export interface Memory {
  remember<T>(key: string, make: () => Promise<T>): Promise<T>;
  /** A file that changed while it was read makes this run's result one of no content anybody can name: it is not kept. */
  heed(problems: readonly Problem[]): void;
}

export function openMemory(cache: FactsCache): Memory {
  let steady = true;
  return {
    heed: (problems) => {
      if (problems.some((p) => p.what === CHANGED_WHILE_READ)) steady = false;
    },
    remember: async <T>(key: string, make: () => Promise<T>): Promise<T> => {
      if (!cache.keeps) return make();
      const id = createHash('sha256').update(key).digest('hex');
      const pack = cache.open({ extractor: 'linked', version: id, options: null });
      const known = pack.get(id);
      const whole = known === null ? null : parsed<T>(known);
      if (whole !== null) return whole;
      const made = await make();
      if (steady) pack.set(id, () => JSON.stringify(made));
      return made;
    },
  };
}

/** What is remembered is always a record with problems; anything else is somebody's or a broken file, and made anew. */
function parsed<T>(json: string): T | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && 'problems' in value ? (value as T) : null;
  } catch {
    return null; // Made anew by the caller.
  }
}
