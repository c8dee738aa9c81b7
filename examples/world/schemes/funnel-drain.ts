import { citiesIn } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn, less } from './moves.js';

export const funnelDrain: SchemeKind = {
  id: 'funnel_drain',
  area: 'structuring',
  description: {
    en:
      'Several funnel accounts fed with cash in many cities drain into one consolidating ' +
      'account.',
    es:
      'Varias cuentas embudo alimentadas con efectivo en muchas ciudades se vacían en una ' +
      'cuenta concentradora.',
  },
  plan(stage) {
    const { draw } = stage;
    const bank = 'EXNBUS33';
    const hub = stage.company({ country: 'US', sector: 'food', trade: 'Produce', founded: -300 });
    const base = { country: 'US', bank, occupation: 'labourer', income: 19_000 } as const;
    const funnels = Array.from({ length: stage.parameter('funnels', 3, 6) }, () =>
      stage.person({ ...base, opened: -draw.integer(40, 200) }),
    );
    stage.subject(hub, ...funnels);
    const days = stage.parameter('days', 25, 60);
    const first = stage.begin(days + 12);
    const goods = stage.crowd('dealer', 1)[0] ?? stage.cast.fixture('electronics_us');
    stage.cover(hub, 0, stage.days - 1);
    for (const funnel of funnels) {
      const cities = draw.sample(citiesIn('US'), 4);
      const by = stage.stranger({ country: 'US' });
      for (let day = draw.integer(0, 4); day < days; day += draw.integer(2, 5)) {
        const minor = draw.integer(2_000_00, 9_300_00);
        cashIn(stage, funnel, first + day, minor, { city: draw.pick(cities), by });
        const out = less(minor, draw.integer(10, 60));
        stage.pay(funnel, hub, first + day + draw.integer(1, 4), draw.between(10, 16), out, {
          rail: 'wire',
        });
        if (!draw.chance(0.5)) continue;
        const shops = [
          goods,
          stage.cast.fixture('electronics_us'),
          stage.cast.fixture('wholesale_us'),
        ];
        const act = { rail: 'cheque', purpose: 'purchase' } as const;
        const spend = Math.round(out * 0.9);
        stage.pay(hub, draw.pick(shops), first + day + 6, draw.between(10, 16), spend, act);
      }
    }
  },
};
