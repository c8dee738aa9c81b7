/** What each share records on both ends (fields of the record that travel with the message). */
import { z } from 'zod';
import { isoTime } from '../../base/index.js';
import type { Agreement, AgreementParty, PathAnswer } from '../agreement/index.js';
import type { SecrecyScan } from '../guard/never-leaves.js';
import type { Cause, MessageKind } from './protocol.js';

/**
 * The part of a disclosure's record that sender and receiver hold alike. Times of release and
 * receipt, ids and ends are the message's own; outcome, objections and corrections come after.
 */
export const releaseSchema = z.strictObject({
  officer: z.string(),
  approvals: z.array(z.string()),
  legal_basis: z.string(),
  /** What opens the path: ids of registrations, policies, opinions and releases on file. */
  permits: z.array(z.string()),
  purpose: z.string(),
  informs: z.enum(['nothing', 'strategic', 'count', 'customer']),
  categories: z.array(z.string()),
  form: z.enum(['clear', 'tokens']),
  /** Texts and fields that were scanned for the existence of reports and blocked persons. */
  scanned: z.strictObject({ texts: z.int(), fields: z.int() }),
  tlp: z.string(),
  onward: z.string(),
  use_until: z.iso.datetime({ precision: 3 }),
  retain_until: z.iso.datetime({ precision: 3 }),
});
export type ReleaseRecord = z.infer<typeof releaseSchema>;

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;

/** Years that each country has disclosures kept: 5 in the US, 10 in Mexico; the longer holds. */
const RETENTION_YEARS = { US: 5, MX: 10 } as const;

export function releaseRecord(given: {
  readonly agreement: Agreement;
  readonly us: AgreementParty;
  readonly to: AgreementParty;
  readonly kind: MessageKind;
  readonly path: PathAnswer;
  readonly cause: Cause;
  readonly approvals: readonly string[];
  readonly scanned: SecrecyScan;
  readonly now: number;
}): ReleaseRecord {
  const { agreement, us, to, kind, path, cause, approvals, scanned, now } = given;
  const years = Math.max(RETENTION_YEARS[us.country], RETENTION_YEARS[to.country]);
  const law_ms = Math.ceil(years * YEAR_DAYS) * DAY_MS;
  return {
    officer: cause.by === 'officer' ? cause.officer.id : 'node',
    approvals: [...approvals],
    legal_basis: path.basis?.id ?? us.legal_bases[0] ?? '',
    permits: [...path.permits],
    purpose: agreement.purpose,
    informs: kind.informs,
    categories: [...(kind.carries ?? [])],
    form: kind.form ?? 'clear',
    scanned: { texts: scanned.texts, fields: scanned.fields },
    tlp: agreement.tlp,
    onward: agreement.onward,
    use_until: isoTime(now + agreement.retention_days * DAY_MS),
    retain_until: isoTime(now + Math.max(agreement.retention_days * DAY_MS, law_ms)),
  };
}
