/** What bank and account numbers say by themselves: bank, country, and one id for one account. */
import { isMexicanBankCode } from './mexican-banks.js';

/** A bank as a message names it. `id` has no space: intermediaries are listed between spaces. */
export interface Institution {
  readonly id: string;
  readonly country?: string;
}

/** An account id, with the bank and country that its number proves. */
export interface AccountName {
  readonly id: string;
  readonly institution?: string;
  readonly country?: string;
}

/** ISO 9362: the first eight characters name the bank, the branch after them does not. */
export function bankOfBic(text: string): Institution | null {
  const bic = text.trim().toUpperCase();
  const match = /^[A-Z0-9]{4}([A-Z]{2})[A-Z0-9]{2}([A-Z0-9]{1,4})?$/.exec(bic);
  return match?.[1] ? { id: bic.slice(0, 8), country: match[1] } : null;
}

/** Routing number of the American Bankers Association: nine digits, or eight without the check. */
export function bankOfAba(text: string): Institution | null {
  const digits = text.trim();
  if (!/^\d{8,9}$/.test(digits) || /^0+$/.test(digits)) return null;
  return { id: digits.length === 9 ? digits : `${digits}${checkDigit(digits)}`, country: 'US' };
}

/** A bank known only by name or by a number of its own. */
export function bankOfName(text: string): Institution | null {
  const id = text.trim().replace(/\s+/g, '_').toUpperCase().slice(0, 80);
  return id === '' ? null : { id };
}

/**
 * The id of an account. A CLABE names its bank and an IBAN is unique by itself, so both give the
 * same id whatever else a message says; any other number needs the bank that holds it.
 */
export function accountName(text: string, holder: Institution | null): AccountName | null {
  const number = text.replace(/\s+/g, '').replace(/^\/+/, '').slice(0, 200);
  if (number === '' || /^NOTPROVIDED$/i.test(number)) return null;
  if (isClabe(number) && mayBeMexican(number, holder)) {
    const bank = number.slice(0, 3);
    return { id: `${bank}:${number}`, institution: bank, country: 'MX' };
  }
  const iban = number.toUpperCase();
  if (isIban(iban)) return { id: `IBAN:${iban}`, country: iban.slice(0, 2) };
  return { id: `${holder?.id ?? 'unknown'}:${number}` };
}

/** Eighteen digits of which the last is the check digit (weights 3, 7, 1; Banxico). */
export function isClabe(text: string): boolean {
  return /^\d{18}$/.test(text) && checkDigit(text.slice(0, 17)) === Number(text[17]);
}

/** ISO 13616: the number, with its first four characters last, is 1 modulo 97. */
function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(text)) return false;
  const rotated = text.slice(4) + text.slice(0, 4);
  let remainder = 0;
  for (const character of rotated) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Two letters, or nothing: what is no country is left out rather than guessed. */
export function countryOf(text: string | undefined): string | undefined {
  const code = text?.trim().toUpperCase();
  return code !== undefined && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

function mayBeMexican(clabe: string, holder: Institution | null): boolean {
  return holder?.country === 'MX' || (!holder?.country && isMexicanBankCode(clabe.slice(0, 3)));
}

/** Check digit by weights 3, 7, 1 modulo ten: the same for a CLABE and for a routing number. */
function checkDigit(digits: string): number {
  const weights = [3, 7, 1];
  const sum = [...digits].reduce((total, d, i) => total + Number(d) * (weights[i % 3] ?? 0), 0);
  return (10 - (sum % 10)) % 10;
}
