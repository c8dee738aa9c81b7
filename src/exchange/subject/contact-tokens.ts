/** Telephone numbers as E.164, addresses of electronic mail in lower case with an ASCII domain. */
import { domainToASCII } from 'node:url';
import { plainIdentifier } from './plain-name.js';
import type { Canonical } from './token-value.js';

/**
 * Ten digits are read as a number of Mexico or of the United States only with their country code;
 * Mexican prefixes that no longer exist (1 after 52, 01, 044, 045) are dropped.
 */
export function phoneToken(text: string): Canonical {
  const written = plainIdentifier(text).replaceAll(/[\s().\u2010-\u2015/-]/g, '');
  const digits = /^(?:\+|00)(\d{8,15})$/.exec(written)?.[1];
  if (digits === undefined) return { refused: 'shape' };
  if (digits.startsWith('52')) {
    const national = digits.slice(2).replace(/^(?:044|045|01|1)(?=\d{10}$)/, '');
    if (!/^[2-9]\d{9}$/.test(national)) return { refused: 'shape' };
    return phone(`+52${national}`);
  }
  const isNorthAmerican = digits.startsWith('1');
  if (isNorthAmerican && !/^1[2-9]\d\d[2-9]\d{6}$/.test(digits)) return { refused: 'shape' };
  return phone(`+${digits}`);
}

const phone = (value: string): Canonical => ({ values: [{ label: 'phone', value }] });

/** The local part is lower-cased and else kept: whether dots or tags matter, its host decides. */
export function emailToken(text: string): Canonical {
  const [, local = '', host = ''] = /^([^\s@]+)@([^\s@]+)$/.exec(plainIdentifier(text)) ?? [];
  if (/[^\P{L}\p{Script=Latin}]/u.test(local)) return { refused: 'script' };
  const domain = domainToASCII(host.toLowerCase());
  if (local === '' || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)) return { refused: 'shape' };
  return { values: [{ label: 'email', value: `${local.toLowerCase()}@${domain}` }] };
}
