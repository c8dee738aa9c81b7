/** What the rows of a list say of each subject, as claims that can be matched. */
import { checkIdentifier } from '../../model/index.js';
import type { Claim } from '../subject/index.js';
import { isoDay, type ListRow, type SubjectList } from './list-csv.js';
import type { ListedSubject } from './listed-subjects.js';

/** A number whose type nobody here knows: it is shown, not matched. */
export interface UnmatchedNumber {
  readonly tracking_number: string;
  readonly number_type: string;
}

/** Subjects of a list, each with all its names and numbers, and the numbers that say nothing. */
export function claimsOfList({ kind, rows }: SubjectList): {
  readonly subjects: readonly ListedSubject[];
  readonly unmatched: readonly UnmatchedNumber[];
} {
  const byNumber = new Map<string, ListRow[]>();
  for (const row of rows) {
    const { tracking_number } = row;
    byNumber.set(tracking_number, [...(byNumber.get(tracking_number) ?? []), row]);
  }
  const unmatched: UnmatchedNumber[] = [];
  const subjects = [...byNumber.entries()].map(([tracking_number, own]) => {
    const claims = new Map<string, Claim>();
    const add = (claim: Claim | null) => {
      if (claim) claims.set(JSON.stringify(claim), claim);
    };
    const born = own.map(({ dob }) => isoDay(dob ?? '')).find((day) => day !== null);
    for (const row of own) {
      for (const name of kind === 'person' ? personNames(row, born) : businessNames(row)) add(name);
      add(row.phone === undefined ? null : { type: 'phone', value: row.phone });
      const { number, number_type = '' } = row;
      if (number === undefined) continue;
      const claim = numberClaim(number, number_type, row.country);
      if (claim === null) unmatched.push({ tracking_number, number_type });
      add(claim);
    }
    return { tracking_number, claims: [...claims.values()] };
  });
  return { subjects, unmatched };
}

function personNames(row: ListRow, born_on: string | undefined): Claim[] {
  // Without a day of birth a name is matched by nobody.
  if (born_on === undefined) return [];
  const names = [
    { last: row.last_name, first: row.first_name, middle: row.middle_name },
    {
      last: row.alias_last_name,
      first: row.alias_first_name ?? row.first_name,
      middle: row.alias_middle_name,
    },
  ];
  return names.flatMap(({ last, first, middle }) =>
    last === undefined || first === undefined
      ? []
      : [{ type: 'person_name', given: joined(first, middle), paternal: last, born_on } as const],
  );
}

function joined(first: string, middle: string | undefined): string {
  return middle === undefined ? first : `${first} ${middle}`;
}

function businessNames(row: ListRow): Claim[] {
  const country = countryOf(row.country);
  return [row.business_name, row.dba_name].flatMap((name) =>
    name === undefined || country === null
      ? []
      : [
          {
            type: 'business_name' as const,
            name,
            country,
            ...(row.state === undefined ? {} : { region: row.state }),
          },
        ],
  );
}

/** Types of number by the words that lists use for them. */
function numberClaim(value: string, type: string, country: string | undefined): Claim | null {
  const words = type.toLowerCase();
  if (/e-?mail/.test(words)) return { type: 'email', value };
  if (/phone|tel/.test(words)) return { type: 'phone', value };
  if (/curp/.test(words)) return { type: 'curp', value };
  if (/rfc/.test(words)) return { type: 'rfc', value };
  if (/clabe/.test(words)) return { type: 'clabe', value };
  if (/\bein\b|employer/.test(words)) return { type: 'ein', value };
  if (/\blei\b/.test(words)) return { type: 'lei', value };
  if (/passport|pasaporte/.test(words)) {
    const issuer = countryOf(country);
    return issuer === null ? null : { type: 'passport', country: issuer, value };
  }
  if (/ssn|itin|social security/.test(words)) {
    const isItin = checkIdentifier('itin', value).findings.every((f) => f.severity !== 'error');
    return { type: isItin ? 'itin' : 'ssn', value };
  }
  return null;
}

const COUNTRIES: Readonly<Record<string, string>> = {
  US: 'US',
  USA: 'US',
  'UNITED STATES': 'US',
  MX: 'MX',
  MEX: 'MX',
  MEXICO: 'MX',
  MÉXICO: 'MX',
};

function countryOf(text: string | undefined): string | null {
  const upper = (text ?? '').trim().toUpperCase();
  return COUNTRIES[upper] ?? (/^[A-Z]{2}$/.test(upper) ? upper : null);
}
