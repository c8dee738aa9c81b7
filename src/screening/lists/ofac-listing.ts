/** What the formats of OFAC have in common. */
import type { Bilingual } from '../../base/index.js';
import type { ProfileKind } from '../profile.js';
import { identifierOf } from './documents.js';
import type { Draft } from './draft.js';
import { readFeature } from './ofac-remarks.js';
import { isOutsideSdn, programTags } from './programs.js';

/** The two lists have the same formats; their programmes tell them apart. */
export interface OfacList {
  readonly list: string;
  readonly title: Bilingual;
}

export function ofacList(programs: readonly string[]): OfacList {
  const tags = programs.flatMap(programTags);
  return tags.some(isOutsideSdn) && !tags.some((tag) => SDN_ONLY.has(tag)) ? CONSOLIDATED : SDN;
}

export const SDN: OfacList = {
  list: 'us_ofac_sdn',
  title: {
    en: 'OFAC Specially Designated Nationals and Blocked Persons',
    es: 'OFAC: nacionales especialmente designados y personas bloqueadas',
  },
};

export const CONSOLIDATED: OfacList = {
  list: 'us_ofac_cons',
  title: {
    en: 'OFAC Consolidated Sanctions List (non-SDN)',
    es: 'OFAC: lista consolidada de sanciones (fuera de la SDN)',
  },
};

export const OFAC = 'US Department of the Treasury, Office of Foreign Assets Control';

const SDN_ONLY: ReadonlySet<string> = new Set(['CUBA', 'SDNT', 'SDNTK', 'FTO', 'IRAQ2', 'TCO']);

/** “individual”, “Entity”, “-0-” (an entity, in CSV), “vessel”, “aircraft”. */
export function ofacKind(written: string | null): ProfileKind {
  const type = written?.trim().toLowerCase() ?? '';
  if (type === 'individual') return 'person';
  if (type === 'vessel' || type === 'aircraft') return type;
  return 'organisation';
}

/** Unpacks a field of programmes, and keeps a tag's earlier name. */
export function addPrograms(draft: Draft, packed: string): void {
  for (const tag of programTags(packed)) {
    draft.program(tag);
    if (!packed.includes(tag)) draft.property('Program', packed);
  }
}

/** A feature or document by its type, as the XML formats give them. */
export function addTyped(
  draft: Draft,
  typed: { readonly type: string; readonly value: string; readonly country: string | null },
): void {
  const type = typed.type.replace(/:$/, '').trim();
  if (readFeature(draft, `${type} ${typed.value}`)) return;
  const country = draft.country(typed.country);
  const found = identifierOf(type, typed.value, country);
  draft.identifier(found);
  if (!found || ['other', 'registration', 'national_id', 'tax_id'].includes(found.kind))
    draft.property(type, typed.country ? `${typed.value} (${typed.country})` : typed.value);
}
