import { type DocumentNode, sameNode } from './node.js';

/** A frame that is open in the file: from the root inwards. */
export interface Level {
  readonly node: DocumentNode;
  /** Its children that are neither unit nor frame; the first `written` are in the file. */
  own: readonly DocumentNode[];
  written: number;
  isEmpty: boolean;
}

/** The frame's elements from the root to the unit's parent. */
export function chainOf(frame: DocumentNode, unit_path: readonly string[]): Level[] {
  const chain: Level[] = [];
  let node: DocumentNode | undefined = frame;
  for (const name of unit_path.slice(1)) {
    if (!node) break;
    const isLast: boolean = chain.length === unit_path.length - 2;
    const inner: DocumentNode | undefined = isLast
      ? undefined
      : node.children.findLast((child) => child.name === name);
    chain.push({
      node,
      own: node.children.filter((child) => child !== inner),
      written: 0,
      isEmpty: true,
    });
    node = inner;
  }
  return chain;
}

/** `mayGrow`: one may say more after what both say, as a file does further down. */
export function sameLevel(open: Level, other: Level, mayGrow: boolean): boolean {
  const [a, b] = [open.own, other.own];
  if (!mayGrow && a.length !== b.length) return false;
  const common = Math.min(a.length, b.length);
  const head = (own: readonly DocumentNode[]) => own.slice(0, common);
  return sameNode({ ...open.node, children: head(a) }, { ...other.node, children: head(b) });
}
