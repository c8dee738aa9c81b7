/** A subject of the evidence as a party of a filing: what is on file, and nothing else. */
import { type Party, recogniseIdentifier } from '../../model/index.js';
import type { FiledAccount, FiledIdentity, FiledName, FiledParty } from '../filing.js';
import type { Actor, Cast } from '../narrative/cast.js';
import type { FilingInstitution } from './institution.js';

/** What subjects are written with; words of sectors in the language of the form. */
export interface SubjectScene {
  readonly cast: Cast;
  readonly institution: FilingInstitution;
  /** The number by which the form's authority knows us. */
  readonly key: string | null;
  readonly word: (group: 'sector' | 'occupation', word: string) => string;
}

export function filedSubject(scene: SubjectScene, actor: Actor): FiledParty {
  const party = scene.cast.index.parties.get(actor.party_id ?? '') ?? null;
  const name = actor.name ?? null;
  const accounts = actor.accounts.map((id) => accountOf(scene, id));
  const identity = party?.tax_id ? identityOf(party.tax_id, party) : null;
  const work = [
    party?.occupation ? scene.word('occupation', party.occupation) : null,
    party?.sector ? scene.word('sector', party.sector) : null,
  ].filter((part) => part !== null);
  return {
    role: 'subject',
    ...(party?.kind ? { kind: party.kind } : {}),
    ...(name === null ? {} : { names: [nameOf(name, party)] }),
    ...(party?.founded_on ? { founded_on: party.founded_on } : {}),
    ...(work.length === 0 ? {} : { occupation: work.join(', ').slice(0, OCCUPATION_MAX) }),
    ...addressOf(party),
    ...(party?.phone ? { phones: [{ number: party.phone }] } : {}),
    ...(party?.email ? { emails: [party.email] } : {}),
    ...(identity === null ? {} : { identities: [identity] }),
    ...(accounts.length === 0 ? {} : { accounts }),
  };
}

/** Characters of SAR field 19; other forms have codes. */
const OCCUPATION_MAX = 50;

/**
 * A name as it stands on file. Only a person's `FAMILY, Given` says its parts itself; no other is
 * taken apart: two surnames of a Mexican name, or one of an American, are not told by their number.
 */
export function nameOf(name: string, party: Pick<Party, 'kind'> | null): FiledName {
  const parts = /^([^,]+),\s*([^,]+)$/.exec(name.trim());
  if (party?.kind !== 'person' || !parts) return { kind: 'legal', full: name };
  const [, family = '', given = ''] = parts;
  return { kind: 'legal', family: family.trim(), given: given.trim() };
}

function addressOf(party: Party | null): Pick<FiledParty, 'addresses'> {
  if (!party || (!party.address && !party.region && !party.country)) return {};
  return {
    addresses: [
      {
        ...(party.address ? { street: party.address } : {}),
        ...(party.region ? { state: party.region } : {}),
        ...(party.country ? { country: party.country } : {}),
      },
    ],
  };
}

/** A tax id by what it can be. Nine digits are told apart by the kind of party, else by nobody. */
export function identityOf(tax_id: string, party: Pick<Party, 'kind' | 'country'>): FiledIdentity {
  const kinds = recogniseIdentifier(tax_id);
  const number = tax_id.toUpperCase().replace(/[\s.-]/g, '');
  for (const kind of ['curp', 'rfc'] as const)
    if (kinds.includes(kind)) return { kind, number, country: 'MX' };
  const isAmerican = party.country === null || party.country === 'US';
  const american = kinds.filter((kind) => kind === 'ssn' || kind === 'itin' || kind === 'ein');
  if (american.length > 0 && isAmerican) {
    const isPerson = party.kind === 'person';
    if (isPerson && american.some((kind) => kind !== 'ein'))
      return { kind: 'ssn', number, country: 'US' };
    if (party.kind === 'organisation' && american.includes('ein'))
      return { kind: 'ein', number, country: 'US' };
    return { kind: 'tin', number, country: 'US' };
  }
  return { kind: 'foreign', number, ...(party.country ? { country: party.country } : {}) };
}

/** The number without the institution's id before it, which our ids of accounts carry. */
function accountOf({ cast, institution, key }: SubjectScene, id: string): FiledAccount {
  const account = cast.index.accounts.get(id);
  const holder = account?.institution_id ?? null;
  const isOurs = holder !== null && institution.ids.includes(holder);
  const country = account?.country ?? cast.index.institutions.get(holder ?? '')?.country ?? null;
  const prefixed = holder !== null && /^[:/-]/.test(id.slice(holder.length));
  const number = prefixed && id.startsWith(holder) ? id.slice(holder.length + 1) : id;
  return {
    number,
    ...(isOurs && key !== null ? { institution: key } : {}),
    ...(account?.closed_on ? { closed: true } : {}),
    ...(country !== null && country !== institution.country ? { is_foreign: true } : {}),
  };
}
