import type { SchemeKind } from '../stage.js';
import { less } from './moves.js';

export const scatterGather: SchemeKind = {
  id: 'scatter_gather',
  area: 'laundering_organisations',
  description: {
    en: 'One account scatters a sum over mules, who pass it on to one and the same account.',
    es: 'Una cuenta reparte una suma entre mulas, que la entregan a una misma cuenta.',
  },
  plan(stage) {
    const { draw } = stage;
    const origin = stage.company({
      country: 'US',
      sector: 'wholesale',
      trade: 'Supply',
      founded: -250,
    });
    const base = { country: 'US', occupation: 'labourer', income: 20_000 } as const;
    const mules = Array.from({ length: stage.parameter('mules', 5, 12) }, () => stage.person(base));
    const target = stage.company({
      country: 'US',
      sector: 'import_export',
      trade: 'Export',
      founded: -180,
    });
    stage.subject(origin, target);
    const fee = stage.parameter('fee_permille', 20, 70);
    const rounds = stage.parameter('rounds', 1, 3);
    const spread = stage.evades('delay', 0.5) ? 6 : 2;
    const unequal = stage.evades('unequal_parts', 0.6);
    const first = stage.begin(rounds * 30);
    const payer = stage.stranger({ country: 'US' });
    for (const mule of mules) stage.cover(mule, 0, stage.days - 1);
    for (let round = 0; round < rounds; round++) {
      const start = first + round * 28;
      const total = draw.integer(2_800_00, 8_800_00) * mules.length;
      stage.pay(payer, origin, start, 9, Math.round(total * 1.02), {
        rail: 'wire',
        purpose: 'trade',
      });
      const even = mules.map(() => Math.floor(total / mules.length / 100_00) * 100_00);
      const parts = unequal ? draw.split(total, mules.length) : even;
      mules.forEach((mule, n) => {
        const minor = parts[n] ?? 0;
        const day = start + draw.integer(1, 3);
        stage.pay(origin, mule, day, draw.between(9, 12), minor, { purpose: 'services' });
        const out = less(minor, fee + draw.integer(-5, 5));
        stage.pay(mule, target, day + draw.integer(1, spread), draw.between(13, 20), out);
      });
    }
  },
};
