import type { Typology } from './ast.js';
import { Interner } from './interner.js';
import { GroupBuilder } from './plan-group.js';
import type { FlowNode, Plan } from './plan-nodes.js';

export type * from './plan-nodes.js';

/** Plans all typologies together; to see what sharing saves, callers plan each alone. */
export function planTypologies(typologies: readonly Typology[]): Plan {
  const flows = new Interner<FlowNode>('flow');
  const groups = new Map<string, GroupBuilder>();
  typologies.forEach((typology, index) => {
    const key = `${typology.subject}/${typology.scope}`;
    const group = groups.get(key) ?? new GroupBuilder(typology, flows, `g${groups.size}`);
    groups.set(key, group);
    group.addRule(typology, index + 1);
  });
  return { groups: [...groups.values()].map((group) => group.build()), flows: flows.nodes };
}

/** How many distinct nodes a plan has: what is computed, whoever asked. */
export function countNodes(plan: Plan): number {
  const perGroup = plan.groups.map(
    (g) => g.filters.length + g.aggregates.length + g.sequences.length + g.peers.length,
  );
  return perGroup.reduce((sum, n) => sum + n, plan.flows.length);
}
