import { defineConfig } from 'vitest/config';

/** What `npm run mutate` runs for each mutant: the tests of the pure code, with few runs of each property. */
export default defineConfig({
  test: {
    include: ['test/{core,guardrails,reference}/**/*.test.ts'],
    setupFiles: ['./test/support/same-runs.ts'],
    env: { PROPERTY_RUNS: '30' },
    exclude: ['test/reference/distribution.test.ts'],
    isolate: false,
  },
});
