import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';
import { cashIn } from './moves.js';

export const pillPress: SchemeKind = {
  id: 'pill_press',
  area: 'fentanyl',
  description: {
    en:
      'A person with no such trade buys a pill press and dies, chemicals, storage and ' +
      'parcels, paid with cash.',
    es:
      'Una persona ajena al giro compra una tableteadora y dados, químicos, bodega y ' +
      'paquetería, pagados con efectivo.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const who = stage.person({
      country: 'US',
      occupation: 'service',
      income: 29_000,
      age: [23, 45],
    });
    stage.subject(who);
    const chemist = stage.outsider({ country: 'CN', sector: 'chemicals', trade: 'Chemical' });
    const days = stage.parameter('days', 30, 80);
    const first = stage.begin(days + 2);
    stage.cover(who, 0, stage.days - 1);
    const named = !stage.evades('vague_text', 0.4);
    const press = named ? 'tablet press machine TDP' : 'spare parts';
    for (let n = stage.parameter('press_payments', 2, 4); n > 0; n--) {
      const minor = local(who, draw.integer(700_00, 3_900_00));
      const day = first + draw.integer(0, days);
      cashIn(stage, who, Math.max(0, day - 1), minor, { atm: true });
      const act = { rail: 'wire', purpose: 'purchase', text: press } as const;
      stage.pay(who, cast.fixture('press_seller'), day, draw.between(9, 20), minor, act);
      const more = { rail: 'wire', text: named ? 'die mould set M-30' : 'samples' } as const;
      stage.pay(who, chemist, day + 3, draw.between(9, 20), draw.integer(300_00, 980_00), more);
    }
    for (let n = stage.parameter('parcels', 10, 30); n > 0; n--) {
      const act = { rail: 'card', purpose: 'services' } as const;
      const day = first + draw.integer(0, days);
      stage.pay(
        who,
        cast.fixture('courier_us'),
        day,
        draw.between(9, 19),
        draw.integer(6_00, 32_00),
        act,
      );
      const from = stage.stranger({ country: 'US' });
      const note = draw.pick(['30 blues', 'fetti', 'x20', 'thanks']);
      const sale = { rail: 'p2p', text: note } as const;
      stage.pay(from, who, day, draw.between(12, 24), draw.integer(4, 30) * 20_00, sale);
    }
    for (let month = 0; month * 30 < days; month++) {
      const act = { rail: 'card', purpose: 'rent' } as const;
      stage.pay(who, cast.fixture('storage_us'), first + month * 30, 11, 89_00, act);
    }
  },
};
