/** What is left of a payment's amount and time. */
import type { MonitoringPolicy } from './policy.js';
import type { Epoch } from './records.js';

type Coarsening = MonitoringPolicy['coarsening'];

export interface Cell {
  readonly amount_band: number | null;
  readonly period: number | null;
}

/** The cell of a value (null: unknown) and a moment. Exact: no logarithm decides at an edge. */
export function cellOf(
  { amount_ratio, period_days }: Coarsening,
  epoch: Epoch,
  { value_minor, time_ms }: { readonly value_minor: bigint | null; readonly time_ms: number },
): Cell {
  return {
    amount_band: amount_ratio === null || value_minor === null ? null : bandOf(value_minor),
    period:
      period_days === null ? null : Math.floor((time_ms - epoch.from_ms) / (period_days * DAY_MS)),
  };

  function bandOf(value: bigint): number {
    const ratio = BigInt(amount_ratio ?? 1);
    let band = 0;
    for (let least = ratio; least <= value; least *= ratio) band++;
    return band;
  }
}

const DAY_MS = 86_400_000;

/** Counts cells, and tells of each no more than enough others share. */
export class CellGuard {
  private readonly counts = new Map<string, number>();

  constructor(private readonly cell_min: number) {}

  /** Only a first contribution is counted: an answer's few would count themselves. */
  count(cells: Iterable<Cell>): void {
    for (const cell of cells) {
      for (const wider of widenings(cell)) {
        this.counts.set(keyOf(wider), (this.counts.get(keyOf(wider)) ?? 0) + 1);
      }
    }
  }

  /** The cell, or its period alone, or nothing of it. */
  allowed(cell: Cell): Cell {
    const enough = (wider: Cell) => (this.counts.get(keyOf(wider)) ?? 0) >= this.cell_min;
    return widenings(cell).find(enough) ?? NOTHING;
  }
}

const NOTHING: Cell = { amount_band: null, period: null };

function widenings({ amount_band, period }: Cell): readonly Cell[] {
  if (amount_band === null) return [{ amount_band, period }];
  return [
    { amount_band, period },
    { amount_band: null, period },
  ];
}

const keyOf = ({ amount_band, period }: Cell) => `${amount_band}|${period}`;

/** Nats in steps, so that they are no fingerprint either. */
export function inSteps(nats: number, { nats_step }: Coarsening): number {
  return Math.round(nats / nats_step) * nats_step;
}
