import { readFileSync } from 'node:fs';
import { nameTokens, type Profile, type ProfileKind } from '../src/screening/index.js';
import { csvRows } from './csv-table.js';

/** A name of OFAC’s or the UN’s list, as written there. */
export interface ListedName {
  /** The entry of the list that has it: the same for all names of a party. */
  readonly entry: string;
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
    names.push({ entry: `ofac ${id}`, full, kind });
  }
  for (const [id = '', , , full] of csvRows(
    readFileSync(`${folder}/ofac/alt_2024-09.csv`, 'latin1'),
  )) {
    const kind = kinds.get(id);
    if (full !== undefined && kind) names.push({ entry: `ofac ${id}`, full, kind });
  }
  return [
    ...names,
    ...readUnNames(readFileSync(`${folder}/un/UN_consolidated_2025-04-19.xml`, 'utf8')),
  ];
}

function readUnNames(xml: string): ListedName[] {
  const names: ListedName[] = [];
  for (const [, tag = '', body = ''] of xml.matchAll(/<(INDIVIDUAL|ENTITY)>([\s\S]*?)<\/\1>/g)) {
    const entry = `un ${/<DATAID>([^<]*)</.exec(body)?.[1] ?? names.length}`;
    const kind = tag === 'ENTITY' ? 'organisation' : 'person';
    const parts = ['FIRST', 'SECOND', 'THIRD', 'FOURTH'].map(
      (part) => new RegExp(`<${part}_NAME>([^<]*)<`).exec(body)?.[1] ?? '',
    );
    names.push({ entry, full: parts.join(' ').trim(), kind });
    for (const [, full = ''] of body.matchAll(/<ALIAS_NAME>([^<]+)</g))
      names.push({ entry, full, kind });
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

/** The words of each party's names, all together: what rarity is learned from. */
export function wordsOfParties(names: readonly ListedName[]) {
  const parties = new Map<string, { tokens: string[]; trade: boolean }>();
  for (const { entry, full, kind } of names) {
    const party = parties.get(entry) ?? { tokens: [], trade: kind !== 'person' };
    party.tokens.push(...nameTokens(full, kind));
    parties.set(entry, party);
  }
  return parties.values();
}
