import { citiesIn } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn } from './moves.js';

export const ctrStructuring: SchemeKind = {
  id: 'ctr_structuring',
  area: 'structuring',
  description: {
    en: 'One person pays in cash just below 10,000 dollars at several branches, day after day.',
    es: 'Una persona deposita efectivo justo por debajo de 10,000 dólares en varias sucursales.',
  },
  plan(stage) {
    const { draw } = stage;
    const age = [25, 60] as const;
    const who = stage.person({ country: 'US', occupation: 'self_employed', income: 36_000, age });
    stage.subject(who);
    const deposits = stage.parameter('deposits', 7, 18);
    const gap = stage.parameter('days_between', 1, 4);
    const lowest = stage.evades('lower_amounts', 0.4) ? 7_200_00 : 8_600_00;
    const first = stage.begin(deposits * gap);
    const near = citiesIn('US').filter((c) => c.region === who.city.region);
    stage.cover(who, 0, stage.days - 1);
    let total = 0;
    for (let n = 0; n < deposits; n++) {
      const minor = draw.integer(lowest, 9_900_00);
      total += minor;
      cashIn(stage, who, first + n * gap, minor, { city: draw.pick(near) });
    }
    const away = stage.outsider({
      country: 'US',
      sector: 'general_trading',
      trade: 'General Goods',
    });
    const last = first + deposits * gap + stage.parameter('days_to_exit', 1, 12);
    draw.split(Math.round(total * 0.9), 3).forEach((minor, n) => {
      stage.pay(who, away, last + n, draw.between(9, 16), minor, {
        rail: 'wire',
        purpose: 'trade',
      });
    });
  },
};
