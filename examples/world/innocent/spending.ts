import { type Day, season } from '../calendar.js';
import { type Cast, type Holder, placeId } from '../cast.js';
import { citiesIn } from '../cities.js';
import type { Pay } from '../movement.js';
import { type Behaviour, hours, local, type Setup } from '../setup.js';

/** Everybody who spends: cast by the behaviours that come before. */
export const SPENDERS = (
  'salaried retiree student freelancer flea_seller trucker remitter receiver official hobbyist ' +
  'landlord owner nurse'
).split(' ');

/** Cards, cash machines and bills of ordinary life, with weekends, trips and Christmas. */
export const spending: Behaviour = (setup) => {
  const { draw, cast } = setup;
  const people = SPENDERS.flatMap((role) => cast.role(role));
  const shops = { US: shopsOf(cast, 'us'), MX: shopsOf(cast, 'mx') };
  return (day, pay) => {
    const busy = season(day);
    const country = (holder: Holder) => (holder.country === 'MX' ? 'MX' : 'US');
    for (let n = draw.poisson((people.length * 7 * busy) / 365); n > 0; n--) {
      const from = draw.pick(people);
      buy(setup, from, draw.pick(shops[country(from)]), day, pay);
    }
    for (let n = draw.poisson((people.length * 2.5 * busy) / 365); n > 0; n--) {
      const from = draw.pick(people);
      const minor = draw.integer(2, 20) * (from.country === 'MX' ? 200_00 : 20_00);
      const at = hours(draw, day, from, 8, 22);
      pay({ at, from, to: null, minor, rail: 'cash', channel: 'atm' });
    }
    for (let n = draw.poisson((people.length * 3) / 365); n > 0; n--) {
      const from = draw.pick(people);
      const to = cast.fixture(from.country === 'MX' ? 'utility_mx' : 'utility_us');
      const rail = from.country === 'MX' ? 'spei' : 'ach';
      const minor = local(from, draw.amount(92_00, 0.5));
      pay({ at: hours(draw, day, from, 7, 23), from, to, minor, rail, purpose: 'utilities' });
    }
  };
};

type Shop = readonly [Holder, number];

function shopsOf(cast: Cast, country: 'us' | 'mx'): readonly Shop[] {
  const all: readonly (readonly [string, number, number])[] = [
    ['grocer', 62_00, 5],
    ['diner', 27_00, 4],
    ['retail', 58_00, 3],
    ['fuel', 41_00, 3],
    ['pharmacy', 24_00, 1],
    ['lodging', 140_00, 1],
  ];
  return all.flatMap(([key, median, weight]) => {
    const shop: Shop = [cast.fixture(`${key}_${country}`), median];
    return Array.from({ length: weight }, () => shop);
  });
}

function buy({ draw }: Setup, from: Holder, [to, median]: Shop, day: Day, pay: Pay): void {
  const where = draw.chance(0.06) ? draw.pick(citiesIn(from.country)) : from.city;
  pay({
    at: hours(draw, day, from, 8, to.sector === 'restaurant' ? 23 : 21),
    from,
    to,
    minor: local(from, draw.amount(median, 0.6)),
    rail: 'card',
    purpose: 'purchase',
    place: placeId(where, 'shop'),
  });
}
