import type { Detail, Details, FiledOperation, Filing } from '../filing.js';
import { dayCodec } from './values.js';

/**
 * The operations of an aviso, as summaries and reconciliation want them: one for each amount that
 * was paid, lent, given or contributed, with its day, currency and instrument. Activities differ,
 * so this only looks: it is read out of the details, and nothing is written from it. Values of
 * things (a house, a guarantee) are no operations.
 */
export function operationsOf({ details = {} }: Filing): readonly FiledOperation[] {
  const held = details.operaciones_persona;
  const inside = isDetails(held) ? held.detalle_operaciones : details.detalle_operaciones;
  return inside === undefined ? [] : found(inside, {});
}

/** What is known above an amount: its day, what kind of operation it is. */
type Around = Pick<FiledOperation, 'on' | 'kind'>;

/** Elements that say how much. */
const AMOUNTS = [
  'monto_operacion',
  'monto_operacion_mn',
  'monto_aportacion',
  'monto_estimado',
  'monto_prestamo',
  'monto_recibido',
  'monto_gasto',
  'monto_cesion',
  'valor_aportacion',
] as const;
/** What was given in kind says its worth beside its currency; a thing alone has none. */
const IN_KIND = 'valor_bien';
const DAYS = [
  'fecha_pago',
  'fecha_disposicion',
  'fecha_hora_operacion',
  'fecha_operacion',
  'fecha_aportacion',
  'fecha_emision',
] as const;
const CURRENCIES = ['moneda', 'moneda_operacion'] as const;

/** Of the catalogue of currencies only what SAT's samples and practice agree on. */
const CURRENCY_OF: Readonly<Record<string, string>> = { '1': 'MXN', '2': 'USD', '3': 'EUR' };

function found(detail: Detail, around: Around): FiledOperation[] {
  if (Array.isArray(detail)) return detail.flatMap((each: Detail) => found(each, around));
  if (!isDetails(detail)) return [];
  const here = known(detail, around);
  const own = operationOf(detail, here);
  const inner = Object.entries(detail).flatMap(([name, each]) =>
    typeof each === 'string' ? [] : found(each, kindOf(name, each, here)),
  );
  return [...(own ? [own] : []), ...inner];
}

function known(detail: Details, around: Around): Around {
  const day = DAYS.map((name) => dayOf(detail[name])).find((each) => each !== null);
  const kind = detail.tipo_operacion;
  return {
    ...around,
    ...(day ? { on: day } : {}),
    ...(typeof kind === 'string' && kind !== '' ? { kind } : {}),
  };
}

/** Where no code says what was done, the element does: `tipo_actividad/fusion`. */
function kindOf(name: string, detail: Detail, around: Around): Around {
  if (name !== 'tipo_actividad' || !isDetails(detail)) return around;
  const [kind] = Object.keys(detail);
  return kind === undefined ? around : { ...around, kind };
}

function operationOf(detail: Details, around: Around): FiledOperation | null {
  const currency = textOf(detail, CURRENCIES);
  const worth = currency === null ? null : textOf(detail, [IN_KIND]);
  const amount = textOf(detail, AMOUNTS) ?? worth;
  if (amount === null || !/^\d{1,17}(\.\d{1,4})?$/.test(amount)) return null;
  const instrument = textOf(detail, ['instrumento_monetario']);
  const isPesos = currency === null && detail.monto_operacion_mn !== undefined;
  const money = isPesos ? 'MXN' : currency === null ? null : (CURRENCY_OF[currency] ?? currency);
  return {
    ...around,
    amount,
    ...(money ? { currency: money } : {}),
    ...(instrument ? { instrument } : {}),
  };
}

function textOf(detail: Details, names: readonly string[]): string | null {
  for (const name of names) {
    const value = detail[name];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** Of a moment its day; null where the calendar has none. */
function dayOf(detail: Detail | undefined): string | null {
  return typeof detail === 'string' ? dayCodec.read(detail.slice(0, 8)) : null;
}

function isDetails(detail: unknown): detail is Details {
  return typeof detail === 'object' && detail !== null && !Array.isArray(detail);
}
