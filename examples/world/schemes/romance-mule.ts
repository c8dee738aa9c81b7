import type { SchemeKind } from '../stage.js';
import { less } from './moves.js';

export const romanceMule: SchemeKind = {
  id: 'romance_mule',
  area: 'fraud',
  description: {
    en:
      'An older person, perhaps deceived, receives from strangers and forwards nearly all ' +
      'within days, abroad or to crypto. The controller behind is the subject where known.',
    es:
      'Una persona mayor, quizá engañada, recibe de desconocidos y reenvía casi todo en ' +
      'días, al extranjero o a cripto.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const age = [66, 82] as const;
    const mule = stage.person({
      country: 'US',
      occupation: 'retired',
      age,
      income: 24_000,
      opened: -4_000,
    });
    stage.subject(mule);
    const abroad = stage.outsider({ country: draw.pick(['AE', 'HK', 'MX']) });
    const senders = stage.parameter('senders', 4, 10);
    const days = stage.parameter('days', 20, 70);
    const first = stage.begin(days + 4);
    const keeps = stage.parameter('kept_permille', 10, 120);
    const crypto = stage.evades('exit_by_crypto', 0.5);
    stage.cover(mule, 0, stage.days - 1);
    for (let month = 0; month < 12; month++) {
      const act = { rail: 'ach', purpose: 'government', text: 'PENSION' } as const;
      stage.usual(cast.fixture('pension_us'), mule, month * 30 + 2, 6, 1_800_00, act);
    }
    for (let n = 0; n < senders; n++) {
      const from = stage.stranger({ country: 'US' });
      const day = first + draw.integer(0, days);
      const minor = draw.integer(1_800_00, 17_000_00);
      const rail = draw.pick(['wire', 'p2p', 'cashiers_cheque'] as const);
      const text = draw.pick(['for the engineer', 'customs release', 'love', '']);
      stage.pay(from, mule, day, draw.between(9, 18), minor, { rail, text });
      const out = less(minor, keeps);
      const to = crypto && draw.chance(0.5) ? cast.fixture('exchange_isle') : abroad;
      stage.pay(mule, to, day + draw.integer(1, 2), draw.between(10, 18), out, { rail: 'wire' });
    }
  },
};
