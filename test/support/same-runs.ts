import fc from 'fast-check';

/** For mutation testing: a mutant that a property kills is killed by it each time. */
fc.configureGlobal({ seed: 20261102, numRuns: 30 });
