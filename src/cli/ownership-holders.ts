import { type Holder, loadStatements, toFtm } from '../ownership/index.js';
import { type Customer, type Profile, profileOfEntity } from '../screening/index.js';
import type { Engine } from '../store/index.js';
import { linkParties } from './ownership-links.js';
import { holderKey } from './ownership-listed.js';

/**
 * Holders of ownership statements, to be compared with lists: key `holder:<id>`. Who is a party of
 * ours is compared as such already, and again here only for a number that the party lacks.
 */
export async function* readHolders(engine: Engine): AsyncGenerator<Customer> {
  const statements = await loadStatements(engine);
  if (statements.interests.length === 0) return;
  const links = await linkParties(engine, statements);
  const ours = new Set([...links.parties.keys()].flatMap((party) => links.holdersOf(party)));
  for (const holder of statements.holders) {
    const isKnown = links.numbered.has(holder.id) || holder.identifiers.length === 0;
    if (ours.has(holder.id) && isKnown) continue;
    yield { key: holderKey(holder.id), profile: profileOf(holder) };
  }
}

type Kind = Profile['identifiers'][number]['kind'];

/** Numbers keep their kind: the interchange form has one property for all tax numbers. */
const KINDS: Readonly<Record<string, Kind>> = {
  'MX-RFC': 'rfc',
  'MX-CURP': 'curp',
  'US-EIN': 'ein',
  'US-SSN': 'ssn',
  'US-ITIN': 'itin',
  'XI-LEI': 'lei',
  IMO: 'imo',
};

/** Schemes of persons in the ownership standard name a country and what issued the number. */
function kindOf(scheme: string, value: string): Kind {
  if (scheme === 'MEX-TAXID' && /^[A-ZÑ&]{3,4}\d{6}[A-Z0-9]{3}$/.test(value)) return 'rfc';
  return KINDS[scheme] ?? (scheme.endsWith('-TAXID') ? 'tax_id' : 'registration');
}

function profileOf(holder: Holder): Profile {
  const [entity] = toFtm({ holders: [holder], interests: [] }).entities;
  const { schema, properties } = entity as { schema: string; properties: Properties };
  const profile = profileOfEntity({ id: holder.id, schema, properties });
  const identifiers = holder.identifiers.map(({ scheme, value }) => {
    const plain = value.toUpperCase().replace(/[^A-Z0-9Ñ&]/g, '');
    const country = /^[A-Z]{2}-/.test(scheme) ? scheme.slice(0, 2) : null;
    return { kind: kindOf(scheme, plain), value: plain, text: value, country };
  });
  return { ...profile, identifiers };
}

type Properties = Readonly<Record<string, readonly string[]>>;
