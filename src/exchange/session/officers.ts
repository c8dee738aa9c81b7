/** Officers and permits on file, and who put them there. */
import type { Kysely } from 'kysely';
import { Fault, isoTime, sha256 } from '../../base/index.js';
import { mayAct, OFFICER_ROLES, type Officer, type OfficerRole } from '../../model/index.js';
import { appendAudit, jsonText, type Ledger, type Tables } from '../../store/index.js';
import { type Permit, type PermitKind, permitBodies } from '../agreement/index.js';
import { schemaFault } from '../guard/schema-fault.js';
import { NODE_ID } from '../wire/index.js';
import { listPermits, officerOf } from './rows.js';

const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/**
 * Adds an officer. The first is added by whoever holds the data folder and is an administrator;
 * after that only administrators add. Faults `exchange.officer.<what>`.
 */
export async function addOfficer(
  ledger: Ledger,
  officer: Omit<Officer, 'until'>,
  by: string | null,
  now: number,
): Promise<void> {
  const { id, name, roles, since } = officer;
  if (!ID.test(id)) throw new Fault('exchange.officer.id', { id });
  const unknown = roles.find((role) => !OFFICER_ROLES.includes(role));
  if (unknown !== undefined || roles.length === 0) {
    throw new Fault('exchange.officer.roles', { known: OFFICER_ROLES.join(', ') });
  }
  const existing = await listOfficers(ledger.db);
  if (existing.length === 0) {
    if (!roles.includes('administrator')) throw new Fault('exchange.officer.first');
  } else await requireRole(ledger.db, by ?? '', ['administrator'], now);
  if (existing.some((each) => each.id === id)) throw new Fault('exchange.officer.exists', { id });
  await ledger.db.transaction().execute(async (trx) => {
    const row = { id, name, roles: jsonText(roles), since: isoTime(since), until: null };
    await trx.insertInto('officer').values(row).execute();
    const body = { officer: id, roles };
    await appendAudit(trx, [{ kind: 'officer.added', at: isoTime(now), actor: by ?? id, body }]);
  });
}

/** Ends an officer's time. What the officer did stays in the record. */
export async function retireOfficer(
  ledger: Ledger,
  id: string,
  by: string,
  now: number,
): Promise<void> {
  await requireRole(ledger.db, by, ['administrator'], now);
  await officerOf(ledger.db, id);
  const left = (await listOfficers(ledger.db)).filter(
    (each) => each.id !== id && mayAct(each, ['administrator'], now),
  );
  if (left.length === 0) throw new Fault('exchange.officer.last');
  await ledger.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('officer')
      .set({ until: isoTime(now) })
      .where('id', '=', id)
      .execute();
    const body = { officer: id };
    await appendAudit(trx, [{ kind: 'officer.retired', at: isoTime(now), actor: by, body }]);
  });
}

export async function listOfficers(db: Kysely<Tables>): Promise<readonly Officer[]> {
  const rows = await db.selectFrom('officer').selectAll().orderBy('id').execute();
  return rows.map(({ since, until, ...rest }) => ({
    ...rest,
    since: since.getTime(),
    until: until?.getTime() ?? null,
  }));
}

/** The officer, if in office in one of the roles; else a Fault `exchange.officer.…`. */
export async function requireRole(
  db: Kysely<Tables>,
  id: string,
  roles: readonly OfficerRole[],
  now: number,
): Promise<Officer> {
  const officer = await officerOf(db, id);
  checkRole(officer, roles, now);
  return officer;
}

/** Throws `exchange.officer.role` where the officer is not in office in one of the roles. */
export function checkRole(officer: Officer, roles: readonly OfficerRole[], now: number): void {
  if (mayAct(officer, roles, now)) return;
  throw new Fault('exchange.officer.role', { officer: officer.id, needed: roles.join(', ') });
}

/** Who may file each kind of permit: an opinion is counsel's, a release a compliance officer's. */
const FILED_BY: Readonly<Record<PermitKind, readonly OfficerRole[]>> = {
  policy: ['compliance_officer'],
  registration: ['exchange_officer', 'compliance_officer'],
  named_officers: ['compliance_officer'],
  opinion: ['counsel'],
  release: ['compliance_officer'],
  legal_process: ['counsel', 'authority_officer'],
};

/** Longest life of each kind, in days: what has no end is no permit. */
const DAYS_MAX: Readonly<Record<PermitKind, number>> = {
  policy: 1_098,
  registration: 398,
  named_officers: 398,
  opinion: 398,
  release: 92,
  legal_process: 398,
};

export interface PermitDraft {
  readonly kind: PermitKind;
  readonly holder: string;
  readonly body: unknown;
  readonly valid_from: number;
  readonly valid_until: number;
}

/** Files a permit. Its id is the hash of all it says. Faults `exchange.permit.<what>`. */
export async function filePermit(
  ledger: Ledger,
  draft: PermitDraft,
  by: string,
  now: number,
): Promise<Permit> {
  const { kind, holder, valid_from, valid_until } = draft;
  await requireRole(ledger.db, by, FILED_BY[kind], now);
  if (!NODE_ID.test(holder)) throw new Fault('exchange.permit.holder', { holder });
  const parsed = permitBodies[kind].safeParse(draft.body);
  if (!parsed.success) throw schemaFault('exchange.permit.form', parsed.error, { kind });
  const DAY_MS = 86_400_000;
  const days = (valid_until - valid_from) / DAY_MS;
  if (!(days > 0 && days <= DAYS_MAX[kind])) {
    throw new Fault('exchange.permit.life', { kind, days_max: DAYS_MAX[kind] });
  }
  const body = jsonText(parsed.data);
  const dates = { valid_from: isoTime(valid_from), valid_until: isoTime(valid_until) };
  const at = isoTime(now);
  const id = sha256([kind, holder, body, dates.valid_from, dates.valid_until, by, at].join('\n'));
  await ledger.db.transaction().execute(async (trx) => {
    const row = { id, kind, holder, body, ...dates, actor: by, at };
    await trx
      .insertInto('exchange_permit')
      .values({ ...row, revoked_at: null, revoked_by: null })
      .execute();
    const entry = { permit: id, permit_kind: kind, holder, ...dates };
    await appendAudit(trx, [{ kind: 'permit.filed', at, actor: by, body: entry }]);
  });
  return { id, kind, holder, body: parsed.data, valid_from, valid_until, revoked_at: null };
}

/** Takes a permit back: from now on nothing rests on it. */
export async function revokePermit(
  ledger: Ledger,
  id: string,
  by: string,
  now: number,
): Promise<void> {
  await requireRole(ledger.db, by, ['compliance_officer', 'counsel'], now);
  const permit = (await listPermits(ledger.db)).find((each) => each.id === id);
  if (!permit) throw new Fault('exchange.permit.unknown', { id });
  if (permit.revoked_at !== null) return;
  await ledger.db.transaction().execute(async (trx) => {
    await trx
      .updateTable('exchange_permit')
      .set({ revoked_at: isoTime(now), revoked_by: by })
      .where('id', '=', id)
      .execute();
    const body = { permit: id };
    await appendAudit(trx, [{ kind: 'permit.revoked', at: isoTime(now), actor: by, body }]);
  });
}
