import { CHEMICAL_SELLERS } from '../innocent/chemicals.js';
import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';

export const precursorPurchases: SchemeKind = {
  id: 'precursor_purchases',
  area: 'fentanyl',
  description: {
    en:
      'Young Mexican firms of other trades, sharing an address, make many small payments to' +
      ' the same chemical suppliers in China and Hong Kong.',
    es:
      'Empresas mexicanas jóvenes de otros giros, con el mismo domicilio, hacen muchos ' +
      'pagos pequeños a los mismos proveedores químicos de China y Hong Kong.',
  },
  plan(stage) {
    const { draw } = stage;
    const contact = { address: `Calle Muestra ${draw.integer(1, 99)}-3`, phone: '+52 000 0070007' };
    const owner = stage.person({ country: 'MX', occupation: 'self_employed', income: 9_000 });
    const trades = [
      ['textile', 'Textiles'],
      ['leather', 'Bolsas'],
      ['food', 'Dulces'],
      ['electronics', 'Electrónica'],
      ['agriculture', 'Agroinsumos'],
    ] as const;
    const shells = draw.sample(trades, stage.parameter('payers', 3, 5)).map(([sector, trade]) => {
      const base = { country: 'MX', founded: -draw.integer(60, 500), income: 60_000 } as const;
      return stage.company({ ...base, sector, trade, owner, ...contact });
    });
    const sellers = ['CN', 'HK'].map((country) =>
      stage.outsider({ country, sector: 'chemicals', trade: 'Chemical', phone: '+86 000 7007' }),
    );
    const seller = sellers[0];
    stage.subject(...shells);
    const days = stage.parameter('days', 60, 170);
    const gap = stage.parameter('days_between', 5, 14);
    const first = stage.begin(days + 3);
    const honest = stage.evades('buy_from_honest_seller_too', 0.3);
    const vague = stage.evades('vague_text', 0.6);
    for (const shell of shells) {
      stage.cover(shell, 0, stage.days - 1);
      for (let day = draw.integer(0, gap); day < days; day += draw.integer(gap, gap + 6)) {
        const to =
          honest && draw.chance(0.2) ? stage.crowd(CHEMICAL_SELLERS, 1)[0] : draw.pick(sellers);
        const minor = local(shell, draw.integer(260_00, 4_800_00));
        const text = vague ? draw.pick(['samples', 'muestras', 'PI 2025']) : 'N-BOC ficticio 25 kg';
        const act = { rail: 'wire', purpose: 'trade', text } as const;
        stage.pay(shell, to ?? null, first + day, draw.between(9, 17), minor, act);
      }
      const client = stage.stranger({ country: 'MX' });
      const funds = local(shell, draw.integer(9_000_00, 30_000_00));
      stage.pay(client, shell, first - 2, draw.between(9, 17), funds, { purpose: 'trade' });
    }
    const list = {
      list: 'precursor_sellers',
      kind: 'account',
      valid_from: '2025-06-01',
      severity: 'high',
    };
    const source = { source: 'Puente example, invented', is_exact: false, note_country: 'CN' };
    if (seller) stage.indicator({ ...list, value: seller.account_id, ...source });
  },
};
