import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Each mutant is given up at the first test that fails: those that take long come last. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const takesLong = ({ moduleId }: TestSpecification) => Number(/reference|properties/.test(moduleId));
    return files.toSorted((one, other) => takesLong(one) - takesLong(other));
  }
}

/** What is run for each mutant by `npm run mutate`: the tests of the pure code, with few runs of each property. */
export default defineConfig({
  test: {
    include: ['test/{core,guardrails,reference}/**/*.test.ts'],
    exclude: ['test/reference/{decide,distribution}.test.ts'],
    env: { PROPERTY_RUNS: '15' },
    isolate: false,
    sequence: { sequencer: QuickFirst },
  },
});
