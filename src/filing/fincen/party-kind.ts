import type { FiledName, FiledParty } from '../filing.js';
import type { FincenForm } from './forms.js';
import { kindOfRole, NAMED_BY_PARTS } from './role-kinds.js';

/**
 * FinCEN's forms say what kind a party is only where its role leaves it open, and put the legal
 * name of an organisation where the surname of a person goes. In the neutral model each party has
 * its kind, and each organisation its full name. Both directions lose nothing: what a file says
 * against its role, or in another element than ours, is kept under details.
 */
export function asNamed(party: FiledParty, form: FincenForm): FiledParty {
  const implied = kindOfRole(form, party.role);
  const { kind, ...others } = party;
  const told = implied !== undefined && kind === implied ? withKindKept(others, kind, form) : null;
  const known = { ...(told ?? others), ...kindOf(kind ?? implied) } as FiledParty;
  return isNamedByParts(known, form) ? withNames(known, readName) : known;
}

/** The party as the form writes it. */
export function asWritten(party: FiledParty, form: FincenForm): FiledParty {
  const named = isNamedByParts(party, form) ? withNames(party, writtenName) : party;
  if (named.kind === undefined || named.kind !== kindOfRole(form, named.role)) return named;
  const { kind: _implied, ...others } = named;
  return others as FiledParty;
}

function kindOf(kind: FiledParty['kind']): Partial<FiledParty> {
  return kind === undefined ? {} : { kind };
}

/** A kind that the role says already was written all the same. */
function withKindKept<P extends Pick<FiledParty, 'details'>>(
  party: P,
  kind: 'person' | 'organisation' | 'trust' | 'unknown',
  form: FincenForm,
): P {
  const said =
    form === 'fincen-8300'
      ? { PartyTypeCode: kind === 'organisation' ? 'O' : 'I' }
      : { PartyAsEntityOrganizationIndicator: 'Y' };
  return { ...party, details: { ...party.details, ...said } };
}

function isNamedByParts(party: FiledParty, form: FincenForm): boolean {
  return party.kind === 'organisation' && NAMED_BY_PARTS[form].has(party.role);
}

function withNames(party: FiledParty, change: (name: FiledName) => FiledName): FiledParty {
  return party.names ? { ...party, names: party.names.map(change) } : party;
}

function isLegal(name: FiledName): boolean {
  return name.kind === undefined || name.kind === 'legal';
}

function readName(name: FiledName): FiledName {
  if (!isLegal(name) || (name.family !== undefined && name.full !== undefined)) return name;
  const { family, full, ...others } = name;
  if (family !== undefined) return { ...others, full: family };
  if (full === undefined) return name;
  return { ...others, details: { ...others.details, RawPartyFullName: full } };
}

function writtenName(name: FiledName): FiledName {
  if (!isLegal(name) || name.full === undefined || name.family !== undefined) return name;
  const { full, ...others } = name;
  return { ...others, family: full };
}
