/** A `DistinctParty` of SDN_ADVANCED as a listing in the making. */
import type { Name, NameParts, ProfileKind } from '../profile.js';
import { type Days, daysOfParts } from './days.js';
import { Draft } from './draft.js';
import { all, attribute, text, texts, type XmlElement } from './element.js';
import { addTyped } from './ofac-listing.js';
import type { Location, References } from './ofac-references.js';

/** In a delta, what is marked as deleted is not part of the party any more. */
export function partyDraft(
  list: string,
  id: string,
  party: XmlElement,
  references: References,
): Draft {
  const draft = new Draft(list, id);
  draft.remarks = texts(party, 'Comment').join(' ') || null;
  for (const profile of present(all(party, 'Profile'))) {
    draft.kind = kindOf(profile, references);
    for (const identity of present(all(profile, 'Identity')))
      addIdentity(draft, identity, references);
    for (const feature of present(all(profile, 'Feature'))) addFeature(draft, feature, references);
  }
  return draft;
}

function present(elements: readonly XmlElement[]): XmlElement[] {
  return elements.filter((element) => element.attributes.DeltaAction !== 'delete');
}

function kindOf(profile: XmlElement, references: References): ProfileKind {
  const subtype = references.value('PartySubType', attribute(profile, 'PartySubTypeID'));
  const type = references.textOf('PartyType', subtype ? attribute(subtype, 'PartyTypeID') : null);
  const said = /unknown/i.test(subtype?.text ?? 'unknown') ? type : (subtype?.text ?? null);
  switch (said?.toLowerCase()) {
    case 'individual':
      return 'person';
    case 'entity':
      return 'organisation';
    case 'vessel':
      return 'vessel';
    case 'aircraft':
      return 'aircraft';
    default:
      return null;
  }
}

function addIdentity(draft: Draft, identity: XmlElement, references: References): void {
  const groups = new Map<string, string>();
  for (const group of all(identity, 'NamePartGroups/MasterNamePartGroup/NamePartGroup')) {
    const type = references.textOf('NamePartType', attribute(group, 'NamePartTypeID')) ?? '';
    groups.set(attribute(group, 'ID') ?? '', type);
  }
  const aliases = present(all(identity, 'Alias'));
  const isPrimary = (alias: XmlElement) => attribute(alias, 'Primary') === 'true';
  const latin = (alias: XmlElement) => (isLatin(alias, references) ? 0 : 1);
  const primary = aliases.filter(isPrimary).sort((a, b) => latin(a) - latin(b));
  for (const alias of [...primary, ...aliases.filter((each) => !isPrimary(each))])
    addAlias(draft, alias, { groups, references, is_primary: isPrimary(alias) });
  for (const document of references.documents(attribute(identity, 'ID') ?? '')) {
    addTyped(draft, { type: document.type, value: document.number, country: document.country });
    draft.property(
      `${document.type} note`,
      document.note && `${document.number}: ${document.note}`,
    );
  }
}

function isLatin(element: XmlElement, references: References): boolean {
  const [first] = all(element, 'DocumentedName/DocumentedNamePart/NamePartValue');
  const script = references.textOf('Script', first ? attribute(first, 'ScriptID') : null);
  return /latin/i.test(script ?? '');
}

function addAlias(
  draft: Draft,
  alias: XmlElement,
  about: { groups: ReadonlyMap<string, string>; references: References; is_primary: boolean },
): void {
  const type = about.references.textOf('AliasType', attribute(alias, 'AliasTypeID')) ?? '';
  const kind: Name['kind'] = /^f/i.test(type) ? 'former' : 'alias';
  const strength = attribute(alias, 'LowQuality') === 'true' ? 'weak' : 'strong';
  for (const documented of present(all(alias, 'DocumentedName'))) {
    const { full, parts } = nameOf(documented, about.groups, draft.kind);
    const is_first = about.is_primary && !draft.hasNames;
    draft.name(full, { kind: is_first ? 'primary' : kind, strength, parts });
  }
}

