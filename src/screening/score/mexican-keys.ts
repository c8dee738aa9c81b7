import type { PreparedName } from '../name/prepare.js';
import type { PreparedDate } from './dates.js';
import { type Evidence, WORTH } from './evidence.js';
import type { PreparedIdentifier } from './identifiers.js';

/**
 * What an RFC or a CURP says of its person: the letters of the name and the day of birth
 * (Anexo 1 of the CURP instructions; SAT's rules for the RFC of natural persons).
 */
export interface MexicanKey {
  readonly text: string;
  /** First letter of the paternal surname, of the maternal one (X: none), of the given name. */
  readonly initials: readonly [string, string, string];
  /** Month and day, and the last two digits of the year. */
  readonly birth: string;
}

const PERSON_KEY = /^([A-Z&])[A-Z]([A-Z&])([A-Z])(\d{6})/;

export function readMexicanKeys(identifiers: readonly PreparedIdentifier[]): MexicanKey[] {
  return identifiers.flatMap(({ kind, value, text }) => {
    if (kind !== 'rfc' && kind !== 'curp') return [];
    const match = PERSON_KEY.exec(value);
    if (!match) return [];
    const [, paternal = '', maternal = '', given = '', birth = ''] = match;
    return [{ text, initials: [paternal, maternal, given] as const, birth }];
  });
}

/** The key of one side against the birth dates of the other. */
export function compareKeyDate(
  keys: readonly MexicanKey[],
  dates: readonly PreparedDate[],
): { evidence: number; key: string; date: string } | null {
  const exact = dates.filter(
    (date) => date.kind === 'birth' && date.from === date.to && !date.circa,
  );
  for (const key of keys)
    for (const date of exact) {
      const digits = date.text.slice(2).replaceAll('-', '');
      if (digits === key.birth)
        return { evidence: WORTH.date_within, key: key.text, date: date.text };
    }
  const [key] = keys;
  const [date] = exact;
  if (!key || !date) return null;
  return { evidence: WORTH.implied_date_differs, key: key.text, date: date.text };
}

/** The key of one side against a name of the other whose parts are known. */
export function compareKeyName(
  keys: readonly MexicanKey[],
  names: readonly PreparedName[],
): { evidence: number; key: string; name: string } | null {
  const known = names.filter((name) => !name.trade && name.has_given && name.has_surname);
  const [key] = keys;
  const [first] = known;
  if (!key || !first) return null;
  const same = known.find((name) => agrees(key, name));
  if (same) return { evidence: WORTH.implied_name_same, key: key.text, name: same.full };
  return { evidence: WORTH.implied_name_differs, key: key.text, name: first.full };
}

/** Given names like José and María are passed over in the keys, so any given name may agree. */
function agrees(key: MexicanKey, name: PreparedName): boolean {
  const [paternal, maternal, given] = key.initials;
  const first = (role: string) =>
    name.words
      .filter((word) => word.role === role)
      .map(({ token }) => token.text[0]?.toUpperCase());
  const ofPaternal = first('paternal');
  const ofMaternal = first('maternal');
  if (ofPaternal.length > 0 && !ofPaternal.includes(paternal)) return false;
  if (ofMaternal.length > 0 && maternal !== 'X' && !ofMaternal.includes(maternal)) return false;
  return first('given').includes(given);
}

export function asEvidence(
  step: string,
  found: { evidence: number; key: string; date?: string; name?: string } | null,
  keyOfQuery: boolean,
): Evidence | null {
  if (!found) return null;
  const other = found.date ?? found.name ?? null;
  const suffix = found.evidence >= 0 ? 'agrees' : 'differs';
  return {
    step: `${step}.${suffix}`,
    evidence: found.evidence,
    query: keyOfQuery ? found.key : other,
    listed: keyOfQuery ? other : found.key,
  };
}
