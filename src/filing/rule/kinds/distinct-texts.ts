import { Fault } from '../../../base/index.js';

/**
 * Texts seen, each with where it was first. More than a million different ones are a fault
 * (`filing.rule_many`), never forgotten in silence.
 */
export class DistinctTexts {
  readonly #seen = new Map<string, string>();

  /** Where the text stood before; null where it is new. */
  add(text: string, where: string): string | null {
    const before = this.#seen.get(text);
    if (before !== undefined) return before;
    if (this.#seen.size >= TEXTS_MAX) throw new Fault('filing.rule_many', { limit: TEXTS_MAX });
    this.#seen.set(text, where);
    return null;
  }
}

/** Some 200 MB with their paths. */
const TEXTS_MAX = 1_000_000;
