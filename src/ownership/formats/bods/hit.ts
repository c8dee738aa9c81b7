/** A rule of BODS that a statement breaks. The standard says MUST where its schema cannot check. */
export interface RuleHit {
  /** The sentence is `ownership-formats.bods_<rule>`. */
  readonly rule: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export function hit(rule: string, params: RuleHit['params'] = {}): RuleHit {
  return { rule, params };
}

/** The hit alone where the condition holds, else nothing. */
export function when(condition: boolean, rule: string, params: RuleHit['params'] = {}): RuleHit[] {
  return condition ? [hit(rule, params)] : [];
}
