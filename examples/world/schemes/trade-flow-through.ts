import { local } from '../setup.js';
import type { SchemeKind } from '../stage.js';
import { less } from './moves.js';

export const tradeFlowThrough: SchemeKind = {
  id: 'trade_flow_through',
  area: 'trade',
  description: {
    en:
      'An import–export firm takes wires from Latin America and the United States and ' +
      'forwards nearly all to China and Hong Kong, without freight, duty or wages.',
    es:
      'Una comercializadora recibe transferencias de América Latina y Estados Unidos y ' +
      'reenvía casi todo a China y Hong Kong, sin fletes, impuestos ni nómina.',
  },
  plan(stage) {
    const { draw } = stage;
    const options = { country: 'US', sector: 'import_export', trade: 'Import Export' } as const;
    const firm = stage.company({ ...options, founded: -draw.integer(90, 600), income: 250_000 });
    stage.subject(firm);
    const sectors = [
      'food',
      'vehicles',
      'textile',
      'luxury',
      'metals',
      'travel',
      'health',
    ] as const;
    const payers = draw
      .sample(sectors, stage.parameter('payers', 4, 7))
      .map((sector) =>
        stage.stranger({ country: draw.pick(['MX', 'CO', 'GT', 'US']), sector, trade: 'Mayoreo' }),
      );
    const payees = Array.from({ length: stage.parameter('payees', 2, 5) }, () =>
      stage.outsider({ country: draw.pick(['CN', 'HK']), sector: 'electronics', trade: 'Goods' }),
    );
    const days = stage.parameter('days', 40, 110);
    const first = stage.begin(days + 5);
    const delay = stage.evades('delay', 0.4) ? 7 : 2;
    if (stage.evades('pays_some_bills', 0.4)) stage.cover(firm, 0, stage.days - 1);
    for (let day = 0; day < days; day += draw.integer(1, 4)) {
      const from = draw.pick(payers);
      const dollars = draw.integer(14_000_00, 52_000_00);
      const act = {
        rail: 'wire',
        purpose: 'trade',
        text: draw.pick(['goods', 'mercancía', '']),
      } as const;
      stage.pay(from, firm, first + day, draw.between(9, 12), local(from, dollars), act);
      const out = less(dollars, draw.integer(5, 30));
      const later = first + day + draw.integer(1, delay);
      stage.pay(firm, draw.pick(payees), later, draw.between(12, 17), out, act);
    }
  },
};
