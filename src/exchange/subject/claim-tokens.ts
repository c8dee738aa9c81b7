/** A claim's canonical values by its type (`cifx1`, version 1 of the rules). */
import { checkIdentifier, type IdentifierKind } from '../../model/index.js';
import { businessTokens } from './business-tokens.js';
import { emailToken, phoneToken } from './contact-tokens.js';
import { personTokens } from './person-tokens.js';
import { plainIdentifier } from './plain-name.js';
import type { Claim, PaymentScheme } from './subject.js';
import type { Canonical, ClaimRefusal } from './token-value.js';
import { walletToken } from './wallet-tokens.js';

export function claimTokens(claim: Claim): Canonical {
  switch (claim.type) {
    case 'person_name':
      return personTokens(claim);
    case 'business_name':
      return businessTokens(claim);
    case 'phone':
      return phoneToken(claim.value);
    case 'email':
      return emailToken(claim.value);
    case 'wallet':
      return walletToken(claim.chain, claim.value);
    case 'payment':
      return paymentToken(claim.scheme, claim.value);
    case 'passport':
      return passportToken(claim.country, claim.value);
    case 'account':
      return accountTokens(claim.bank, claim.value);
    default:
      return checkedToken(claim.type, claim.value);
  }
}

/** An identifier with check digits of its own. One that fails them only by a warning is matched. */
function checkedToken(kind: IdentifierKind, text: string): Canonical {
  const { value, findings, facts } = checkIdentifier(kind, plainIdentifier(text));
  const flaw = findings.find(({ severity }) => severity === 'error');
  if (flaw) return { refused: REFUSAL_OF[flaw.code] ?? 'shape' };
  if (facts.holder === 'anybody' || facts.holder === 'foreigner') return { refused: 'generic' };
  return { values: [{ label: kind, value }] };
}

const REFUSAL_OF: Readonly<Record<string, ClaimRefusal>> = {
  'identifier.digit': 'digit',
  'identifier.never_issued': 'never_issued',
};

function passportToken(country: string, text: string): Canonical {
  const number = compact(text);
  const isWell = /^[A-Z]{2}$/.test(country) && /^[A-Z0-9]{6,12}$/.test(number);
  if (!isWell) return { refused: 'shape' };
  return { values: [{ label: 'passport', value: `${country}|${number}` }] };
}

/** The number without its leading zeros, and as it is where it has some: banks differ in this. */
function accountTokens(bank: string, text: string): Canonical {
  const routing = checkedToken('aba', bank);
  if ('refused' in routing) return routing;
  const number = compact(text);
  if (!/^(?=.*[1-9A-Z])[A-Z0-9]{3,34}$/.test(number)) return { refused: 'shape' };
  const aba = compact(bank);
  const short = number.replace(/^0+/, '');
  const values = [{ label: 'account', value: `${aba}|${short}` }];
  if (short !== number) values.push({ label: 'account_kept', value: `${aba}|${number}` });
  return { values };
}

const PAYMENT_SHAPES: Readonly<Record<PaymentScheme, RegExp>> = {
  uetr: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  rastreo: /^[A-Z0-9]{1,30}$/,
  imad: /^\d{8}[A-Z0-9]{8}\d{6}$/,
  ach: /^\d{15}$/,
};

function paymentToken(scheme: PaymentScheme, text: string): Canonical {
  const value = scheme === 'uetr' ? plainIdentifier(text).toLowerCase() : compact(text);
  if (!PAYMENT_SHAPES[scheme].test(value)) return { refused: 'shape' };
  return { values: [{ label: 'payment', value: `${scheme}|${value}` }] };
}

function compact(text: string): string {
  return plainIdentifier(text)
    .toUpperCase()
    .replaceAll(/[\s./\u2010-\u2015-]/g, '');
}
