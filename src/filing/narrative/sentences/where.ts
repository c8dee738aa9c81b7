/** Where: countries, institutions, channels and places of the payments. */
import type { Payment } from '../../../model/index.js';
import { type Sum, sumsBy, topOf } from '../sums.js';
import { paymentFacts } from '../teller.js';
import { type PartOfNarrative, type Scene, TOLD_MAX } from './scene.js';

export const tellWhere: PartOfNarrative = (scene) => {
  const { teller, cast } = scene;
  const { institutions, places } = cast.index;
  const nobody = teller.phrase('unknown');
  return [
    ...tally(
      scene,
      'countries',
      74,
      (payment) => {
        const [from, to] = countriesOf(scene, payment);
        return from === null || to === null ? null : JSON.stringify([from, to]);
      },
      (key) => {
        const [from = '', to = ''] = JSON.parse(key) as string[];
        const values = { from: teller.country(from), to: teller.country(to) };
        return teller.phrase(from === to ? 'where.within' : 'where.corridor', values);
      },
    ),
    ...tally(
      scene,
      'institutions',
      58,
      (payment) => {
        const [from, to] = institutionsOf(scene, payment);
        return from === null && to === null ? null : JSON.stringify([from, to]);
      },
      (key) => {
        const [from, to] = (JSON.parse(key) as (string | null)[]).map((id) =>
          id === null ? nobody : (institutions.get(id)?.name ?? id),
        );
        return teller.phrase('where.corridor', { from: from ?? nobody, to: to ?? nobody });
      },
    ),
    ...tally(
      scene,
      'channels',
      46,
      ({ channel }) => channel,
      (channel) => teller.word('channel', channel),
    ),
    ...tally(
      scene,
      'places',
      48,
      ({ place_id }) => place_id,
      (id) => {
        const place = places.get(id);
        const parts = [place?.name ?? id, place?.city, place?.region];
        return parts.filter((part) => part !== null && part !== undefined).join(', ');
      },
    ),
  ];
};

/** One sentence: the largest by some key that payments have, and how many others there are. */
function tally(
  { evidence, teller }: Scene,
  name: 'countries' | 'institutions' | 'channels' | 'places',
  weight: number,
  keyOf: (payment: Payment) => string | null,
  say: (key: string) => string,
) {
  const known = evidence.payments.filter((payment) => keyOf(payment) !== null);
  if (known.length === 0) return [];
  const { top, rest, more } = topOf(sumsBy(known, keyOf), TOLD_MAX.places);
  const item = ([key, sum]: readonly [string, Sum]) =>
    teller.phrase('item', { of: say(key), sum: teller.sum(sum) });
  const values = {
    ...{ list: teller.row(top.map(item)), more, rest: more === 0 ? '' : teller.sum(rest) },
    unknown: evidence.payments.length - known.length,
  };
  const facts = paymentFacts(known);
  return [
    teller.tell('where', { id: `where.${name}`, key: `where.${name}`, values, facts, weight }),
  ];
}

function countriesOf({ cast }: Scene, payment: Payment) {
  const { accounts } = cast.index;
  const of = (country: string | null, account: string | null) =>
    country ?? accounts.get(account ?? '')?.country ?? null;
  return [
    of(payment.debtor_country, payment.debtor_account),
    of(payment.creditor_country, payment.creditor_account),
  ] as const;
}

function institutionsOf({ cast }: Scene, payment: Payment) {
  const { accounts } = cast.index;
  const of = (institution: string | null, account: string | null) =>
    institution ?? accounts.get(account ?? '')?.institution_id ?? null;
  return [
    of(payment.debtor_institution, payment.debtor_account),
    of(payment.creditor_institution, payment.creditor_account),
  ] as const;
}
