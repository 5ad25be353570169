/** One measured figure. `bound`: the most that is accepted. */
export interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly bound?: number;
}
