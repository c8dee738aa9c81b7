import { placeId } from '../cast.js';
import type { SchemeKind } from '../stage.js';
import { cashIn, less } from './moves.js';

export const cashToRemittances: SchemeKind = {
  id: 'cash_to_remittances',
  area: 'human_smuggling',
  description: {
    en:
      'Again and again, cash that no work explains is paid in and within days wired or ' +
      'remitted to countries along smuggling routes.',
    es:
      'Una y otra vez entra efectivo que ningún trabajo explica y en días se transfiere o ' +
      'se remesa a países de las rutas de tráfico de personas.',
  },
  plan(stage) {
    const { draw } = stage;
    const occupation = draw.pick(['driver', 'labourer', 'homemaker'] as const);
    const holder = stage.person({ country: 'US', occupation, income: 23_000 });
    stage.subject(holder);
    const payees = Array.from({ length: stage.parameter('payees', 2, 6) }, () =>
      stage.outsider({ country: draw.pick(['MX', 'GT', 'HN', 'MX', 'GT', 'HN', 'CO']) }),
    );
    const cycles = stage.parameter('cycles', 3, 9);
    const pause = stage.parameter('days_between', 6, 24);
    const keeps = stage.parameter('kept_permille', 20, 360);
    const delay = stage.evades('slow_exit', 0.35) ? 6 : 3;
    const split = stage.evades('split_deposits', 0.4) ? 3 : 1;
    const first = stage.begin(cycles * (pause + 3) + delay);
    if (stage.evades('mix_with_wages', 0.5)) {
      const employer = stage.stranger({ country: 'US' });
      const wage = { rail: 'ach', purpose: 'payroll', text: 'WAGES' } as const;
      for (let day = 4; day < stage.days; day += 14)
        stage.usual(employer, holder, day, 7, 880_00, wage);
    }
    stage.cover(holder, 0, stage.days - 1);
    let day = first;
    for (let cycle = 0; cycle < cycles; cycle++) {
      const cash = draw.integer(2_300_00, 11_500_00);
      for (const part of draw.split(cash, split)) {
        cashIn(stage, holder, day, part, { atm: draw.chance(0.4) });
      }
      const rail = draw.pick(['wire', 'remittance', 'remittance'] as const);
      const agent = { channel: 'agent', place: placeId(holder.city, 'agent') } as const;
      const via = draw.pick(['XMSBUS41', 'XMSBUS42']);
      const how = rail === 'wire' ? { rail } : { rail, via, ...agent };
      for (const part of draw.split(less(cash, keeps), draw.integer(1, 3))) {
        const act = {
          ...how,
          purpose: 'family',
          text: draw.pick(['familia', 'viaje', '']),
        } as const;
        const later = day + draw.integer(1, delay);
        stage.pay(holder, draw.pick(payees), later, draw.between(10, 19), part, act);
      }
      day += pause + draw.integer(0, 3);
    }
  },
};
