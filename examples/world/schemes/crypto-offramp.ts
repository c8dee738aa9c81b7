import { citiesIn } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn, less } from './moves.js';

export const cryptoOfframp: SchemeKind = {
  id: 'crypto_offramp',
  area: 'virtual_assets',
  description: {
    en: 'Cash from many cities goes straight to a lightly supervised crypto exchange.',
    es: 'Efectivo de muchas ciudades va directo a una casa de criptomonedas poco supervisada.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const base = { country: 'US', bank: 'EXNBUS33', occupation: 'driver', income: 33_000 } as const;
    const who = stage.person({ ...base, age: [22, 45] });
    stage.subject(who);
    const cities = draw.sample(citiesIn('US'), stage.parameter('cities', 4, 9));
    const others = Array.from({ length: 4 }, () => stage.stranger({ country: 'US' }));
    const days = stage.parameter('days', 20, 60);
    const first = stage.begin(days + 4);
    const delay = stage.evades('delay', 0.35) ? 4 : 1;
    const exchange = stage.evades('supervised_exchange', 0.3) ? 'exchange_us' : 'exchange_isle';
    stage.cover(who, 0, stage.days - 1);
    for (let day = 0; day < days; day += draw.integer(1, 3)) {
      const minor = draw.integer(1_100_00, 7_800_00);
      const by = draw.chance(0.6) ? who : draw.pick(others);
      cashIn(stage, who, first + day, minor, {
        city: draw.pick(cities),
        by,
        atm: draw.chance(0.6),
      });
      const rail = draw.pick(['ach', 'wire'] as const);
      const act = { rail, purpose: 'investment' } as const;
      const later = first + day + draw.integer(1, delay);
      stage.pay(who, cast.fixture(exchange), later, draw.between(9, 23), less(minor, 15), act);
    }
  },
};
