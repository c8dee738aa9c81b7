import type { Bilingual } from '../../base/index.js';

/** One of the activities of article 17 of the LFPIORPI that file avisos. */
export interface Activity {
  /** As in the namespace: `inm`. */
  readonly key: string;
  readonly title: Bilingual;
  /** How its aviso names who it is about. */
  readonly subjects: 'people' | 'platform' | 'requester' | 'none';
  /** Whose characters its fields take. */
  readonly characters: 'common' | 'wide' | 'avi' | 'spr2';
}

/** `http://www.uif.shcp.gob.mx/recepcion/inm` */
export const NAMESPACE = 'http://www.uif.shcp.gob.mx/recepcion/';

export const ACTIVITIES: readonly Activity[] = [
  activity('ari', 'Leasing of real estate', 'Arrendamiento de inmuebles'),
  activity('avi', 'Virtual assets', 'Activos virtuales', 'platform', 'avi'),
  activity('bli', 'Armouring', 'Blindaje'),
  activity('chv', 'Traveller’s cheques', 'Cheques de viajero'),
  activity('din', 'Property development', 'Desarrollo inmobiliario', 'none', 'wide'),
  activity('don', 'Donations', 'Donativos'),
  activity('fep', 'Notaries and public brokers', 'Fe pública', 'requester'),
  activity('fes', 'Public servants with public faith', 'Fe pública de servidores', 'none', 'wide'),
  activity('inm', 'Sale of real estate', 'Compraventa de inmuebles', 'people', 'wide'),
  activity('jys', 'Games, contests and raffles', 'Juegos, concursos y sorteos'),
  activity('mjr', 'Metals, stones, jewels and watches', 'Metales, piedras, joyas y relojes'),
  activity('mpc', 'Loans and credits', 'Mutuo, préstamos o créditos'),
  activity('oba', 'Works of art', 'Obras de arte'),
  activity('spr', 'Professional services', 'Servicios profesionales'),
  activity('spr2', 'Professional services', 'Servicios profesionales', 'people', 'spr2'),
  activity('tcv', 'Transport and custody of valuables', 'Traslado o custodia de valores'),
  activity('tdr', 'Reward and return cards', 'Tarjetas de devolución y recompensas'),
  activity('tpp', 'Prepaid cards', 'Tarjetas prepagadas'),
  activity('tsc', 'Credit and service cards', 'Tarjetas de servicio y crédito'),
  activity('veh', 'Vehicles', 'Vehículos'),
];

/** The form of an activity's avisos: `lfpiorpi-inm`. */
export function formOf(key: string): string {
  return `lfpiorpi-${key}`;
}

/** The activity's key as avisos state it, `INM`; both layouts of professional services are SPR. */
export function statedKey({ key }: Activity): string {
  return key.slice(0, 3).toUpperCase();
}

function activity(
  key: string,
  en: string,
  es: string,
  subjects: Activity['subjects'] = 'people',
  characters: Activity['characters'] = 'common',
): Activity {
  return { key, title: { en, es }, subjects, characters };
}
