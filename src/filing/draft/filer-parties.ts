/** Those who file, as each form has them. */
import type { FiledAddress, FiledIdentity, FiledParty } from '../filing.js';
import { type FilingInstitution, ORGANISATIONS } from './institution.js';

/** The five parties that stand before the subjects of a SAR (35, 37, 30, 8, 34). */
export function fincenFilers(institution: FilingInstitution): FiledParty[] {
  const { name, address, contact, fincen } = institution;
  const phone = phoneOf(institution);
  if (!fincen) return [{ role: 'filer', ...organisation(name), addresses: [addressOf(address)] }];
  const { transmitter, ein, rssd, regulator } = fincen;
  const identities: FiledIdentity[] = [{ kind: 'ein', number: ein }];
  if (rssd !== undefined) identities.push({ kind: 'rssd', number: rssd });
  const details = {
    OrganizationClassificationTypeSubtype: {
      OrganizationTypeID: ORGANISATIONS[fincen.organisation],
    },
  };
  const own = { ...organisation(name), regulator, addresses: [addressOf(address)], details };
  return [
    {
      ...{ role: 'transmitter', ...organisation(transmitter.name ?? name) },
      addresses: [addressOf(transmitter.address ?? address)],
      phones: [{ number: transmitter.phone ?? contact.phone }],
      identities: [
        { kind: 'tin', number: transmitter.tin },
        { kind: 'tcc', number: transmitter.tcc },
      ],
    },
    { role: 'transmitter_contact', names: [{ kind: 'legal', full: transmitter.contact }] },
    { role: 'filer', ...own, identities },
    { role: 'contact', ...organisation(contact.office), phones: [phone] },
    { role: 'activity_location', ...own, identities },
  ];
}

/** The obliged entity of a Mexican report, and the branch: by its key in banks, by postal code. */
export function cnbvFilers({ name, cnbv }: FilingInstitution, isBank: boolean): FiledParty[] {
  if (!cnbv) return [{ role: 'filer', ...organisation(name) }];
  const { supervisor, casfim, branch, locality } = cnbv;
  const place = isBank
    ? { addresses: [{ city: locality }], identities: [{ kind: 'branch', number: branch }] }
    : { addresses: [{ city: locality, postal_code: branch }] };
  return [
    { role: 'filer', regulator: supervisor, identities: [{ kind: 'casfim', number: casfim }] },
    { role: 'branch', ...place },
  ];
}

/** The reporting entity of goAML, and the person who reports for it. */
export function goamlFilers(institution: FilingInstitution): FiledParty[] {
  const { name, address, goaml, contact } = institution;
  const entity: FiledParty = {
    ...{ role: 'filer', ...organisation(name), addresses: [addressOf(address)] },
    ...(goaml ? { identities: [{ kind: 'rentity_id', number: goaml.rentity_id }] } : {}),
  };
  if (!goaml) return [entity];
  const { given, family, occupation } = goaml.reporter;
  const reporter: FiledParty = {
    ...{ role: 'contact', kind: 'person', names: [{ kind: 'legal', given, family }] },
    phones: [phoneOf(institution)],
    ...(contact.email ? { emails: [contact.email] } : {}),
    ...(occupation ? { occupation } : {}),
  };
  return [entity, reporter];
}

function organisation(name: string): Pick<FiledParty, 'kind' | 'names'> {
  return { kind: 'organisation', names: [{ kind: 'legal', full: name }] };
}

function addressOf(address: FilingInstitution['address']): FiledAddress {
  const given = Object.entries(address).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as FiledAddress;
}

function phoneOf({ contact }: FilingInstitution) {
  const { phone: number, extension } = contact;
  return { number, ...(extension === undefined ? {} : { extension }) };
}
