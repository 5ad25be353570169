import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Most files wait for processes and clocks as much as they compute.
    maxWorkers: 2,
    reporters: ['default', './test/support/count-reporter.ts'],
  },
});
