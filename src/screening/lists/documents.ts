/** Which kind of identifier a list means by the label that it puts before a number. */
import type { Identifier, IdentifierKind } from '../profile.js';
import { countryOf } from './countries.js';

/**
 * An identifier of a label (“C.U.R.P.”, “NIT #”, “Vessel Registration Identification”) and the
 * number as written; null where the label names none, or no number is left.
 */
export function identifierOf(
  label: string,
  written: string,
  country: string | null = null,
): Identifier | null {
  const kind = kindOfLabel(label);
  return kind === null ? null : identifier(kind, written, country);
}

/** An identifier of a known kind; null where nothing of the number is left. */
export function identifier(
  kind: IdentifierKind,
  written: string,
  country: string | null = null,
): Identifier | null {
  const text = written.replace(/\s+/g, ' ').trim();
  const imo = /^(?:IMO|MMSI)(?![a-z])[\s:.#]*/i;
  const bare = text.replace(/^(?:#|N[°º]\.?|no\.?\s)\s*/i, '').replace(imo, '');
  const is_imo = /^IMO(?![a-z])/i.test(text.replace(/^#\s*/, '')) && /\d{7}/.test(text);
  const actual: IdentifierKind = is_imo ? 'imo' : kind;
  const value = bareNumber(actual, bare);
  if (value === '') return null;
  return { kind: actual, value, text, country: country ?? HOME[actual] ?? null };
}

/** Null: the label names no document or number. */
export function kindOfLabel(label: string): IdentifierKind | null {
  const plain = label.replace(/[#:]/g, ' ').replace(/\s+/g, ' ').trim();
  return KINDS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** “Mexico” of “R.F.C. X (Mexico)” as a code. */
export function issuer(written: string | null | undefined): string | null {
  return written ? countryOf(written) : null;
}

function bareNumber(kind: IdentifierKind, text: string): string {
  if (kind === 'email') return text.toLowerCase();
  if (kind === 'website')
    return text
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/\/$/, '');
  if (kind === 'phone') return text.replace(/[^\d+]/g, '');
  // An RFC may hold an ampersand: it is one of its letters.
  const marks = kind === 'rfc' ? /[^\p{L}\p{N}&]/gu : /[^\p{L}\p{N}]/gu;
  return text.normalize('NFC').toUpperCase().replace(marks, '');
}

const HOME: Partial<Record<IdentifierKind, string>> = {
  rfc: 'MX',
  curp: 'MX',
  clabe: 'MX',
  ssn: 'US',
  ein: 'US',
  itin: 'US',
};

/** First match decides. From the labels of OFAC, UN, EU and UK lists. */
const KINDS: readonly (readonly [RegExp, IdentifierKind])[] = [
  [/passport|pasaporte|passeport|travel document|laissez/i, 'passport'],
  [/^(R\.?F\.?C\.?)\b|registro federal de contribuyentes/i, 'rfc'],
  [/^(C\.?U\.?R\.?P\.?)\b|clave [uú]nica de registro/i, 'curp'],
  [/^S\.?S\.?N\.?\b|social security (number|no)/i, 'ssn'],
  [/\bF?EIN\b|employer id/i, 'ein'],
  [/\bITIN\b/i, 'itin'],
  [/driver'?s? ?(licen[cs]e|permit)|licencia de (conducir|manejo)/i, 'driving_licence'],
  [/\bCLABE\b/i, 'clabe'],
  [/\bIBAN\b/i, 'iban'],
  [/legal entity (number|identifier)|\bLEI\b/i, 'lei'],
  [/swift|\bBIC\b/i, 'bic'],
  [/d-?u-?n-?s/i, 'duns'],
  [/vessel registration|\bIMO\b/i, 'imo'],
  [/\bMMSI\b/i, 'mmsi'],
  [/call sign/i, 'call_sign'],
  [/tail number|aircraft registration/i, 'tail_number'],
  [/serial number|construction number|\bMSN\b|hull identification/i, 'serial_number'],
  [/account number|bank account/i, 'account'],
  [/e-?mail/i, 'email'],
  [/website|web site|^url$/i, 'website'],
  [/phone|^tel\b|^fax|cell|mobile|whatsapp/i, 'phone'],
  [
    /^(N\.?I\.?[TF]|R\.?U\.?C|R\.?I\.?F|R\.?T\.?N|R\.?N\.?C|C\.?U\.?I\.?T|CNPJ|CIF)\.?(?=\s|$)/i,
    'tax_id',
  ],
  [
    /\btax\b|v\.?a\.?t\.?(?=[\s.])|fiscal code|fiscalcode|fiscal number|\b(INN|GST|PAN|TIN)\b/i,
    'tax_id',
  ],
  [
    /c[eé]dula|national id|identity card|identity number|^ids?card|tazkira|personal id/i,
    'national_id',
  ],
  [
    /^(D\.?N\.?I|I\.?F\.?E|I\.?N\.?E|C\.?U\.?I|D\.?U\.?I|C\.?P\.?F|N\.?I\.?E)\.?(?=\s|$)/i,
    'national_id',
  ],
  [
    /identification (number|card|no)|^(state |foreign )?id(entification)?( (card|no|number))?\.?$/i,
    'national_id',
  ],
  [
    /electoral|voter|citizen'?s card|residen(cy|t|ce)|civil id|kenyan id|ration card|birth cert/i,
    'national_id',
  ],
  [
    /folio mercantil|matricula|chamber of comm|regist|trade licen|company (number|id)/i,
    'registration',
  ],
  [
    /c\.r\. no|commercial|business|social credit|economic|license|enterprise|gazette/i,
    'registration',
  ],
  [/ogrn|okpo|\bKPP\b|\bUEN\b|\bABN\b|\bACN\b|company no/i, 'registration'],
  [/\bISIN\b|equity ticker|\bBIK\b|afghan money service|credential|military|numident/i, 'other'],
  [/^(number|other|other id|unknown)$/i, 'other'],
];
