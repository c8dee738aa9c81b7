/** Keeps each distinct content once, as a node with an id: the same content gives the same node. */
export class Interner<N extends { readonly id: string }> {
  readonly nodes: N[] = [];
  private readonly byContent = new Map<string, N>();

  constructor(private readonly prefix: string) {}

  intern(content: Omit<N, 'id'>): string {
    const key = canonical(content);
    const found = this.byContent.get(key);
    if (found) return found.id;
    const node = { ...content, id: `${this.prefix}_${this.nodes.length}` } as unknown as N;
    this.nodes.push(node);
    this.byContent.set(key, node);
    return node.id;
  }
}

/** JSON with bigints as text: equal content, equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? `${item}n` : item));
}
