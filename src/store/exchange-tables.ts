import type { Generated } from 'kysely';
import type { OfficerRole } from '../model/index.js';
import type { Big, Json, MaybeMoment, Moment } from './ledger-columns.js';

interface OfficerTable {
  id: string;
  name: string;
  roles: Json<readonly OfficerRole[]>;
  since: Moment;
  until: MaybeMoment;
}

interface PeerTable {
  node: string;
  card_hash: string;
  card: Json<unknown>;
  pinned_at: Moment;
  pinned_by: string;
  revoked_at: MaybeMoment;
}

interface PermitTable {
  id: string;
  kind: string;
  holder: string;
  body: Json<unknown>;
  valid_from: Moment;
  valid_until: Moment;
  actor: string;
  at: Moment;
  revoked_at: MaybeMoment;
  revoked_by: string | null;
}

interface AgreementTable {
  id: string;
  body: Json<unknown>;
  signatures: Json<Readonly<Record<string, unknown>>>;
  state: 'proposed' | 'in_force' | 'ended';
  at: Moment;
}

interface SessionTable {
  id: string;
  protocol: string;
  agreement: string | null;
  peer: string;
  opened_here: boolean;
  state: string;
  data: Json<unknown>;
  revision: number;
  opened_at: Moment;
  changed_at: Moment;
  deadline_at: MaybeMoment;
}

interface MessageTable {
  id: string;
  way: 'in' | 'out';
  peer: string;
  session: string;
  kind: string;
  agreement: string | null;
  sha256: string;
  bytes: Big;
  /** Out: waiting, delivered, refused, expired. In: charged, done, refused. */
  state: 'waiting' | 'delivered' | 'refused' | 'expired' | 'charged' | 'done';
  receipt: string | null;
  fault: string | null;
  attempts: Generated<number>;
  at: Moment;
  next_at: MaybeMoment;
  expires_at: Moment;
  position: Generated<bigint>;
}

interface BudgetTable {
  organisation: string;
  agreement: string;
  purpose: string;
  id_type: string;
  period: string;
  spent: Big;
}

interface ChargeTable {
  message: string;
  organisation: string;
  id_type: string;
  elements: Big;
  at: Moment;
}

interface ApprovalTable {
  session: string;
  action: string;
  officer: string;
  note: string;
  at: Moment;
}

interface DisclosureTable {
  id: string;
  way: 'sent' | 'received';
  peer: string;
  session: string;
  message: string;
  agreement: string | null;
  at: Moment;
  body: Json<unknown>;
}

interface DisclosureEventTable {
  id: string;
  disclosure: string;
  kind: string;
  body: Json<unknown>;
  actor: string;
  at: Moment;
}

interface RecordTable {
  area: string;
  key: string;
  body: Json<unknown>;
  at: Moment;
}

/** Tables of the exchange. The migration says what each holds. */
export interface ExchangeTables {
  officer: OfficerTable;
  exchange_peer: PeerTable;
  exchange_permit: PermitTable;
  exchange_agreement: AgreementTable;
  exchange_session: SessionTable;
  exchange_message: MessageTable;
  exchange_budget: BudgetTable;
  exchange_charge: ChargeTable;
  exchange_approval: ApprovalTable;
  exchange_disclosure: DisclosureTable;
  exchange_disclosure_event: DisclosureEventTable;
  exchange_nonce: { nonce: string; expires_at: Moment };
  exchange_time: { one: number; seen_at: Moment };
  exchange_record: RecordTable;
}
