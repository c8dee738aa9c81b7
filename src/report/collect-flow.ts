import type { Subject } from '../model/index.js';
import type { Engine } from '../store/index.js';
import type { FlowEnd, SubjectFlow } from './input.js';

/** Counterparties drawn on each side; the smaller ones are drawn together. */
const ENDS_MAX = 5;

/**
 * The subject's money in and out between two moments (both included), by counterparty: the party
 * where it is known, else the account, else the name in the payment. Transfers between accounts of
 * one party, or of one network, are no flow. `collectReport` has made the tables
 * `report_account` and `report_party`. Payments without a value in the reporting currency are left
 * out.
 */
export async function collectFlow(
  engine: Engine,
  subject: Subject,
  span: { readonly from: string; readonly to: string },
): Promise<SubjectFlow> {
  const sides = [];
  for (const own of ['creditor', 'debtor'] as const) {
    const other = own === 'creditor' ? 'debtor' : 'creditor';
    const rows = await engine.rows<EndRow>(endsSql(own, other, subject.kind), [
      subject.id,
      span.from,
      span.to,
    ]);
    sides.push(summarise(rows));
  }
  const [sources = [], targets = []] = sides;
  return { subject, ...span, sources, targets };
}

interface EndRow extends Record<string, unknown> {
  readonly kind: FlowEnd['kind'];
  readonly label: string | null;
  readonly value_minor: bigint;
  readonly payments: bigint;
}

const ACCOUNTS_OF: Readonly<Record<Subject['kind'], string>> = {
  account: 'SELECT ? AS id',
  party: 'SELECT id FROM report_account WHERE party_id = ?',
  network: 'SELECT account_id AS id FROM network_member WHERE network_id = ?',
};

function endsSql(own: string, other: string, kind: Subject['kind']): string {
  return `
    WITH mine AS (${ACCOUNTS_OF[kind]}),
    moved AS (
      SELECT p.value_minor, p.rail IS NOT DISTINCT FROM 'cash' AS is_cash,
        coalesce(o.id, p.${other}_account, p.${other}_name) AS other_key,
        coalesce(o.name, p.${other}_name, p.${other}_account) AS other_name
      FROM payment p
      LEFT JOIN report_account a ON a.id = p.${other}_account
      LEFT JOIN report_party o ON o.id = a.party_id
      WHERE p.${own}_account IN (FROM mine)
        AND (p.${other}_account IS NULL OR p.${other}_account NOT IN (FROM mine))
        AND p.time BETWEEN ?::TIMESTAMP_MS AND ?::TIMESTAMP_MS
        AND p.value_minor > 0)
    SELECT
      CASE WHEN is_cash THEN 'cash' WHEN other_key IS NULL THEN 'unknown' ELSE 'party' END AS kind,
      CASE WHEN NOT is_cash THEN min(other_name) END AS label,
      sum(value_minor) AS value_minor, count(*) AS payments
    FROM moved
    GROUP BY is_cash, CASE WHEN NOT is_cash THEN other_key END, kind
    ORDER BY value_minor DESC, label`;
}

/** The largest ends by themselves, the rest as one. */
function summarise(rows: readonly EndRow[]): FlowEnd[] {
  const ends = rows.map((row) => ({ ...row, payments: Number(row.payments), members: 1 }));
  if (ends.length <= ENDS_MAX + 1) return ends;
  const rest = ends.slice(ENDS_MAX);
  return [
    ...ends.slice(0, ENDS_MAX),
    {
      kind: 'others',
      label: null,
      value_minor: rest.reduce((sum, end) => sum + end.value_minor, 0n),
      payments: rest.reduce((sum, end) => sum + end.payments, 0),
      members: rest.length,
    },
  ];
}
