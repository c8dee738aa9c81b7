import { city } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn, cashOut, less } from './moves.js';

export const mirrorSwap: SchemeKind = {
  id: 'mirror_swap',
  area: 'laundering_organisations',
  description: {
    en:
      'A broker sells cash dollars of traffickers for pesos without a payment across the ' +
      'border: importers pay him pesos in Mexico, and his partner pays their suppliers in dollars.',
    es:
      'Un corredor cambia por pesos los dólares en efectivo de traficantes sin cruzar la ' +
      'frontera: importadores le pagan pesos y su socio paga en dólares a sus proveedores.',
  },
  plan(stage) {
    const { draw, rates } = stage;
    const broker = stage.company({
      country: 'MX',
      sector: 'general_trading',
      trade: 'Comercializadora',
      founded: -500,
    });
    const home = city(draw.pick(['Los Angeles', 'Houston', 'Chicago', 'Atlanta']));
    const base = { country: 'US', city: home, bank: 'EXNBUS33' } as const;
    const partner = stage.company({ ...base, sector: 'electronics', trade: 'Wireless' });
    stage.subject(broker, partner);
    const importers = Array.from({ length: stage.parameter('importers', 4, 9) }, () =>
      stage.stranger({ country: 'MX', sector: 'import_export', trade: 'Importadora' }),
    );
    const suppliers = Array.from({ length: importers.length }, () =>
      stage.stranger({ country: 'US', sector: 'wholesale', trade: 'Wholesale' }),
    );
    const swaps = stage.parameter('swaps', 14, 30);
    const gap = stage.parameter('days_between', 3, 7);
    const fee = stage.parameter('fee_permille', 10, 50);
    const slow = stage.evades('slow_payout', 0.3) ? 2 : 1;
    const unsteady = stage.evades('unsteady_fee', 0.4) ? 8 : 2;
    const first = stage.begin(swaps * gap + 4);
    stage.cover(broker, 0, stage.days - 1);
    stage.cover(partner, 0, stage.days - 1);
    for (let swap = 0; swap < swaps; swap++) {
      const day = first + swap * gap + draw.integer(0, 1);
      const n = draw.integer(0, importers.length - 1);
      const [importer, supplier] = [importers[n], suppliers[n]];
      if (!importer || !supplier) continue;
      const dollars = draw.integer(3_800_00, 24_000_00);
      const cash = Math.round(dollars * 1.04);
      // The dollars are there first: notes below the limit, on several days.
      for (const [i, part] of draw.split(cash, Math.ceil(cash / 9_000_00)).entries()) {
        cashIn(stage, partner, day - 1 - (i % 2), part);
      }
      const pesos = rates.convert(dollars, 'USD', 'MXN', Math.min(day, stage.days - 1));
      const act = { rail: 'spei', purpose: 'trade', text: 'pago factura' } as const;
      stage.pay(importer, broker, day, draw.between(9, 13), pesos, act);
      const out = less(dollars, fee + draw.integer(-unsteady, unsteady));
      const wire = { rail: 'ach', purpose: 'trade', text: 'invoice' } as const;
      const later = draw.integer(0, slow);
      stage.pay(partner, supplier, day + later, draw.between(14, 17), out, wire);
      if (swap % 3 === 2) cashOut(stage, broker, day + 1, Math.round(pesos * 2.4));
    }
  },
};
