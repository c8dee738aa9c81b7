import { citiesIn, city } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn, less } from './moves.js';

export const funnelAccount: SchemeKind = {
  id: 'funnel_account',
  area: 'structuring',
  description: {
    en:
      'Strangers pay cash in far states into an account near the border, which is emptied ' +
      'to Mexico within days.',
    es:
      'Desconocidos depositan efectivo en estados lejanos en una cuenta de la frontera, que' +
      ' se vacía hacia México en días.',
  },
  plan(stage) {
    const { draw } = stage;
    const home = city(draw.pick(['Nogales AZ', 'San Diego', 'Laredo', 'McAllen']));
    const base = { bank: 'EXNBUS33', city: home, income: 21_000, opened: -90 } as const;
    const holder = stage.person({ ...base, occupation: 'homemaker' });
    const payee = stage.company({
      country: 'MX',
      sector: 'general_trading',
      trade: 'Comercializadora',
    });
    stage.subject(holder);
    const far = draw.sample(
      citiesIn('US').filter((c) => c.region !== home.region && !c.is_border),
      stage.parameter('far_cities', 3, 7),
    );
    const strangers = stage.parameter('depositors', 3, 9);
    const crowd = Array.from({ length: strangers }, () => stage.stranger({ country: 'US' }));
    const days = stage.parameter('days', 20, 70);
    const first = stage.begin(days + 6);
    const delay = stage.evades('slow_exit', 0.35) ? 6 : 2;
    const lives = stage.evades('mix_with_own_spending', 0.5);
    if (lives) stage.cover(holder, 0, stage.days - 1);
    for (let day = 0; day < days; day += draw.integer(1, 3)) {
      const minor = draw.integer(2_400_00, 9_400_00);
      const atm = draw.chance(0.35);
      cashIn(stage, holder, first + day, minor, {
        city: draw.pick(far),
        by: draw.pick(crowd),
        atm,
      });
      const act = {
        rail: 'wire',
        purpose: 'trade',
        text: draw.pick(['merchandise', 'mercancía']),
      } as const;
      const out = less(minor, draw.integer(20, 80));
      stage.pay(holder, payee, first + day + draw.integer(1, delay), draw.between(9, 16), out, act);
    }
  },
};
