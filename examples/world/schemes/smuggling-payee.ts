import { citiesIn, city } from '../cities.js';
import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';
import { less } from './moves.js';

export const smugglingPayee: SchemeKind = {
  id: 'smuggling_payee',
  area: 'human_smuggling',
  description: {
    en:
      'Unrelated people in many states send instalments of the same size to one person near' +
      ' the border.',
    es:
      'Personas sin relación, de muchos estados, envían abonos del mismo tamaño a una ' +
      'persona cerca de la frontera.',
  },
  plan(stage) {
    const { draw } = stage;
    const inMexico = draw.chance(0.5);
    const town = city(
      draw.pick(
        inMexico ? ['Reynosa', 'Nuevo Laredo', 'Tijuana'] : ['Laredo', 'McAllen', 'Brownsville'],
      ),
    );
    const bank = inMexico ? 'BENOMXMM' : 'EJBTUS44';
    const payee = stage.person({ city: town, bank, occupation: 'driver', income: 12_000 });
    stage.subject(payee);
    const senders = stage.parameter('senders', 7, 18);
    const fee = stage.parameter('instalment_usd', 900, 3_800) * 100;
    const days = stage.parameter('days', 20, 60);
    const first = stage.begin(days + 30);
    const varied = stage.evades('varied_amounts', 0.4) ? 0.25 : 0.06;
    const guide = stage.outsider({ country: 'MX' });
    stage.cover(payee, 0, stage.days - 1);
    const cities = draw.sample(citiesIn('US'), Math.min(senders, 12));
    for (let n = 0; n < senders; n++) {
      const where = cities[n % cities.length] ?? town;
      const from = stage.stranger({ country: 'US', city: where });
      const rail = inMexico ? 'remittance' : draw.pick(['p2p', 'wire'] as const);
      const via = inMexico ? draw.pick(['XMSBUS41', 'XMSBUS42']) : undefined;
      const day = first + draw.integer(0, days);
      const text = draw.pick(['por mi primo', 'viaje', 'llegada', '']);
      const act = { rail, via, text, purpose: 'family' } as const;
      for (const later of [0, draw.integer(6, 25)]) {
        const minor = Math.round((fee * draw.between(1 - varied, 1 + varied)) / 10_00) * 10_00;
        stage.pay(from, payee, day + later, draw.between(9, 21), minor, act);
        const out = local(payee, less(minor, 150));
        const leave = { rail: inMexico ? 'spei' : 'wire' } as const;
        stage.pay(payee, guide, day + later + 1, draw.between(9, 21), out, leave);
      }
    }
  },
};
