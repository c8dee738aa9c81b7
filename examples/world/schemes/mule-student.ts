import type { SchemeKind } from '../stage.js';
import { cashIn, less } from './moves.js';

export const muleStudent: SchemeKind = {
  id: 'mule_student',
  area: 'laundering_organisations',
  description: {
    en:
      "A student's account takes cash, P2P and cashier's cheques far above any income and " +
      'turns them into cheques, wires and P2P.',
    es:
      'La cuenta de un estudiante recibe efectivo, P2P y cheques de caja muy por encima de ' +
      'su ingreso y los convierte en cheques, transferencias y P2P.',
  },
  plan(stage) {
    const { draw } = stage;
    const base = { country: 'US', occupation: 'student', age: [19, 27], income: 8_000 } as const;
    const student = stage.person({ ...base, opened: -draw.integer(30, 250) });
    stage.subject(student);
    const days = stage.parameter('days', 40, 110);
    const first = stage.begin(days + 6);
    const payers = Array.from({ length: stage.parameter('payers', 9, 22) }, () =>
      stage.stranger({ country: 'US' }),
    );
    const brokers = Array.from({ length: stage.parameter('brokers', 5, 9) }, () =>
      stage.outsider({ country: 'US' }),
    );
    const asia = stage.outsider({ country: 'HK', sector: 'general_trading', trade: 'Trading' });
    const pretends = stage.evades('says_tuition', 0.5);
    const lives = stage.evades('some_living_costs', 0.5);
    if (lives) stage.cover(student, 0, stage.days - 1);
    for (let day = 0; day < days; day += draw.integer(1, 4)) {
      const kind = draw.pick(['cash', 'p2p', 'cashiers_cheque'] as const);
      const minor =
        kind === 'p2p' ? draw.integer(900_00, 2_500_00) : draw.integer(4_000_00, 14_000_00);
      if (kind === 'cash') cashIn(stage, student, first + day, minor);
      else {
        const text = pretends ? draw.pick(['tuition', 'living expenses', 'rent']) : undefined;
        const act = { rail: kind, text, purpose: 'family' } as const;
        stage.pay(draw.pick(payers), student, first + day, draw.between(9, 21), minor, act);
      }
      const out = less(minor, draw.integer(10, 30));
      const away = draw.chance(0.25) ? asia : draw.pick(brokers);
      const rail = away === asia ? 'wire' : draw.pick(['cashiers_cheque', 'p2p', 'wire'] as const);
      const later = first + day + draw.integer(0, 3);
      stage.pay(student, away, later, draw.between(17, 21), out, {
        rail,
        channel: rail === 'cashiers_cheque' ? 'branch' : 'online',
      });
    }
  },
};
