/** When a network was at work: money in and out by day, and below it each instance on its line. */
import type { DossierInstance, DossierPayment } from '../model/index.js';
import { html, type Markup } from './markup.js';
import { passages } from './network-passage.js';
import { type ArrowKind, canvas, type Drawing, plainAmount } from './network-svg.js';
import { short } from './pieces.js';

const WIDTH = 760;
const LABEL_WIDTH = 84;
const PLOT = { left: LABEL_WIDTH + 10, width: WIDTH - LABEL_WIDTH - 20, half: 46, top: 8 } as const;
const LANE = 24;
/** Lines for instances; the ones after them share the last. */
const LANES_MAX = 18;
/** Payments that fall closer together are one dot. */
const DOT_STEP = 2.5;
const DAY_MS = 86_400_000;
const COLUMNS_MAX = 140;

interface Scale {
  readonly start_ms: number;
  readonly days: number;
  /** Days in one column: 1, or as many as keep the columns apart. */
  readonly step: number;
}

export function timelineDrawing(drawing: Drawing): Markup | null {
  const { payments, instances } = drawing.dossier;
  const [first, last] = [payments[0], payments.at(-1)];
  if (!first || !last) return null;
  const start_ms = Date.parse(first.time.slice(0, 10));
  const days = Math.floor((Date.parse(last.time) - start_ms) / DAY_MS) + 1;
  const scale: Scale = { start_ms, days, step: Math.ceil(days / COLUMNS_MAX) };
  const own = lanesOf(instances, payments);
  const columns = columnPlot(scale, drawing);
  const top = PLOT.top + (columns ? PLOT.half * 2 + 16 : 0);
  const height = top + own.length * LANE + 24;
  const lanes = own.map((lane, i) => laneMarks(lane, top + i * LANE, scale, drawing));
  return canvas(
    { name: 'timeline', width: WIDTH, height },
    drawing,
    html`${axis(scale, top + own.length * LANE)}${columns}${lanes}`,
  );
}

const xOf = (at_ms: number, { start_ms, days }: Scale) =>
  PLOT.left + (PLOT.width * (at_ms - start_ms)) / (days * DAY_MS);

/** A line for each month, or for each week of a short life, with its day below. */
function axis(scale: Scale, bottom: number): Markup[] {
  const ticks: number[] = [];
  if (scale.days > 45) {
    const at = new Date(scale.start_ms);
    const months = (at_ms: number) => Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + at_ms, 1);
    const total = Math.ceil(scale.days / 28) + 1;
    const step = Math.ceil(total / 12);
    for (let i = 1; i <= total; i += step) ticks.push(months(i));
  } else {
    const step = scale.days > 12 ? 7 : Math.ceil(scale.days / 6);
    for (let day = 0; day < scale.days; day += step) ticks.push(scale.start_ms + day * DAY_MS);
  }
  return ticks
    .filter((at_ms) => at_ms < scale.start_ms + scale.days * DAY_MS)
    .map((at_ms) => {
      const x = short(xOf(at_ms, scale));
      const day = new Date(at_ms).toISOString().slice(0, 10);
      const anchor = xOf(at_ms, scale) > WIDTH - 66 ? 'end' : 'start';
      return html`
        <line class="grid" x1="${x}" x2="${x}" y1="${PLOT.top}" y2="${short(bottom)}"/>
        <text class="tick" x="${x}" y="${short(bottom + 14)}" text-anchor="${anchor}"
          translate="no">${day}</text>`;
    });
}

