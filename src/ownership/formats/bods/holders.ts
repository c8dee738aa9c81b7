/** A person or an entity of BODS as a holder. */
import type { Holder } from '../../statement.js';
import { dateOf } from '../dates.js';
import { draftHolder } from '../drafts.js';
import { isTrueAt, objectsAt, textAt, textsAt } from '../json-fields.js';
import type { JsonObject } from '../json-records.js';
import type { ReadOptions, StatementSink } from '../reader.js';
import { kindOfEntity } from './codes.js';
import { sourceOfStatement } from './source.js';
import type { BodsStatement } from './statement.js';

/** The last statement of a record's series tells what it is; its earlier names become aliases. */
export function holderOfRecord(
  series: readonly BodsStatement[],
  sink: StatementSink,
  options: ReadOptions,
): Holder | null {
  const last = series.at(-1);
  if (!last) return null;
  const holders = series.map((statement) => holderOf(statement, sink, options));
  const holder = holders.at(-1) ?? null;
  if (!holder) return null;
  if (series.length > 1) sink.lose('statement history of holders', 'merged', last.record_id);
  const names = holders.flatMap((each) => [each.name, ...each.other_names]);
  const others = names.filter((name) => name !== null && name !== holder.name) as string[];
  return { ...holder, other_names: [...new Set(others)] };
}

function holderOf(statement: BodsStatement, sink: StatementSink, options: ReadOptions): Holder {
  const { type, record_id, details } = statement;
  const source = sourceOfStatement(statement, options);
  const addresses = objectsAt(details, 'addresses');
  const common = {
    id: record_id,
    addresses: addresses.map(addressText).filter((each) => each !== ''),
    identifiers: objectsAt(details, 'identifiers').flatMap(identifierOf),
    source,
  };
  if (type === 'person') {
    const names = objectsAt(details, 'names').map((each) => textAt(each, 'fullName'));
    const [name = null, ...others] = names.filter((each) => each !== null);
    return draftHolder({
      ...common,
      kind: 'person',
      name,
      other_names: others,
      country: residenceOf(details, addresses),
      born_on: dateOf(textAt(details, 'birthDate')),
      dissolved_on: dateOf(textAt(details, 'deathDate')),
    });
  }
  const entity = {
    type: textAt(details, 'entityType', 'type'),
    subtype: textAt(details, 'entityType', 'subtype'),
  };
  const { kind, is_exact } = kindOfEntity(entity);
  if (!is_exact) {
    const code = [entity.type, entity.subtype].filter(Boolean).join(' ');
    sink.lose(`entityType ${code}`, 'coarsened', record_id);
  }
  return draftHolder({
    ...common,
    kind,
    name: textAt(details, 'name'),
    other_names: textsAt(details, 'alternateNames'),
    country: countryCode(textAt(details, 'jurisdiction', 'code')),
    born_on: dateOf(textAt(details, 'foundingDate')),
    dissolved_on: dateOf(textAt(details, 'dissolutionDate')),
    listed_company: isTrueAt(details, 'publicListing', 'hasPublicListing'),
  });
}

/** Where a person lives: by the address of residence, else by where taxes are paid. */
function residenceOf(details: JsonObject, addresses: readonly JsonObject[]): string | null {
  const home = addresses.find((each) => textAt(each, 'type') === 'residence');
  const [tax] = objectsAt(details, 'taxResidencies');
  return countryCode(textAt(home, 'country', 'code') ?? textAt(tax, 'code'));
}

/** `US-DE` is in `US`. */
function countryCode(code: string | null): string | null {
  return /^([A-Z]{2})(?:-|$)/.exec(code ?? '')?.[1] ?? null;
}

function addressText(address: JsonObject): string {
  return [textAt(address, 'address'), textAt(address, 'postCode')].filter(Boolean).join(', ');
}

function identifierOf(identifier: JsonObject): { scheme: string; value: string }[] {
  const value = textAt(identifier, 'id');
  const scheme = textAt(identifier, 'scheme') ?? textAt(identifier, 'schemeName');
  return value && scheme ? [{ scheme, value }] : [];
}
