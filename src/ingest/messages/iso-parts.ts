/** Parts that all ISO 20022 payment messages share: agents, accounts, parties, amounts, text. */
import { type Amount, type End, end, joined } from './draft.js';
import { bankOfAba, bankOfBic, bankOfName, countryOf, type Institution } from './identify.js';
import { at, textAt, textsOf, type XmlElement } from './xml-elements.js';

/**
 * The bank of an agent element. A routing number goes before the BIC, because it is what the other
 * US rails name the bank by; names are the last resort.
 */
export function agentOf(element: XmlElement | null): Institution | null {
  const ids = at(element, 'FinInstnId') ?? at(element, 'Agt/FinInstnId') ?? element;
  if (!ids) return null;
  const nested = at(ids, 'CmbndId') ?? ids;
  const bank = named(nested) ?? named(ids);
  const country =
    bank?.country ?? countryOf(textAt(nested, 'PstlAdr/Ctry', 'NmAndAdr/PstlAdr/Ctry'));
  return bank && country ? { id: bank.id, country } : bank;
}

/** The end of a payment: who, at which bank, in which account; `fallback` if none is named. */
export function endOfParty(
  party: XmlElement | null,
  account: XmlElement | null,
  agent: Institution | null,
  fallback: Institution | null = null,
): End {
  const who = at(party, 'Pty') ?? party;
  const bank = agent ?? fallback;
  const country = countryOf(textAt(who, 'PstlAdr/Ctry', 'CtryOfRes', 'FinInstnId/PstlAdr/Ctry'));
  const name = textAt(who, 'Nm', 'FinInstnId/Nm', 'Agt/FinInstnId/Nm', 'FinInstnId/NmAndAdr/Nm');
  return end(numberOf(account), bank, name, country);
}

/** The number of an account, whichever of its forms a version uses. */
function numberOf(account: XmlElement | null): string | undefined {
  return textAt(
    account,
    'Id/IBAN',
    'Id/Othr/Id',
    'Id/PrtryAcct/Id',
    'Id/BBAN',
    'Id/UPIC',
    'Prxy/Id',
    'Id',
  );
}

/** The first amount among the paths that has digits and a currency. */
export function amountAt(element: XmlElement | null, ...paths: string[]): Amount | null {
  for (const path of paths) {
    const found = at(element, path);
    const currency = found?.attributes.Ccy?.trim().toUpperCase();
    const amount = found?.text.trim().replace(/^\+/, '');
    if (currency && amount && /\d/.test(amount)) return { amount, currency };
  }
  return null;
}

/** What payer and payee say: remittance information, instructions, and who stands behind them. */
export function textOf(
  tx: XmlElement,
  ...more: readonly (string | undefined)[]
): string | undefined {
  const behind = ['UltmtDbtr', 'UltmtCdtr'].map((path) =>
    textAt(
      at(tx, path) ?? at(tx, `RltdPties/${path}`) ?? at(tx, `RtrChain/${path}`),
      'Nm',
      'Pty/Nm',
    ),
  );
  const remittance = (at(tx, 'RmtInf')?.children ?? []).flatMap(textsOf);
  const ids = [textAt(tx, 'PmtId/EndToEndId', 'Refs/EndToEndId')].filter(isReference);
  return joined([...remittance, ...more, ...behind, ...ids]);
}

/** The first date or time among the paths; a date with a zone (as in xs:date) loses the zone. */
export function timeAt(element: XmlElement | null, ...paths: string[]): string | undefined {
  const text = textAt(element, ...paths);
  return text && /^\d{4}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text.slice(0, 10) : text;
}

/** A reference that says something: banks fill the field with NOTPROVIDED. */
export function isReference(text: string | undefined): text is string {
  return text !== undefined && text !== '' && !/^NOT ?PROVIDED$|^NONREF$|^NONE$/i.test(text);
}

/** A unique end-to-end reference (RFC 9562) as the id of a payment, the same in every message. */
export function uetrOf(text: string | undefined): string | null {
  const uetr = text?.trim().toLowerCase();
  return uetr && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(uetr) ? uetr : null;
}

function named(ids: XmlElement): Institution | null {
  const member = textAt(ids, 'ClrSysMmbId/MmbId', 'ClrSysMmbId/Id', 'ClrSysMmbId/Prtry');
  const system = textAt(ids, 'ClrSysMmbId/ClrSysId/Cd', 'ClrSysMmbId/ClrSysId/Prtry');
  const aba = member && (system ?? 'USABA') === 'USABA' ? bankOfAba(member) : null;
  const bic = textAt(ids, 'BICFI', 'BIC', 'BICOrBEI', 'AnyBIC');
  const other = textAt(ids, 'LEI', 'Othr/Id', 'PrtryId/Id', 'Nm', 'NmAndAdr/Nm');
  return (
    aba ??
    (bic ? bankOfBic(bic) : null) ??
    (member && !/^0+$/.test(member) ? bankOfName(`${system ?? ''}${member}`) : null) ??
    (other ? bankOfName(other) : null)
  );
}
