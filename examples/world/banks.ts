import { present } from '../../src/base/index.js';
import { type City, city } from './cities.js';

/** An institution of the example: invented, with an id that looks like a BIC and is nobody's. */
export interface Bank {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly country: string;
  readonly is_ours: boolean;
  /** Where its customers live, one entry a weight. */
  readonly cities: readonly City[];
}

const TEXAS_BORDER = ['Laredo', 'Laredo', 'McAllen', 'Brownsville', 'El Paso', 'San Antonio'];
const NATIONAL = (
  'Houston,Dallas,Phoenix,San Diego,Los Angeles,Los Angeles,Chicago,Chicago,Atlanta,New York,' +
  'New York,Miami,Charlotte,Columbus,Denver,Seattle,Boston,Kansas City,Nogales AZ,San Antonio'
).split(',');
const NORTH = 'Monterrey,Monterrey,Nuevo Laredo,Reynosa,Ciudad Juárez,Tijuana,Saltillo,Chihuahua';
const CENTRE =
  'Ciudad de México,Ciudad de México,Guadalajara,Puerto Vallarta,León,Puebla,Querétaro,' +
  'Cancún,Manzanillo,Culiacán';

const bank = (
  id: string,
  name: string,
  kind: string,
  country: string,
  cities: readonly string[],
  is_ours = false,
): Bank => ({ id, name, kind, country, is_ours, cities: cities.map(city) });

export const BANKS: readonly Bank[] = [
  bank('EJBTUS44', 'Example Border Bank of Texas', 'bank', 'US', TEXAS_BORDER, true),
  bank('EXNBUS33', 'Example National Bank', 'bank', 'US', NATIONAL, true),
  bank('BENOMXMM', 'Banco Ejemplo del Norte', 'bank', 'MX', NORTH.split(','), true),
  bank('BECEMXMM', 'Banco Ejemplo del Centro', 'bank', 'MX', CENTRE.split(','), true),
  bank('XSAMUS31', 'Sample Savings Bank', 'bank', 'US', NATIONAL),
  bank('XMODUS32', 'Model Credit Union', 'credit_union', 'US', NATIONAL),
  bank('XCORUS33', 'Fictional Correspondent Bank of New York', 'bank', 'US', ['New York']),
  bank('XFICMXMM', 'Banco Ficticio Nacional', 'bank', 'MX', CENTRE.split(',')),
  bank('XMUEMXMM', 'Banco Muestra del Golfo', 'bank', 'MX', NORTH.split(',')),
  bank('XTRVMXMM', 'Casa de Bolsa Ficticia Tres Valles', 'broker', 'MX', ['Ciudad de México']),
  bank('XPALMXMM', 'Banco Imaginario Palmar', 'bank', 'MX', ['Guadalajara']),
  bank('XCAMMXM1', 'Casa de Cambio Ejemplar', 'casa_de_cambio', 'MX', ['Nuevo Laredo']),
  bank('XCAMMXM2', 'Centro Cambiario Ficticio del Puente', 'casa_de_cambio', 'MX', ['Tijuana']),
  bank('XMSBUS41', 'Ejemplo Envíos', 'msb', 'US', ['Laredo', 'Chicago', 'Los Angeles']),
  bank('XMSBUS42', 'Sample Remittances', 'msb', 'US', ['Houston', 'Atlanta']),
  bank('XCHNCNB1', 'Invented Harbour Bank', 'bank', 'CN', ['Shanghai', 'Shenzhen', 'Wuhan']),
  bank('XCHNHKH1', 'Imaginary Peak Bank', 'bank', 'HK', ['Hong Kong']),
  bank('XGUAGTG1', 'Banco Ejemplo del Istmo', 'bank', 'GT', ['Ciudad de Guatemala']),
  bank('XHONHNH1', 'Banco Muestra Hibueras', 'bank', 'HN', ['Tegucigalpa']),
  bank('XCOLCOB1', 'Banco Ficticio Andino', 'bank', 'CO', ['Bogotá']),
  bank('XDUBAEA1', 'Sample Gulf Bank', 'bank', 'AE', ['Dubai']),
  bank('XCANCAT1', 'Example Maple Bank', 'bank', 'CA', ['Toronto']),
  bank('XNETNLR1', 'Voorbeeld Bank', 'bank', 'NL', ['Rotterdam']),
  bank('XCRYUS51', 'Sample Coin Exchange', 'exchange', 'US', ['New York']),
  bank('XCRYAEA2', 'Invented Isle Exchange', 'exchange', 'AE', ['Dubai']),
];

const BY_ID = new Map(BANKS.map((b) => [b.id, b]));
const OURS = BANKS.filter((b) => b.is_ours);

export function bankById(id: string): Bank {
  return present(BY_ID.get(id), `bank ${id}`);
}

export function ourBanks(country?: string): readonly Bank[] {
  return country === undefined ? OURS : OURS.filter((b) => b.country === country);
}

/** Banks that keep the accounts of outsiders; money services and exchanges do not. */
export function otherBanks(country: string): readonly Bank[] {
  const plain = BANKS.filter((b) => !b.is_ours && /^(bank|credit_union)$/.test(b.kind));
  return plain.filter((b) => b.country === country && !/^X(COR|PAL)/.test(b.id));
}

/** The institutions a wire passes between two countries. */
export function route(from: string, to: string): string | undefined {
  if (BY_ID.get(from)?.country === BY_ID.get(to)?.country) return undefined;
  const us = [from, to].some((id) => BY_ID.get(id)?.country === 'US');
  if (from === 'EJBTUS44' || to === 'EJBTUS44') return 'EXNBUS33';
  if (us) return undefined;
  return from === 'BENOMXMM' || to === 'BENOMXMM' ? 'EXNBUS33 XCORUS33' : 'XCORUS33';
}

/** Correspondent relationships; the casas de cambio are nested behind the bank of the north. */
export const RELATIONSHIPS = [
  ['EXNBUS33', 'EJBTUS44', '', 'EXNBUS33-9900000001'],
  ['EXNBUS33', 'BENOMXMM', '', 'EXNBUS33-9900000002'],
  ['EXNBUS33', 'BENOMXMM', 'XCAMMXM1', 'EXNBUS33-9900000002'],
  ['EXNBUS33', 'BENOMXMM', 'XCAMMXM2', 'EXNBUS33-9900000002'],
  ['XCORUS33', 'BECEMXMM', '', ''],
  ['XCORUS33', 'BECEMXMM', 'XTRVMXMM', ''],
  ['XCORUS33', 'XCHNCNB1', '', ''],
  ['XCORUS33', 'XCHNHKH1', '', ''],
  ['EJBTUS44', 'XCAMMXM1', '', 'EJBTUS44-9900000003'],
].map(([correspondent_id, respondent_id, nested_id, account_id]) => ({
  correspondent_id,
  respondent_id,
  nested_id,
  account_id,
}));
