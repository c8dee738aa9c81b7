/** Networks as tables for spreadsheets: amounts are decimals, times ISO, nothing is a formula. */
import { csvCell, formatMinor } from '../../base/index.js';
import type {
  DossierInstance,
  DossierMember,
  DossierPayment,
  NetworkDossier,
} from '../../model/index.js';

/** Amounts are numbers with all their digits, which no quotes hide. */
interface Amount {
  readonly decimal: string;
}
type Cell = string | number | bigint | Amount | null;
type Columns<T> = Readonly<Record<string, (row: T, dossier: NetworkDossier) => Cell>>;

const MEMBERS: Columns<DossierMember> = {
  network: (_, { network }) => network.id,
  rank: (_, { network }) => network.rank,
  account: (m) => m.account_id,
  role: (m) => m.role,
  party: (m) => m.party_id,
  name: (m) => m.name,
  kind: (m) => m.party_kind,
  institution_id: (m) => m.institution_id,
  institution: (m) => m.institution,
  country: (m) => m.country,
  instances: (m) => m.instances,
  currency: (_, { currency }) => currency,
  received: (m, d) => money(m.in_minor, d),
  paid: (m, d) => money(m.out_minor, d),
  kept: (m, d) => money(m.kept_minor, d),
  dwell_ms: (m) => m.dwell_ms,
  first_at: (m) => m.first_at,
  last_at: (m) => m.last_at,
  months: (m) => m.months.join(' '),
};

const PAYMENTS: Columns<DossierPayment> = {
  network: (_, { network }) => network.id,
  rank: (_, { network }) => network.rank,
  payment: (p) => p.id,
  time: (p) => (p.is_day ? p.time.slice(0, 10) : p.time),
  ...endColumns('debtor'),
  ...endColumns('creditor'),
  amount: (p) => ({ decimal: formatMinor(p.amount_minor, p.currency) }),
  currency: (p) => p.currency,
  value: (p, d) => (p.value_minor === null ? null : money(p.value_minor, d)),
  value_currency: (_, { currency }) => currency,
  rail: (p) => p.rail,
  instances: (p) => p.instances.join(' '),
};

const INSTANCES: Columns<DossierInstance> = {
  network: (_, { network }) => network.id,
  rank: (_, { network }) => network.rank,
  instance: (i) => i.id,
  shape: (i) => i.shape,
  surprise_millinats: (i) => i.surprise,
  parts_millinats: (i) =>
    i.parts.map(({ step, thousandths }) => `${step}:${thousandths}`).join(' '),
  payments: (i) => i.payments,
  first_at: (i) => i.first_at,
  last_at: (i) => i.last_at,
};

/** The files of one export, by name: their heads, and the lines of one network. */
export const NETWORK_TABLES: Readonly<
  Record<string, { readonly head: string; lines(dossier: NetworkDossier): string }>
> = {
  'members.csv': table(MEMBERS, ({ members }) => members),
  'payments.csv': table(PAYMENTS, ({ payments }) => payments),
  'instances.csv': table(INSTANCES, ({ instances }) => instances),
};

function table<T>(columns: Columns<T>, rowsOf: (dossier: NetworkDossier) => readonly T[]) {
  const line = (row: T, dossier: NetworkDossier) => {
    const cells = Object.values(columns).map((read) => cell(read(row, dossier)));
    return `${cells.join(',')}\n`;
  };
  return {
    head: `${Object.keys(columns).join(',')}\n`,
    lines: (dossier: NetworkDossier) =>
      rowsOf(dossier)
        .map((row) => line(row, dossier))
        .join(''),
  };
}

function cell(value: Cell): string {
  return typeof value === 'object' && value !== null ? value.decimal : csvCell(value);
}

function money(minor: bigint, { currency }: NetworkDossier): Amount {
  return { decimal: formatMinor(minor, currency) };
}

function endColumns(side: 'debtor' | 'creditor'): Columns<DossierPayment> {
  return {
    [`${side}_account`]: (p) => p[side].account,
    [`${side}_name`]: (p) => p[side].name,
    [`${side}_institution`]: (p) => p[side].institution,
    [`${side}_country`]: (p) => p[side].country,
  };
}
