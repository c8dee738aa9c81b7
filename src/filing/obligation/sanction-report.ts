import { localDay } from '../../base/index.js';
import type { FiledParty } from '../filing.js';
import { type Draft, dueDates, FORMS, type Gap } from './draft.js';
import type { Filer, ObligationLaw } from './filer.js';

/** What was done about a confirmed hit on OFAC's lists, as screening recorded it. */
export interface SanctionAction {
  readonly id: string;
  readonly kind: 'block' | 'reject';
  /** UTC milliseconds. */
  readonly at: number;
  /** Of the payments that were stopped; empty of property that is only held. */
  readonly payments: readonly string[];
  /** The customer, as the store knows it. */
  readonly customer_name: string | null;
  readonly account: string | null;
  /** Decimal of the currency, exact. */
  readonly amount: string | null;
  readonly currency: string | null;
  /** Who is listed, where, under which programmes. */
  readonly list: string;
  readonly entry_id: string;
  readonly listed_name: string;
  readonly programs: readonly string[];
  /** What the officer wrote. */
  readonly note: string;
}

/** Reports of blocked property and rejected transactions (31 CFR 501.603, 501.604). */
export function draftSanctionReports(
  law: ObligationLaw,
  filer: Filer,
  actions: readonly SanctionAction[],
): Draft[] {
  return actions.map((action) => {
    const obligation = action.kind === 'block' ? 'us_ofac_blocked' : 'us_ofac_rejected';
    const zone = law.clocks.find(({ clock }) => clock === obligation)?.zone ?? filer.zone;
    const day = localDay(action.at, zone);
    const { parties, gaps } = partiesOf(action);
    const { amount, currency, account, payments, note } = action;
    return {
      obligation,
      institution: filer.id,
      day,
      // The action is what is reported: it may be of property, and two may stop one payment.
      payments: [{ payment: `action:${action.id}`, day }],
      filing: {
        form: FORMS[obligation],
        kinds: ['initial'],
        reference: action.id,
        period: day,
        parties,
        operations: [
          {
            on: day,
            ...(amount === null ? {} : { amount }),
            ...(currency === null ? {} : { currency }),
            ...(account === null ? {} : { account }),
            ...(note === '' ? {} : { text: note }),
            payments: [...payments],
          },
        ],
      },
      gaps: [...gaps, ...operationGaps(action)],
      due_at: dueDates(law, obligation)(day),
    };
  });
}

function partiesOf(action: SanctionAction) {
  const subject: FiledParty = {
    role: 'subject',
    names: [{ kind: 'legal', full: action.listed_name }],
    identities: [{ kind: 'other', other: action.list, number: action.entry_id }],
    ...(action.programs.length === 0 ? {} : { details: { programs: [...action.programs] } }),
  };
  const gaps: Gap[] = [{ path: 'parties[1].addresses', kind: 'street' }];
  if (action.customer_name === null) gaps.push({ path: 'parties[1].names', kind: 'name' });
  const customer: FiledParty = {
    role: 'related',
    ...(action.customer_name === null ? {} : { names: [{ full: action.customer_name }] }),
    ...(action.account === null ? {} : { accounts: [{ number: action.account }] }),
  };
  return { parties: [subject, customer], gaps };
}

function operationGaps({ amount, account }: SanctionAction): Gap[] {
  const gaps: Gap[] = [];
  if (amount === null) gaps.push({ path: 'operations[0].amount', kind: 'value' });
  if (account === null) gaps.push({ path: 'operations[0].account', kind: 'account_numbers' });
  return gaps;
}
