import type { Reporter, TestModule } from 'vitest/node';

/**
 * Names every test that was skipped (each says what it needs), and prints `N passed, N failed, N skipped` alone on the
 * last line, for readers that count.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const of = (state: string) => tests.filter((test) => test.result().state === state);
    const broken = modules.filter(
      (module) => module.state() === 'failed' && module.errors().length > 0,
    ).length;
    const failed = of('failed').length + broken + errors.length;
    const skipped = of('skipped');
    process.on('exit', () => {
      for (const { fullName } of skipped) console.log(`skipped: ${fullName}`);
      console.log(`${of('passed').length} passed, ${failed} failed, ${skipped.length} skipped`);
    });
  }
}
