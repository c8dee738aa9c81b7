/** Every bound of the program, named, so that nothing grows without one. */
export const LIMITS = {
  /** Payments at one instant: the width of the tie-breaker inside the order key. */
  payments_per_instant_max: 2 ** 21,
  /** Characters of one input line or field; longer is rejected with its place. */
  line_characters_max: 1_000_000,
  /** A typology file. */
  typology_bytes_max: 256 * 1024,
  /** Open brackets, or indenting spaces, of a YAML file: a stack must not be the judge. */
  yaml_nesting_max: 100,
  /** A mapping of columns. */
  mapping_bytes_max: 256 * 1024,
  /** Measures and nesting of one typology: more would not be readable, nor quick. */
  measures_per_typology_max: 24,
  expression_depth_max: 32,
  /** The longest window a rule may ask for. */
  window_days_max: 3_700,
  /** Evidence payments kept with one finding; the total is always counted. */
  evidence_payments_max: 200,
  /** First legs that a sequence compares with one payment; more is unknown, not slow. */
  sequence_legs_max: 2_000,
  /** Fewer peers say nothing about what is usual. */
  peers_min: 30,
  /** Paths that the flow kernel follows from one payment before it gives up and says so. */
  flow_paths_per_root_max: 20_000,
  /** Findings about one subject that lie further apart do not support one another. */
  corroboration_days: 60,
  /** Rejected rows shown on the terminal; all are in the file. */
  rejects_shown_max: 5,
} as const;
