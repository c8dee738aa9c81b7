import type { SchemeKind } from '../stage.js';

export const p2pCardPayoff: SchemeKind = {
  id: 'p2p_card_payoff',
  area: 'laundering_organisations',
  description: {
    en: 'Many strangers pay one person by P2P; the sum pays off cards that buy electronics.',
    es:
      'Muchos desconocidos pagan a una persona por P2P; con ello se liquidan tarjetas que ' +
      'compran electrónica.',
  },
  plan(stage) {
    const { draw, cast } = stage;
    const base = { country: 'US', occupation: 'service', income: 27_000, age: [21, 35] } as const;
    const who = stage.person(base);
    const card = stage.account(who, 'card');
    const friend = stage.person(base);
    const other = stage.account(friend, 'card', who.institution_id);
    stage.subject(who);
    const rounds = stage.parameter('rounds', 2, 5);
    const payers = stage.parameter('payers_a_round', 10, 24);
    const mixes = stage.evades('other_card_purchases', 0.4);
    const first = stage.begin(rounds * 32);
    stage.cover(who, 0, stage.days - 1);
    for (let round = 0; round < rounds; round++) {
      const start = first + round * 30;
      let total = 0;
      for (const from of stage.crowd('salaried', payers, 'US')) {
        const minor = draw.integer(12, 60) * 25_00;
        total += minor;
        const act = { rail: 'p2p', text: draw.pick(['phone', 'order', 'thx', '']) } as const;
        stage.pay(from, who, start + draw.integer(0, 16), draw.between(8, 23), minor, act);
      }
      const pays = { rail: 'internal', purpose: 'card_payment' } as const;
      const share = draw.between(0.62, 0.8);
      stage.pay(who, card, start + 18, draw.between(18, 22), total * share, pays);
      stage.pay(who, other, start + 19, draw.between(18, 22), total * (0.96 - share), pays);
      for (const part of draw.split(Math.round(total * share), 5)) {
        const shop =
          mixes && draw.chance(0.3)
            ? 'grocer_us'
            : draw.pick(['electronics_us', 'luxury_us'] as const);
        const act = { rail: 'card', purpose: 'purchase' } as const;
        stage.pay(
          card,
          cast.fixture(shop),
          start + draw.integer(2, 17),
          draw.between(10, 21),
          part,
          act,
        );
      }
    }
  },
};
