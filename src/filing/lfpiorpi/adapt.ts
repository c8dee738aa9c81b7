import type { Detail, Details, FiledAddress, FiledName, FiledParty, Filing } from '../filing.js';
import type { Loss } from '../format.js';
import { type Alphabet, transliterate } from '../text/index.js';
import type { Activity } from './activities.js';
import { ANY_FIELD, charactersOf } from './characters.js';

/**
 * A filing in the words that avisos can hold, and what that took: capitals without accents, names
 * in three parts, the month without its day. What avisos have no place for is left as it is here;
 * the lens does not write it, and says so.
 */
export function adapted(
  filing: Filing,
  activity: Activity,
): { readonly filing: Filing; readonly losses: readonly Loss[] } {
  const losses: Loss[] = [];
  const set = (field: Parameters<typeof charactersOf>[1]) => charactersOf(activity, field);
  const spell: Spell = (path, text, field) =>
    said(losses, path, text, typeof field === 'string' ? set(field) : field);
  const signs = filing.activity?.signs?.filter(isSign).map((sign, index) => ({
    ...sign,
    ...field(sign, 'other', (text) => spell(`activity.signs[${index}].other`, text, 'description')),
  }));
  return {
    losses,
    filing: {
      ...filing,
      ...field(filing, 'reference', (text) => spell('reference', text, 'reference')),
      ...field(filing, 'prior_id', (text) => spell('prior_id', text, 'folio')),
      ...field(filing, 'correction', (text) => spell('correction', text, 'description')),
      ...field(filing, 'period', (text) => monthOnly(text, losses)),
      ...(signs ? { activity: { ...filing.activity, signs } } : {}),
      ...(filing.parties ? { parties: people(filing.parties, 'parties', spell, losses) } : {}),
      ...(filing.details ? { details: inDetails(filing.details, 'details', spell) } : {}),
    },
  };
}

type FieldName = Parameters<typeof charactersOf>[1];
type Spell = (path: string, text: string, field: FieldName | Alphabet) => string;

function people(
  parties: readonly FiledParty[],
  path: string,
  spell: Spell,
  losses: Loss[],
): FiledParty[] {
  return parties.map((party, index) => person(party, `${path}[${index}]`, spell, losses));
}

function person(party: FiledParty, path: string, spell: Spell, losses: Loss[]): FiledParty {
  const isPerson = party.kind === 'person' || party.role === 'representative';
  const numbers = party.identities?.map((each, index) => {
    const kind = ['rfc', 'curp', 'trust'].find((own) => own === each.kind) as
      | 'rfc'
      | 'curp'
      | 'trust'
      | undefined;
    const at = `${path}.identities[${index}].number`;
    return kind ? { ...each, ...field(each, 'number', (text) => spell(at, text, kind)) } : each;
  });
  const names = party.names?.map((name, index) => {
    const at = `${path}.names[${index}]`;
    // Avisos have place for one name; the lens says that it drops the others.
    if (index > 0) return name;
    return isPerson ? personName(name, at, spell, losses) : companyName(name, at, spell);
  });
  const addresses = party.addresses?.map((each, index) =>
    address(each, `${path}.addresses[${index}]`, spell),
  );
  const phones = party.phones?.map((phone, index) => ({
    ...phone,
    ...field(phone, 'number', (text) => spell(`${path}.phones[${index}].number`, text, 'phone')),
  }));
  const emails = party.emails?.map((each, index) =>
    spell(`${path}.emails[${index}]`, each, 'email'),
  );
  return {
    ...party,
    ...(names ? { names } : {}),
    ...(numbers ? { identities: numbers } : {}),
    ...(addresses ? { addresses } : {}),
    ...(phones ? { phones } : {}),
    ...(emails ? { emails } : {}),
    ...(party.details ? { details: inDetails(party.details, `${path}.details`, spell) } : {}),
    ...(party.parties ? { parties: people(party.parties, `${path}.parties`, spell, losses) } : {}),
  };
}

