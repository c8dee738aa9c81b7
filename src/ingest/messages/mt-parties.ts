/** Parties and amounts as MT fields write them: options A, C, D, F, K of SWIFT's field formats. */
import { type Amount, type End, end } from './draft.js';
import {
  bankOfAba,
  bankOfBic,
  bankOfName,
  countryOf,
  type Institution,
  isClabe,
} from './identify.js';
import type { FinField } from './mt-blocks.js';

/** A bank: `[//FW021000089 or /account] BIC`, or the account and name and address. */
export function bankOf(field: FinField | undefined): Institution | null {
  if (!field) return null;
  const lines = linesOf(field);
  const first = lines[0]?.startsWith('/') ? lines.shift() : undefined;
  const routing = /^\/\/F[WA](\d{8,9})/.exec(first ?? '')?.[1];
  if (routing) return bankOfAba(routing);
  const clabe = first?.slice(1).replace(/^[CD]\//, '') ?? '';
  if (isClabe(clabe)) return { id: clabe.slice(0, 3), country: 'MX' };
  const name = lines[0] ?? '';
  return (field.tag.endsWith('A') ? bankOfBic(name) : null) ?? bankOfName(name);
}

/** The account in the first line of a field: `/012345`, `/C/012345`. */
export function accountOf(field: FinField | undefined): string | undefined {
  const first = field?.value.split('\n')[0]?.trim();
  return first && /^\/[^/]/.test(first) ? first.slice(1).replace(/^[CD]\//, '') : undefined;
}

/** A customer (50a, 59a): account, then a BIC, numbered lines (option F), or name and address. */
export function customerOf(field: FinField | undefined, bank: Institution | null): End {
  if (!field) return end(undefined, bank);
  const lines = linesOf(field);
  const account = accountOf(field);
  if (lines[0]?.startsWith('/')) lines.shift();
  if (/^(50A|59A|50C|50G)$/.test(field.tag)) {
    const party = bankOfBic(lines[0] ?? '');
    return end(account, bank, lines[0], party?.country);
  }
  if (/^(50F|59F)$/.test(field.tag)) {
    const numbered = (n: number) =>
      lines.filter((line) => line.startsWith(`${n}/`)).map((line) => line.slice(2));
    const identified = /^[A-Z]{4}\/([A-Z]{2})\//.exec(linesOf(field)[0] ?? '')?.[1];
    const country = countryOf(numbered(3)[0]?.slice(0, 2)) ?? countryOf(identified);
    return end(account, bank, numbered(1).join(' ') || undefined, country);
  }
  return end(account, bank, lines[0]);
}

/** `USD1234,5` as an amount; nothing invented where the format is broken. */
export function amountOf(text: string | undefined): Amount | null {
  const match = /^([A-Z]{3})(\d+)(?:,(\d*))?$/.exec(text?.trim() ?? '');
  if (!match) return null;
  const [, currency = '', whole = '', fraction = ''] = match;
  return { currency, amount: fraction === '' ? whole : `${whole}.${fraction}` };
}

/** `YYMMDD` as a date: MT has two digits of the year, and SWIFT takes 80 to 99 as 19xx. */
export function dateOf(text: string | undefined): string | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})/.exec(text ?? '');
  if (!match) return undefined;
  const [, year = '', month, day] = match;
  return `${Number(year) < 80 ? '20' : '19'}${year}-${month}-${day}`;
}

function linesOf(field: FinField): string[] {
  return field.value.split('\n').map((line) => line.trim());
}
