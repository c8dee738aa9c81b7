import type { Expression, Typology } from './ast.js';
import type { Interner } from './interner.js';
import { planMeasure } from './plan-measure.js';
import type { FlowNode, GroupPlan, RulePlan } from './plan-nodes.js';
import { NodePool } from './plan-pool.js';
import type { ValueNode } from './value-node.js';

/** Plans the rules of one subject kind and scope, one after another. */
export class GroupBuilder {
  private readonly pool: NodePool;
  private readonly rules: RulePlan[] = [];

  constructor(
    private readonly like: Typology,
    flows: Interner<FlowNode>,
    prefix: string,
  ) {
    this.pool = new NodePool(flows, prefix);
  }

  build(): GroupPlan {
    return {
      subject: this.like.subject,
      scope: this.like.scope,
      filters: this.pool.filters.nodes,
      aggregates: this.pool.aggregates.nodes,
      sequences: this.pool.sequences.nodes,
      peers: this.pool.peers.nodes,
      rules: this.rules,
      fields: [...this.pool.fields].sort(),
    };
  }

  addRule(typology: Typology, number: number): void {
    const values: Record<string, ValueNode> = {};
    for (const [name, measure] of Object.entries(typology.measures)) {
      values[name] = planMeasure(this.pool, measure, typology);
    }
    const expressions = [
      typology.condition,
      ...typology.score.add.map((item) => item.when),
      ...typology.suppress.flatMap((item) => (item.when ? [item.when] : [])),
    ];
    const reads = [...new Set(expressions.flatMap(fieldsOf))];
    for (const field of reads) this.pool.fields.add(field);
    this.rules.push({
      typology,
      number,
      asked: this.pool.filter(typology.fires.where),
      values,
      suppressions: typology.suppress.map((item) => item.where && this.pool.filter(item.where)),
      reads,
    });
  }
}

/** Fields an expression reads on the asked entry. */
function fieldsOf(expression: Expression): string[] {
  if (expression.node === 'field') return [expression.field];
  if ('left' in expression) return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
  return 'of' in expression ? fieldsOf(expression.of) : [];
}
