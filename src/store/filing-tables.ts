import type { Json, MaybeMoment, Moment } from './ledger-columns.js';

/** `withdrawn`: taken up by another report, or not owed after all; kept for the record. */
export type FilingStatus = 'drafted' | 'checked' | 'written' | 'acknowledged' | 'withdrawn';

interface FilingTable {
  id: string;
  form: string;
  obligation: string | null;
  institution: string;
  period: string | null;
  status: FilingStatus;
  revision: number;
  /** As people have made it, and as it was drafted last. */
  body: Json<unknown>;
  drafted: Json<unknown>;
  /** Of all that was drafted, and of payments and amounts only. */
  drafted_sha256: string;
  reported_sha256: string;
  gaps: Json<unknown>;
  due_at: MaybeMoment;
  corrects: string | null;
  file_sha256: string | null;
  ack: Json<unknown> | null;
  created_at: Moment;
  changed_at: Moment;
}

/** Tables of reports to authorities. The migration says what each holds. */
export interface FilingTables {
  filing: FilingTable;
  filing_payment: { filing_id: string; payment_id: string; obligation: string; day: string };
  filing_reason: {
    payment_id: string;
    obligation: string;
    reason: string;
    officer: string;
    at: Moment;
  };
}
