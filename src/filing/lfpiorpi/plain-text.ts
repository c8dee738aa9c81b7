import type { DocumentNode } from '../document/node.js';
import { leafValue, verbatim } from '../lens/pieces.js';

/** The text of an element as it stands; null where it holds more than text. */
export function plainText(node: DocumentNode): string | null {
  return leafValue(node, verbatim);
}
