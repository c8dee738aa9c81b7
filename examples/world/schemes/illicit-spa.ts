import type { SchemeKind } from '../stage.js';
import { cashIn } from './moves.js';

export const illicitSpa: SchemeKind = {
  id: 'illicit_spa',
  area: 'human_trafficking',
  description: {
    en:
      'A spa with a daytime licence takes cards, P2P and cash through the night, pays no ' +
      'wages, buys adverts.',
    es:
      'Un spa con licencia diurna cobra con tarjeta, P2P y efectivo durante la noche, no ' +
      'paga nómina y compra anuncios.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const base = { country: 'US', income: 140_000, founded: -draw.integer(100, 900) } as const;
    const sector = draw.pick(['spa', 'spa', 'bar'] as const);
    const spa = stage.company({ ...base, sector, trade: 'Relax Spa' });
    const boss = stage.person({ country: 'US', occupation: 'self_employed', city: spa.city });
    stage.interest(spa, boss.party_id, 100);
    stage.subject(spa);
    const days = stage.parameter('days', 45, 120);
    const nightly = stage.parameter('sales_a_night', 2, 5);
    const daytime = stage.evades('daytime_sales', 0.4);
    const first = stage.begin(days + 3);
    stage.cover(boss, 0, stage.days - 1);
    for (let day = 0; day < days; day++) {
      for (let n = draw.poisson(nightly); n > 0; n--) {
        const hour = daytime && draw.chance(0.25) ? draw.between(11, 19) : draw.between(22, 28.5);
        const card = draw.chance(0.4);
        const from = card ? cast.fixture('processor_us') : stage.stranger({ country: 'US' });
        const minor = draw.integer(6, 20) * 20_00;
        const act = { rail: card ? 'card' : 'p2p', purpose: 'services' } as const;
        stage.pay(from, spa, first + day, hour, minor, act);
      }
      if (draw.chance(0.5))
        cashIn(stage, spa, first + day, draw.integer(900_00, 4_800_00), { by: boss });
      if (day % 7 === 3) {
        const act = { rail: 'card', purpose: 'services', text: 'ad renewal' } as const;
        stage.pay(spa, cast.fixture('adverts'), first + day, 28, draw.integer(80_00, 240_00), act);
        const out = draw.integer(3_000_00, 8_800_00);
        stage.pay(spa, boss, first + day + 1, 12, out, { purpose: 'unknown' });
      }
    }
  },
};
