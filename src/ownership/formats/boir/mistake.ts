/** Something in a report that FinCEN's guide does not allow. */
export interface BoirMistake {
  /** The sentence is `ownership-formats.boir_<rule>`. */
  readonly rule: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** The mistake alone where the condition holds, else nothing. */
export function when(
  condition: boolean,
  rule: string,
  params: BoirMistake['params'] = {},
): BoirMistake[] {
  return condition ? [{ rule, params }] : [];
}
