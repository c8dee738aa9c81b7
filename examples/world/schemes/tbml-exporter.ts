import { city } from '../cities.js';
import type { SchemeKind } from '../stage.js';
import { cashIn } from './moves.js';

export const tbmlExporter: SchemeKind = {
  id: 'tbml_exporter',
  area: 'trade',
  description: {
    en:
      'Cash and unrelated third parties in the United States pay an exporter for goods that' +
      ' a Mexican importer receives without paying.',
    es:
      'Efectivo y terceros ajenos en Estados Unidos pagan a un exportador la mercancía que ' +
      'un importador mexicano recibe sin pagar.',
  },
  plan(stage) {
    const { draw } = stage;
    const home = city(draw.pick(['Laredo', 'McAllen', 'El Paso']));
    const sector = draw.pick(['electronics', 'textile', 'wholesale'] as const);
    const base = { city: home, bank: 'EJBTUS44', income: 700_000, founded: -900 } as const;
    const exporter = stage.company({ ...base, sector, trade: 'Export' });
    const importer = stage.company({ country: 'MX', sector, trade: 'Importadora', founded: -300 });
    stage.subject(exporter);
    const payers = Array.from({ length: stage.parameter('third_parties', 6, 14) }, () =>
      stage.stranger({ country: 'US' }),
    );
    const couriers = Array.from({ length: 4 }, () => stage.stranger({ country: 'US' }));
    const days = stage.parameter('days', 50, 120);
    const first = stage.begin(days + 4);
    const cover = stage.evades('importer_pays_a_little', 0.5);
    stage.cover(exporter, 0, stage.days - 1);
    stage.cover(importer, 0, stage.days - 1);
    for (let day = 0; day < days; day += draw.integer(1, 3)) {
      const invoice = `INV ${draw.integer(1000, 9999)} consignee ${importer.name.split(',')[0]}`;
      if (draw.chance(0.5)) {
        cashIn(stage, exporter, first + day, draw.integer(3_000_00, 14_000_00), {
          by: draw.pick(couriers),
        });
      } else {
        const rail = draw.pick(['wire', 'cheque', 'ach'] as const);
        const act = { rail, purpose: 'trade', text: invoice } as const;
        const minor = draw.integer(4_000_00, 19_000_00);
        stage.pay(draw.pick(payers), exporter, first + day, draw.between(9, 16), minor, act);
      }
      if (!cover || !draw.chance(0.08)) continue;
      const minor = draw.integer(2_000_00, 5_000_00) * 17;
      stage.pay(importer, exporter, first + day, 12, minor, { rail: 'wire', purpose: 'trade' });
    }
  },
};
