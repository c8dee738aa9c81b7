import type { FlowQuery } from '../model/index.js';
import type { Filter, Measure, Side, Typology, Window } from './ast.js';
import type { Frame } from './plan-nodes.js';
import type { NodePool } from './plan-pool.js';
import type { ValueNode } from './value-node.js';

/** Puts a measure together from nodes of the pool, which gains those it did not have. */
export function planMeasure(pool: NodePool, measure: Measure, typology: Typology): ValueNode {
  switch (measure.kind) {
    case 'count':
    case 'sum':
      return { form: 'plain', node: pool.aggregate(measure.kind, measure), zero: true };
    case 'min':
    case 'max':
      return { form: 'plain', node: pool.aggregate(measure.kind, measure), zero: false };
    case 'distinct':
      return {
        form: 'plain',
        node: pool.aggregate('distinct', measure, measure.field),
        zero: true,
      };
    case 'avg':
      return {
        form: 'fraction',
        over: pool.aggregate('sum', measure),
        under: pool.aggregate('known', measure),
        zero: false,
      };
    case 'since_first':
      return { form: 'age', node: pool.aggregate('first', measure) };
    case 'since_last':
      return {
        form: 'age',
        node: pool.aggregate('last', { ...measure, window: { kind: 'previous' } }),
      };
    case 'dormancy':
      return dormancy(pool, measure);
    case 'gather_scatter':
      return { form: 'smaller', a: fan(pool, measure, 'in'), b: fan(pool, measure, 'out') };
    case 'share': {
      const operation = measure.by === 'count' ? 'count' : 'sum';
      return {
        form: 'fraction',
        over: pool.aggregate(operation, measure.part),
        under: pool.aggregate(operation, measure.whole),
        zero: true,
      };
    }
    case 'turnover':
      return {
        form: 'smaller_over_larger',
        a: pool.aggregate('sum', { ...measure, of: 'in' }),
        b: pool.aggregate('sum', { ...measure, of: 'out' }),
      };
    case 'pass_through':
      return passThrough(pool, measure);
    case 'peer_z':
      return peer(pool, measure, typology);
    case 'sequence':
      return sequence(pool, measure);
    default:
      return {
        form: 'flow',
        node: pool.flows.intern({ query: flowQuery(measure) }),
        side: measure.kind === 'scatter_gather' ? 'in' : 'any',
      };
  }
}

function fan(pool: NodePool, measure: { where: Filter; window: Window }, of: Side): string {
  return pool.aggregate('distinct', { ...measure, of }, 'counterparty.account');
}

function dormancy(pool: NodePool, measure: Extract<Measure, { kind: 'dormancy' }>): ValueNode {
  const length = measure.window.kind === 'last' ? measure.window.length_ms : 0;
  const earlier: Frame = { kind: 'earlier', before_ms: length };
  return {
    form: 'gap',
    first: pool.aggregate('first', measure),
    last: pool.aggregate('last', { ...measure, window: earlier }),
  };
}

function passThrough(
  pool: NodePool,
  measure: Extract<Measure, { kind: 'turnover' | 'pass_through' }>,
): ValueNode {
  const side = (of: Side) => ({ of, where: measure.where, window: measure.window });
  return {
    form: 'pass_through',
    in: pool.aggregate('sum', side('in')),
    out: pool.aggregate('sum', side('out')),
    in_moment: pool.aggregate('moment_sum', side('in')),
    out_moment: pool.aggregate('moment_sum', side('out')),
    window_s: measure.window.kind === 'last' ? Math.floor(measure.window.length_ms / 1000) : 1,
  };
}

function peer(
  pool: NodePool,
  measure: Extract<Measure, { kind: 'peer_z' }>,
  typology: Typology,
): ValueNode {
  const base = typology.measures[measure.measure];
  if (!base || !('window' in base) || base.window.kind !== 'last')
    throw new Error('peer_z was not checked');
  for (const field of measure.cohort) pool.fields.add(field);
  const selection = base as Extract<Measure, { kind: 'count' | 'sum' | 'distinct' }>;
  const node = pool.peers.intern({
    operation: selection.kind as 'count' | 'sum' | 'distinct',
    side: selection.of,
    filter: pool.filter(selection.where),
    field: selection.kind === 'distinct' ? selection.field : null,
    length_ms: base.window.length_ms,
    cohort: measure.cohort,
    closing: measure.closing,
  });
  return { form: 'peer', node, value: planMeasure(pool, base, typology) };
}

function sequence(pool: NodePool, measure: Extract<Measure, { kind: 'sequence' }>): ValueNode {
  const preceding: Frame = { kind: 'preceding', length_ms: measure.within_ms };
  const guard = pool.aggregate('count', {
    of: measure.of,
    where: measure.where,
    window: preceding,
  });
  if (!measure.ratio && measure.same.length === 0)
    return { form: 'plain', node: guard, zero: true };
  for (const field of measure.same) pool.fields.add(field);
  const { label, evidence, ...body } = measure;
  const bare = { ...body, label: null, evidence: true };
  const filter = pool.filter(measure.where);
  const node = pool.sequences.intern({ measure: bare, filter, guard });
  return { form: 'sequence', node, guard };
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
