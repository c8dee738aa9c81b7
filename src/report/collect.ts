/** Reads from the engine what a report shows beside its alerts. */
import type { Alert, Subject } from '../model/index.js';
import type { Engine } from '../store/index.js';
import { collectFlow } from './collect-flow.js';
import {
  type Corridor,
  type EvidencePayment,
  type ReportInput,
  type SubjectFacts,
  type SubjectFlow,
  subjectKey,
} from './input.js';

export interface CollectRequest {
  /** Best first. */
  readonly alerts: readonly Alert[];
  /** Subjects whose flow of money is drawn. */
  readonly flow_subjects_max?: number;
}

export type Collected = Pick<ReportInput, 'payments' | 'subjects' | 'flows' | 'corridors'>;

const FLOW_SUBJECTS_MAX = 6;
const ROWS_PER_INSERT = 500;

/** Tables that live while a report is collected: what alerts name, and who everybody is today. */
const TABLES = {
  report_evidence: '(id VARCHAR)',
  report_subject: '(kind VARCHAR, id VARCHAR)',
  report_account: newestOf('account'),
  report_party: newestOf('party'),
} as const;

/**
 * Queries the tables of the model. Names are the newest on file, failing that those of the payment.
 * It works in temporary tables, which are gone when it returns; the model's are only read.
 */
export async function collectReport(engine: Engine, request: CollectRequest): Promise<Collected> {
  const { alerts, flow_subjects_max = FLOW_SUBJECTS_MAX } = request;
  const subjects = distinctSubjects(alerts);
  try {
    for (const [name, shape] of Object.entries(TABLES)) {
      await engine.run(`CREATE OR REPLACE TEMP TABLE ${name} ${shape}`);
    }
    const ids = [...new Set(alerts.flatMap((alert) => alert.finding.evidence))];
    await insertRows(
      engine,
      'report_evidence',
      ids.map((id) => [id]),
    );
    await insertRows(
      engine,
      'report_subject',
      subjects.map(({ kind, id }) => [kind, id]),
    );
    const payments = await evidencePayments(engine);
    const flows: SubjectFlow[] = [];
    for (const subject of subjects.slice(0, flow_subjects_max)) {
      flows.push(await collectFlow(engine, subject, spanOf(subject, alerts, payments)));
    }
    return {
      payments,
      flows,
      subjects: await subjectFacts(engine, alerts),
      corridors: await corridors(engine),
    };
  } finally {
    for (const name of Object.keys(TABLES)) await engine.run(`DROP TABLE IF EXISTS ${name}`);
  }
}

function newestOf(noun: string): string {
  return `AS SELECT * FROM ${noun} QUALIFY row_number() OVER (
    PARTITION BY id ORDER BY known_from DESC NULLS LAST, valid_from DESC NULLS LAST) = 1`;
}

async function insertRows(
  engine: Engine,
  table: string,
  rows: readonly (readonly string[])[],
): Promise<void> {
  for (let i = 0; i < rows.length; i += ROWS_PER_INSERT) {
    const some = rows.slice(i, i + ROWS_PER_INSERT);
    const holes = some.map((row) => `(${row.map(() => '?').join(', ')})`).join(', ');
    await engine.run(`INSERT INTO ${table} VALUES ${holes}`, some.flat());
  }
}

function distinctSubjects(alerts: readonly Alert[]): Subject[] {
  return [...new Map(alerts.map(({ owner }) => [subjectKey(owner), owner])).values()];
}

/** From the first payment of evidence to the last firing, of all alerts of the subject. */
function spanOf(
  subject: Subject,
  alerts: readonly Alert[],
  payments: ReadonlyMap<string, EvidencePayment>,
): { from: string; to: string } {
  const key = subjectKey(subject);
  const own = alerts.filter(({ owner }) => subjectKey(owner) === key).map((a) => a.finding);
  const times = own
    .flatMap((finding) => [
      finding.first_at,
      finding.last_at,
      ...finding.evidence.map((id) => payments.get(id)?.time ?? finding.first_at),
    ])
    .sort();
  return { from: times[0] ?? '', to: times.at(-1) ?? '' };
}

