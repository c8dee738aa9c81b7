import type { SchemeKind } from '../stage.js';
import { cashIn } from './moves.js';

export const smurfingRing: SchemeKind = {
  id: 'smurfing_ring',
  area: 'structuring',
  description: {
    en:
      'Several couriers pay cash below the limit into several accounts in the same hours; ' +
      'the money meets in one.',
    es:
      'Varios mensajeros depositan efectivo bajo el umbral en varias cuentas a las mismas ' +
      'horas; el dinero se junta en una.',
  },
  plan(stage) {
    const { draw } = stage;
    const bank = draw.pick(['EJBTUS44', 'EXNBUS33']);
    const base = { country: 'US', bank, occupation: 'unemployed', income: 14_000 } as const;
    const accounts = Array.from({ length: stage.parameter('accounts', 3, 6) }, () =>
      stage.person(base),
    );
    const couriers = Array.from({ length: stage.parameter('couriers', 4, 8) }, () =>
      stage.person({ ...base, occupation: 'labourer' }),
    );
    const hub = stage.outsider({ country: 'US', sector: 'import_export', trade: 'Export' });
    stage.subject(...accounts);
    const days = stage.parameter('days', 14, 45);
    const first = stage.begin(days + 5);
    const ceiling = stage.evades('lower_amounts', 0.4) ? 7_000_00 : 9_700_00;
    for (const account of accounts) stage.cover(account, 0, stage.days - 1);
    for (let day = 0; day < days; day++) {
      for (const account of accounts) {
        if (!draw.chance(0.55)) continue;
        const by = draw.pick(couriers);
        const minor = draw.integer(Math.round(ceiling * 0.72), ceiling);
        cashIn(stage, account, first + day, minor, { by, atm: draw.chance(0.3) });
        const out = Math.round(minor * 0.97);
        const rail = draw.pick(['wire', 'cashiers_cheque', 'p2p'] as const);
        stage.pay(account, hub, first + day + draw.integer(1, 2), draw.between(10, 16), out, {
          rail,
        });
      }
    }
  },
};
