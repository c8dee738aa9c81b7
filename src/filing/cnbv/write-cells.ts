import type { FiledParty, Filing } from '../filing.js';
import { type Cells, UNKNOWN } from './cells.js';
import type { CnbvForm } from './forms.js';
import { PRINCIPAL, SEQUENCE } from './medium.js';

/** Columns as a filing says them, and as they are filled where it says nothing. */
export interface Written {
  readonly said: Cells;
  readonly filled: Cells;
}

/** The row of the operation itself. */
export function operationCells(filing: Filing, form: CnbvForm): Written {
  const { period, reference, operations, parties = [], narrative } = filing;
  const filer = parties.find(({ role }) => role === 'filer');
  const head = {
    periodo_reporte: digits(period),
    organo_supervisor: filer?.regulator,
    clave_sujeto_obligado: numberOf(filer, 'casfim'),
  };
  const first = { tipo_reporte: form.kind };
  if (filing.zero) return { said: given(head), filled: first };
  const branch = parties.find(({ role }) => role === 'branch');
  const [place] = branch?.addresses ?? [];
  const [operation] = operations ?? [];
  const isRelevant = form.kind === '1';
  const subject = subjectOf(parties);
  const isPerson = subject?.kind === 'person';
  return {
    said: given({
      ...head,
      folio: reference,
      localidad: place?.city,
      cp_sucursal: form.is_bank ? numberOf(branch, 'branch') : place?.postal_code,
      tipo_operacion: operation?.kind,
      instrumento_monetario: operation?.instrument,
      numero_cuenta_contrato: operation?.account,
      monto: operation?.amount,
      moneda: operation?.currency,
      fecha_operacion: digits(operation?.on),
      fecha_deteccion: isRelevant ? undefined : digits(operation?.detected_on),
      ...(subject ? subjectCells(subject, form.is_bank) : {}),
      descripcion_operacion: isRelevant ? undefined : operation?.text,
      razones_reporte: isRelevant ? undefined : narrative?.[0],
    }),
    filled: {
      ...first,
      numero_cuenta_contrato: '0',
      nacionalidad: '0',
      colonia: '0',
      ...(isPerson ? { apellido_paterno: UNKNOWN, apellido_materno: UNKNOWN } : {}),
      ...(isRelevant ? {} : { [SEQUENCE]: PRINCIPAL }),
    },
  };
}

/** The row of an account or person that belongs to it; the first five columns are the same. */
export function relatedCells(party: FiledParty, position: number, operation: Cells): Written {
  const [name] = party.names ?? [];
  const [account] = party.accounts ?? [];
  const family = name?.family_unknown ? UNKNOWN : name?.family;
  const hasSurname = family !== undefined || name?.maternal !== undefined;
  return {
    said: given({
      numero_cuenta_relacionado: account?.number,
      clave_sujeto_relacionado: account?.institution,
      nombre_titular_relacionado: hasSurname ? name?.given : name?.full,
      paterno_relacionado: family,
      materno_relacionado: name?.maternal,
    }),
    filled: {
      ...Object.fromEntries(LEADING.map((column) => [column, operation[column] ?? ''])),
      [SEQUENCE]: String(position).padStart(2, '0'),
      ...(hasSurname ? { materno_relacionado: UNKNOWN } : {}),
    },
  };
}

const LEADING = [
  'tipo_reporte',
  'periodo_reporte',
  'folio',
  'organo_supervisor',
  'clave_sujeto_obligado',
];

/** Whom the report is about. */
function subjectOf(parties: readonly FiledParty[]): FiledParty | undefined {
  return parties.find(({ role }) => role === 'subject');
}

function subjectCells(
  subject: FiledParty,
  is_bank: boolean,
): Readonly<Record<string, string | undefined>> {
  const [name] = subject.names ?? [];
  const [address] = subject.addresses ?? [];
  const isCompany = subject.kind === 'organisation' || subject.kind === 'trust';
  return {
    nacionalidad: nationality(subject.nationality, is_bank),
    tipo_persona: { person: '1', organisation: '2', trust: '2', unknown: undefined }[
      subject.kind ?? 'unknown'
    ],
    ...(isCompany
      ? { razon_social: name?.full }
      : {
          nombre: name?.given,
          apellido_paterno: name?.family_unknown ? UNKNOWN : name?.family,
          apellido_materno: name?.maternal,
        }),
    rfc: numberOf(subject, 'rfc'),
    curp: numberOf(subject, 'curp'),
    fecha_nacimiento_constitucion: digits(isCompany ? subject.founded_on : subject.born_on),
    domicilio: address?.street,
    colonia: address?.quarter,
    ciudad_poblacion: address?.city,
    telefono: subject.phones?.map(({ number = '' }) => number).join('/'),
    actividad_economica: subject.occupation_code,
  };
}

/** Outside of banks the form asks only whether somebody is of Mexico. */
function nationality(country: string | undefined, is_bank: boolean): string | undefined {
  if (country === undefined || is_bank) return country;
  return country === 'MX' ? '1' : '2';
}

function numberOf(party: FiledParty | undefined, kind: string): string | undefined {
  return party?.identities?.find((each) => each.kind === kind)?.number;
}

function digits(day: string | undefined): string | undefined {
  return day?.replaceAll('-', '');
}

/** Without what is not said. */
function given(cells: Readonly<Record<string, string | undefined>>): Cells {
  const entries = Object.entries(cells).filter(([, text]) => text !== undefined && text !== '');
  return Object.fromEntries(entries) as Cells;
}