async function evidencePayments(engine: Engine): Promise<Map<string, EvidencePayment>> {
  const rows = await engine.rows<EvidenceRow>(`
    SELECT p.id, strftime(p.time, '%Y-%m-%dT%H:%M:%S.%gZ') AS time,
      p.debtor_account, coalesce(dp.name, p.debtor_name) AS debtor_name,
      coalesce(di.name, p.debtor_institution, da.institution_id) AS debtor_institution,
      coalesce(p.debtor_country, da.country) AS debtor_country,
      p.creditor_account, coalesce(cp.name, p.creditor_name) AS creditor_name,
      coalesce(ci.name, p.creditor_institution, ca.institution_id) AS creditor_institution,
      coalesce(p.creditor_country, ca.country) AS creditor_country,
      p.amount_minor, p.currency, p.value_minor, p.rail, p.channel, p.purpose, p.text,
      coalesce(nullif(concat_ws(', ', l.name, l.city, l.region), ''), p.place_id) AS place
    FROM payment p
    SEMI JOIN report_evidence e ON e.id = p.id
    LEFT JOIN report_account da ON da.id = p.debtor_account
    LEFT JOIN report_party dp ON dp.id = da.party_id
    LEFT JOIN institution di ON di.id = coalesce(p.debtor_institution, da.institution_id)
    LEFT JOIN report_account ca ON ca.id = p.creditor_account
    LEFT JOIN report_party cp ON cp.id = ca.party_id
    LEFT JOIN institution ci ON ci.id = coalesce(p.creditor_institution, ca.institution_id)
    LEFT JOIN place l ON l.id = p.place_id
    ORDER BY p.order_key`);
  return new Map(rows.map((row) => [row.id, toEvidence(row)]));
}

type End = 'account' | 'name' | 'institution' | 'country';
type EvidenceRow = Omit<EvidencePayment, 'debtor' | 'creditor'> & {
  readonly [K in `debtor_${End}` | `creditor_${End}`]: string | null;
} & Record<string, unknown>;

function toEvidence(row: EvidenceRow): EvidencePayment {
  const end = (side: 'debtor' | 'creditor') => ({
    account: row[`${side}_account`],
    name: row[`${side}_name`],
    institution: row[`${side}_institution`],
    country: row[`${side}_country`],
  });
  const { id, time, amount_minor, currency, value_minor, rail, channel, purpose } = row;
  const what = { id, time, amount_minor, currency, value_minor, rail, channel, purpose };
  return {
    ...what,
    debtor: end('debtor'),
    creditor: end('creditor'),
    text: row.text,
    place: row.place,
  };
}

async function subjectFacts(
  engine: Engine,
  alerts: readonly Alert[],
): Promise<Map<string, SubjectFacts>> {
  const rows = await engine.rows<FactRow>(`
    SELECT s.kind, s.id, p.name, coalesce(i.name, a.institution_id) AS institution,
      coalesce(a.country, i.country) AS country, strftime(a.opened_on, '%Y-%m-%d') AS opened_on
    FROM report_subject s
    LEFT JOIN report_account a ON a.id = s.id
    LEFT JOIN report_party p ON p.id = a.party_id
    LEFT JOIN institution i ON i.id = a.institution_id
    WHERE s.kind = 'account'
    UNION ALL
    SELECT s.kind, s.id, any_value(p.name), min(coalesce(i.name, a.institution_id)),
      any_value(p.country), NULL
    FROM report_subject s
    LEFT JOIN report_party p ON p.id = s.id
    LEFT JOIN report_account a ON a.party_id = s.id
    LEFT JOIN institution i ON i.id = a.institution_id
    WHERE s.kind = 'party' GROUP BY ALL`);
  const facts = new Map<string, SubjectFacts>();
  for (const { kind, id, name, institution, country, opened_on } of rows) {
    const subject = { kind, id };
    const key = subjectKey(subject);
    const alert = alerts.find(({ owner }) => subjectKey(owner) === key);
    facts.set(key, {
      subject,
      name: alert?.subject_name ?? name,
      institution: institution ?? alert?.institution_id ?? null,
      country,
      opened_on,
    });
  }
  return facts;
}

interface FactRow extends Subject, Omit<SubjectFacts, 'subject'>, Record<string, unknown> {
  readonly kind: Subject['kind'];
  readonly id: string;
}

/** Cash has one end: its country is that of the other. */
async function corridors(engine: Engine): Promise<Corridor[]> {
  const rows = await engine.rows<{
    from_country: string | null;
    to_country: string | null;
    payments: bigint;
    value_minor: bigint;
    alerted_value_minor: bigint;
  }>(`
    SELECT
      CASE WHEN rail = 'cash' THEN coalesce(debtor_country, creditor_country)
        ELSE debtor_country END AS from_country,
      CASE WHEN rail = 'cash' THEN coalesce(creditor_country, debtor_country)
        ELSE creditor_country END AS to_country,
      count(*) AS payments,
      coalesce(sum(value_minor), 0) AS value_minor,
      coalesce(sum(value_minor) FILTER (e.id IS NOT NULL), 0) AS alerted_value_minor
    FROM payment LEFT JOIN (SELECT DISTINCT id FROM report_evidence) e USING (id)
    GROUP BY 1, 2 ORDER BY value_minor DESC, 1, 2`);
  return rows.map((row) => ({ ...row, payments: Number(row.payments) }));
}
