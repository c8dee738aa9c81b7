import type { Alphabet } from '../text/index.js';
import type { Activity } from './activities.js';

/**
 * What the fields of avisos take, as data: the classes of the authority's own patterns. Four
 * generations of schemas are in force at once, each with its own signs: `common`, `wide` (din, fes,
 * inm), `avi` and `spr2`. `fields` names the element, `first` what may begin it.
 */
interface Field {
  readonly characters: string;
  readonly first?: string;
  readonly length_max: number | null;
}
type FieldName =
  | 'name'
  | 'company'
  | 'description'
  | 'address'
  | 'exterior'
  | 'interior'
  | 'quarter'
  | 'postal_code'
  | 'trust'
  | 'email'
  | 'reference'
  | 'folio'
  | 'rfc'
  | 'curp'
  | 'phone';

const CAPITALS = 'A-ZÑ\\d';
const ADDRESS = `${CAPITALS} \\-.,:/`;
const COMMON: Readonly<Record<FieldName, Field>> = {
  name: { characters: 'A-ZÑ ', length_max: 200 },
  company: { characters: `${CAPITALS} #\\-.&,_@'()`, length_max: 254 },
  description: { characters: `${CAPITALS} \\-.,':/$`, length_max: 3000 },
  address: { characters: ADDRESS, length_max: 100 },
  exterior: { characters: ADDRESS, length_max: 56 },
  interior: { characters: ADDRESS, length_max: 40 },
  quarter: { characters: `${ADDRESS}()`, length_max: 50 },
  postal_code: { characters: CAPITALS, length_max: null },
  trust: { characters: `${CAPITALS} \\-_.&,'#@`, length_max: 40 },
  email: { characters: "A-Z\\d._'\\-@", length_max: 60 },
  reference: { characters: CAPITALS, length_max: 14 },
  folio: { characters: '\\d\\-', length_max: null },
  rfc: { characters: `${CAPITALS}&`, length_max: null },
  curp: { characters: 'A-Z\\d', length_max: null },
  phone: { characters: '\\d', length_max: null },
};

/** The newer schemas write `[M|H]`, which takes the bar. */
const STRAY_BAR: Field = { characters: 'A-Z\\d|', length_max: null };
const WIDE_ADDRESS = `${CAPITALS} \\-.,;:/()\\[\\]"_+'&#`;
const GENERATIONS: Readonly<Record<Activity['characters'], Partial<Record<FieldName, Field>>>> = {
  common: {},
  wide: {
    name: { characters: 'A-ZÑ .,', length_max: 200 },
    company: { characters: `${CAPITALS} #\\-.&,_@';:+/()\\[\\]{}`, length_max: 254 },
    description: { characters: `${CAPITALS} \\-_.&,':/$;()"\\[\\]#@`, length_max: 3000 },
    address: { characters: WIDE_ADDRESS, length_max: 100 },
    exterior: { characters: WIDE_ADDRESS, length_max: 56 },
    interior: { characters: WIDE_ADDRESS, length_max: 40 },
    quarter: { characters: WIDE_ADDRESS, length_max: 50 },
    trust: { characters: `${CAPITALS} \\-_.&,'#@:/$;()"\\[\\]`, length_max: 40 },
    rfc: { characters: `${CAPITALS}&%+`, length_max: null },
  },
  avi: {
    name: { characters: 'A-ZÑ ', first: 'A-ZÑ', length_max: 200 },
    company: {
      characters: `${CAPITALS} #\\-.&,_@'`,
      first: `${CAPITALS}#\\-.&,_@'`,
      length_max: 254,
    },
    description: {
      characters: `${CAPITALS} ,.:/'$\\-`,
      first: `${CAPITALS}'$\\-`,
      length_max: 3000,
    },
    address: { characters: `${CAPITALS} ,.:/`, first: CAPITALS, length_max: 100 },
    exterior: { characters: `${CAPITALS} ,.:/\\-`, first: CAPITALS, length_max: 56 },
    interior: { characters: `${CAPITALS} ,.:/\\-`, first: `${CAPITALS}\\-`, length_max: 40 },
    quarter: { characters: `${CAPITALS} ,.:/\\-()`, first: `${CAPITALS}/\\-()`, length_max: 100 },
    trust: { characters: `${CAPITALS} #\\-.&,_@'`, first: `${CAPITALS}#\\-&_@'`, length_max: 40 },
    curp: STRAY_BAR,
  },
  spr2: {
    company: { characters: `${CAPITALS} #\\-.&,_@'`, length_max: 254 },
    description: { characters: `${CAPITALS} ,.:/'$\\-`, length_max: 3000 },
    address: { characters: `${CAPITALS} ,.:/`, length_max: 100 },
    exterior: { characters: `${CAPITALS} ,.:/\\-`, length_max: 56 },
    interior: { characters: `${CAPITALS} ,.:/\\-`, length_max: 40 },
    quarter: { characters: `${CAPITALS} ,.:/\\-()\\[\\]"°ª#'`, length_max: 100 },
    postal_code: { characters: `${CAPITALS}\\-`, first: CAPITALS, length_max: null },
    trust: { characters: `${CAPITALS} #\\-.&,_@'`, length_max: 40 },
    curp: STRAY_BAR,
  },
};

/** The characters of a field of an activity's avisos. */
export function charactersOf(activity: Activity, field: FieldName): Alphabet {
  const found = GENERATIONS[activity.characters][field] ?? COMMON[field];
  const title = { en: `${field} of an aviso`, es: `campo de un aviso (${field})` };
  return { id: `lfpiorpi.${activity.characters}.${field}`, title, capitals: true, ...found };
}

/** Anything that some field of some aviso takes: for what stays under details by its own names. */
export const ANY_FIELD: Alphabet = {
  id: 'lfpiorpi.any',
  title: { en: 'field of an aviso', es: 'campo de un aviso' },
  characters: 'A-ZÑ\\x20-\\x60{-~°ª',
  capitals: true,
  length_max: null,
};
