import { city } from '../cities.js';
import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';
import { cashIn } from './moves.js';

export const customsCash: SchemeKind = {
  id: 'customs_cash',
  area: 'corruption',
  description: {
    en: 'A customs officer at a border crossing pays in cash month after month beside the salary.',
    es:
      'Un agente de aduanas de un cruce fronterizo deposita efectivo mes tras mes además ' +
      'del sueldo.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const town = city(draw.pick(['Nuevo Laredo', 'Reynosa', 'Tijuana', 'Ciudad Juárez']));
    const base = { city: town, bank: 'BENOMXMM', occupation: 'customs_official' } as const;
    const who = stage.person({ ...base, income: 15_000, age: [28, 55] });
    stage.subject(who);
    const months = stage.parameter('months', 4, 9);
    const times = stage.parameter('times_salary_percent', 60, 260);
    const first = stage.begin(months * 30);
    const third = stage.evades('third_parties', 0.5);
    const friend = stage.outsider({ country: 'MX', sector: 'freight', trade: 'Aduanal' });
    stage.cover(who, 0, stage.days - 1);
    const salary = local(who, 590_00);
    for (let half = 0; half < 24; half++) {
      const act = { rail: 'spei', purpose: 'payroll', text: 'NOMINA FEDERAL' } as const;
      stage.usual(cast.fixture('treasury_mx'), who, half * 15 + 14, 7, salary, act);
    }
    for (let month = 0; month < months; month++) {
      const total = Math.round((salary * 2 * times * draw.between(0.8, 1.3)) / 100);
      for (const part of draw.split(total, draw.integer(2, 4))) {
        const day = first + month * 30 + draw.integer(0, 26);
        if (third && draw.chance(0.4)) stage.pay(friend, who, day, draw.between(9, 19), part);
        else cashIn(stage, who, day, part, { atm: draw.chance(0.5) });
      }
    }
  },
};
