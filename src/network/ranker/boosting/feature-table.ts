/** Columns of numbers, one row a case to be judged. An unknown value is NaN. */
export interface FeatureTable {
  readonly rows: number;
  readonly names: readonly string[];
  /** One array a name, each of length `rows`. */
  readonly columns: readonly Float32Array[];
}
