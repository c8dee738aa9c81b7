import type { Bilingual } from '../base/index.js';
import type {
  CalendarUnit,
  ExpressionType,
  Measure,
  MeasureBody,
  Selection,
  Side,
  Window,
} from './ast.js';
import { type CheckContext, readDuration, readRatio } from './check-context.js';
import { type Path, suggest } from './document.js';
import { FIELDS } from './fields.js';
import { isZone, readFilter } from './filter.js';

type Raw = Readonly<Record<string, unknown>>;
type Reader = (context: CheckContext, raw: Raw, path: Path) => MeasureBody | null;

/** The kinds of measures: one reader each. Adding a kind begins here. */
const READERS: Readonly<Record<string, Reader>> = {
  count: (c, raw, path) => ({ kind: 'count', ...selection(c, raw, path) }),
  sum: (c, raw, path) => ({ kind: 'sum', ...selection(c, raw, path) }),
  min: (c, raw, path) => ({ kind: 'min', ...selection(c, raw, path) }),
  max: (c, raw, path) => ({ kind: 'max', ...selection(c, raw, path) }),
  avg: (c, raw, path) => ({ kind: 'avg', ...selection(c, raw, path) }),
  since_first: (c, raw, path) => ({ kind: 'since_first', ...selection(c, raw, path) }),
  distinct: (c, raw, path) => {
    const [field] = readFields(c, [raw.field], path) ?? [];
    return field ? { kind: 'distinct', field, ...selection(c, raw, path) } : null;
  },
  fan_in: (c, raw, path) => fan(c, raw, path, 'in'),
  fan_out: (c, raw, path) => fan(c, raw, path, 'out'),
  gather_scatter: (c, raw, path) => {
    const { where, window } = selection(c, raw, path);
    return { kind: 'gather_scatter', where, window };
  },
  share: (c, raw, path) => {
    const window = readWindow(c, raw, path);
    const part = { ...selection(c, raw.part as Raw, [...path, 'part']), window };
    const whole = { ...selection(c, raw.whole as Raw, [...path, 'whole']), window };
    return { kind: 'share', part, whole, by: raw.by === 'count' ? 'count' : 'amount' };
  },
  turnover: (c, raw, path) => {
    const { where, window } = selection(c, raw, path);
    return { kind: 'turnover', where, window };
  },
  pass_through: (c, raw, path) => {
    const { where, window } = selection(c, raw, path);
    return { kind: 'pass_through', where, window };
  },
  since_last: (c, raw, path) => {
    const { of, where } = selection(c, raw, path);
    return { kind: 'since_last', of, where };
  },
  dormancy: (c, raw, path) => ({ kind: 'dormancy', ...selection(c, raw, path) }),
  peer_z: (c, raw, path) => {
    const cohort = readFields(c, raw.cohort as unknown[], [...path, 'cohort']);
    const closing = raw.closing === 'day' ? 'day' : 'week';
    return cohort && { kind: 'peer_z', measure: String(raw.measure), cohort, closing };
  },
  sequence: (c, raw, path) => {
    const { of, where } = selection(c, raw.first as Raw, [...path, 'first']);
    const within_ms = readDuration(c, raw.within, [...path, 'within']);
    const ratio = raw.ratio === undefined ? null : readRatio(c, raw.ratio, [...path, 'ratio']);
    const same = readFields(c, (raw.same as unknown[]) ?? [], [...path, 'same']);
    if (within_ms === null || !same) return null;
    return { kind: 'sequence', of, where, within_ms, ratio, same };
  },
  chain: (c, raw, path) => flow(c, raw, path, 'chain', 6),
  cycle: (c, raw, path) => flow(c, raw, path, 'cycle', 8),
  scatter_gather: (c, raw, path) => {
    const within_ms = readDuration(c, raw.within, [...path, 'within']);
    const ratio = readRatio(c, raw.ratio, [...path, 'ratio']);
    if (within_ms === null || !ratio) return null;
    return { kind: 'scatter_gather', within_ms, ratio };
  },
};

/** Checks one measure; null after a fault. */
export function readMeasure(context: CheckContext, raw: Raw, path: Path): Measure | null {
  const kinds = Object.keys(raw).filter((key) => READERS[key]);
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1) {
    context.doc.fault('typology.measure', { kinds: Object.keys(READERS).join(', ') }, path);
    return null;
  }
  const body = READERS[kind]?.(context, raw[kind] as Raw, [...path, kind]) ?? null;
  const label = (raw.label as Bilingual | undefined) ?? null;
  return body && { ...body, label, evidence: raw.evidence !== false };
}

/** The type that a measure has in expressions. */
export function typeOfMeasure(measure: MeasureBody): ExpressionType {
  if (['sum', 'min', 'max', 'avg'].includes(measure.kind)) return 'money';
  if (['since_first', 'since_last', 'dormancy'].includes(measure.kind)) return 'duration';
  return 'number';
}

function selection(context: CheckContext, raw: Raw, path: Path): Selection {
  const where = readFilter(context, raw.where, [...path, 'where']);
  return {
    of: (raw.of as Side | undefined) ?? 'any',
    where,
    window: readWindow(context, raw, path),
  };
}

function fan(context: CheckContext, raw: Raw, path: Path, of: Side): MeasureBody {
  return { kind: 'distinct', field: 'counterparty.account', ...selection(context, raw, path), of };
}

function flow(
  context: CheckContext,
  raw: Raw,
  path: Path,
  kind: 'chain' | 'cycle',
  hops_max: number,
): MeasureBody | null {
  const [low, high] = raw.hops as [number, number];
  if (low > high || high > hops_max) {
    context.doc.fault('typology.hops', { hops_max }, [...path, 'hops']);
    return null;
  }
  const within_ms = readDuration(context, raw.within, [...path, 'within']);
  const ratio = readRatio(context, raw.ratio, [...path, 'ratio']);
  if (within_ms === null || !ratio) return null;
  return { kind, hops: [low, high], within_ms, ratio };
}

function readWindow(context: CheckContext, raw: Raw, path: Path): Window {
  const { within, before } = raw;
  if (within === undefined) {
    if (before !== undefined) context.doc.fault('typology.before', {}, [...path, 'before'], 'key');
    return { kind: 'all' };
  }
  if (typeof within === 'object' && within !== null) {
    const { calendar, zone } = within as { calendar: CalendarUnit; zone: string };
    if (!isZone(zone))
      context.doc.fault('typology.zone', { text: zone }, [...path, 'within', 'zone']);
    if (before !== undefined) context.doc.fault('typology.before', {}, [...path, 'before'], 'key');
    return { kind: 'calendar', unit: calendar, zone };
  }
  const length_ms = readDuration(context, within, [...path, 'within']) ?? 1;
  const before_ms =
    before === undefined ? 0 : (readDuration(context, before, [...path, 'before']) ?? 0);
  return { kind: 'last', length_ms, before_ms };
}

function readFields(context: CheckContext, raw: readonly unknown[], path: Path): string[] | null {
  const unknown = raw.find((name) => {
    const kind = FIELDS[String(name)]?.kind;
    return kind === undefined || kind === 'many' || kind === 'time';
  });
  if (unknown === undefined) return raw.map(String);
  const suggestion = suggest(String(unknown), Object.keys(FIELDS));
  context.doc.fault('typology.field', { name: String(unknown), suggestion }, path);
  return null;
}
