// Asks V8 to leave the processors to the threads that read: a run is over before the optimiser and helpers of the collector have paid.
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/**
 * Bytes of bytecode that a function runs through before Node 20 optimises it; its own number is 67,584. Measured over 135 test files,
 * 258 plans and 1,800 old versions: 6.1 s of processor time become 4.1, and on two cores 3.8 s of waiting become 2.8. Code that is
 * really hot (a large repository, `serve`) reaches the number within milliseconds.
 */
const BUDGET = 700_000;

/** This thread and one worker fill two processors: helpers of the collector only take turns with them. */
const NO_HELPERS = '--no-parallel-scavenge';

/** Later engines have other stages, refuse such flags aloud, and gain little by their own. */
export const engineFlags = (v8: string | undefined, processors: number): readonly string[] =>
  v8?.startsWith('11.') ? [`--interrupt-budget=${BUDGET}`, ...(processors <= 2 ? [NO_HELPERS] : [])] : [];

export const tuneEngine = (): void => {
  for (const flag of engineFlags(process.versions.v8, availableParallelism())) setFlagsFromString(flag);
};
