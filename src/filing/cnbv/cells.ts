import type { DocumentNode } from '../document/node.js';
import type { FiledAddress, FiledName, FiledParty, Filing } from '../filing.js';
import type { CnbvForm } from './forms.js';

/** The texts of a row by column; a column that is not there is empty. */
export type Cells = Readonly<Record<string, string>>;

export function cellsOf(row: DocumentNode): Cells {
  return Object.fromEntries(row.children.map(({ name, text }) => [name, text]));
}

/** What a row says of an operation, as far as it is understood. The inverse is `operationCells`. */
export function operationOf(cells: Cells, { kind, is_bank }: CnbvForm): Omit<Filing, 'form'> {
  const text = (column: string) => (cells[column]?.trim() ? cells[column] : undefined);
  const operation = defined({
    kind: text('tipo_operacion'),
    instrument: text('instrumento_monetario'),
    account: text('numero_cuenta_contrato'),
    amount: matching(text('monto'), /^\d{1,17}(\.\d{1,4})?$/),
    currency: text('moneda'),
    on: dayOf(text('fecha_operacion')),
    detected_on: dayOf(text('fecha_deteccion')),
    text: text('descripcion_operacion'),
  });
  const reasons = text('razones_reporte');
  const place = is_bank
    ? {
        addresses: some(defined({ city: text('localidad') })),
        identities: keyOf('branch', text('cp_sucursal')),
      }
    : { addresses: some(defined({ city: text('localidad'), postal_code: text('cp_sucursal') })) };
  const parties = [
    partyOf('filer', {
      regulator: text('organo_supervisor'),
      identities: keyOf('casfim', text('clave_sujeto_obligado')),
    }),
    partyOf('branch', place),
    subjectOf(cells, is_bank),
  ].filter((party) => party !== null);
  return defined({
    period: periodOf(text('periodo_reporte'), kind),
    reference: text('folio'),
    operations: some(operation),
    parties: parties.length > 0 ? parties : undefined,
    narrative: reasons === undefined ? undefined : [reasons],
  }) as Omit<Filing, 'form'>;
}

/** What a row says of an account or person that belongs to an operation. */
export function relatedOf(cells: Cells): FiledParty {
  const text = (column: string) => (cells[column]?.trim() ? cells[column] : undefined);
  const full = text('nombre_titular_relacionado');
  const family = text('paterno_relacionado');
  const maternal = unlessUnknown(text('materno_relacionado'));
  const name =
    family === undefined && maternal === undefined
      ? { full }
      : { given: full, ...familyOf(family), maternal };
  const account = {
    number: text('numero_cuenta_relacionado'),
    institution: text('clave_sujeto_relacionado'),
  };
  const party = partyOf('related', {
    names: some(defined(name)),
    accounts: some(defined(account)),
  });
  return party ?? { role: 'related' };
}

/** What stands for a surname that is not known. */
export const UNKNOWN = 'XXXX';

function subjectOf(cells: Cells, is_bank: boolean): FiledParty | null {
  const text = (column: string) => (cells[column]?.trim() ? cells[column] : undefined);
  const kind = { 1: 'person' as const, 2: 'organisation' as const }[cells.tipo_persona ?? ''];
  const company = text('razon_social');
  const name: FiledName =
    kind === 'organisation'
      ? defined({ full: company })
      : defined({
          given: text('nombre'),
          ...familyOf(text('apellido_paterno')),
          maternal: unlessUnknown(text('apellido_materno')),
        });
  const address: FiledAddress = defined({
    street: text('domicilio'),
    quarter: cells.colonia === '0' ? undefined : text('colonia'),
    city: text('ciudad_poblacion'),
  });
  const day = dayOf(text('fecha_nacimiento_constitucion'));
  const phones = text('telefono')?.split('/') ?? [];
  return partyOf('subject', {
    kind,
    names: some(name),
    ...(kind === 'organisation' ? { founded_on: day } : { born_on: day }),
    nationality: nationalityOf(cells.nacionalidad ?? '', is_bank),
    identities: [...(keyOf('rfc', text('rfc')) ?? []), ...(keyOf('curp', text('curp')) ?? [])],
    addresses: some(address),
    phones: phones.every((number) => number !== '') ? phones.map((number) => ({ number })) : [],
    occupation_code: text('actividad_economica'),
  });
}

function familyOf(text: string | undefined): FiledName {
  if (text === undefined) return {};
  return text === UNKNOWN ? { family_unknown: true } : { family: text };
}

function unlessUnknown(text: string | undefined): string | undefined {
  return text === UNKNOWN ? undefined : text;
}

function nationalityOf(text: string, is_bank: boolean): string | undefined {
  if (is_bank) return matching(text, /^[A-Z]{2}$/);
  return text === '1' ? 'MX' : undefined;
}

function keyOf(kind: string, number: string | undefined) {
  return number === undefined ? undefined : [{ kind, number }];
}

/** `20260914` as a day that the calendar has. */
function dayOf(text: string | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? '') ?? [];
  if (!year || !month || !day) return undefined;
  const written = `${year}-${month}-${day}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written);
  return isDay ? written : undefined;
}

/** Relevant operations are of a month, the others of a day. */
function periodOf(text: string | undefined, kind: CnbvForm['kind']): string | undefined {
  if (kind !== '1') return dayOf(text);
  const [, year, month] = /^(\d{4})(0[1-9]|1[0-2])$/.exec(text ?? '') ?? [];
  return year && month ? `${year}-${month}` : undefined;
}

function matching(text: string | undefined, shape: RegExp): string | undefined {
  return text !== undefined && shape.test(text) ? text : undefined;
}

type Optional = Readonly<Record<string, unknown>>;

function partyOf(role: FiledParty['role'], says: Optional): FiledParty | null {
  const own = defined(says);
  return Object.keys(own).length > 0 ? ({ role, ...own } as FiledParty) : null;
}

/** Without what is undefined or an empty list. */
function defined<T extends Optional>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(
    ([, each]) => each !== undefined && !(Array.isArray(each) && each.length === 0),
  );
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function some<T extends object>(value: T): T[] | undefined {
  return Object.keys(value).length > 0 ? [value] : undefined;
}
