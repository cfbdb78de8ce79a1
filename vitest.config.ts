// Runs every test in Node; the browser tests start Debian's Chromium themselves. TRACE_TEST_SUMMARY names a file for the counts that .ci/run prints.
import { defineConfig } from 'vitest/config';

const summary = process.env.TRACE_TEST_SUMMARY;

export default defineConfig({
  test: {
    setupFiles: ['test/seed.ts'],
    include: ['test/**/*.test.ts'],
    // The main thread only waits: on two cores one worker less would leave half of the machine idle.
    maxWorkers: '100%',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: summary === undefined ? ['default'] : ['default', ['json', { outputFile: summary }]],
  },
});
