import { present } from '../../src/base/index.js';
import type { Zone } from './calendar.js';

/** Cities of the example: real places, so that maps and distances mean something. */
export interface City {
  readonly name: string;
  readonly country: string;
  readonly region: string;
  readonly zone: Zone;
  readonly latitude_microdegrees: number;
  readonly longitude_microdegrees: number;
  readonly is_border: boolean;
}

const ROWS: readonly (readonly [string, string, string, Zone, number, number, boolean?])[] = [
  ['Laredo', 'US', 'TX', 'central', 27.506, -99.507, true],
  ['McAllen', 'US', 'TX', 'central', 26.203, -98.23, true],
  ['Brownsville', 'US', 'TX', 'central', 25.902, -97.497, true],
  ['El Paso', 'US', 'TX', 'mountain', 31.762, -106.485, true],
  ['San Antonio', 'US', 'TX', 'central', 29.424, -98.494],
  ['Houston', 'US', 'TX', 'central', 29.76, -95.37],
  ['Dallas', 'US', 'TX', 'central', 32.777, -96.797],
  ['Nogales AZ', 'US', 'AZ', 'sonora', 31.34, -110.934, true],
  ['Phoenix', 'US', 'AZ', 'sonora', 33.448, -112.074],
  ['San Diego', 'US', 'CA', 'pacific', 32.716, -117.161, true],
  ['Los Angeles', 'US', 'CA', 'pacific', 34.052, -118.244],
  ['Chicago', 'US', 'IL', 'central', 41.878, -87.63],
  ['Atlanta', 'US', 'GA', 'eastern', 33.749, -84.388],
  ['New York', 'US', 'NY', 'eastern', 40.713, -74.006],
  ['Miami', 'US', 'FL', 'eastern', 25.762, -80.192],
  ['Charlotte', 'US', 'NC', 'eastern', 35.227, -80.843],
  ['Columbus', 'US', 'OH', 'eastern', 39.961, -82.999],
  ['Denver', 'US', 'CO', 'mountain', 39.739, -104.99],
  ['Seattle', 'US', 'WA', 'pacific', 47.606, -122.332],
  ['Boston', 'US', 'MA', 'eastern', 42.36, -71.058],
  ['Kansas City', 'US', 'MO', 'central', 39.1, -94.579],
  ['Nuevo Laredo', 'MX', 'TAM', 'central', 27.48, -99.516, true],
  ['Reynosa', 'MX', 'TAM', 'central', 26.05, -98.298, true],
  ['Ciudad Juárez', 'MX', 'CHH', 'mountain', 31.69, -106.424, true],
  ['Tijuana', 'MX', 'BCN', 'pacific', 32.515, -117.038, true],
  ['Monterrey', 'MX', 'NLE', 'mexico', 25.687, -100.316],
  ['Saltillo', 'MX', 'COA', 'mexico', 25.423, -101.005],
  ['Chihuahua', 'MX', 'CHH', 'mexico', 28.633, -106.069],
  ['Culiacán', 'MX', 'SIN', 'sonora', 24.809, -107.394],
  ['Ciudad de México', 'MX', 'CMX', 'mexico', 19.433, -99.133],
  ['Guadalajara', 'MX', 'JAL', 'mexico', 20.66, -103.35],
  ['Puerto Vallarta', 'MX', 'JAL', 'mexico', 20.653, -105.225],
  ['León', 'MX', 'GUA', 'mexico', 21.122, -101.682],
  ['Puebla', 'MX', 'PUE', 'mexico', 19.041, -98.206],
  ['Querétaro', 'MX', 'QUE', 'mexico', 20.588, -100.389],
  ['Cancún', 'MX', 'ROO', 'mexico', 21.161, -86.852],
  ['Manzanillo', 'MX', 'COL', 'mexico', 19.053, -104.316],
  ['Shanghai', 'CN', 'SH', 'utc', 31.23, 121.474],
  ['Shenzhen', 'CN', 'GD', 'utc', 22.543, 114.058],
  ['Wuhan', 'CN', 'HB', 'utc', 30.593, 114.305],
  ['Hong Kong', 'HK', 'HK', 'utc', 22.319, 114.169],
  ['Ciudad de Guatemala', 'GT', 'GU', 'utc', 14.634, -90.507],
  ['Tegucigalpa', 'HN', 'FM', 'utc', 14.072, -87.192],
  ['Bogotá', 'CO', 'DC', 'utc', 4.711, -74.072],
  ['Dubai', 'AE', 'DU', 'utc', 25.205, 55.271],
  ['Toronto', 'CA', 'ON', 'utc', 43.653, -79.383],
  ['Rotterdam', 'NL', 'ZH', 'utc', 51.924, 4.478],
];

const degrees = (value: number) => Math.round(value * 1_000_000);

export const CITIES: readonly City[] = ROWS.map(
  ([name, country, region, zone, latitude, longitude, border]) => ({
    name,
    country,
    region,
    zone,
    latitude_microdegrees: degrees(latitude),
    longitude_microdegrees: degrees(longitude),
    is_border: border ?? false,
  }),
);

const BY_NAME = new Map(CITIES.map((city) => [city.name, city]));

export function city(name: string): City {
  return present(BY_NAME.get(name), `city ${name}`);
}

export function citiesIn(country: string): readonly City[] {
  return CITIES.filter((c) => c.country === country);
}
