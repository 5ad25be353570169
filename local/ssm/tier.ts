/** SSM takes values beyond 4 KB in the advanced tier only. */
export const tierOf = (value: string): 'Standard' | 'Advanced' =>
  Buffer.byteLength(value) > 4096 ? 'Advanced' : 'Standard';
