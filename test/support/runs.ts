const given = process.env.PROPERTY_RUNS;

/**
 * How often a property is tried: as often as its test says, or as `PROPERTY_RUNS` has it for all of them. Those are the
 * same each time, so that a mutant which one of them kills is killed each time.
 */
export const runs = (usual = 100): { readonly numRuns: number; readonly seed?: number } =>
  given === undefined ? { numRuns: usual } : { numRuns: Number(given), seed: 20261102 };
