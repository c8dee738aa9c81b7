/** Clocks: what must be done after an action, and by when. The law is `screening/clocks.yaml`. */
import { z } from 'zod';
import { type Bilingual, readDataFile } from '../../base/index.js';
import { CALENDARS, type Calendars, VERIFICATIONS } from '../../model/index.js';

/** What a confirmed hit leads to. */
export const ACTIONS = ['block', 'reject', 'suspend', 'release'] as const;
export type ActionKind = (typeof ACTIONS)[number];

const day = z.iso.date();
const monthDay = z.string().regex(/^\d{2}-\d{2}$/);
const due = z.union([
  z.strictObject({ hours: z.int().min(0) }),
  z.strictObject({ business_days: z.int().min(0).max(400), calendar: z.enum(CALENDARS) }),
  z.strictObject({ yearly: monthDay, held_on: monthDay }),
]);
const clock = z.strictObject({
  clock: z.string().regex(/^[a-z][a-z0-9_]*$/),
  title: z.strictObject({ en: z.string().min(1), es: z.string().min(1) }),
  lists: z.array(z.string().regex(/^[a-z0-9_.-]+\*?$/)).min(1),
  action: z.enum(ACTIONS),
  of: z.enum(ACTIONS).optional(),
  due,
  zone: z.string(),
  from: day.optional(),
  until: day.optional(),
  source: z.string().min(1),
  status: z.enum(VERIFICATIONS),
});

/** When something is due: hours of the clock, business days, or each year for what is held. */
export type Due = z.infer<typeof due>;

/** One duty that the law ties to an action about entries of certain lists. */
export interface Clock {
  readonly clock: string;
  readonly title: Bilingual;
  /** List ids; `us_ofac_*` stands for all that begin so. */
  readonly lists: readonly string[];
  readonly action: ActionKind;
  /** For `release`: of what. */
  readonly of?: ActionKind | undefined;
  readonly due: Due;
  /** Where days begin and end (IANA). */
  readonly zone: string;
  /** First and last day of actions to which it applies; absent: as far as known. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly source: string;
  readonly status: (typeof VERIFICATIONS)[number];
}

/** The clocks, and the calendars by which their business days are counted. */
export interface DutyLaw {
  readonly clocks: readonly Clock[];
  readonly calendars: Calendars;
}

/** Reads clocks; mistakes are thrown as Faults with their places. */
export function readClocks(file: string, calendars: Calendars): DutyLaw {
  return { clocks: readDataFile(file, z.array(clock)), calendars };
}

export function appliesTo(clock: Pick<Clock, 'lists'>, list: string): boolean {
  return clock.lists.some((pattern) =>
    pattern.endsWith('*') ? list.startsWith(pattern.slice(0, -1)) : list === pattern,
  );
}