function nameOf(documented: XmlElement, groups: ReadonlyMap<string, string>, kind: ProfileKind) {
  const given: string[] = [];
  const surnames: string[] = [];
  let maternal: string | null = null;
  for (const value of present(all(documented, 'DocumentedNamePart/NamePartValue'))) {
    const type = groups.get(attribute(value, 'NamePartGroupID') ?? '') ?? '';
    const is_surname = /last|patronymic|matronymic|maiden/i.test(type);
    (is_surname ? surnames : given).push(value.text);
    if (/matronymic/i.test(type)) maternal = value.text;
  }
  if (kind !== 'person' || surnames.length === 0 || given.length === 0)
    return { full: [...surnames, ...given].join(' '), parts: null };
  const joined = { given: given.join(' '), surnames: surnames.join(' ') };
  const apart = maternal !== null && surnames.length === 2;
  const parts: Partial<NameParts> = apart
    ? { ...joined, paternal: surnames.find((each) => each !== maternal) ?? null, maternal }
    : joined;
  return { full: `${joined.surnames}, ${joined.given}`, parts };
}

function addFeature(draft: Draft, feature: XmlElement, references: References): void {
  const type = references.textOf('FeatureType', attribute(feature, 'FeatureTypeID')) ?? 'Feature';
  for (const version of present(all(feature, 'FeatureVersion'))) {
    const note = text(version, 'Comment');
    if (note) draft.property(`${type} note`, note);
    for (const period of all(version, 'DatePeriod')) addPeriod(draft, type, period);
    for (const at of present(all(version, 'VersionLocation'))) {
      const location = references.location(attribute(at, 'LocationID'));
      if (location) addLocation(draft, type, location);
    }
    for (const detail of present(all(version, 'VersionDetail'))) {
      const known = references.textOf('DetailReference', attribute(detail, 'DetailReferenceID'));
      const value = detail.text || known;
      if (value) addDetail(draft, type, value);
    }
  }
}

function addDetail(draft: Draft, type: string, value: string): void {
  if (/vessel flag/i.test(type)) draft.place('flag', value);
  else if (/vessel owner/i.test(type)) draft.link('owned_by', { name: value });
  else if (/^title$/i.test(type)) draft.property('Title', value);
  else addTyped(draft, { type, value, country: null });
}

function addLocation(draft: Draft, type: string, location: Location): void {
  if (/birth/i.test(type)) draft.place('birth', location.text, location.country);
  else if (/nationality of registration/i.test(type))
    draft.place('registration', location.text, location.country);
  else if (/nationality|citizen/i.test(type))
    draft.place('nationality', location.text, location.country);
  else if (/flag/i.test(type)) draft.place('flag', location.text, location.country);
  else {
    const { country_text, ...address } = location;
    draft.address(address);
  }
}

function addPeriod(draft: Draft, type: string, period: XmlElement): void {
  const days = periodDays(period);
  const kind = /birth/i.test(type)
    ? 'birth'
    : /establish/i.test(type)
      ? 'founded'
      : /death/i.test(type)
        ? 'death'
        : /build|built|manufacture date/i.test(type)
          ? 'built'
          : null;
  if (kind !== null) draft.date(kind, null, days);
  else if (days)
    draft.property(type, days.from === days.to ? days.from : `${days.from} – ${days.to}`);
}

/** From the earliest start to the latest end; a year alone is its first and last day. */
function periodDays(period: XmlElement): Days | null {
  const [start] = all(period, 'Start');
  const [end] = all(period, 'End');
  const from = point(start ? (all(start, 'From')[0] ?? all(start, 'To')[0]) : undefined);
  const to = point(end ? (all(end, 'To')[0] ?? all(end, 'From')[0]) : undefined) ?? from;
  if (!from || !to || from.from > to.to) return null;
  const circa = start?.attributes.Approximate === 'true' || end?.attributes.Approximate === 'true';
  return { from: from.from, to: to.to, circa };
}

/** A `Date` or a boundary of a period: year, month and day as elements. */
export function point(element: XmlElement | undefined): Days | null {
  if (!element) return null;
  const [year, month, day] = ['Year', 'Month', 'Day'].map((name) => Number(text(element, name)));
  return daysOfParts(year ?? 0, month || null, day || null);
}