/** In above the line, out below it; null where no payment comes in or goes out. */
function columnPlot(scale: Scale, { dossier, voice }: Drawing): Markup | null {
  const passageOf = passages(dossier);
  const columns = new Map<number, { in: bigint; out: bigint }>();
  for (const payment of dossier.payments) {
    const { enters, leaves } = passageOf(payment);
    const day = Math.floor((Date.parse(payment.time) - scale.start_ms) / DAY_MS);
    const column = Math.floor(day / scale.step);
    const sums = columns.get(column) ?? { in: 0n, out: 0n };
    const value = payment.value_minor ?? 0n;
    if (enters) sums.in += value;
    if (leaves) sums.out += value;
    columns.set(column, sums);
  }
  const sums = [...columns.values()].flatMap((column) => [column.in, column.out]);
  const most = sums.reduce((a, b) => (a > b ? a : b), 0n);
  if (most === 0n) return null;
  const base = PLOT.top + PLOT.half;
  const width = Math.max(1.5, (PLOT.width * scale.step) / scale.days - 1);
  const bar = (column: number, side: 'in' | 'out', minor: bigint) => {
    const tall = Math.max(1, (PLOT.half * Number((minor * 1000n) / most)) / 1000);
    const at_ms = scale.start_ms + column * scale.step * DAY_MS;
    const day = new Date(at_ms).toISOString().slice(0, 10);
    const y = side === 'in' ? base - tall : base;
    return html`
      <rect class="bar ${side}" x="${short(xOf(at_ms, scale))}" y="${short(y)}"
        width="${short(width)}" height="${short(tall)}">
        <title translate="no">${day} · ${voice.wholeMoney(minor)}</title>
      </rect>`;
  };
  const bars = [...columns].flatMap(([column, own]) =>
    (['in', 'out'] as const).map((side) => own[side] > 0n && bar(column, side, own[side])),
  );
  const right = PLOT.left + PLOT.width;
  const label = (dy: number, name: string) =>
    html`class="${name}" x="${LABEL_WIDTH}" y="${short(base + dy)}" text-anchor="end"`;
  return html`
    ${voice.svgText(label(-26, 'side'), 'report.network.in')}
    ${voice.svgText(label(34, 'side'), 'report.network.out')}
    <text ${label(-12, 'sum')} translate="no">${plainAmount(most, voice)} ↑</text>
    ${bars}
    <line class="base" x1="${PLOT.left}" x2="${right}" y1="${base}" y2="${base}"/>`;
}

interface Lane {
  /** Null: the instances that have no line of their own. */
  readonly instance: DossierInstance | null;
  readonly instances: number;
  readonly payments: readonly DossierPayment[];
}

function lanesOf(
  instances: readonly DossierInstance[],
  payments: readonly DossierPayment[],
): Lane[] {
  const many = instances.length > LANES_MAX;
  const alone = many ? instances.slice(0, LANES_MAX - 1) : instances;
  const lanes = alone.map((instance) => ({
    ...{ instance, instances: 1 },
    payments: payments.filter((payment) => payment.instances.includes(instance.id)),
  }));
  if (!many) return lanes;
  const rest = new Set(instances.slice(alone.length).map(({ id }) => id));
  const theirs = payments.filter((payment) => payment.instances.some((id) => rest.has(id)));
  return [...lanes, { instance: null, instances: rest.size, payments: theirs }];
}

function laneMarks(
  { instance, instances, payments }: Lane,
  top: number,
  scale: Scale,
  { dossier, voice }: Drawing,
): Markup {
  const passageOf = passages(dossier);
  const y = top + LANE / 2;
  const dots = new Map<string, { x: number; kind: ArrowKind; value: number }>();
  for (const payment of payments) {
    const { enters, leaves } = passageOf(payment);
    const kind = enters ? 'in' : leaves ? 'out' : 'on';
    const x = Math.round(xOf(Date.parse(payment.time), scale) / DOT_STEP) * DOT_STEP;
    const dot = dots.get(`${kind} ${x}`) ?? { x, kind, value: 0 };
    dots.set(`${kind} ${x}`, { ...dot, value: dot.value + Number(payment.value_minor ?? 0n) });
  }
  const most = Math.max(1, ...[...dots.values()].map(({ value }) => value));
  const circles = [...dots.values()].map(({ x, kind, value }) => {
    const size = short(2.2 + 4.3 * Math.sqrt(value / most));
    return html`<circle class="dot ${kind}" cx="${short(x)}" cy="${short(y)}" r="${size}"/>`;
  });
  const [first, last] = [payments[0], payments.at(-1)];
  const line =
    first &&
    last &&
    html`<line class="life" x1="${short(xOf(Date.parse(first.time), scale))}"
      x2="${short(xOf(Date.parse(last.time), scale))}" y1="${short(y)}" y2="${short(y)}"/>`;
  // Beside its dots, on the side that has room.
  const [from, to] = [first, last].map((each) => xOf(Date.parse(each?.time ?? ''), scale));
  const isLeft = (to ?? 0) > PLOT.left + PLOT.width * 0.62;
  const x = isLeft ? (from ?? 0) - 11 : (to ?? 0) + 11;
  const anchor = isLeft ? 'end' : 'start';
  const label = html`class="lane" x="${short(x)}" y="${short(y + 4)}" text-anchor="${anchor}"`;
  const name = instance ? `report.network.shape.${instance.shape}` : 'report.network.lane.rest';
  return html`${voice.svgText(label, name, { n: instances })}${line}${circles}`;
}
