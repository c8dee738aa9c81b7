import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

const TRADES = [
  ['chemicals', 'Químicos', 10],
  ['pharma', 'Farmacéutica', 6],
  ['laboratory', 'Laboratorio', 5],
  ['textile', 'Tintorería Industrial', 4],
  ['agriculture', 'Fertilizantes', 4],
] as const;

/** Roles under which schemes find the honest sellers of chemicals. */
export const CHEMICAL_SELLERS = 'chemical_seller';

/**
 * Honest buyers of chemicals from Asia, Europe and home: distributors, pharmacies, laboratories, a
 * few dye works (textile firms with a reason). Invoices are large, steady and from several sources.
 */
export const chemicals: Behaviour = (setup) => {
  const { draw, caster } = setup;
  const sellers = many(8, (index) => {
    const country = ['CN', 'CN', 'HK', 'US', 'NL', 'MX', 'CN', 'US'][index] ?? 'CN';
    const trade = draw.pick(['Chemical', 'Fine Chemicals', 'Pharma Ingredients']);
    return caster.outsider({ role: CHEMICAL_SELLERS, country, sector: 'chemicals', trade });
  });
  const buyers = TRADES.flatMap(([sector, trade, n]) =>
    many(setup.count(n), () => {
      const country = draw.pick(['US', 'MX'] as const);
      const firm = caster.company({
        role: 'chemical_buyer',
        country,
        sector,
        trade,
        income: 3_000_000,
      });
      const customers = many(5, () =>
        caster.outsider({ country, sector: 'health', trade: 'Salud' }),
      );
      const volume = draw.amount(26_000_00, 0.5);
      return { firm, customers, sources: draw.sample(sellers, draw.integer(3, 5)), volume };
    }),
  );
  return (day, pay) => {
    if (!day.is_business) return;
    for (const { firm, customers, sources, volume } of buyers) {
      const at = hours(draw, day, firm, 9, 17);
      const text = `PO ${draw.integer(1000, 9999)} reagents`;
      if (draw.chance(0.08)) {
        const to = draw.pick(sources);
        const minor = local(firm, draw.amount(volume, 0.4));
        pay({ at, from: firm, to, minor, rail: transferRail(firm, to), purpose: 'trade', text });
      }
      if (!draw.chance(0.12)) continue;
      const from = draw.pick(customers);
      const minor = local(from, draw.amount(volume * 0.9, 0.4));
      pay({ at, from, to: firm, minor, rail: transferRail(from, firm), purpose: 'trade' });
    }
  };
};

/** Pharmacies and supplement makers with a licence also buy a tablet press now and then. */
export const pressBuyers: Behaviour = (setup) => {
  const { draw, cast } = setup;
  const seller = cast.fixture('press_seller');
  const firms = cast.role('chemical_buyer').filter((holder) => holder.sector === 'pharma');
  return (day, pay) => {
    if (!day.is_business || firms.length === 0 || !draw.chance(0.02)) return;
    const from = draw.pick(firms);
    const minor = local(from, draw.amount(14_000_00, 0.4));
    const at = hours(draw, day, from, 10, 16);
    const text = 'tablet press spare dies, licensed plant';
    pay({ at, from, to: seller, minor, rail: 'wire', purpose: 'trade', text });
  };
};
