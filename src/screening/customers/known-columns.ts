/** Columns of customer files that need no mapping, by what they are called. */
import { plainText } from '../../base/index.js';
import { findColumns } from '../lists/columns.js';
import { FIELD_NAMES } from '../lists/mapping.js';

/** Fields by the names of columns, in English or Spanish. */
export function columnsOf(header: readonly string[]): Record<string, string> {
  const columns: Record<string, string> = {};
  for (const name of findColumns(header).names) {
    const plain = plainText(name);
    const field = FIELD_OF.get(plain);
    if (field !== undefined && !(field in columns)) columns[field] = name;
  }
  const { given, ...rest } = columns;
  // “Nombre” without a column of surnames is the whole name.
  const isWhole = given !== undefined && !('paternal' in rest || 'surnames' in rest);
  return isWhole && !('name' in rest) ? { ...rest, name: given } : columns;
}

/** Without one of these fields nothing could be compared. */
export const COMPARED: ReadonlySet<string> = new Set([
  ...['name', 'given', 'paternal', 'surnames', 'wallet', 'passport', 'national_id'],
  ...['rfc', 'curp', 'ssn', 'ein', 'itin', 'lei', 'imo', 'tax_id'],
]);

/** What files call the fields, besides their own names; compared without accents and marks. */
const SYNONYMS: Readonly<Record<string, string>> = {
  id: 'customer id|client id|cliente|id cliente|numero de cliente|no cliente|folio|reference',
  kind: 'type|tipo|tipo de persona|party type|schema',
  name: 'full name|nombre completo|razon social|denominacion|customer|company',
  given: 'given name|given names|first name|nombre|nombres|nombre s|nombre de pila',
  paternal: 'last name|surname|apellido paterno|primer apellido|paternal surname|family name',
  maternal: 'apellido materno|segundo apellido|maternal surname|second surname',
  surnames: 'apellidos',
  alias: 'aka|also known as|alias|sobrenombre|otros nombres',
  birth_date:
    'dob|born|birthday|date of birth|birthdate|fecha de nacimiento|fecha nacimiento|nacimiento|' +
    'f nacimiento|fec nac|nacido|nacida',
  founded_date: 'date of incorporation|fecha de constitucion|constitucion|founded',
  gender: 'sex|sexo|genero',
  nationality: 'nacionalidad|citizenship',
  birth_place: 'lugar de nacimiento|place of birth|pob|entidad de nacimiento',
  residence: 'country of residence|pais de residencia',
  registration_country: 'country of incorporation|pais de constitucion',
  address: 'domicilio|direccion',
  street: 'calle|street address',
  city: 'ciudad|municipio|poblacion',
  region: 'state|estado|province|entidad federativa',
  postal_code: 'zip|zip code|codigo postal|cp|c p',
  country: 'pais',
  passport: 'pasaporte|passport number|numero de pasaporte',
  tax_id: 'tin|clave fiscal|tax number',
  national_id: 'ine|clave de elector|national id|documento de identidad',
  phone: 'telephone|telefono|celular|mobile',
  email: 'e mail|correo|correo electronico',
  wallet: 'crypto address|wallet address|cartera|direccion de cartera',
};

const FIELD_OF: ReadonlyMap<string, string> = new Map([
  ...FIELD_NAMES.map((field) => [plainText(field), field] as const),
  ...Object.entries(SYNONYMS).flatMap(([field, names]) =>
    names.split('|').map((name) => [name, field] as const),
  ),
]);
