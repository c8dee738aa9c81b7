import { addDays, Fault, localDay } from '../../base/index.js';
import type { Calendar, Calendars } from '../../model/index.js';
import type { FilingClock } from './clock.js';
import type { Thresholds } from './table.js';

/** Who owes reports: one legal entity, with all its institutions of the store. */
export interface Filer {
  /** Its own name for itself; kept with each report. */
  readonly id: string;
  readonly country: 'US' | 'MX';
  /** `business`: no financial institution, which reports cash on Form 8300. */
  readonly kind: 'financial' | 'business';
  /** Ids of its institutions in payments; of a business, where its own accounts are held. */
  readonly institutions: readonly string[];
  /** Of a business: its own accounts, into which cash that it received is paid. */
  readonly accounts?: readonly string[] | undefined;
  /** Where its days begin and end (IANA). */
  readonly zone: string;
}

/** Local days, both included. */
export interface Period {
  readonly from: string;
  readonly until: string;
}

/** What drafts are about: reports of it that are owed no more are named. */
export interface DraftScope {
  /** The filer's id. */
  readonly institution: string;
  readonly obligations: readonly string[];
  readonly period: Period;
}

/** The law by which obligations are found. */
export interface ObligationLaw {
  readonly thresholds: Thresholds;
  readonly clocks: readonly FilingClock[];
  readonly calendars: Calendars;
}

/** Days that one question may span: a report is of a quarter at most, a review of some years. */
const PERIOD_DAYS_MAX = 3_700;

/** Faults: `filing.period` (ends before it begins, or too long), `filing.filer`. */
export function checkQuestion(filer: Filer, period: Period): void {
  const { from, until } = period;
  if (until < from || addDays(from, PERIOD_DAYS_MAX) < until)
    throw new Fault('filing.period', { from, until, days: PERIOD_DAYS_MAX });
  if (filer.institutions.length === 0) throw new Fault('filing.filer', { id: filer.id });
  try {
    localDay(0, filer.zone);
  } catch {
    throw new Fault('filing.zone', { id: filer.id, zone: filer.zone });
  }
}

/** One day of payments and the day for which a report counts them. */
export interface ReportDay {
  readonly day: string;
  readonly counts_for: string;
  /** Of what is left in a night depository. */
  readonly at_night: string;
}

/**
 * Days whose payments may count for a period. With a calendar, what comes in on a day that is no
 * business day counts for the next one, as does what is left at night (31 CFR 1010.313(b)).
 */
export function reportDays(
  period: Period,
  calendars: Calendars,
  calendar: Calendar | null,
): ReportDay[] {
  const days: ReportDay[] = [];
  for (let day = addDays(period.from, -LONGEST_CLOSURE_DAYS); day <= period.until; ) {
    const next = calendar === null ? day : calendars.addBusinessDays(day, 1, calendar);
    const isOpen = calendar === null || calendars.isBusinessDay(day, calendar);
    days.push({ day, counts_for: isOpen ? day : next, at_night: next });
    day = addDays(day, 1);
  }
  return days;
}

const LONGEST_CLOSURE_DAYS = 7;
