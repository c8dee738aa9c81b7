import { z } from 'zod';
import { type Bilingual, present, readDataFile } from '../../base/index.js';

/** Thresholds of reports as dated data: `filing/thresholds.yaml`. */
export interface Threshold {
  readonly threshold: string;
  readonly title: Bilingual;
  /** The form of the report; none of what is only a limit. */
  readonly form?: string | undefined;
  /** More than, or at least: decimals of the currency, or units. Neither: any amount. */
  readonly over?: string | undefined;
  readonly at_least?: string | undefined;
  /** ISO 4217, or a unit of the table such as `UMA`. */
  readonly currency?: string | undefined;
  /** First and last day of payments to which it applies. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly source: string;
  /** Read in the issuer's words. */
  readonly verified: boolean;
}

/** What a unit of the law is worth, by day. */
export interface Unit {
  readonly unit: string;
  readonly from: string;
  readonly until: string;
  /** Decimal of the currency. */
  readonly value: string;
  readonly currency: string;
}

export interface Thresholds {
  readonly units: readonly Unit[];
  readonly thresholds: readonly Threshold[];
}

/** The least amount that is reported, or the greatest that is not. */
export interface Floor {
  /** Exact, in ten-thousandths of the currency: a unit times a number has four decimals. */
  readonly ten_thousandths: bigint;
  readonly currency: string;
  readonly is_included: boolean;
}

const day = z.iso.date();
const decimal = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/);
export const bilingual = z.strictObject({ en: z.string().min(1), es: z.string().min(1) });
const shape: z.ZodType<Thresholds> = z.strictObject({
  units: z.array(
    z.strictObject({
      unit: z.string().min(1),
      from: day,
      until: day,
      value: decimal,
      currency: z.string().length(3),
    }),
  ),
  thresholds: z.array(
    z
      .strictObject({
        threshold: z.string().regex(/^[a-z][a-z0-9_]*$/),
        title: bilingual,
        form: z.string().optional(),
        over: decimal.optional(),
        at_least: decimal.optional(),
        currency: z.string().optional(),
        from: day.optional(),
        until: day.optional(),
        source: z.string().min(1),
        verified: z.boolean(),
      })
      .refine((each) => each.over === undefined || each.at_least === undefined, {
        message: 'over or at_least, not both',
      }),
  ),
});

/** Reads thresholds; mistakes are thrown as Faults with their places. */
export function readThresholds(file: string): Thresholds {
  return readDataFile(file, shape);
}

/** The threshold in force on a day (of the payment); null: none. */
export function thresholdOn(table: Thresholds, id: string, on: string): Threshold | null {
  const holds = (each: Threshold) =>
    each.threshold === id &&
    (each.from === undefined || each.from <= on) &&
    (each.until === undefined || on <= each.until);
  return table.thresholds.find(holds) ?? null;
}

/**
 * The amount of a threshold on a day, units worked out in their currency: 8,025 UMA were 941,412.75
 * pesos in March 2026. Null where any amount is reported, or the unit has no value on that day.
 */
export function floorOn(table: Thresholds, threshold: Threshold, on: string): Floor | null {
  const amount = threshold.over ?? threshold.at_least;
  if (amount === undefined) return null;
  const named = present(threshold.currency, `currency of ${threshold.threshold}`);
  const is_included = threshold.at_least !== undefined;
  if (!table.units.some(({ unit }) => unit === named))
    return { ten_thousandths: hundredths(amount) * 100n, currency: named, is_included };
  const unit = table.units.find(
    (each) => each.unit === named && each.from <= on && on <= each.until,
  );
  if (!unit) return null;
  const ten_thousandths = hundredths(amount) * hundredths(unit.value);
  return { ten_thousandths, currency: unit.currency, is_included };
}

/** Whether an amount in hundredths of the floor's currency is one to report. */
export function reaches(minor: bigint, floor: Floor): boolean {
  const amount = minor * 100n;
  return floor.is_included ? amount >= floor.ten_thousandths : amount > floor.ten_thousandths;
}

/** A decimal of at most two digits after the point, in hundredths. */
export function hundredths(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
}
