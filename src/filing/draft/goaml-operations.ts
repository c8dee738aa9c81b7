/** The payments of a goAML report: one transaction each, with both ends as accounts. */
import { formatMinor } from '../../base/index.js';
import type { Payment } from '../../model/index.js';
import type { FiledOperation, FiledParty } from '../filing.js';
import type { Actor, Cast } from '../narrative/cast.js';
import type { Evidence } from '../narrative/evidence.js';
import type { Teller } from '../narrative/teller.js';
import type { FilingInstitution } from './institution.js';

export interface OperationScene {
  readonly cast: Cast;
  readonly institution: FilingInstitution;
  readonly teller: Teller;
}

export function goamlOperations({ payments }: Evidence, scene: OperationScene): FiledOperation[] {
  const { cast, teller } = scene;
  return payments.map((payment) => {
    const { id, time, amount_minor, currency, place_id, rail } = payment;
    const place = cast.index.places.get(place_id ?? '');
    const where = [place?.name, place?.city].filter((part) => part !== null && part !== undefined);
    return {
      ...{ on: time.slice(0, 10), amount: formatMinor(amount_minor, currency), currency },
      ...(where.length > 0 ? { place: where.join(', ') } : {}),
      text: teller.word('rail', rail ?? 'unknown'),
      from: endOf(scene, payment, 'debtor', cast.debtorOf(payment)),
      to: endOf(scene, payment, 'creditor', cast.creditorOf(payment)),
      payments: [id],
    };
  });
}

/** A likely victim is an account without a name. */
function endOf(
  { cast, institution }: OperationScene,
  payment: Payment,
  side: 'debtor' | 'creditor',
  actor: Actor | null,
): FiledParty {
  const number = payment[`${side}_account`];
  const account = cast.index.accounts.get(number ?? '');
  const holder = payment[`${side}_institution`] ?? account?.institution_id ?? null;
  const bank = cast.index.institutions.get(holder ?? '')?.name ?? holder;
  const own = {
    ...(number ? { number } : {}),
    ...(bank === null ? {} : { institution: bank }),
  };
  const isNamed = actor !== null && actor.name !== null && !cast.isVictim(actor);
  return {
    ...{ role: 'counterparty', kind: 'unknown' },
    ...(isNamed ? { names: [{ kind: 'legal', full: actor.name ?? '' }] } : {}),
    ...(Object.keys(own).length > 0 ? { accounts: [own] } : {}),
    ...(holder !== null && institution.ids.includes(holder) ? { is_client: true as const } : {}),
  };
}
