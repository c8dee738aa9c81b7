import { placeId } from '../cast.js';
import { city } from '../cities.js';
import type { SchemeKind } from '../stage.js';

export const usdCashCap: SchemeKind = {
  id: 'usd_cash_cap',
  area: 'structuring',
  description: {
    en:
      'Relatives and a shop in a border plaza bring dollar notes just below the monthly ' +
      'caps of Mexican banks.',
    es:
      'Parientes y un comercio de plaza fronteriza llevan dólares en efectivo justo por ' +
      'debajo de los topes mensuales.',
  },
  plan(stage) {
    const { draw } = stage;
    const where = city(draw.pick(['Nuevo Laredo', 'Reynosa', 'Tijuana', 'Ciudad Juárez']));
    const address = `Calle Ejemplo ${draw.integer(1, 99)}-7`;
    const base = { city: where, bank: 'BENOMXMM', income: 6_000, address } as const;
    const people = Array.from({ length: stage.parameter('people', 3, 6) }, () =>
      stage.person({ ...base, occupation: 'homemaker' }),
    );
    const shop = stage.company({ ...base, sector: 'retail', trade: 'Novedades', income: 90_000 });
    stage.subject(...people, shop);
    const months = stage.parameter('months', 3, 7);
    const fill = stage.parameter('fill_percent', 87, 98);
    const first = Math.max(0, stage.begin(months * 31));
    const boss = stage.outsider({ country: 'MX' });
    for (const holder of [...people, shop]) {
      stage.cover(holder, 0, stage.days - 1);
      const cap = holder === shop ? 14_000_00 : 4_000_00;
      for (let month = 0; month < months; month++) {
        const parts = draw.split((cap * fill) / 100, draw.integer(2, 4));
        parts.forEach((minor, n) => {
          const place = placeId(where, 'branch', holder.institution_id);
          const act = { rail: 'cash', currency: 'USD', channel: 'branch', place } as const;
          const conductor = holder.party_id;
          const day = first + month * 30 + n * 7 + draw.integer(0, 5);
          stage.pay(null, holder, day, draw.between(9, 15), Math.round(minor / 20_00) * 20_00, {
            ...act,
            conductor,
          });
        });
        const out = Math.round(cap * 17 * 0.95);
        stage.pay(holder, boss, first + month * 30 + 29, draw.between(10, 18), out, {
          purpose: 'family',
        });
      }
    }
  },
};
