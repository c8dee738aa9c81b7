import { addDays } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import { draftCashReceived } from './cash-received.js';
import { draftCurrencyReports } from './currency-report.js';
import type { Draft, Obligation } from './draft.js';
import { checkQuestion, type Filer, type ObligationLaw, type Period, reportDays } from './filer.js';
import { notesOf, type ObligationNote } from './note.js';
import { draftSingleReports } from './single-report.js';

export interface ObligationQuestion {
  readonly filer: Filer;
  readonly period: Period;
  /** Currency in which the store's rates and values are. */
  readonly reporting_currency: string;
  /** Only these; default: all that bind the filer. */
  readonly obligations?: readonly Obligation[] | undefined;
}

export interface Drafted {
  readonly drafts: readonly Draft[];
  /** What the store could not tell, by obligation: nothing is left out in silence. */
  readonly notes: readonly ObligationNote[];
}

/**
 * The reports that the store's payments of a period oblige a filer to, each payment over a
 * threshold in exactly one of an obligation. Reads the store and changes only temporary tables.
 * Faults: `filing.period`, `filing.filer`, `filing.zone`, `filing.crowd` (ask for a shorter one).
 */
export async function draftObligations(
  engine: Engine,
  law: ObligationLaw,
  question: ObligationQuestion,
): Promise<Drafted> {
  checkQuestion(question.filer, question.period);
  let drafts: Draft[] = [];
  const notes: ObligationNote[] = [];
  for (const obligation of obligationsOf(question)) {
    drafts = drafts.concat(await draftOne(engine, law, question, obligation));
    notes.push(...(await notesOf(engine, obligation, question.period)));
  }
  return { drafts, notes };
}

/** What binds the filer, of what was asked for. */
export function obligationsOf({ filer, obligations }: ObligationQuestion): readonly Obligation[] {
  const bound = filer.kind === 'business' ? BINDING.business : BINDING[filer.country];
  return obligations === undefined ? bound : bound.filter((each) => obligations.includes(each));
}

const BINDING: Readonly<Record<'US' | 'MX' | 'business', readonly Obligation[]>> = {
  US: ['us_ctr'],
  MX: ['mx_relevant', 'mx_usd_cash', 'mx_transfer', 'mx_cashiers_cheque'],
  business: ['us_8300'],
};

async function draftOne(
  engine: Engine,
  law: ObligationLaw,
  { filer, period, reporting_currency }: ObligationQuestion,
  obligation: Obligation,
): Promise<Draft[]> {
  const shared = { filer, reporting_currency };
  const days = (of: Period, calendar: 'us_federal' | null) =>
    reportDays(of, law.calendars, calendar);
  switch (obligation) {
    case 'us_ctr':
      return draftCurrencyReports(engine, law, {
        ...shared,
        period,
        days: days(period, 'us_federal'),
      });
    case 'us_8300': {
      // What was received within 24 hours may have begun before the period.
      const wide = { from: addDays(period.from, -1), until: period.until };
      const drafts = await draftCashReceived(engine, law, {
        ...shared,
        period: wide,
        days: days(wide, null),
      });
      return drafts.filter(({ payments }) => payments.some(({ day }) => day >= period.from));
    }
    case 'mx_relevant':
    case 'mx_usd_cash':
    case 'mx_transfer':
    case 'mx_cashiers_cheque':
      return draftSingleReports(
        engine,
        law,
        { ...shared, period, days: days(period, null) },
        obligation,
      );
    default:
      return [];
  }
}
