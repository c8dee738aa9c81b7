import { city } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { less } from './moves.js';

export const armouredExit: SchemeKind = {
  id: 'armoured_exit',
  area: 'bulk_cash',
  description: {
    en:
      'An armoured car brings cash far above the takings of a firm owned from Mexico; most ' +
      'leaves for Mexico within days.',
    es:
      'Un blindado entrega efectivo muy por encima de las ventas de una empresa de dueño ' +
      'mexicano; casi todo sale a México en días.',
  },
  plan(stage) {
    const { draw } = stage;
    const town = city(draw.pick(['Laredo', 'McAllen', 'Brownsville', 'El Paso']));
    const owner = stage.person({ country: 'MX', occupation: 'executive', income: 60_000 });
    const base = { city: town, bank: 'EJBTUS44', income: 300_000, owner } as const;
    const firm = stage.company({
      ...base,
      sector: draw.pick(['food', 'storage', 'freight']),
      trade: 'Border',
    });
    const sister = stage.company({ country: 'MX', sector: 'food', trade: 'Alimentos', owner });
    stage.subject(firm);
    const loads = stage.parameter('loads', 3, 9);
    const gap = stage.parameter('days_between', 5, 16);
    const delay = stage.parameter('days_to_exit', 1, 8);
    const splits = stage.evades('split_exit', 0.5) ? 3 : 1;
    const first = stage.begin(loads * gap + delay + 3);
    stage.cover(firm, 0, stage.days - 1);
    for (let load = 0; load < loads; load++) {
      const day = first + load * gap;
      const minor = Math.round(draw.integer(90_000_00, 320_000_00) / 100_00) * 100_00;
      const text = 'ACS cash credit';
      const act = { rail: 'cash', channel: 'armored_car', text } as const;
      stage.pay(null, firm, day, draw.between(8, 11), minor, { ...act, behalf: owner.party_id });
      const out = less(minor, draw.integer(20, 120));
      draw.split(out, splits).forEach((part, n) => {
        const wire = { rail: 'wire', purpose: 'trade', text: 'anticipo proveedor' } as const;
        stage.pay(firm, sister, day + delay + n, draw.between(10, 16), part, wire);
      });
    }
  },
};
