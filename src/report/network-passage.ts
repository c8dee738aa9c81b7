/** What a payment is to its network: money that comes in, goes out, or moves inside. */
import type { DossierEnd, DossierPayment, NetworkDossier, NetworkRole } from '../model/index.js';

const PAYS_IN: ReadonlySet<NetworkRole> = new Set(['source', 'payer', 'possible_victim']);

export interface Passage {
  readonly enters: boolean;
  readonly leaves: boolean;
}

/** Tells by the roles of both ends; who is no member stands outside. */
export function passages(dossier: NetworkDossier): (payment: DossierPayment) => Passage {
  const roles = new Map(dossier.members.map(({ account_id, role }) => [account_id, role]));
  const roleOf = ({ account }: DossierEnd): NetworkRole | null => roles.get(account ?? '') ?? null;
  return ({ debtor, creditor }) => {
    const [from, to] = [roleOf(debtor), roleOf(creditor)];
    return {
      enters: from === null || PAYS_IN.has(from),
      leaves: to === 'beneficiary' || to === 'cash_out' || to === null,
    };
  };
}
