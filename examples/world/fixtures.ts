import type { Cast } from './cast.js';
import type { Caster, OutsiderOptions } from './casting-options.js';
import { city } from './cities.js';

type Line = readonly [string, string, OutsiderOptions['sector'] & string, string, string?];

/** Outsiders that many people pay or are paid by: key, name, sector, country, bank. */
const LINES: readonly Line[] = [
  ['processor_us', 'Sample Card Processing Inc', 'finance', 'US', 'XSAMUS31'],
  ['processor_mx', 'Procesadora Ejemplo de Tarjetas', 'finance', 'MX', 'XFICMXMM'],
  ['utility_us', 'Example Power and Water', 'utilities', 'US'],
  ['utility_mx', 'Luz y Agua Ejemplo', 'utilities', 'MX'],
  ['tax_us', 'Example Revenue Office', 'government', 'US'],
  ['tax_mx', 'Tesorería Ejemplo de Impuestos', 'government', 'MX'],
  ['treasury_mx', 'Tesorería Ejemplo de la Federación', 'government', 'MX'],
  ['treasury_us', 'Example Government Payroll', 'government', 'US'],
  ['pension_us', 'Example Social Pension', 'government', 'US'],
  ['pension_mx', 'Pensiones Ejemplo', 'government', 'MX'],
  ['lender_us', 'Sample Mortgage Company', 'finance', 'US'],
  ['lender_mx', 'Hipotecaria Muestra', 'finance', 'MX'],
  ['broker_us', 'Model Retirement Funds', 'finance', 'US'],
  ['insurer_us', 'Example Insurance', 'finance', 'US'],
  ['grocer_us', 'Example Foods', 'food', 'US'],
  ['grocer_mx', 'Súper Ejemplo', 'food', 'MX'],
  ['retail_us', 'Sample Department Store', 'retail', 'US'],
  ['retail_mx', 'Almacenes Muestra', 'retail', 'MX'],
  ['diner_us', 'Model Diner', 'restaurant', 'US'],
  ['diner_mx', 'Fonda Modelo', 'restaurant', 'MX'],
  ['fuel_us', 'Example Fuel Stops', 'fuel', 'US'],
  ['fuel_mx', 'Gasolineras Ejemplo', 'fuel', 'MX'],
  ['lodging_us', 'Sample Motels', 'lodging', 'US'],
  ['lodging_mx', 'Hoteles Muestra', 'lodging', 'MX'],
  ['rides_us', 'Example Rides', 'freight', 'US'],
  ['airline_us', 'Example Air', 'travel', 'US'],
  ['pharmacy_us', 'Sample Pharmacy', 'pharma', 'US'],
  ['pharmacy_mx', 'Farmacia Muestra', 'pharma', 'MX'],
  ['electronics_us', 'Example Electronics Store', 'electronics', 'US'],
  ['luxury_us', 'Imaginary Luxury House', 'luxury', 'US'],
  ['wholesale_us', 'Sample Wholesale Club', 'wholesale', 'US'],
  ['market_us', 'Example Marketplace', 'technology', 'US'],
  ['university_us', 'Example State University', 'education', 'US'],
  ['university_mx', 'Universidad Ejemplo', 'education', 'MX'],
  ['storage_us', 'Sample Self Storage', 'storage', 'US'],
  ['courier_us', 'Example Parcels', 'freight', 'US'],
  ['adverts', 'Invented Classified Adverts', 'technology', 'NL', 'XNETNLR1'],
  ['press_seller', 'Imaginary Tablet Press Machinery', 'machinery', 'CN', 'XCHNCNB1'],
  ['dealer_us', 'Example Fine Cars', 'vehicles', 'US'],
  ['jeweller_mx', 'Joyería Imaginaria', 'luxury', 'MX'],
  ['realty_mx', 'Inmobiliaria Ejemplo del Mar', 'real_estate', 'MX'],
  ['exchange_us', 'Sample Coin Exchange', 'crypto', 'US', 'XCRYUS51'],
  ['exchange_isle', 'Invented Isle Exchange', 'crypto', 'AE', 'XCRYAEA2'],
  ['auction_us', 'Model Auto Auction', 'vehicles', 'US'],
  ['cheque_casher', 'Example Cheque Cashing', 'msb', 'US'],
  ['msb_payout_mx', 'Pagadora Ejemplo de Remesas', 'msb', 'MX', 'XFICMXMM'],
];

/** Casts the outsiders that every story shares. Called once, before any behaviour. */
export function castFixtures(cast: Cast, caster: Caster): void {
  for (const [key, name, sector, country, bank] of LINES) {
    const place = country === 'US' ? { city: city('Dallas') } : {};
    const at = bank === undefined ? {} : { bank };
    cast.setFixture(key, caster.outsider({ name, sector, country, ...place, ...at }));
  }
}
