import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';
import { less } from './moves.js';

export const layeredChain: SchemeKind = {
  id: 'layered_chain',
  area: 'laundering_organisations',
  description: {
    en: 'A sum hops through accounts at all four banks within days; each hop keeps a few percent.',
    es: 'Una suma salta por cuentas de los cuatro bancos en días; cada salto retiene unos puntos.',
  },
  plan(stage) {
    const { draw } = stage;
    const banks = ['EXNBUS33', 'EJBTUS44', 'BENOMXMM', 'BECEMXMM', 'BENOMXMM', 'BECEMXMM'];
    const hops = stage.parameter('accounts', 4, 6);
    const fee = stage.parameter('fee_permille', 20, 60);
    const runs = stage.parameter('runs', 2, 6);
    const gap = stage.evades('delay', 0.4) ? 3 : 1;
    const links = banks
      .slice(0, hops)
      .map((bank, n) =>
        n % 2 === 0
          ? stage.company({ bank, sector: 'general_trading', trade: 'Comercial', founded: -200 })
          : stage.person({ bank, occupation: 'homemaker', income: 9_000, opened: -120 }),
      );
    stage.subject(...links.slice(1, -1));
    const first = stage.begin(runs * (hops * gap + 9));
    const source = stage.stranger({ country: 'US' });
    const sink = stage.outsider({ country: 'MX', sector: 'real_estate', trade: 'Desarrollos' });
    const splits = stage.evades('split', 0.35);
    for (const link of links) stage.cover(link, 0, stage.days - 1);
    let day = first;
    for (let run = 0; run < runs; run++) {
      let dollars = draw.integer(12_000_00, 90_000_00);
      const path = [source, ...links, sink];
      for (let n = 0; n + 1 < path.length; n++) {
        const from = path[n];
        const to = path[n + 1];
        if (!from || !to) continue;
        const parts = splits && n === 1 ? 2 : 1;
        for (const part of draw.split(dollars, parts)) {
          stage.pay(from, to, day, draw.between(9, 17), local(from, part), { purpose: 'services' });
        }
        dollars = less(dollars, fee + draw.integer(-8, 8));
        day += draw.integer(1, gap);
      }
      day += draw.integer(3, 9);
    }
  },
};
