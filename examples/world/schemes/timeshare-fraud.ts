import { city } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { less } from './moves.js';

export const timeshareFraud: SchemeKind = {
  id: 'timeshare_fraud',
  area: 'fraud',
  description: {
    en:
      'Retired people in the United States wire "taxes" and "fees" to a young Mexican ' +
      'company that drains to other shells. The victims are not subjects.',
    es:
      'Jubilados en Estados Unidos envían "impuestos" y "comisiones" a una empresa mexicana' +
      ' joven que drena a otras. Las víctimas no son sujetos.',
  },
  plan(stage) {
    const { draw } = stage;
    const resort = city(draw.pick(['Puerto Vallarta', 'Cancún']));
    const founded = -draw.integer(20, 200);
    const base = { city: resort, founded, income: 50_000, bank: 'BECEMXMM' } as const;
    const firm = stage.company({
      ...base,
      sector: 'professional_services',
      trade: 'Escrow y Títulos',
    });
    const shells = Array.from({ length: stage.parameter('shells', 2, 4) }, () =>
      stage.company({ country: 'MX', sector: 'travel', trade: 'Promotora', founded: founded + 10 }),
    );
    stage.subject(firm, ...shells.slice(0, 1));
    const victims = stage.crowd('retiree', stage.parameter('victims', 6, 14), 'US');
    const days = stage.parameter('days', 40, 120);
    const first = stage.begin(days + 20);
    const vague = stage.evades('vague_text', 0.4);
    const terms = vague
      ? ['invoice 204', 'services', 'closing fee']
      : ['closing tax', 'timeshare transfer fee', 'impuesto de venta', 'escrow release fee'];
    const broker = stage.cast.fixture('broker_us');
    for (const victim of victims) {
      let day = first + draw.integer(0, days);
      const demands = draw.integer(1, 4);
      let minor = draw.integer(2_200_00, 7_500_00);
      const fund = { rail: 'ach', purpose: 'investment', text: 'IRA distribution' } as const;
      stage.pay(broker, victim, day - 2, 9, minor * 2, fund);
      for (let n = 0; n < demands; n++) {
        const act = {
          rail: 'wire',
          channel: 'branch',
          purpose: 'fee',
          text: draw.pick(terms),
        } as const;
        stage.pay(victim, firm, day, draw.between(10, 16), minor, act);
        const out = Math.round(less(minor, 60) * 17);
        stage.pay(firm, draw.pick(shells), day + draw.integer(1, 3), draw.between(10, 18), out);
        day += draw.integer(6, 16);
        minor = Math.round(minor * draw.between(1.1, 1.7));
      }
    }
    const chief = stage.outsider({ country: 'MX' });
    for (const shell of shells) {
      for (let n = 2; n < 8; n++) {
        const minor = draw.integer(60_000_00, 160_000_00);
        stage.pay(shell, chief, first + n * 14, draw.between(10, 18), minor);
      }
    }
  },
};
