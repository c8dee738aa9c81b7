import type { FlowQuery } from '../model/index.js';
import type { Expression, Filter, Measure, Selection, Side, Typology, Window } from './ast.js';

/**
 * What is to be computed, each distinct thing once, whoever asks for it. A plan is immutable data
 * and can be written as JSON; `emit` turns it into SQL. Rules that share a subject kind and scope
 * share one pass over the entries, and in it every filter, window and aggregate they have in common.
 */
export interface Plan {
  readonly groups: readonly GroupPlan[];
  readonly flows: readonly FlowNode[];
}

export interface GroupPlan {
  readonly subject: 'account' | 'party';
  readonly scope: 'ours' | 'any';
  readonly filters: readonly FilterNode[];
  readonly aggregates: readonly AggregateNode[];
  readonly sequences: readonly SequenceNode[];
  readonly peers: readonly PeerNode[];
  readonly rules: readonly RulePlan[];
  /** Fields read on the asked entry by conditions, cohorts, distinct counts and sequences. */
  readonly fields: readonly string[];
}

export interface FilterNode {
  readonly id: string;
  readonly filter: Filter;
}

export type AggregateOperation =
  | 'count'
  | 'sum'
  | 'known'
  | 'min'
  | 'max'
  | 'distinct'
  | 'moment_sum'
  | 'first'
  | 'last';

/** One windowed aggregate. `filter` names a filter node; null: every entry of the side. */
export interface AggregateNode {
  readonly id: string;
  readonly operation: AggregateOperation;
  readonly side: Side;
  readonly filter: string | null;
  readonly field: string | null;
  readonly frame: Frame;
}

/** A window, or `previous`: everything before the asked payment, itself left out. */
export type Frame =
  | Window
  | { readonly kind: 'previous' }
  | { readonly kind: 'earlier'; readonly before_ms: number }
  | { readonly kind: 'preceding'; readonly length_ms: number };

export interface SequenceNode {
  readonly id: string;
  readonly measure: Extract<Measure, { kind: 'sequence' }>;
  readonly filter: string | null;
  /** How many first legs the window holds: above the bound the value is unknown. */
  readonly guard: string;
}

export interface PeerNode {
  readonly id: string;
  readonly operation: 'count' | 'sum' | 'distinct';
  readonly side: Side;
  readonly filter: string | null;
  readonly field: string | null;
  readonly length_ms: number;
  readonly cohort: readonly string[];
  readonly closing: 'day' | 'week';
}

export interface FlowNode {
  readonly id: string;
  readonly query: FlowQuery;
}

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

export interface RulePlan {
  readonly typology: Typology;
  /** Index in the catalogue's run: rows carry it. From 1; 0 marks entries that are payments. */
  readonly number: number;
  readonly asked: string | null;
  readonly values: Readonly<Record<string, ValueNode>>;
  readonly suppressions: readonly (string | null)[];
  /** Numeric fields of the asked entry that its expressions read: reported beside the measures. */
  readonly reads: readonly string[];
}

/** Plans all typologies together. With `shared: false` callers plan each alone, to measure the difference. */
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

/** The same content gives the same node. */
class Interner<N extends { readonly id: string }> {
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

class GroupBuilder {
  private readonly filters: Interner<FilterNode>;
  private readonly aggregates: Interner<AggregateNode>;
  private readonly sequences: Interner<SequenceNode>;
  private readonly peers: Interner<PeerNode>;
  private readonly rules: RulePlan[] = [];
  private readonly fields = new Set<string>();

  constructor(
    private readonly like: Typology,
    private readonly flows: Interner<FlowNode>,
    prefix: string,
  ) {
    this.filters = new Interner(`${prefix}f`);
    this.aggregates = new Interner(`${prefix}a`);
    this.sequences = new Interner(`${prefix}s`);
    this.peers = new Interner(`${prefix}p`);
  }

  build(): GroupPlan {
    return {
      subject: this.like.subject,
      scope: this.like.scope,
      filters: this.filters.nodes,
      aggregates: this.aggregates.nodes,
      sequences: this.sequences.nodes,
      peers: this.peers.nodes,
      rules: this.rules,
      fields: [...this.fields].sort(),
    };
  }

  addRule(typology: Typology, number: number): void {
    const values: Record<string, ValueNode> = {};
    for (const [name, measure] of Object.entries(typology.measures)) {
      values[name] = this.value(measure, typology);
    }
    const expressions = [
      typology.condition,
      ...typology.score.add.map((item) => item.when),
      ...typology.suppress.flatMap((item) => (item.when ? [item.when] : [])),
    ];
    const reads = [...new Set(expressions.flatMap(fieldsOf))];
    for (const field of reads) this.fields.add(field);
    this.rules.push({
      typology,
      number,
      asked: this.filter(typology.fires.where),
      values,
      suppressions: typology.suppress.map((item) => item.where && this.filter(item.where)),
      reads,
    });
  }

  private filter(filter: Filter): string | null {
    return isAlways(filter) ? null : this.filters.intern({ filter });
  }

  private aggregate(
    operation: AggregateOperation,
    selection: Selection | { of: Side; where: Filter; window: Frame },
    field: string | null = null,
  ): string {
    if (field) this.fields.add(field);
    const { of: side, window: frame } = selection;
    return this.aggregates.intern({
      operation,
      side,
      filter: this.filter(selection.where),
      field,
      frame,
    });
  }

