/** How often a property is tried: as often as its test says, or as `PROPERTY_RUNS` has it for all of them. */
export const runs = (usual: number): { readonly numRuns: number } => ({
  numRuns: Number(process.env.PROPERTY_RUNS ?? usual),
});
