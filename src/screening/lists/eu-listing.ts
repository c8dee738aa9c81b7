/** What the XML and the CSV of the European list have in common: the same fields by name. */
import type { Bilingual } from '../../base/index.js';
import type { ProfileKind } from '../profile.js';
import { type Days, daysOf, daysOfParts } from './days.js';
import { identifier, kindOfLabel } from './documents.js';
import { type Draft, genderOf } from './draft.js';

export const EU = 'European Commission, Financial Sanctions Database';
export const EU_TITLE: Bilingual = {
  en: 'EU Consolidated Financial Sanctions List',
  es: 'Lista consolidada de sanciones financieras de la UE',
};

/** A field by its name in XML; null where it is absent or empty. */
export type Field = (name: string) => string | null;

export function euKind(code: string | null): ProfileKind {
  return /^p/i.test(code ?? '') ? 'person' : code === null ? null : 'organisation';
}

export function addEuName(draft: Draft, field: Field): void {
  const given = [field('firstName'), field('middleName')].filter(Boolean).join(' ');
  const surnames = field('lastName');
  const whole = field('wholeName') ?? [given, surnames].filter(Boolean).join(' ');
  const is_weak = field('strong') === 'false' || /weak|low quality/i.test(field('remark') ?? '');
  const parts = draft.kind === 'person' && surnames ? { given, surnames } : null;
  draft.name(whole, { strength: is_weak ? 'weak' : 'strong', parts });
  draft.gender ??= genderOf(field('gender'));
  for (const name of ['function', 'title']) draft.property(name, field(name));
  draft.property('nameAlias remark', field('remark'));
}

export function addEuBirth(draft: Draft, field: Field): void {
  const days = birthDays(field);
  const circa = field('circa') === 'true';
  if (days) draft.date('birth', null, { ...days, circa: circa || days.circa });
  const place = [field('place'), field('city'), field('region'), field('countryDescription')];
  const text = place.filter((part) => part && !/^unknown$/i.test(part)).join(', ');
  draft.place('birth', text, draft.country(field('countryIso2Code')));
  draft.property('birthdate remark', field('remark'));
}

function birthDays(field: Field): Days | null {
  const whole = daysOf(field('birthdate'));
  if (whole) return whole;
  const [from, to] = [field('yearRangeFrom'), field('yearRangeTo')].map((year) =>
    year ? daysOfParts(Number(year)) : null,
  );
  if (from && to) return { from: from.from, to: to.to, circa: false };
  const [year, month, day] = ['year', 'monthOfYear', 'dayOfMonth'].map((name) =>
    Number(field(name)),
  );
  return year ? daysOfParts(year, month || null, day || null) : (from ?? to ?? null);
}

export function addEuDocument(draft: Draft, field: Field): void {
  const number = field('number') ?? field('latinNumber');
  if (number === null) return;
  const code = field('identificationTypeCode') ?? '';
  const type = field('identificationTypeDescription') ?? code;
  const kind = CODES[code] ?? kindOfLabel(type) ?? 'other';
  draft.identifier(identifier(kind, number, draft.country(field('countryIso2Code'))));
  const flags = ['knownExpired', 'knownFalse', 'reportedLost', 'revokedByIssuer'].filter(
    (name) => field(name) === 'true',
  );
  if (kind === 'other' || kind === 'registration' || flags.length > 0)
    draft.property(type, [number, ...flags].join(' '));
  draft.property('identification remark', field('remark'));
}

export function addEuAddress(draft: Draft, field: Field): void {
  const street = [field('street'), field('poBox') && `PO Box ${field('poBox')}`, field('place')]
    .filter(Boolean)
    .join(', ');
  const [city, region, postal_code] = [field('city'), field('region'), field('zipCode')];
  const country = field('countryDescription');
  const named = country && !/^unknown$/i.test(country) ? country : null;
  const text = [street, city, region, postal_code, named].filter(Boolean).join(', ');
  const code = draft.country(field('countryIso2Code')) ?? draft.country(named);
  draft.address({ text, street: street || null, city, region, postal_code, country: code });
  draft.property('address remark', field('remark'));
}

export function addEuContact(draft: Draft, key: string | null, value: string | null): void {
  if (!value) return;
  const kind = kindOfLabel(key ?? '');
  if (kind) draft.identifier(identifier(kind, value));
  else draft.property(key ?? 'contactInfo', value);
}

const CODES: Readonly<
  Record<string, 'passport' | 'national_id' | 'tax_id' | 'registration' | 'imo' | 'bic' | 'ssn'>
> = {
  passport: 'passport',
  diplpassport: 'passport',
  spepassport: 'passport',
  id: 'national_id',
  residentperm: 'national_id',
  tax: 'tax_id',
  fiscalcode: 'tax_id',
  regnumber: 'registration',
  swiftbic: 'bic',
  imo: 'imo',
  ssn: 'ssn',
};
