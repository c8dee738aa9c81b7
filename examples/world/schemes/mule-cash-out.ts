import type { SchemeKind } from '../stage.js';
import { cashOut, less } from './moves.js';

/** FATF (2018), “Professional money laundering”, chapter III: collectors pay mules who draw it. */
export const muleCashOut: SchemeKind = {
  id: 'mule_cash_out',
  area: 'laundering_organisations',
  description: {
    en:
      'Strangers pay small sums into several accounts, which pass them round by round to a few ' +
      'mules, who draw the money as cash.',
    es:
      'Desconocidos pagan sumas pequeñas a varias cuentas, que las pasan ronda tras ronda a unas ' +
      'pocas mulas, quienes retiran el dinero en efectivo.',
  },
  plan(stage) {
    const { draw } = stage;
    const base = { country: 'US', occupation: 'labourer', income: 17_000 } as const;
    const people = (n: number) =>
      Array.from({ length: n }, () => stage.person({ ...base, opened: -draw.integer(20, 400) }));
    const collectors = people(stage.parameter('collectors', 4, 8));
    const mules = people(stage.parameter('mules', 2, 4));
    stage.subject(...mules);
    const rounds = stage.parameter('rounds', 4, 11);
    const apart = stage.parameter('days_apart', 4, 11);
    const first = stage.begin(rounds * apart + 12);
    const slow = stage.evades('draws_later', 0.3);
    const skips = stage.evades('not_every_collector', 0.5);
    for (const holder of [...collectors, ...mules]) stage.cover(holder, 0, stage.days - 1);
    for (let round = 0; round < rounds; round++) {
      const day = first + round * apart + draw.integer(0, 2);
      const held = new Map(mules.map((mule) => [mule, 0]));
      for (const collector of collectors) {
        if (skips && draw.chance(0.35)) continue;
        let minor = 0;
        for (let sale = draw.integer(2, 5); sale > 0; sale--) {
          const paid = draw.integer(150_00, 1_400_00);
          const from = stage.stranger({ country: 'US' });
          stage.pay(from, collector, day, draw.between(9, 22), paid, { rail: 'p2p' });
          minor += paid;
        }
        const mule = draw.pick(mules);
        const passed = less(minor, draw.integer(20, 90));
        const later = day + draw.integer(1, 2);
        stage.pay(collector, mule, later, draw.between(9, 21), passed, { rail: 'p2p' });
        held.set(mule, (held.get(mule) ?? 0) + passed);
      }
      for (const [mule, minor] of held) {
        if (minor === 0) continue;
        const drawn = less(minor, draw.integer(30, 120));
        const parts = draw.integer(1, 4);
        const away = slow ? draw.integer(5, 9) : draw.integer(2, 4);
        for (let part = 0; part < parts; part++)
          cashOut(stage, mule, day + away + (part % 2), drawn / parts);
      }
    }
  },
};
