/** How a measure's value is put together from nodes: an exact fraction. */
export type ValueNode =
  | { readonly form: 'plain'; readonly node: string; readonly zero: boolean }
  | {
      readonly form: 'fraction';
      readonly over: string;
      readonly under: string;
      readonly zero: boolean;
    }
  | { readonly form: 'smaller_over_larger'; readonly a: string; readonly b: string }
  | { readonly form: 'smaller'; readonly a: string; readonly b: string }
  | {
      readonly form: 'pass_through';
      readonly in: string;
      readonly out: string;
      readonly in_moment: string;
      readonly out_moment: string;
      readonly window_s: number;
    }
  | { readonly form: 'age'; readonly node: string }
  | { readonly form: 'gap'; readonly first: string; readonly last: string }
  | { readonly form: 'sequence'; readonly node: string; readonly guard: string }
  | { readonly form: 'peer'; readonly node: string; readonly value: ValueNode }
  | { readonly form: 'flow'; readonly node: string; readonly side: 'any' | 'in' };

type Values = Readonly<Record<string, ValueNode>>;

/** Whether one of a rule's values is made of the node. */
export function usesNode({ values }: { readonly values: Values }, id: string): boolean {
  return Object.values(values).some((value) => 'node' in value && value.node === id);
}

/** The aggregates that a value is made of. */
export function aggregatesOf(node: ValueNode): string[] {
  switch (node.form) {
    case 'plain':
    case 'age':
      return [node.node];
    case 'fraction':
      return [node.over, node.under];
    case 'smaller':
    case 'smaller_over_larger':
      return [node.a, node.b];
    case 'pass_through':
      return [node.in, node.out, node.in_moment, node.out_moment];
    case 'gap':
      return [node.first, node.last];
    case 'sequence':
      return [node.guard];
    case 'peer':
      return aggregatesOf(node.value);
    case 'flow':
      return [];
  }
}
