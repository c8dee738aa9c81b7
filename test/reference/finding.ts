import { present } from '../../src/base/index.js';
import type { Payment } from '../../src/model/index.js';
import type { Expression, Measure, Selection } from '../../src/typology/index.js';
import { periodOf } from './calendar.js';
import type { Fraction } from './exact.js';
import { preceding } from './measure.js';
import { gathered, latestPairs, pathsTo } from './path.js';
import { type Case, select } from './window.js';
import { type Point, timeOf } from './world.js';

/** A point at which the condition holds. */
export interface Fired {
  readonly point: Point;
  readonly values: Readonly<Record<string, Fraction | null>>;
  readonly score: number;
  readonly suppressed: boolean;
}

/** One rule's finding about one subject in one period. */
export interface Finding {
  readonly subject: string;
  readonly period: string;
  readonly times_fired: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly peak: Fired;
  /** Ids of payments, in order. */
  readonly evidence: readonly string[];
}

/** "Fired entries are grouped by subject and period." */
export function findingsOf(fired: readonly Fired[], of: Case): readonly Finding[] {
  const keyOf = ({ point }: Fired) =>
    [point.subject, periodOf(point.t, of.typology.group)] as const;
  const keys = [...new Set(fired.map((one) => JSON.stringify(keyOf(one))))];
  return keys.map((key) => {
    const group = fired.filter((one) => JSON.stringify(keyOf(one)) === key);
    return findingOf(keyOf(present(group[0], 'an entry')), group, of);
  });
}

function findingOf(
  [subject, period]: readonly [string, string],
  group: readonly Fired[],
  of: Case,
): Finding {
  const peak = group.reduce((best, one) => (one.score > best.score ? one : best));
  const moments = group.map(({ point }) => point.t);
  return {
    subject,
    period,
    times_fired: group.length,
    first_at: Math.min(...moments),
    last_at: Math.max(...moments),
    peak,
    evidence: evidenceAt(peak.point, of),
  };
}

/** p, and the payments of every measure of the condition, in order. */
export function evidenceAt(p: Point, of: Case): readonly string[] {
  const measures = measuresIn(of.typology.condition)
    .map((name) => present(of.typology.measures[name], name))
    .filter((measure) => measure.evidence);
  const payments = new Set([p.payment, ...measures.flatMap((measure) => made(measure, p, of))]);
  return of.world.payments
    .filter((payment) => payments.has(payment))
    .sort((a, b) => (a.order_key < b.order_key ? -1 : 1))
    .map((payment) => payment.id);
}

function measuresIn(expression: Expression): readonly string[] {
  switch (expression.node) {
    case 'measure':
      return [expression.name];
    case 'not':
    case 'known':
      return measuresIn(expression.of);
    case 'literal':
    case 'law':
    case 'field':
      return [];
    default:
      return [...measuresIn(expression.left), ...measuresIn(expression.right)];
  }
}

/** The payments a measure is made of: in its window, its `where` held; of paths, one path's. */
function made(measure: Measure, p: Point, of: Case): readonly Payment[] {
  const paymentsOf = (selection: Selection) =>
    isEarlierWindow(selection) ? [] : select(selection, p, of).map((e) => e.payment);
  switch (measure.kind) {
    case 'share':
      return paymentsOf(measure.part);
    case 'turnover':
    case 'pass_through':
    case 'gather_scatter':
      return paymentsOf({ ...measure, of: 'any' });
    case 'since_last':
      return [];
    case 'sequence':
      return preceding(measure, p, of).map((e) => e.payment);
    case 'peer_z':
      return made(present(of.typology.measures[measure.measure], 'm'), p, of);
    case 'chain':
    case 'cycle':
      return shown(pathsTo(measure, p, of.world));
    case 'scatter_gather':
      return latestPairs(gathered(measure, p, of.world)).flat();
    default:
      return paymentsOf(measure);
  }
}

const isEarlierWindow = ({ window }: Selection) => window.kind === 'last' && window.before_ms > 0;

/** Of all paths the longest, then the one that starts last, then the first in order. */
function shown(paths: readonly (readonly Payment[])[]): readonly Payment[] {
  const [path] = [...paths].sort((a, b) => {
    const start = (of: readonly Payment[]) => timeOf(present(of[0], 'a leg'));
    return b.length - a.length || start(b) - start(a) || inOrder(a, b);
  });
  return path ?? [];
}

function inOrder(a: readonly Payment[], b: readonly Payment[]): number {
  const at = a.findIndex((leg, i) => leg !== b[i]);
  const [x, y] = [a[at], b[at]];
  return x && y ? (x.order_key < y.order_key ? -1 : 1) : 0;
}
