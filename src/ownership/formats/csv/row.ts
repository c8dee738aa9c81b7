/** One row of a CSV as two holders and an interest between them. */
import { derivedId } from '../../../base/index.js';
import {
  checkIdentifier,
  type IdentifierFinding,
  type IdentifierKind,
} from '../../../model/index.js';
import {
  HOLDER_KINDS,
  type Holder,
  INTEREST_KINDS,
  type Interest,
  type Source,
} from '../../statement.js';
import { countryOf } from '../country.js';
import { dateOf } from '../dates.js';
import { draftHolder, draftInterest } from '../drafts.js';
import { parseWrittenShare } from '../written-share.js';
import type { CsvMapping } from './mapping.js';

/** What a row gives: its own words by field, translated by the mapping's `values`. */
export type RowFields = Readonly<Record<string, string | undefined>>;

export interface RowStatements {
  readonly subject: Holder;
  readonly owner: Holder | null;
  readonly interest: Interest;
  readonly findings: readonly IdentifierFinding[];
}

/** Either what the row says, or the field that cannot be understood. */
export function readRow(
  row: RowFields,
  mapping: CsvMapping,
  source: Source,
): RowStatements | { readonly code: string; readonly value: string } {
  const subject = partyOf(row, 'subject', mapping, source);
  const owner = partyOf(row, 'owner', mapping, source);
  if (!subject) return { code: 'csv_subject', value: '' };
  const kind =
    row.kind ?? mapping.defaults?.kind ?? (row.share === undefined ? 'unknown' : 'shares');
  if (!isOneOf(INTEREST_KINDS, kind)) return { code: 'csv_kind', value: kind };
  const share = row.share === undefined ? null : shareOf(row.share, mapping);
  if (row.share !== undefined && !share) return { code: 'csv_share', value: row.share };
  const directness = row.directness ?? mapping.defaults?.directness ?? 'direct';
  if (!isOneOf(DIRECTNESS, directness)) return { code: 'csv_directness', value: directness };
  const dates: Record<string, string | null> = {};
  for (const field of ['from', 'until', 'known_from'] as const) {
    const text = row[field];
    dates[field] = text === undefined ? null : writtenDate(text, mapping);
    if (text !== undefined && dates[field] === null) return { code: 'csv_date', value: text };
  }
  const said = {
    subject: subject.holder.id,
    owner: owner?.holder.id ?? null,
    kind,
    share,
    directness,
    ...(dates as Pick<Interest, 'from' | 'until' | 'known_from'>),
    source,
  };
  const interest = draftInterest(row.id === undefined ? said : { ...said, id: row.id });
  const findings = [...subject.findings, ...(owner?.findings ?? [])];
  return { subject: subject.holder, owner: owner?.holder ?? null, interest, findings };
}

const DIRECTNESS = ['direct', 'indirect', 'unknown'] as const;

const SCHEMES = [
  ['rfc', 'MX-RFC'],
  ['curp', 'MX-CURP'],
  ['lei', 'XI-LEI'],
  ['ein', 'US-EIN'],
] as const satisfies readonly (readonly [IdentifierKind, string])[];

/** Its id is the one given, else that of an identifier, else one that follows from its name. */
function partyOf(
  row: RowFields,
  who: 'subject' | 'owner',
  mapping: CsvMapping,
  source: Source,
): { readonly holder: Holder; readonly findings: readonly IdentifierFinding[] } | null {
  const checked = SCHEMES.flatMap(([kind, scheme]) => {
    const text = row[`${who}_${kind}`];
    return text === undefined ? [] : [{ scheme, ...checkIdentifier(kind, text) }];
  });
  const name = row[`${who}_name`] ?? null;
  const [first] = checked;
  const id =
    row[who] ??
    (first ? `${first.scheme}-${first.value}` : null) ??
    (name === null ? null : derivedId('holder', source.name, name.toLowerCase()));
  if (id === null) return null;
  const born = row[`${who}_born_on`];
  const kind = row[`${who}_kind`] ?? mapping.defaults?.[`${who}_kind`] ?? holderKind(checked);
  const holder = draftHolder({
    id,
    kind: isOneOf(HOLDER_KINDS, kind) ? kind : 'unknown',
    name,
    country: countryOf(row[`${who}_country`] ?? mapping.defaults?.[`${who}_country`]),
    addresses: [row[`${who}_address`]].filter((each) => each !== undefined),
    identifiers: checked.map(({ scheme, value }) => ({ scheme, value })),
    born_on:
      (born === undefined ? null : writtenDate(born, mapping)) ??
      checked.find(({ facts }) => facts.born_on)?.facts.born_on ??
      null,
    source,
  });
  return { holder, findings: checked.flatMap(({ findings }) => findings) };
}

function holderKind(checked: readonly { facts: { holder?: string } }[]): string {
  return checked.find(({ facts }) => facts.holder !== undefined)?.facts.holder ?? 'unknown';
}

function shareOf(text: string, { unit, decimal }: CsvMapping) {
  return parseWrittenShare(decimal === 'comma' ? text.replaceAll(',', '.') : text, unit);
}

/** Days as the mapping says that the file writes them. */
function writtenDate(text: string, { dates }: CsvMapping): string | null {
  if (dates === undefined || dates === 'iso') return dateOf(text);
  const match = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})/.exec(text);
  if (!match) return null;
  const [, first = '', second = '', year] = match;
  const [day, month] = dates === 'dmy' ? [first, second] : [second, first];
  return dateOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function isOneOf<T extends string>(values: readonly T[], text: string): text is T {
  return values.some((value) => value === text);
}
