import { branch, type DocumentNode, leaf } from '../document/node.js';
import type { Filing } from '../filing.js';
import type { Piece } from '../lens/lens.js';

/** The narrative's blocks. Taken only where they are numbered 1, 2, 3 … as they stand. */
export const narrative: Piece<Filing> = {
  read(rest) {
    const blocks = rest.nodes.filter((node) => node.name === ELEMENT);
    const read = blocks.map((node, index) => blockOf(node, String(index + 1)));
    const known = read.filter((block) => block !== null);
    if (known.length === 0 || known.length < blocks.length) return {};
    rest.take(ELEMENT, (node) => node);
    return { narrative: known };
  },
  write: (filing) =>
    (filing.narrative ?? []).map((block, index) =>
      branch(ELEMENT, [leaf(NUMBER, String(index + 1)), leaf(TEXT, block)]),
    ),
};

const ELEMENT = 'ActivityNarrativeInformation';
const NUMBER = 'ActivityNarrativeSequenceNumber';
const TEXT = 'ActivityNarrativeText';

function blockOf(node: DocumentNode, number: string): string | null {
  const plain = node.children.filter(
    (child) => child.children.length === 0 && Object.keys(child.attributes).length === 0,
  );
  const texts = new Map(plain.map((child) => [child.name, child.text]));
  const isBlock =
    node.children.length === 2 &&
    texts.size === 2 &&
    texts.get(NUMBER) === number &&
    Object.keys(node.attributes).length === 0;
  return isBlock ? (texts.get(TEXT) ?? null) : null;
}
