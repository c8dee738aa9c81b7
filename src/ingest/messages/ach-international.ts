/** What the addenda 10 to 18 of an international ACH entry (IAT) say (NACHA Operating Rules). */
import type { ReportedPaymentInput } from '../message-reader.js';
import { decimal } from './ach-lines.js';
import { type Amount, between, type End, end, moneyOf } from './draft.js';
import { bankOfAba, bankOfBic, bankOfName, countryOf, type Institution } from './identify.js';
import { purposeOfIat } from './purpose.js';

export interface International {
  /** The company (originator) and the receiver. */
  readonly ends: readonly [End, End];
  readonly money: Partial<ReportedPaymentInput>;
  readonly purpose: ReturnType<typeof purposeOfIat>;
  readonly intermediaries: string | undefined;
}

export function internationalOf(
  entry: string,
  addenda: readonly string[],
  batch: { readonly header: string },
  dollars: Amount,
  isDebit: boolean,
): International {
  const kind = (type: string) => addenda.find((a) => a.startsWith(`7${type}`)) ?? '';
  const first = kind('10');
  const { header } = batch;
  const originating = bankIn(kind('13')) ?? bankOfAba(header.slice(79, 87));
  const receiving = bankIn(kind('14')) ?? bankOfAba(entry.slice(3, 12));
  const originator = kind('11').slice(3, 38);
  const company = end(header.slice(40, 50).trim(), originating, originator, countryIn(kind('12')));
  const account = entry.slice(39, 74).trim();
  const receiver = end(account, receiving, first.slice(46, 81), countryIn(kind('16')));
  const banks = addenda.filter((a) => a.startsWith('718')).map(bankIn);
  const path = [bankOfAba(header.slice(79, 87)), bankOfAba(entry.slice(3, 12)), ...banks];
  return {
    ends: [company, receiver],
    money: moneyIn(header, first, dollars, isDebit),
    purpose: purposeOfIat(first.slice(3, 6)),
    intermediaries: between(path, company, receiver),
  };
}

/**
 * The entry is in dollars; the foreign amount counts where the exchange is not fixed to fixed. What
 * the payer gives is in the payer's currency: the originator's for a credit, else the receiver's.
 */
function moneyIn(
  header: string,
  first: string,
  dollars: Amount,
  isDebit: boolean,
): Partial<ReportedPaymentInput> {
  const digits = first.slice(6, 24).trim();
  const [origin, destination] = [header.slice(63, 66), header.slice(66, 69)];
  const currency = [origin, destination].find((c) => /^[A-Z]{3}$/.test(c) && c !== 'USD');
  const isFixed = header.slice(20, 22) === 'FF';
  if (isFixed || !currency || !/^\d+$/.test(digits) || /^0+$/.test(digits))
    return moneyOf(dollars, null);
  const foreign = { amount: decimal(digits), currency };
  const payerIsForeign = (origin === currency) !== isDebit;
  return payerIsForeign ? moneyOf(foreign, dollars) : moneyOf(dollars, foreign);
}

/** A bank of addenda 13, 14 or 18: name, kind of number (01 national, 02 BIC, 03 IBAN), country. */
function bankIn(addenda: string): Institution | null {
  const number = addenda.slice(40, 74).trim();
  const country = countryOf(addenda.slice(74, 77));
  const kind = addenda.slice(38, 40);
  if (kind === '02') return bankOfBic(number) ?? bankOfName(number);
  const routing = country === undefined || country === 'US' ? bankOfAba(number) : null;
  const bank = routing ?? bankOfName(number === '' ? addenda.slice(3, 38) : number);
  return bank && country ? { id: bank.id, country } : bank;
}

/** Addenda 12 and 16 end in `country*postal code\`. */
function countryIn(addenda: string): string | undefined {
  return countryOf(addenda.slice(38, 73).split('*')[0]);
}
