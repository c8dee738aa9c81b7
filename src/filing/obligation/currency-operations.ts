/** What was done, as a currency transaction report tells it. */
import { currencyCodes } from '../../base/index.js';
import type { FiledOperation } from '../filing.js';
import { filedUsd, type Gap } from './draft.js';
import { groupedBy } from './group.js';
import type { Operation } from './operation.js';

/** The form's kinds of what was done, each once with its amount in dollars. */
export function operationsOf(operations: readonly Operation[]) {
  const byKind = groupedBy(operations, (each) => `${kindOf(each)} ${foreignOf(each)}`);
  const gaps: Gap[] = [];
  const filed = [...byKind.values()].map((same, at): FiledOperation => {
    const [first] = same;
    const kind = first ? kindOf(first) : OTHER_IN;
    const foreign = first ? foreignOf(first) : '';
    const country = issuerOf(foreign);
    const path = `operations[${at}]`;
    if (kind === OTHER_IN || kind === OTHER_OUT) gaps.push({ path, kind: 'operation_kind' });
    if (foreign !== '' && country === null) gaps.push({ path, kind: 'issuing_country' });
    const isValued = same.every(({ usd_minor }) => usd_minor !== null);
    if (!isValued) gaps.push({ path: `${path}.amount`, kind: 'value' }, SUMS);
    const amount = same.reduce((total, { usd_minor }) => total + (usd_minor ?? 0n), 0n);
    return {
      ...(first ? { on: first.counts_for } : {}),
      kind,
      ...(isValued ? { amount: filedUsd(amount), currency: 'USD' } : {}),
      ...(country === null ? {} : { country }),
      payments: same.map(({ payment }) => payment),
    };
  });
  return { operations: filed, gaps };
}

/** Sums that lack an amount are too low. */
const SUMS: Gap = { path: 'activity', kind: 'value' };

const [OTHER_IN, OTHER_OUT] = ['997', '998'];

/** FinCEN's codes of the CTR: what the store does not tell is *other*, and a gap. */
function kindOf({ direction, currency, is_exchange, account }: Operation): string {
  const isIn = direction === 'in';
  if (currency !== 'USD') return isIn ? '53' : '54';
  if (is_exchange) return isIn ? '14' : '15';
  if (account === null) return isIn ? OTHER_IN : OTHER_OUT;
  return isIn ? '55' : '56';
}

function foreignOf({ currency }: Operation): string {
  return currency === 'USD' ? '' : currency;
}

/** ISO 4217 begins with the country of ISO 3166, but for currencies of several. */
function issuerOf(currency: string): string | null {
  const isOfOne = currencyCodes().includes(currency) && !/^(X|EU|BTC|ETH|US)/.test(currency);
  return isOfOne ? currency.slice(0, 2) : null;
}
