import type { Engine } from '../../store/index.js';
import type { FiledIdentity, FiledParty } from '../filing.js';
import type { PartyRole } from '../words.js';
import type { Gap, GapKind } from './draft.js';

/** A party of the store as it is known last. */
export interface KnownParty {
  readonly id: string;
  readonly kind: 'person' | 'organisation' | null;
  readonly name: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly address: string | null;
  readonly sector: string | null;
  readonly occupation: string | null;
  readonly founded_on: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly tax_id: string | null;
}

/**
 * The parties who act in the payments of `filing_wanted`. The year of birth is not read: the model
 * holds it to protect likely victims only, and forms want the day.
 */
export async function readPeople(engine: Engine): Promise<ReadonlyMap<string, KnownParty>> {
  const rows = await engine.rows(`SELECT id, kind, name, country, region, address, sector,
      occupation, strftime(founded_on, '%Y-%m-%d') AS founded_on, phone, email, tax_id
    FROM party WHERE id IN (
      SELECT unnest([holder, conductor, behalf]) FROM filing_operation
      WHERE payment IN (SELECT payment FROM filing_wanted))
    QUALIFY row_number() OVER (PARTITION BY id
      ORDER BY valid_from DESC NULLS LAST, known_from DESC NULLS LAST) = 1`);
  return new Map(rows.map((row) => [String(row.id), row as unknown as KnownParty]));
}

/** What a form must be told of each person, beside names. */
export type Wanted = readonly GapKind[];
export const WANTED_US: Wanted = ['street', 'city', 'state', 'postal_code', 'country', 'identity'];
export const WANTED_MX: Wanted = [
  'street',
  'city',
  'postal_code',
  'country',
  'identity',
  'nationality',
  'occupation',
];

/** A person of a report, with what is missing. `at` is its index among the filing's parties. */
export function filedPartyOf(
  known: KnownParty | undefined,
  role: PartyRole,
  wanted: Wanted,
  at: number,
): { readonly party: FiledParty; readonly gaps: readonly Gap[] } {
  const gap = (field: string, kind: GapKind): Gap => ({ path: `parties[${at}]${field}`, kind });
  if (known === undefined) return { party: { role, unknown: true }, gaps: [gap('', 'person')] };
  const identity = identityOf(known);
  const address = {
    ...(known.address === null ? {} : { street: known.address }),
    ...(known.region === null ? {} : { state: known.region }),
    ...(known.country === null ? {} : { country: known.country }),
  };
  const occupation = known.occupation ?? known.sector;
  const party: FiledParty = {
    role,
    ...(known.kind === null ? {} : { kind: known.kind }),
    ...(known.name === null ? {} : { names: [{ kind: 'legal' as const, full: known.name }] }),
    ...(known.founded_on === null ? {} : { founded_on: known.founded_on }),
    ...(occupation === null ? {} : { occupation: occupation.replaceAll('_', ' ') }),
    ...(Object.keys(address).length === 0 ? {} : { addresses: [address] }),
    ...(known.phone === null ? {} : { phones: [{ number: known.phone }] }),
    ...(known.email === null ? {} : { emails: [known.email] }),
    ...(identity === null ? {} : { identities: [identity] }),
  };
  return { party, gaps: [...nameGaps(known, gap), ...ownGaps(known, wanted, gap)] };
}

type GapAt = (field: string, kind: GapKind) => Gap;

function nameGaps({ kind, name, founded_on }: KnownParty, gap: GapAt): Gap[] {
  if (name === null) return [gap('.names', 'name')];
  if (kind === null) return [gap('.kind', 'kind')];
  if (kind === 'organisation')
    return founded_on === null ? [gap('.founded_on', 'founding_day')] : [];
  return [gap('.names[0]', 'name_parts'), gap('.born_on', 'birth_day')];
}

function ownGaps(known: KnownParty, wanted: Wanted, gap: GapAt): Gap[] {
  const missing: Readonly<Partial<Record<GapKind, [string, boolean]>>> = {
    street: ['.addresses[0].street', known.address === null],
    // The model has neither: an address is one line there.
    city: ['.addresses[0].city', true],
    postal_code: ['.addresses[0].postal_code', true],
    nationality: ['.nationality', true],
    state: ['.addresses[0].state', known.region === null],
    country: ['.addresses[0].country', known.country === null],
    identity: ['.identities', known.tax_id === null],
    occupation: ['.occupation', known.occupation === null && known.sector === null],
  };
  return wanted.flatMap((kind) => {
    const [path, is_missing] = missing[kind] ?? ['', false];
    return is_missing ? [gap(path, kind)] : [];
  });
}

/** A tax id is of the kind that the country gives to such a party; else its kind is not told. */
function identityOf({ tax_id, country, kind }: KnownParty): FiledIdentity | null {
  if (tax_id === null) return null;
  if (country === 'MX') return { kind: 'rfc', number: tax_id, country: 'MX' };
  if (country === 'US' && kind !== null)
    return { kind: kind === 'person' ? 'ssn' : 'ein', number: tax_id };
  return { kind: 'other', number: tax_id, ...(country === null ? {} : { country }) };
}
