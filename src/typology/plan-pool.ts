import type { Filter, Selection, Side } from './ast.js';
import { Interner } from './interner.js';
import type {
  AggregateNode,
  AggregateOperation,
  FilterNode,
  FlowNode,
  Frame,
  PeerNode,
  SequenceNode,
} from './plan-nodes.js';

/** The nodes of one group, each distinct one once, and the fields that they read. */
export class NodePool {
  readonly filters: Interner<FilterNode>;
  readonly aggregates: Interner<AggregateNode>;
  readonly sequences: Interner<SequenceNode>;
  readonly peers: Interner<PeerNode>;
  readonly fields = new Set<string>();

  constructor(
    readonly flows: Interner<FlowNode>,
    prefix: string,
  ) {
    this.filters = new Interner(`${prefix}f`);
    this.aggregates = new Interner(`${prefix}a`);
    this.sequences = new Interner(`${prefix}s`);
    this.peers = new Interner(`${prefix}p`);
  }

  /** The filter's node; null where nothing is asked of an entry. */
  filter(filter: Filter): string | null {
    return isAlways(filter) ? null : this.filters.intern({ filter });
  }

  aggregate(
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
}

/** Whether nothing is asked of an entry. */
function isAlways(filter: Filter): boolean {
  return filter.op === 'all' && filter.of.every(isAlways);
}
