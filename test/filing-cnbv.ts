/** Rows of the CNBV's reports, good ones of every form, and what is said of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSpeaker, fixedClock, packageRoot, present } from '../src/base/index.js';
import {
  type DocumentNode,
  elementsOf,
  FORMATS,
  judge,
  layoutChecker,
  layoutOrder,
  type RuleFinding,
  readLayout,
  readRules,
} from '../src/filing/index.js';

const cnbvFormat = present(
  FORMATS.find(({ id }) => id === 'cnbv'),
  'cnbv',
);
const folder = join(packageRoot(), 'filing/cnbv');
export const table = readRules(readFileSync(join(folder, 'rules.yaml'), 'utf8'), 'rules.yaml');
const layouts = new Map(
  cnbvFormat.forms.map((form) => {
    const file = `${form.slice('cnbv-'.length)}.yaml`;
    return [form, readLayout(readFileSync(join(folder, file), 'utf8'), file)] as const;
  }),
);
export const voices = { en: createSpeaker('en'), es: createSpeaker('es') };
export const clock = fixedClock(Date.UTC(2026, 10, 22));
export const medium = cnbvFormat.medium as Exclude<typeof cnbvFormat.medium, 'xml'>;

export function layoutOf(form: string) {
  const layout = layouts.get(form);
  if (!layout) throw new Error(form);
  return layout;
}

/** The form of a file, its units, and everything that layout and rules say of it. */
export async function examined(bytes: Uint8Array, name = '10699992609.002') {
  const text = Buffer.from(bytes).toString('latin1');
  const form = cnbvFormat.recognise({ file: name, root: null, text }) ?? '';
  const layout = layoutOf(form);
  const checker = layoutChecker(layout, voices);
  const units: DocumentNode[] = [];
  const findings: RuleFinding[] = [];
  for await (const part of medium.read(once(bytes), layout, { file: name, bytes_max: 1e7 })) {
    if (part.kind !== 'unit') continue;
    units.push(part.unit);
    findings.push(...checker.unit(part.unit, part.path));
  }
  const court = judge(table.rules, optionsOf(form)).begin({ name });
  for (const unit of units) court.unit(unit, FRAME);
  const judged = court.end(FRAME, {});
  return { form, units, findings: [...findings, ...judged.findings] };
}

export const FRAME: DocumentNode = {
  name: 'reporte',
  attributes: {},
  text: '',
  children: [],
  place: null,
};

export function optionsOf(form: string) {
  const unit = ['reporte', 'operacion'];
  return { form, filed_on: '2026-11-22', unit, codes: new Map(), clock, shown_max: 20 };
}

export async function unitsOf(bytes: Uint8Array, form: string): Promise<DocumentNode[]> {
  const units: DocumentNode[] = [];
  const source = { file: 'f', bytes_max: 1e7 };
  for await (const part of medium.read(once(bytes), layoutOf(form), source))
    if (part.kind === 'unit') units.push(part.unit);
  return units;
}

export async function* once(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 100) yield bytes.subarray(at, at + 100);
}

export function written(form: string, units: readonly DocumentNode[]): Buffer {
  const writer = medium.writer(layoutOf(form));
  const order = layoutOrder(layoutOf(form));
  const frame = FRAME;
  return Buffer.concat(units.map((unit) => writer.write({ unit: order.unit(unit), frame })));
}

export const rulesIn = (findings: readonly RuleFinding[], severity: string) => [
  ...new Set(findings.filter((each) => each.severity === severity).map(({ rule }) => rule)),
];

export const PRINCIPAL: Readonly<Record<string, string>> = {
  tipo_reporte: '2',
  periodo_reporte: '20260812',
  folio: '000001',
  organo_supervisor: '001002',
  clave_sujeto_obligado: '069999',
  localidad: '02004001',
  cp_sucursal: '22000',
  tipo_operacion: '01',
  instrumento_monetario: '01',
  numero_cuenta_contrato: 'CTR0000001',
  monto: '215000.00',
  moneda: '1',
  fecha_operacion: '20260801',
  fecha_deteccion: '20260810',
  nacionalidad: '1',
  tipo_persona: '1',
  nombre: 'PRUEBA UNO',
  apellido_paterno: 'SINTETICO',
  apellido_materno: 'XXXX',
  rfc: 'SIXP800101AB1',
  fecha_nacimiento_constitucion: '19800101',
  domicilio: 'CALLE FICTICIA 123',
  colonia: 'CENTRO',
  ciudad_poblacion: '02004001',
  telefono: '6640000000/6641111111',
  actividad_economica: '8944098',
  consecutivo_cuentas: '00',
  descripcion_operacion: 'DEPOSITOS EN EFECTIVO',
  razones_reporte: 'SIN RELACION CON SU ACTIVIDAD',
};
export const RELEVANT = {
  tipo_reporte: '1',
  periodo_reporte: '202609',
  fecha_deteccion: '',
  consecutivo_cuentas: '',
  descripcion_operacion: '',
  razones_reporte: '',
};
export const BANK = { cp_sucursal: '0', nacionalidad: 'MX' };
export const COMPANY = {
  tipo_persona: '2',
  razon_social: 'COMERCIALIZADORA SINTETICA SA DE CV',
  nombre: '',
  apellido_paterno: '',
  apellido_materno: '',
  rfc: 'CSI2001011A5',
};
export const RELATED = {
  consecutivo_cuentas: '01',
  numero_cuenta_relacionado: '4040123456',
  clave_sujeto_relacionado: '040012',
  nombre_titular_relacionado: 'MARIA',
  paterno_relacionado: 'LOPEZ',
  materno_relacionado: 'XXXX',
};
export const LEADING = [
  'tipo_reporte',
  'periodo_reporte',
  'folio',
  'organo_supervisor',
  'clave_sujeto_obligado',
];

export function good(form: string): Record<string, string> {
  const kind = kindOf(form);
  const own = kind === '1' ? RELEVANT : { tipo_reporte: kind };
  return { ...PRINCIPAL, ...own, ...(form.endsWith('-bank') ? BANK : {}) };
}

export function file(form: string, ...rows: Readonly<Record<string, string>>[]): Buffer {
  const group = present(layoutOf(form).groups.get('relacionado'), form);
  const columns = elementsOf(group.content).map(({ name }) => name);
  const lines = rows.map((row) => `${columns.map((each) => row[each] ?? '').join(';')};\r\n`);
  return Buffer.from(lines.join(''), 'latin1');
}

export function leadingOf(form: string) {
  return Object.fromEntries(LEADING.map((column) => [column, good(form)[column] ?? '']));
}

/** Column 1: relevant, unusual or internal. */
function kindOf(form: string): '1' | '2' | '3' {
  if (form.startsWith('cnbv-ror')) return '1';
  return form.startsWith('cnbv-roip') ? '3' : '2';
}

export const ALL = cnbvFormat.forms;
export const UNUSUAL = ALL.filter((form) => kindOf(form) !== '1');