  private value(measure: Measure, typology: Typology): ValueNode {
    switch (measure.kind) {
      case 'count':
      case 'sum':
        return { form: 'plain', node: this.aggregate(measure.kind, measure), zero: true };
      case 'min':
      case 'max':
        return { form: 'plain', node: this.aggregate(measure.kind, measure), zero: false };
      case 'distinct':
        return {
          form: 'plain',
          node: this.aggregate('distinct', measure, measure.field),
          zero: true,
        };
      case 'avg':
        return {
          form: 'fraction',
          over: this.aggregate('sum', measure),
          under: this.aggregate('known', measure),
          zero: false,
        };
      case 'since_first':
        return { form: 'age', node: this.aggregate('first', measure) };
      case 'since_last':
        return {
          form: 'age',
          node: this.aggregate('last', { ...measure, window: { kind: 'previous' } }),
        };
      case 'dormancy':
        return this.dormancy(measure);
      case 'gather_scatter':
        return { form: 'smaller', a: this.fan(measure, 'in'), b: this.fan(measure, 'out') };
      case 'share': {
        const operation = measure.by === 'count' ? 'count' : 'sum';
        return {
          form: 'fraction',
          over: this.aggregate(operation, measure.part),
          under: this.aggregate(operation, measure.whole),
          zero: true,
        };
      }
      case 'turnover':
        return {
          form: 'smaller_over_larger',
          a: this.aggregate('sum', { ...measure, of: 'in' }),
          b: this.aggregate('sum', { ...measure, of: 'out' }),
        };
      case 'pass_through':
        return this.passThrough(measure);
      case 'peer_z':
        return this.peer(measure, typology);
      case 'sequence':
        return this.sequence(measure);
      default:
        return {
          form: 'flow',
          node: this.flows.intern({ query: flowQuery(measure) }),
          side: measure.kind === 'scatter_gather' ? 'in' : 'any',
        };
    }
  }

  private fan(measure: { where: Filter; window: Window }, of: Side): string {
    return this.aggregate('distinct', { ...measure, of }, 'counterparty.account');
  }

  private dormancy(measure: Extract<Measure, { kind: 'dormancy' }>): ValueNode {
    const length = measure.window.kind === 'last' ? measure.window.length_ms : 0;
    const earlier: Frame = { kind: 'earlier', before_ms: length };
    return {
      form: 'gap',
      first: this.aggregate('first', measure),
      last: this.aggregate('last', { ...measure, window: earlier }),
    };
  }

  private passThrough(measure: Extract<Measure, { kind: 'turnover' | 'pass_through' }>): ValueNode {
    const side = (of: Side) => ({ of, where: measure.where, window: measure.window });
    return {
      form: 'pass_through',
      in: this.aggregate('sum', side('in')),
      out: this.aggregate('sum', side('out')),
      in_moment: this.aggregate('moment_sum', side('in')),
      out_moment: this.aggregate('moment_sum', side('out')),
      window_s: measure.window.kind === 'last' ? Math.floor(measure.window.length_ms / 1000) : 1,
    };
  }

  private peer(measure: Extract<Measure, { kind: 'peer_z' }>, typology: Typology): ValueNode {
    const base = typology.measures[measure.measure];
    if (!base || !('window' in base) || base.window.kind !== 'last')
      throw new Error('peer_z was not checked');
    for (const field of measure.cohort) this.fields.add(field);
    const selection = base as Extract<Measure, { kind: 'count' | 'sum' | 'distinct' }>;
    const node = this.peers.intern({
      operation: selection.kind as 'count' | 'sum' | 'distinct',
      side: selection.of,
      filter: this.filter(selection.where),
      field: selection.kind === 'distinct' ? selection.field : null,
      length_ms: base.window.length_ms,
      cohort: measure.cohort,
      closing: measure.closing,
    });
    return { form: 'peer', node, value: this.value(base, typology) };
  }

  private sequence(measure: Extract<Measure, { kind: 'sequence' }>): ValueNode {
    const preceding: Frame = { kind: 'preceding', length_ms: measure.within_ms };
    const guard = this.aggregate('count', {
      of: measure.of,
      where: measure.where,
      window: preceding,
    });
    if (!measure.ratio && measure.same.length === 0)
      return { form: 'plain', node: guard, zero: true };
    for (const field of measure.same) this.fields.add(field);
    const { label, evidence, ...body } = measure;
    const bare = { ...body, label: null, evidence: true };
    const filter = this.filter(measure.where);
    const node = this.sequences.intern({ measure: bare, filter, guard });
    return { form: 'sequence', node, guard };
  }
}

/** Fields an expression reads on the asked entry. */
function fieldsOf(expression: Expression): string[] {
  if (expression.node === 'field') return [expression.field];
  if ('left' in expression) return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
  return 'of' in expression ? fieldsOf(expression.of) : [];
}

function flowQuery(
  measure: Extract<Measure, { kind: 'chain' | 'cycle' | 'scatter_gather' }>,
): FlowQuery {
  const [hops_min, hops_max] = measure.kind === 'scatter_gather' ? [2, 2] : measure.hops;
  return {
    shape: measure.kind,
    hops_min,
    hops_max,
    window_ms: measure.within_ms,
    ratio_min_ppm: measure.ratio.min_ppm,
    ratio_max_ppm: measure.ratio.max_ppm,
  };
}

/** Whether nothing is asked of an entry. */
export function isAlways(filter: Filter): boolean {
  return filter.op === 'all' && filter.of.every(isAlways);
}

/** JSON with bigints as text: equal content, equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, item) => (typeof item === 'bigint' ? `${item}n` : item));
}
