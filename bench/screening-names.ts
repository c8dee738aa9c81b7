import { readFileSync } from 'node:fs';
import type { Profile, ProfileKind } from '../src/screening/index.js';
import { csvRows } from './csv-table.js';

/** A name of OFAC’s or the UN’s list, as written there. */
export interface ListedName {
  readonly full: string;
  readonly kind: ProfileKind;
}

const OFAC_KINDS: Readonly<Record<string, ProfileKind>> = {
  individual: 'person',
  vessel: 'vessel',
  aircraft: 'aircraft',
};

/** Every name of the lists that lie in a folder, aliases included, read by a few plain patterns. */
export function readListedNames(folder: string): ListedName[] {
  const kinds = new Map<string, ProfileKind>();
  const names: ListedName[] = [];
  for (const [id = '', full, type = ''] of csvRows(
    readFileSync(`${folder}/ofac/sdn_2024-06-27.csv`, 'latin1'),
  )) {
    if (full === undefined) continue;
    const kind = OFAC_KINDS[type.trim()] ?? 'organisation';
    kinds.set(id, kind);
    names.push({ full, kind });
  }
  for (const [id = '', , , full] of csvRows(
    readFileSync(`${folder}/ofac/alt_2024-09.csv`, 'latin1'),
  )) {
    const kind = kinds.get(id);
    if (full !== undefined && kind) names.push({ full, kind });
  }
  return [
    ...names,
    ...readUnNames(readFileSync(`${folder}/un/UN_consolidated_2025-04-19.xml`, 'utf8')),
  ];
}

function readUnNames(xml: string): ListedName[] {
  const names: ListedName[] = [];
  for (const [, tag = '', body = ''] of xml.matchAll(/<(INDIVIDUAL|ENTITY)>([\s\S]*?)<\/\1>/g)) {
    const kind = tag === 'ENTITY' ? 'organisation' : 'person';
    const parts = ['FIRST', 'SECOND', 'THIRD', 'FOURTH'].map(
      (part) => new RegExp(`<${part}_NAME>([^<]*)<`).exec(body)?.[1] ?? '',
    );
    names.push({ full: parts.join(' ').trim(), kind });
    for (const [, full = ''] of body.matchAll(/<ALIAS_NAME>([^<]+)</g)) names.push({ full, kind });
  }
  return names.filter(({ full }) => full !== '');
}

/** A profile of which nothing but a name is known. */
export function profileOf(id: string, full: string, kind: ProfileKind): Profile {
  return {
    id,
    kind,
    names: [{ full, kind: 'primary', strength: 'strong', parts: null }],
    dates: [],
    places: [],
    addresses: [],
    identifiers: [],
    wallets: [],
    gender: null,
  };
}
