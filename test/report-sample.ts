import { present, seededRandom } from '../src/base/index.js';
import type { Alert } from '../src/model/index.js';
import type { EvidencePayment, FlowEnd, ReportInput } from '../src/report/index.js';
import {
  CITATIONS,
  CORRIDORS,
  comparisons,
  guide,
  hash,
  MEASURED,
  RUN,
  SEVERITY_MIX,
  SUBJECTS,
  TRUTH,
  TYPOLOGIES,
} from './report-sample-data.js';

export interface SampleOptions {
  /** 26 by default: several a subject. */
  readonly alerts?: number;
  /** Payments of each alert; by default between 3 and 26. */
  readonly evidence?: number;
}

/** Invented alerts in every shape a report meets: all severities, grounds, kinds of value. */
export function sampleReport({ alerts: total = 26, evidence }: SampleOptions = {}): ReportInput {
  const payments = new Map<string, EvidencePayment>();
  const subjects = total > 60 ? Math.ceil(total / 3) : SUBJECTS.length;
  const alerts = Array.from({ length: total }, (_, i) =>
    sampleAlert(i, subjects, evidence, payments),
  );
  return {
    fictional: true,
    run: RUN,
    alerts,
    findings_total: total * 4 + 7,
    payments,
    subjects: new Map(
      alerts.map(({ finding: { subject }, subject_name, institution_id }) => [
        `${subject.kind}:${subject.id}`,
        {
          subject,
          name: subject_name,
          institution: institution_id,
          country: institution_id?.includes('México') ? 'MX' : 'US',
          opened_on: subject.kind === 'account' ? '2024-11-18' : null,
        },
      ]),
    ),
    flows: alerts.slice(0, 6).map(({ finding: { subject } }, i) => ({
      subject,
      from: '2025-02-03T00:00:00.000Z',
      to: '2025-05-30T00:00:00.000Z',
      sources: ends(i, 0),
      targets: i === 4 ? [] : ends(i, 1),
    })),
    corridors: CORRIDORS,
    guides: new Map(TYPOLOGIES.map((typology) => [typology.id, guide(typology)])),
    truth: TRUTH,
    audit: { origin: 'puente/demo', entry: 128, root_hash: hash(7, 'root').repeat(2) },
  };
}

function sampleAlert(
  i: number,
  subjects: number,
  evidence: number | undefined,
  payments: Map<string, EvidencePayment>,
): Alert {
  const random = seededRandom(`report-sample/${i}`);
  const typology = present(TYPOLOGIES[(i * 5 + (i >> 3)) % TYPOLOGIES.length], 'typology');
  const subject = (i < SUBJECTS.length ? i : random.integer(0, subjects - 1)) % subjects;
  const [name = '', institution = ''] = SUBJECTS[subject % SUBJECTS.length] ?? [];
  const account = `US-B-00${4411 + subject}`;
  const length = evidence ?? random.integer(3, 26);
  const month = random.integer(1, 12);
  const first = Date.UTC(2025, month - 1, random.integer(1, 21), 15, 4);
  const ids = Array.from({ length }, (_, leg) => {
    const id = `P-2025-${String(payments.size + 1).padStart(6, '0')}`;
    payments.set(id, payment(id, first - (length - leg) * 5_000_000, [account, name], leg));
    return id;
  });
  return {
    id: hash(i, 'alert'),
    ground: i % 9 === 4 ? 'exact_list_hit' : i % 7 === 3 ? 'measured_precision' : 'two_families',
    rank_score: Math.max(12, 97 - i * 3),
    title: typology.title,
    sentence: {
      en: `${name} received ${length} cash deposits below the threshold, and sent them on at once.`,
      es: `${name} recibió ${length} depósitos en efectivo bajo el umbral y los envió luego.`,
    },
    citations: CITATIONS.slice(i % 2, 1 + (i % 3)),
    institution_id: institution,
    owner: { kind: subject % 3 === 2 ? 'party' : 'account', id: account },
    subject_name: name,
    network:
      i % 3 === 0 ? { id: hash(i, 'network'), rank: 1 + i, role: 'cash_out', accounts: 9 } : null,
    corroboration: [
      { finding_id: hash(i + 1, 'finding'), typology: 'trade_no_goods', family: 'trade' as const },
      { finding_id: 'elsewhere', typology: 'shared_device', family: 'identity' as const },
    ].slice(i % 7 === 3 ? 2 : 0),
    finding: {
      id: hash(i, 'finding'),
      typology: typology.id,
      version: '1.2.0',
      subject: { kind: subject % 3 === 2 ? 'party' : 'account', id: account },
      period: `2025-${String(month).padStart(2, '0')}-01`,
      period_kind: 'month',
      first_at: iso(first),
      last_at: iso(first + random.integer(0, 9) * 86_400_000),
      times_fired: random.integer(1, 7),
      peak_at: iso(first),
      score: random.integer(40, 98),
      severity: SEVERITY_MIX[i % SEVERITY_MIX.length] ?? 'low',
      family: typology.family,
      area: typology.area,
      measured: MEASURED,
      comparisons: comparisons(String(random.integer(9_200_00, 480_000_00))),
      evidence: ids,
      evidence_total: i % 6 === 0 ? length + 114 : length,
      revision: hash(i, 'revision'),
      exact_list_hit: i % 9 === 4,
    },
  };
}

function payment(
  id: string,
  at: number,
  [account, name]: readonly [string, string],
  leg: number,
): EvidencePayment {
  const random = seededRandom(id);
  const inward = leg % 3 !== 2;
  const cash = leg % 3 === 0;
  const subject = { account, name, institution: 'First Mesa Bank', country: 'US' };
  const other = {
    account: '002180700112233445',
    name: 'Comercializadora Tres Ríos, S.A.',
    institution: 'Banco del Norte de México',
    country: 'MX',
  };
  const till = { account: null, name: null, institution: null, country: null };
  const amount = BigInt(random.integer(7_900_00, 9_990_00));
  return {
    id,
    time: iso(at),
    debtor: cash ? till : inward ? other : subject,
    creditor: inward ? subject : other,
    amount_minor: inward ? amount : amount * 19n,
    currency: inward ? 'USD' : 'MXN',
    value_minor: amount,
    rail: cash ? 'cash' : inward ? 'wire' : 'spei',
    channel: cash ? 'branch' : 'online',
    purpose: cash ? null : 'trade',
    text: cash ? null : 'Factura 8841 anticipo maquinaria',
    place: cash ? 'Branch 14, Nogales, AZ' : null,
  };
}

function ends(subject: number, side: number): FlowEnd[] {
  const random = seededRandom(`ends/${subject}/${side}`);
  const end = (kind: FlowEnd['kind'], label: string | null, members = 1): FlowEnd => ({
    kind,
    label,
    value_minor: BigInt(random.integer(20_000_00, 900_000_00)),
    payments: random.integer(2, 60),
    members,
  });
  const names = SUBJECTS.map(([name]) => name).filter((_, i) => i !== subject);
  return [
    ...names.slice(side * 4, side * 4 + 2 + (subject % 3)).map((name) => end('party', name)),
    ...(side === 0
      ? [end('cash', null)]
      : [end('party', 'Comercializadora Internacional de Refacciones y Autopartes del Noroeste')]),
    end('others', null, 14),
  ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
