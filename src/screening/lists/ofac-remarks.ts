/** The remarks of OFAC's CSV: everything that has no column, one after another by semicolons. */
import { daysOf } from './days.js';
import { identifierOf, issuer, kindOfLabel } from './documents.js';
import { type Draft, genderOf } from './draft.js';
import { commaParts } from './names.js';

/** Reads remarks into a listing. What no pattern knows is kept under `Remarks`. */
export function readRemarks(draft: Draft, remarks: string): void {
  draft.remarks = remarks;
  for (const part of remarks.split(/;\s+|;$/)) {
    const text = part.trim().replace(/\.$/, '').trim();
    if (text === '') continue;
    const bare = text.replace(/^alt\.?\s+/i, '');
    if (!readFeature(draft, bare) && !readDocument(draft, bare)) readLabelled(draft, bare);
  }
}

/** A feature of the party by its label and value, as all of OFAC's formats name them. */
export function readFeature(draft: Draft, text: string): boolean {
  for (const [pattern, read] of FEATURES) {
    const found = pattern.exec(text);
    if (!found) continue;
    read(draft, (found[1] ?? '').trim(), (found[2] ?? '').trim());
    return true;
  }
  return false;
}

type Feature = readonly [RegExp, (draft: Draft, first: string, second: string) => void];

const FEATURES: readonly Feature[] = [
  [/^(?:DOB|Birthdate|Date of Birth):?\s+(.+)$/i, (draft, value) => draft.date('birth', value)],
  [/^(?:POB|Place of Birth):?\s+(.+)$/i, (draft, value) => draft.place('birth', value)],
  [/^(?:DOD|Date of Death):?\s+(.+)$/i, (draft, value) => draft.date('death', value)],
  [/^deceased\s+(.+)$/i, (draft, value) => draft.date('death', value)],
  [
    /^(?:nationality|Nationality Country|citizen|citizenship(?: country)?)\s+(.+)$/i,
    (draft, value) => draft.place('nationality', value),
  ],
  [/^Nationality of Registration\s+(.+)$/i, (draft, value) => draft.place('registration', value)],
  [/^(?:Gender|Sex)\s+(.+)$/i, (draft, value) => setGender(draft, value)],
  [/^(a|f|n)\.k\.a\.\s+['"](.+?)['"]?$/i, (draft, type, value) => weakAlias(draft, type, value)],
  [/^\(?Linked To:?\s+(.+?)\)?$/i, (draft, value) => draft.link('linked_to', { name: value })],
  [
    /^Digital Currency Address\s*-\s*(\w+)\s+(\S+)$/i,
    (draft, currency, address) => draft.wallet(currency.toUpperCase(), address),
  ],
  [/^Organization Established Date:?\s+(.+)$/i, (draft, value) => draft.date('founded', value)],
  [
    /^(?:Vessel Year of Build|Aircraft Manufacture Date|Year Built):?\s+(.+)$/i,
    (draft, value) => draft.date('built', value),
  ],
  [/^Former Vessel Flag\s+(.+)$/i, (draft, value) => formerFlag(draft, value)],
  [/^(?:Vessel )?Flag\s+(.+)$/i, (draft, value) => draft.place('flag', value)],
];

function setGender(draft: Draft, value: string): void {
  draft.gender ??= genderOf(value);
  if (genderOf(value) === null) draft.property('Gender', value);
}

/** Weak aliases stand in the remarks of CSV files and nowhere else. */
function weakAlias(draft: Draft, type: string, value: string): void {
  const kind = type.toLowerCase() === 'f' ? 'former' : 'alias';
  const parts = draft.kind === 'person' ? commaParts(value) : null;
  draft.name(value, { kind, strength: 'weak', parts });
}

function formerFlag(draft: Draft, value: string): void {
  draft.place('flag', value);
  draft.property('Former Vessel Flag', value);
}

/** “Passport A10472263 (Malaysia) issued 21 May 2000 expires …”: label, number, country, rest. */
function readDocument(draft: Draft, text: string): boolean {
  const whole = /^(.+?)(?:\s+\(([^()]+)\))?((?:[\s,]+(?:issued|expires|expiration)\b.*)?)$/i.exec(
    text,
  );
  const [, body = text, place, validity = ''] = whole ?? [];
  const cut = labelEnd(body);
  if (cut === null) return false;
  const label = body.slice(0, cut).trim();
  const number = body.slice(cut).trim();
  const found = identifierOf(label, number, issuer(place));
  if (!found) return false;
  const country_text = place && found.country === null ? ` (${place})` : '';
  draft.identifier({ ...found, text: `${found.text}${country_text}` });
  if (found.kind === 'other' || GENERIC.has(found.kind)) draft.property(label, text);
  if (validity !== '') draft.property(`${label} validity`, `${number}${validity}`);
  return true;
}

/** Kinds that many labels fall into: which register it was must not be lost. */
const GENERIC: ReadonlySet<string> = new Set(['registration', 'national_id', 'tax_id']);

/** Where the label of a document ends: the longest beginning that names one, before a number. */
function labelEnd(body: string): number | null {
  const marked = LABEL_MARK.exec(body);
  if (marked && kindOfLabel(marked[0]) !== null && marked[0].length < body.length)
    return marked[0].length;
  const words = /^((?:[\p{L}.'’-]+ )*?)(?=\S*\d|#|\S+@\S|https?:|www\.)/iu.exec(body);
  if (words && kindOfLabel(words[0]) !== null) return withoutSeries(words[0]).length;
  // Numbers of letters alone: “SWIFT/BIC SABRRUMM”, “License”.
  const last = body.lastIndexOf(' ');
  return last > 0 && kindOfLabel(body.slice(0, last)) === 'bic' ? last : null;
}

/** “Passport L 191609”: the series of a number is part of the number, not of its label. */
function withoutSeries(label: string): string {
  const shorter = label.replace(/\b[A-Z]{1,4}-? $/, '');
  const is_label = shorter !== label && shorter !== '' && kindOfLabel(shorter) !== null;
  return is_label ? withoutSeries(shorter) : label;
}

/** A label with its mark: “NIT #”, “Cedula No.”, “Registration Number”, “RIF #”, “BIK (RU):”. */
const LABEL_MARK =
  /^[\p{L}.'’ /-]+(?:\([^()]*\))?\s*(?:#|No\.?:?(?=\s)|Number:?(?=\s)|:)\s*(?:\([^()]*\)\s*)?/iu;

/** “Secondary sanctions risk: …”, “Target Type Private Company”. Prose stays in the remarks. */
function readLabelled(draft: Draft, text: string): void {
  const [, label, value = ''] = BARE_LABEL.exec(text) ?? LABELLED.exec(text) ?? [];
  if (label === undefined) return;
  draft.property(label, value);
  if (/^Listing Date/i.test(label)) draft.listed_on ??= daysOf(value)?.from ?? null;
}

const BARE_LABEL =
  /^(Target Type|Organization Type|Aircraft Model|Aircraft Operator|Vessel Type):? (.+)$/i;
const LABELLED = /^([\w./() -]{3,100}?)\s*(?::| - )\s*(.+)$/;
