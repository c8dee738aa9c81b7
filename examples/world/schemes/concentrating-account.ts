import type { Holder } from '../cast.js';
import { citiesIn } from '../cities.js';
import type { SchemeKind, Stage } from '../stage.js';
import { cashIn, less, tidy } from './moves.js';

export const concentratingAccount: SchemeKind = {
  id: 'concentrating_account',
  area: 'structuring',
  description: {
    en:
      'Strangers in many Mexican states pay cash without a reference into a concentrating ' +
      'account, which sends it by SPEI within days to one final beneficiary.',
    es:
      'Desconocidos de muchos estados depositan efectivo sin referencia en una cuenta ' +
      'concentradora, que en días lo dispersa por SPEI a un solo beneficiario final.',
  },
  plan(stage) {
    const { draw } = stage;
    const bank = draw.pick(['BENOMXMM', 'BECEMXMM'] as const);
    const other = bank === 'BENOMXMM' ? 'BECEMXMM' : 'BENOMXMM';
    const trade = draw.pick(['Abarrotes', 'Cobranzas', 'Distribuciones']);
    const firm = stage.company({ bank, sector: 'wholesale', trade, income: 310_000 });
    const hubs = [stage.account(firm, 'concentration')];
    if (stage.evades('second_account', 0.3)) hubs.push(stage.account(firm, 'business'));
    stage.subject(...hubs);
    const purses = beneficiary(stage, other);
    const plazas = draw.sample(citiesIn('MX'), stage.parameter('plazas', 4, 11));
    const crowd = Array.from({ length: stage.parameter('depositors', 4, 13) }, () =>
      stage.stranger({ country: 'MX' }),
    );
    const days = stage.parameter('days', 18, 55);
    const keeps = stage.parameter('kept_permille', 15, 230);
    const delay = stage.evades('slow_exit', 0.35) ? 5 : 2;
    const unround = stage.evades('odd_amounts', 0.5);
    const first = stage.begin(days + delay);
    stage.cover(firm, 0, stage.days - 1);
    for (let day = 0; day < days; day += draw.integer(1, 2)) {
      const hub = draw.pick(hubs);
      let taken = 0;
      for (const city of draw.sample(plazas, draw.integer(1, 3))) {
        const minor = draw.integer(550, 6_500) * 20_00;
        taken += minor;
        cashIn(stage, hub, first + day, minor, { city, by: draw.pick(crowd) });
      }
      const later = first + day + draw.integer(0, delay);
      for (const part of draw.split(less(taken, keeps), draw.integer(1, 2))) {
        const text = draw.pick(['pago a proveedor', 'traspaso', '']);
        const act = { rail: 'spei', purpose: 'trade', text } as const;
        stage.pay(hub, draw.pick(purses), later, draw.between(17, 22), tidy(part, unround), act);
      }
    }
  },
};

/** Accounts of one party at several banks, or of firms that one person owns. */
function beneficiary(stage: Stage, bank: string): Holder[] {
  const size = stage.parameter('beneficiary_accounts', 1, 3);
  const base = { bank, sector: 'general_trading', trade: 'Comercializadora' } as const;
  if (stage.evades('firms_of_one_owner', 0.4)) {
    const owner = stage.person({ bank, occupation: 'executive', income: 60_000 });
    return Array.from({ length: size }, () => stage.company({ ...base, owner, founded: -160 }));
  }
  const last = stage.company(base);
  const elsewhere = ['XFICMXMM', 'XMUEMXMM'].slice(0, size - 1);
  return [last, ...elsewhere.map((there) => stage.account(last, 'business', there))];
}
