import type { NodePlace } from './node.js';
import type { XmlTag } from './xml-scanner.js';

/** A prefix as elements wear it, the namespace that it stands for, and the first that wears it. */
export interface PrefixUse {
  readonly prefix: string;
  /** Empty: none. */
  readonly namespace: string;
  readonly elements: number;
  readonly path: string;
  readonly place: NodePlace;
}

/** Which prefixes the elements of a file, or of a unit, wear. */
export class PrefixUses {
  readonly #uses: { -readonly [K in keyof PrefixUse]: PrefixUse[K] }[] = [];

  get all(): readonly PrefixUse[] {
    return this.#uses.map((use) => ({ ...use }));
  }

  /** `pathOf` is asked for the first of a kind only. */
  add({ prefix, namespace, place }: XmlTag, pathOf: () => string): void {
    for (const use of this.#uses) {
      if (use.prefix !== prefix || use.namespace !== namespace) continue;
      use.elements++;
      return;
    }
    if (this.#uses.length < USES_MAX)
      this.#uses.push({ prefix, namespace, elements: 1, path: pathOf(), place });
  }
}

/** More would tell nothing new: one is allowed. */
const USES_MAX = 20;
