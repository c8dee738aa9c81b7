import { type Bilingual, seededRandom } from '../src/base/index.js';
import type { Citation, Comparison, Family, Measured, Severity } from '../src/model/index.js';
import type { ReportInput, TypologyGuide } from '../src/report/index.js';

/** What the sample report is made of: typologies, subjects, citations, the run. All invented. */
export interface SampleTypology {
  readonly id: string;
  readonly area: string;
  readonly family: Family;
  readonly title: Bilingual;
}

export const TYPOLOGIES: readonly SampleTypology[] = [
  {
    id: 'cash_below_threshold',
    area: 'structuring',
    family: 'cash',
    title: {
      en: 'Cash deposits just below the reporting threshold',
      es: 'Depósitos en efectivo apenas por debajo del umbral',
    },
  },
  {
    id: 'funnel_account',
    area: 'structuring',
    family: 'flow',
    title: {
      en: 'Funnel account: cash in many states, out at the border',
      es: 'Cuenta embudo: efectivo en muchos estados, salida en la frontera',
    },
  },
  {
    id: 'precursor_supplier',
    area: 'fentanyl',
    family: 'list',
    title: {
      en: 'Payments to a listed precursor supplier',
      es: 'Pagos a un proveedor listado de precursores',
    },
  },
  {
    id: 'trade_no_goods',
    area: 'trade',
    family: 'trade',
    title: {
      en: 'Trade payments without the business for it',
      es: 'Pagos de comercio sin actividad que los explique',
    },
  },
  {
    id: 'mirror_transfers',
    area: 'laundering_organisations',
    family: 'flow',
    title: {
      en: 'Mirror transfers on both sides of the border',
      es: 'Transferencias espejo en ambos lados de la frontera',
    },
  },
  {
    id: 'spa_night_cards',
    area: 'human_trafficking',
    family: 'identity',
    title: {
      en: 'Card income at night in a personal-services business',
      es: 'Ingresos nocturnos con tarjeta en un negocio de servicios',
    },
  },
  {
    id: 'official_family_inflow',
    area: 'corruption',
    family: 'ownership',
    title: {
      en: 'Contractor money reaches an official’s family',
      es: 'Dinero de contratistas llega a la familia de un funcionario',
    },
  },
];

export const SUBJECTS: readonly (readonly [string, string])[] = [
  ['Ferretería y Materiales del Bravo, S.A. de C.V.', 'Banco del Norte de México'],
  ['Desert Bloom Imports LLC', 'First Mesa Bank'],
  ['Ramiro Aldana Quintanilla', 'First Mesa Bank'],
  ['Golden Route General Trading Co.', 'Pacific Ledger Bank'],
  ['Lotus Evening Wellness Inc.', 'Pacific Ledger Bank'],
  ['Constructora Sierra Clara, S. de R.L.', 'Banco Valle de México'],
  ['Ximena Ortuño Baca', 'Banco Valle de México'],
  ['Copper Canyon Freight LLC', 'First Mesa Bank'],
  ['J. Whitfield Barlow', 'Pacific Ledger Bank'],
];

export const SEVERITY_MIX: readonly Severity[] = [
  'critical',
  'high',
  'high',
  'medium',
  'critical',
  'medium',
  'low',
  'high',
  'medium',
];

export const CITATIONS: readonly Citation[] = [
  {
    document: 'FIN-2024-A002',
    issuer: 'FinCEN',
    title: 'Supplemental Advisory on the Procurement of Precursor Chemicals',
    date: '2024-06-20',
    locator: 'red flag 4',
    address: 'https://www.fincen.gov/example/advisory.pdf',
    verification: 'verified',
  },
  {
    document: 'Guía 2023',
    issuer: 'UIF',
    title: 'Guía para la prevención del lavado de dinero',
    date: '2023-05',
    locator: 'numeral 12',
    address: 'https://www.gob.mx/uif/example',
    verification: 'summary_only',
  },
  {
    document: 'Report 12',
    issuer: 'FATF',
    title: 'Money Laundering from Fentanyl and Synthetic Opioids',
    date: '2022-11-30',
    locator: 'p. 41',
    address: 'not an address',
    verification: 'unverified',
  },
];

const measured = (
  name: string,
  kind: Measured['kind'],
  numerator: string | null,
  en: string,
  es: string,
  denominator = '1',
): Measured => ({ name, kind, numerator, denominator, label: { en, es } });

export const MEASURED: readonly Measured[] = [
  measured('branches', 'count', '7', 'Branches used', 'Sucursales usadas'),
  measured('first_in', 'moment', '1741046400000', 'First deposit', 'Primer depósito'),
  measured('new_account', 'flag', '1', 'Account under a year old', 'Cuenta con menos de un año'),
];

