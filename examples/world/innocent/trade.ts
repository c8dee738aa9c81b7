import type { Day } from '../calendar.js';
import type { Holder } from '../cast.js';
import { type Pay, transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';

interface Trader {
  readonly firm: Holder;
  readonly suppliers: readonly Holder[];
  readonly customers: readonly Holder[];
  readonly carrier: Holder;
  readonly volume: number;
  /** The mother company that settles some invoices for the firm. */
  readonly parent: Holder | null;
}

/**
 * Importers of electronics and textiles who pay suppliers in Asia, exporters, and trading houses
 * whose money comes from Latin America and leaves for Asia: with freight, duty, wages and margin.
 */
export const trade: Behaviour = (setup) => {
  const traders = [
    ...many(setup.count(58), () => castImporter(setup)),
    ...many(setup.count(16), () => castTradingHouse(setup)),
  ];
  return (day, pay) => {
    if (!day.is_business) return;
    for (const trader of traders) live(setup, trader, day, pay);
  };
};

function castImporter({ draw, cast, caster }: Setup): Trader {
  const country = draw.pick(['US', 'MX', 'MX'] as const);
  const goods = draw.pick([
    ['electronics', 'Electrónica'],
    ['textile', 'Textiles'],
    ['machinery', 'Maquinaria'],
    ['retail', 'Novedades'],
  ] as const);
  const [sector, word] = goods;
  const firm = caster.company({
    role: 'importer',
    country,
    sector,
    trade: word,
    income: 2_400_000,
  });
  const abroad = () =>
    caster.outsider({ country: draw.pick(['CN', 'CN', 'HK', 'US', 'NL']), sector, trade: word });
  const suppliers = many(draw.integer(2, 5), abroad);
  const buyer = () => caster.outsider({ country, sector: 'retail', trade: 'Tiendas' });
  const parent = draw.chance(0.15) ? draw.pick(cast.role('group')) : null;
  const carrier = caster.outsider({ country, sector: 'freight', trade: 'Aduanal' });
  return {
    firm,
    suppliers,
    customers: many(6, buyer),
    carrier,
    volume: draw.amount(21_000_00, 0.6),
    parent,
  };
}

function castTradingHouse({ draw, caster }: Setup): Trader {
  const options = { country: 'US', sector: 'import_export', trade: 'Import Export' } as const;
  const firm = caster.company({ role: 'trading_house', ...options, income: 4_000_000 });
  const supplier = () =>
    caster.outsider({
      country: draw.pick(['CN', 'HK', 'US']),
      sector: 'wholesale',
      trade: 'Goods',
    });
  const customer = () =>
    caster.outsider({
      country: draw.pick(['MX', 'CO', 'GT']),
      sector: 'wholesale',
      trade: 'Mayoreo',
    });
  const carrier = caster.outsider({ country: 'US', sector: 'freight', trade: 'Forwarding' });
  const volume = draw.amount(32_000_00, 0.4);
  return {
    firm,
    suppliers: many(3, supplier),
    customers: many(4, customer),
    carrier,
    volume,
    parent: null,
  };
}

function live({ draw, cast }: Setup, trader: Trader, day: Day, pay: Pay): void {
  const { firm, suppliers, customers, carrier, volume, parent } = trader;
  const at = () => hours(draw, day, firm, 9, 17);
  const text = `INV ${draw.integer(10_000, 99_999)}`;
  const move = (from: Holder, to: Holder, share: number, what: 'trade' | 'tax' | 'payroll') => {
    const minor = local(from, Math.round(draw.amount(volume, 0.3) * share));
    pay({ at: at(), from, to, minor, rail: transferRail(from, to), purpose: what, text });
  };
  if (draw.chance(0.16)) move(draw.pick(customers), firm, 0.48, 'trade');
  if (draw.chance(0.065)) {
    const to = draw.pick(suppliers);
    move(parent && draw.chance(0.3) ? parent : firm, to, 0.9, 'trade');
  }
  if (draw.chance(0.05)) move(firm, carrier, 0.12, 'trade');
  if (day.dom === 17)
    move(firm, cast.fixture(firm.country === 'US' ? 'tax_us' : 'tax_mx'), 0.15, 'tax');
}
