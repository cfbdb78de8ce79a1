// Property tests draw the same examples on every run, so that a failure is a change's own; TRACE_TEST_SEED explores others.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.TRACE_TEST_SEED ?? 20_261_122) });
