import type { Kysely } from 'kysely';
import type { FilingStatus, Tables } from '../../store/index.js';
import type { Filing } from '../filing.js';
import type { Draft } from './draft.js';
import type { DraftScope } from './filer.js';

/** A report that counts: neither withdrawn nor corrected by another one. */
export interface LiveFiling {
  readonly id: string;
  readonly status: FilingStatus;
  readonly revision: number;
  readonly body: Filing;
  readonly drafted: Filing;
  readonly drafted_sha256: string;
  readonly reported_sha256: string;
  readonly corrects: string | null;
  /** The authority's number of it, where it acknowledged. */
  readonly prior_id: string | null;
}

/** Live reports of obligations with the payments that they hold, by day of the payments. */
export function liveRows(db: Kysely<Tables>, scope: Omit<DraftScope, 'period'>) {
  return db
    .selectFrom('filing_payment')
    .innerJoin('filing', 'filing.id', 'filing_payment.filing_id')
    .where('filing.institution', '=', scope.institution)
    .where('filing_payment.obligation', 'in', [...scope.obligations])
    .where('filing.status', '<>', 'withdrawn')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('filing as later')
            .select('later.id')
            .whereRef('later.corrects', '=', 'filing.id')
            .where('later.status', '<>', 'withdrawn'),
        ),
      ),
    );
}

/** The live reports that a scope and its drafts touch. */
export async function liveFilings(db: Kysely<Tables>, scope: DraftScope, drafts: readonly Draft[]) {
  const days = drafts.flatMap(({ payments }) => payments.map(({ day }) => day));
  const from = days.reduce((least, day) => (day < least ? day : least), scope.period.from);
  const until = days.reduce((most, day) => (day > most ? day : most), scope.period.until);
  const rows =
    scope.obligations.length === 0
      ? []
      : await liveRows(db, scope)
          .where('filing_payment.day', '>=', from)
          .where('filing_payment.day', '<=', until)
          .select([
            'filing_payment.payment_id',
            'filing_payment.obligation',
            'filing_payment.day',
            'filing.id',
          ])
          .orderBy('filing.created_at')
          .orderBy('filing.id')
          .execute();
  const filings = await readLive(db, [...new Set(rows.map(({ id }) => id))]);
  const byId = new Map(filings.map((each) => [each.id, each]));
  const byPayment = new Map<string, string[]>();
  const inScope = new Set<string>();
  for (const { payment_id, obligation, day, id } of rows) {
    const key = `${obligation} ${payment_id}`;
    byPayment.set(key, [...(byPayment.get(key) ?? []), id]);
    if (day >= scope.period.from && day <= scope.period.until) inScope.add(id);
  }
  return {
    /** Those with a payment of the scope's period. */
    all: filings.filter(({ id }) => inScope.has(id)),
    /** Those that share a payment with a draft, the oldest first. */
    of(draft: Draft): LiveFiling[] {
      const keys = draft.payments.map(({ payment }) => `${draft.obligation} ${payment}`);
      const ids = new Set(keys.flatMap((key) => byPayment.get(key) ?? []));
      return [...ids].flatMap((id) => byId.get(id) ?? []);
    },
  };
}

async function readLive(db: Kysely<Tables>, ids: readonly string[]): Promise<LiveFiling[]> {
  const found: LiveFiling[] = [];
  for (let start = 0; start < ids.length; start += CHUNK) {
    const rows = await db
      .selectFrom('filing')
      .selectAll()
      .where('id', 'in', ids.slice(start, start + CHUNK))
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids.slice(start, start + CHUNK)) {
      const row = byId.get(id);
      if (!row) continue;
      const { status, revision, drafted_sha256, reported_sha256, corrects } = row;
      const [body, drafted] = [row.body as Filing, row.drafted as Filing];
      const prior_id = priorOf(row.ack);
      const hashes = { drafted_sha256, reported_sha256 };
      found.push({ id, status, revision, body, drafted, ...hashes, corrects, prior_id });
    }
  }
  return found;
}

const CHUNK = 1_000;

function priorOf(ack: unknown): string | null {
  const id = (ack as { readonly id?: unknown } | null)?.id;
  return typeof id === 'string' && id !== '' ? id : null;
}

/** Payments with a recorded reason, as `obligation payment`. */
export async function excusedPayments(
  db: Kysely<Tables>,
  obligations: readonly string[],
): Promise<ReadonlySet<string>> {
  if (obligations.length === 0) return new Set();
  const rows = await db
    .selectFrom('filing_reason')
    .select(['payment_id', 'obligation'])
    .where('obligation', 'in', [...obligations])
    .execute();
  return new Set(rows.map((row) => `${row.obligation} ${row.payment_id}`));
}