/**
 * A person's name in three parts. A middle name goes with the given one; of a whole name whose
 * parts are not told nobody can say which word is a surname, so it all goes where given names go.
 */
function personName(name: FiledName, path: string, spell: Spell, losses: Loss[]): FiledName {
  const { full, middle, ...parts } = name;
  const isWhole = full !== undefined && name.given === undefined && name.family === undefined;
  const given = isWhole
    ? full
    : [name.given, middle].filter((part) => part !== undefined).join(' ') || undefined;
  if (isWhole) losses.push({ path: `${path}.full`, kind: 'split', from: full, to: full });
  else if (middle !== undefined) {
    losses.push({ path: `${path}.middle`, kind: 'split', from: middle, to: given ?? '' });
  }
  const spoken = (key: 'given' | 'family' | 'maternal', text: string | undefined) =>
    text === undefined ? {} : { [key]: spell(`${path}.${key}`, text, 'name') || undefined };
  return {
    ...parts,
    ...(full !== undefined && !isWhole ? { full } : {}),
    ...(isWhole ? { family_unknown: true as const } : {}),
    ...spoken('given', given),
    ...spoken('family', name.family),
    ...spoken('maternal', name.maternal),
  };
}

function companyName(name: FiledName, path: string, spell: Spell): FiledName {
  return { ...name, ...field(name, 'full', (text) => spell(`${path}.full`, text, 'company')) };
}

function address(each: FiledAddress, path: string, spell: Spell): FiledAddress {
  const spoken = (key: Exclude<keyof FiledAddress, 'details'> & string, named: FieldName) =>
    field(each as Readonly<Record<string, unknown>>, key, (text) =>
      spell(`${path}.${key}`, text, named),
    );
  return {
    ...each,
    ...spoken('street', 'address'),
    ...spoken('exterior', 'exterior'),
    ...spoken('interior', 'interior'),
    ...spoken('quarter', 'quarter'),
    ...spoken('city', 'address'),
    ...spoken('state', 'address'),
    ...spoken('postal_code', 'postal_code'),
    ...(each.details ? { details: inDetails(each.details, `${path}.details`, spell) } : {}),
  };
}

/** Avisos are of a month: a day in it is left out. */
function monthOnly(period: string, losses: Loss[]): string {
  const month = period.slice(0, 7);
  if (month !== period) losses.push({ path: 'period', kind: 'cut', from: period, to: month });
  return month;
}

/** What stands by the form's own names, in capitals without accents. */
function inDetails(details: Details, path: string, spell: Spell): Details {
  const entries = Object.entries(details).map(([name, detail]): [string, Detail] => [
    name,
    name.startsWith('@') ? detail : inDetail(detail, `${path}.${name}`, spell),
  ]);
  return Object.fromEntries(entries);
}

function inDetail(detail: Detail, path: string, spell: Spell): Detail {
  if (typeof detail === 'string') return spell(path, detail, ANY_FIELD);
  if (!Array.isArray(detail)) return inDetails(detail as Details, path, spell);
  const each = detail as readonly (string | Details)[];
  return each.map((one, at) => inDetail(one, `${path}[${at}]`, spell) as string | Details);
}

/** One text in the characters of its field; a change is a loss, shown. Empty: it is left out. */
function said(losses: Loss[], path: string, text: string, set: Alphabet): string {
  const spelled = transliterate(text, set);
  if (spelled.text === text) return text;
  const kind = spelled.text === '' ? 'dropped' : spelled.isCut ? 'cut' : 'transliterated';
  losses.push({ path, kind, from: text, to: spelled.text });
  return spelled.text;
}

/** A text property changed; none where there is none. */
function field<T extends object>(
  value: T,
  key: keyof T & string,
  change: (text: string) => string,
): Record<string, string | undefined> {
  const text = value[key];
  return typeof text === 'string' ? { [key]: change(text) || undefined } : {};
}

/** 100 stands for no sign, and is written where there is none. */
function isSign({
  type,
  other,
}: {
  readonly type?: string | undefined;
  readonly other?: string | undefined;
}): boolean {
  return type !== '100' || other !== undefined;
}
