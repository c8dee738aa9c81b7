/**
 * One element of a filing's file: an XML element, or a row and its columns. Every format is read
 * into this and written from it; rules are judged on it, so that they can say where.
 */
export interface DocumentNode {
  /** Local name; of a column its name in the layout. */
  readonly name: string;
  /** Attributes that mean something: never namespaces, nor numbers that only number. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Unescaped; empty where there are children. */
  readonly text: string;
  readonly children: readonly DocumentNode[];
  /** Where it begins in the file; null in what was not read from one. */
  readonly place: NodePlace | null;
  /** What numbers it in the file it was read from (`SeqNum`); says nothing of what it says. */
  readonly number?: string;
}

/** Counted from 1. */
export interface NodePlace {
  readonly line: number;
  readonly column: number;
}

/** An element that carries text. */
export function leaf(name: string, text: string): DocumentNode {
  return { name, attributes: {}, text, children: [], place: null };
}

/** An element that carries others. */
export function branch(
  name: string,
  children: readonly DocumentNode[],
  attributes: Readonly<Record<string, string>> = {},
): DocumentNode {
  return { name, attributes, text: '', children, place: null };
}

/** The path of each child, with ordinals: `archivo/informe[1]`. `path`: of the element itself. */
export function childPaths({ children }: DocumentNode, path: string): string[] {
  const counts = new Map<string, number>();
  return children.map(({ name }) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return `${path}/${name}[${count}]`;
  });
}

/** What stands around a unit that is itself the root: nothing. */
export const NO_FRAME: DocumentNode = branch('', []);

/** Whether both say the same, wherever they stand. */
export function sameNode(a: DocumentNode, b: DocumentNode): boolean {
  return (
    a.name === b.name &&
    a.text === b.text &&
    sameAttributes(a.attributes, b.attributes) &&
    a.children.length === b.children.length &&
    a.children.every((child, index) => {
      const other = b.children[index];
      return other !== undefined && sameNode(child, other);
    })
  );
}

function sameAttributes(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
