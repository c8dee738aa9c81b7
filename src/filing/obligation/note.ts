import { addDays, type Speaker } from '../../base/index.js';
import type { Engine } from '../../store/index.js';
import type { Obligation } from './draft.js';
import type { Period } from './filer.js';

/** Something that keeps an obligation from being seen whole. */
export interface ObligationNote {
  readonly obligation: Obligation;
  /** `idle`: the store has nothing to judge it by. `partial`: something is left out, and what. */
  readonly state: 'idle' | 'partial';
  readonly kind: NoteKind;
  readonly payments: number;
  /** Currencies, where it is about them. */
  readonly currencies: string;
}

export const NOTE_KINDS = [
  'no_payments',
  'no_conductors',
  'no_rate',
  'two_ends',
  'country_unknown',
  'exempt_persons',
  'other_instruments',
  'instalments',
] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** A note in the speaker's language. */
export function sayNote(voice: Speaker, note: ObligationNote): string {
  const { payments, currencies } = note;
  return voice.say(`filing.note.${note.kind}`, { payments, currencies });
}

/** Asked right after the drafts of an obligation, whose operations are still gathered. */
export async function notesOf(
  engine: Engine,
  obligation: Obligation,
  period: Period,
): Promise<ObligationNote[]> {
  const note = (kind: NoteKind, state: 'idle' | 'partial', payments = 0, currencies = '') => ({
    obligation,
    state,
    kind,
    payments,
    currencies,
  });
  const seen = await gathered(engine);
  const notes: ObligationNote[] = [];
  if (seen.payments === 0) notes.push(note('no_payments', 'idle'));
  if (seen.unvalued > 0) notes.push(note('no_rate', 'partial', seen.unvalued, seen.currencies));
  if (NEEDS_CONDUCTOR.has(obligation) && seen.payments > 0 && seen.conductors === 0)
    notes.push(note('no_conductors', 'partial', seen.payments));
  const left = await leftOut(engine, obligation, period);
  if (left > 0 && obligation === 'mx_transfer')
    notes.push(note('country_unknown', 'partial', left));
  if (left > 0 && CASH.has(obligation)) notes.push(note('two_ends', 'partial', left));
  const standing = STANDING[obligation];
  if (standing) notes.push(note(standing, 'partial'));
  return notes;
}

const CASH: ReadonlySet<Obligation> = new Set(['us_ctr', 'us_8300', 'mx_relevant', 'mx_usd_cash']);
const NEEDS_CONDUCTOR: ReadonlySet<Obligation> = new Set(['us_ctr', 'us_8300']);
/** What the model has no place for. */
const STANDING: Readonly<Partial<Record<Obligation, NoteKind>>> = {
  us_ctr: 'exempt_persons',
  us_8300: 'instalments',
  mx_relevant: 'other_instruments',
};

async function gathered(engine: Engine) {
  const [row] = await engine.rows(`SELECT count(*) AS payments, count(conductor) AS conductors,
    count(*) FILTER (WHERE usd_minor IS NULL) AS unvalued,
    string_agg(DISTINCT currency, ', ' ORDER BY currency) FILTER (WHERE usd_minor IS NULL)
      AS currencies FROM filing_operation`);
  return {
    payments: Number(row?.payments ?? 0),
    conductors: Number(row?.conductors ?? 0),
    unvalued: Number(row?.unvalued ?? 0),
    currencies: String(row?.currencies ?? ''),
  };
}

/** Payments of the period that no report of the obligation can take up as they are. */
async function leftOut(
  engine: Engine,
  obligation: Obligation,
  { from, until }: Period,
): Promise<number> {
  const where =
    obligation === 'mx_transfer'
      ? `rail IN ('wire', 'ach', 'remittance')
          AND (debtor_country IS NULL OR creditor_country IS NULL)`
      : CASH.has(obligation)
        ? "rail = 'cash' AND debtor_account IS NOT NULL AND creditor_account IS NOT NULL"
        : 'false';
  const [row] = await engine.rows(`SELECT count(*) AS payments FROM payment WHERE ${where}
    AND time >= DATE '${from}' AND time < DATE '${addDays(until, 1)}'`);
  return Number(row?.payments ?? 0);
}