export function comparisons(value: string): Comparison[] {
  const limit = (kind: Measured['kind'], numerator: string, denominator = '1') =>
    measured('', kind, numerator, 'threshold', 'umbral', denominator);
  return [
    {
      text: 'cash_in >= cash_min',
      left: measured('cash_in', 'money', value, 'Cash in 14 days', 'Efectivo en 14 días'),
      operator: '>=',
      right: limit('money', '1500000'),
      holds: true,
    },
    {
      text: 'below_share >= share_min',
      left: measured(
        'below_share',
        'ratio',
        '17',
        'Share just below the threshold',
        'Parte apenas por debajo del umbral',
        '19',
      ),
      operator: '>=',
      right: limit('ratio', '3', '5'),
      holds: true,
    },
    {
      text: 'time_to_exit <= exit_max',
      left: measured('time_to_exit', 'duration', '94320000', 'Time to exit', 'Tiempo de salida'),
      operator: '<=',
      right: limit('duration', '172800000'),
      holds: true,
    },
    {
      text: 'peers > 3',
      left: measured('peers', 'zscore', null, 'Distance from peers', 'Distancia de sus pares'),
      operator: '>',
      right: limit('zscore', '3'),
      holds: null,
    },
  ];
}

export const guide = ({ area, title }: SampleTypology): TypologyGuide => ({
  title,
  area,
  version: '1.2.0',
  purpose: {
    en: 'Finds cash split so that no deposit is reported, and that leaves again quickly.',
    es: 'Encuentra efectivo fraccionado para que nada se reporte y que sale de inmediato.',
  },
  false_positives: {
    en: '- A shop that deposits its till each evening.\n- Bags that are counted in parts.',
    es: '- Una tienda que deposita su caja cada noche.\n- Bolsas que se cuentan por partes.',
  },
  known_gaps: {
    en: 'Does not see deposits at institutions outside the store.',
    es: 'No ve depósitos en instituciones fuera del almacén.',
  },
  investigate: {
    en: '1. Compare the deposits with the declared business.\n2. Ask who made each deposit.',
    es: '1. Compare los depósitos con el giro declarado.\n2. Pregunte quién los hizo.',
  },
});

export const RUN: ReportInput['run'] = {
  id: '2f0c8a52-demo',
  at: '2026-01-04T18:22:31.000Z',
  puente_version: '0.1.0',
  catalogue_hash: hash(1, 'catalogue').repeat(2),
  input_hash: hash(2, 'input').repeat(2),
  engine: 'DuckDB 1.5.6',
  reporting_currency: 'USD',
  payments: 214_381,
  accounts: 11_904,
  parties: 9_377,
  from: '2025-01-01T00:00:00.000Z',
  to: '2025-12-31T23:00:00.000Z',
  typologies_run: 29,
  typologies_idle: [
    {
      id: 'shared_device',
      title: { en: 'One device, many parties', es: 'Un dispositivo, muchas partes' },
      reason: { en: 'No payment names a device.', es: 'Ningún pago indica un dispositivo.' },
    },
  ],
  undetermined: 1_882,
};

export const TRUTH: ReportInput['truth'] = {
  schemes: [
    ['Funnel account through four states', 'Cuenta embudo por cuatro estados', true],
    ['Mirror transfers', 'Transferencias espejo', true],
    ['Precursors paid to a listed supplier', 'Precursores pagados a un proveedor listado', true],
    ['Phantom trade in auto parts', 'Comercio fantasma de autopartes', true],
    ['Spa chain', 'Cadena de spas', true],
    ['Contract kickback', 'Soborno por un contrato', false],
    ['Student money mules', 'Mulas estudiantiles', true],
    ['Round trip through a shell', 'Viaje redondo por una empresa fachada', true],
  ].map(([en, es, found]) => ({
    title: { en: String(en), es: String(es) },
    found: found === true,
  })),
  innocent_alerts: 4,
  accounts: 11_904,
  months: 12,
};

export const CORRIDORS: ReportInput['corridors'] = (
  [
    ['US', 'US', 121_330, 912_334_118_22n, 1_904_223_10n],
    ['MX', 'MX', 70_118, 402_118_334_90n, 803_118_00n],
    ['US', 'MX', 15_844, 88_412_990_12n, 4_233_118_55n],
    ['MX', 'US', 5_120, 61_220_118_00n, 2_118_334_10n],
    ['MX', 'CN', 612, 18_220_400_00n, 3_912_004_00n],
    ['US', 'CN', 804, 12_118_300_00n, 40_118_00n],
    ['CN', 'MX', 210, 4_118_300_00n, 0n],
    ['US', 'HK', 88, 2_118_300_00n, 412_000_00n],
    ['HK', 'MX', 31, 918_300_00n, 218_000_00n],
    ['US', 'CO', 140, 611_300_00n, 0n],
    ['US', 'GT', 2_011, 402_118_00n, 0n],
    [null, 'US', 73, 218_300_00n, 9_000_00n],
  ] as const
).map(([from_country, to_country, payments, value_minor, alerted_value_minor]) => ({
  from_country,
  to_country,
  payments,
  value_minor,
  alerted_value_minor,
}));

export function hash(n: number, salt: string): string {
  const random = seededRandom(`${salt}/${n}`);
  return Array.from({ length: 32 }, () => random.integer(0, 15).toString(16)).join('');
}
