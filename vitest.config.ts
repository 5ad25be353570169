import { configDefaults, defineConfig } from 'vitest/config';

/** What listens to the console of a module that is loaded once: each file has modules of its own. */
const APART = ['test/functions/**/*.test.ts', 'test/runtime/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Most files wait for processes and clocks as much as they compute.
    maxWorkers: 2,
    reporters: ['default', './test/support/count-reporter.ts'],
    projects: [
      { extends: true, test: { name: 'apart', include: APART } },
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...APART],
          isolate: false, // no test replaces a module
        },
      },
    ],
  },
});
