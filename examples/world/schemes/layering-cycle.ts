import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';
import { less, tidy } from './moves.js';

export const layeringCycle: SchemeKind = {
  id: 'layering_cycle',
  area: 'laundering_organisations',
  description: {
    en: 'Shell firms pass one sum round a ring and back to the first, each keeping a fee.',
    es: 'Empresas fachada pasan una suma en círculo hasta la primera, cada una con su comisión.',
  },
  plan(stage) {
    const { draw } = stage;
    const size = stage.parameter('shells', 4, 6);
    const fee = stage.parameter('fee_permille', 8, 45);
    const rounds = stage.parameter('rounds', 2, 6);
    const nominee = stage.person({ country: 'MX', occupation: 'unemployed', income: 4_000 });
    const shells = Array.from({ length: size }, (_, n) => {
      const country = n % 3 === 2 ? 'US' : 'MX';
      const sector = draw.pick([
        'general_trading',
        'professional_services',
        'construction',
      ] as const);
      const founded = -draw.integer(40, 500);
      const base = { country, sector, trade: 'Servicios', founded, income: 80_000 } as const;
      return stage.company({ ...base, owner: nominee });
    });
    stage.subject(...shells);
    const slow = stage.evades('delay', 0.4) ? 4 : 1;
    const odd = stage.evades('unround', 0.5);
    const first = stage.begin(rounds * (size * slow + 12));
    for (const shell of shells) stage.cover(shell, 0, stage.days - 1);
    let day = first;
    for (let round = 0; round < rounds; round++) {
      let dollars = draw.integer(30_000_00, 180_000_00);
      shells.forEach((from, n) => {
        const to = shells[(n + 1) % size] ?? from;
        const minor = local(from, odd ? dollars : tidy(dollars, false));
        const text = draw.pick(['servicios', 'consulting', 'factura 118', 'anticipo']);
        stage.pay(from, to, day, draw.between(9, 17), minor, { purpose: 'services', text });
        dollars = less(dollars, fee);
        day += draw.integer(1, slow);
      });
      day += draw.integer(4, 11);
    }
  },
};
