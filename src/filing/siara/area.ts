import type { AreaKind, OrderArea } from './order.js';
import type { OrderPart } from './part.js';
import { unaccented } from './unaccented.js';
import { whole } from './whole.js';

/**
 * The CNBV's area that passes the order on. The name decides where it is known: of the keys only 3
 * and 4 were seen with theirs. Files of the second shape give the authority's office as the name.
 */
export function readArea(part: OrderPart): OrderArea {
  const key = whole(part, 'Cnbv_AreaClave', { least: 0, most: 99 });
  const name = part.text('Cnbv_AreaDescripcion')?.text.replace(/\s+/g, ' ') ?? null;
  const by_key = KEYS.get(key ?? -1) ?? null;
  const plain = unaccented(name ?? '');
  const by_name = NAMES.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
  if (by_key && by_name && by_key !== by_name)
    part.fault('area', { key: key ?? 0, name: name ?? '' });
  if (!by_key && !by_name) part.fault('area_unknown', { key: key ?? '', name: name ?? '' });
  return { key, name, kind: by_name ?? by_key };
}

const KEYS: ReadonlyMap<number, AreaKind> = new Map([
  [1, 'tax'],
  [3, 'seizure'],
  [4, 'illicit'],
]);

const NAMES: readonly (readonly [RegExp, AreaKind])[] = [
  [/ASEGURAMIENTO/, 'seizure'],
  [/OPERACIONES\s+ILICITAS|\bPLD\b|PERSONAS\s+BLOQUEADAS/, 'illicit'],
  [/HACENDARI/, 'tax'],
  [/JUDICIAL/, 'judicial'],
  [/INFORMACION|REQUERIMIENTO/, 'information'],
];
