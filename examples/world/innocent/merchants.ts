import { type Day, season } from '../calendar.js';
import type { Holder } from '../cast.js';
import { type Pay, transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';
import type { Channel, Sector } from '../words.js';

interface Trade {
  readonly sector: Sector;
  readonly name: string;
  readonly n: number;
  /** Median cash deposit and card settlement, US cents; how often a week. */
  readonly cash: number;
  readonly cash_week: number;
  readonly card: number;
  readonly card_week: number;
  readonly channel: Channel;
  /** Cards settle in the small hours where people pay at night. */
  readonly is_night?: boolean;
}

/** Trades of every size: some takings lie just below 10,000 for no reason at all. */
const TRADES: readonly Trade[] = [
  trade('personal_services', 'Lavandería', 18, 1_450_00, 2, 900_00, 1, 'branch'),
  trade('restaurant', 'Taquería', 44, 2_100_00, 2, 2_400_00, 2, 'branch'),
  trade('restaurant', 'Restaurant', 30, 3_200_00, 1.6, 6_500_00, 2.2, 'night_drop'),
  trade('retail', 'Abarrotes', 44, 2_700_00, 1.8, 1_900_00, 1.6, 'branch'),
  trade('food', 'Mercado', 10, 8_900_00, 1.4, 9_000_00, 2, 'night_drop'),
  trade('fuel', 'Gasolinera', 9, 24_000_00, 1.2, 30_000_00, 2, 'armored_car'),
  trade('retail', 'Supermarket', 8, 38_000_00, 1.2, 61_000_00, 2, 'armored_car'),
  { ...trade('bar', 'Cantina', 16, 2_900_00, 1.6, 3_600_00, 2.4, 'night_drop'), is_night: true },
  { ...trade('lodging', 'Hotel', 10, 900_00, 0.6, 5_800_00, 2.4, 'branch'), is_night: true },
  trade('spa', 'Spa', 14, 700_00, 1, 2_600_00, 2, 'branch'),
  trade('personal_services', 'Salón', 16, 600_00, 1, 1_500_00, 1.6, 'branch'),
  trade('electronics', 'Electrónica', 10, 1_600_00, 0.8, 8_800_00, 1.6, 'branch'),
];

interface Shop {
  readonly trade: Trade;
  readonly firm: Holder;
  readonly clerk: Holder;
  readonly supplier: Holder;
  readonly size: number;
  readonly dom: number;
}

/** Shops, kitchens, bars: daily takings in cash and cards, suppliers, rent, tax, small payroll. */
export const merchants: Behaviour = (setup) => {
  const { cast, draw } = setup;
  const shops = TRADES.flatMap((t) => many(setup.count(t.n), () => castShop(setup, t)));
  return (day, pay) => {
    for (const shop of shops) {
      const { firm, trade: t, size } = shop;
      const busy = season(day);
      if (draw.chance(t.card_week / 6) && day.weekday !== 1) {
        const from = cast.fixture(firm.country === 'US' ? 'processor_us' : 'processor_mx');
        const minor = local(firm, Math.round(draw.amount(t.card, 0.35) * size * busy));
        const at = t.is_night ? hours(draw, day, firm, 22.5, 26) : hours(draw, day, firm, 5, 7);
        const rail = transferRail(from, firm);
        pay({ at, from, to: firm, minor, rail: 'card', purpose: 'services', text: `LOTE ${rail}` });
      }
      if (day.weekday > 0 && draw.chance(t.cash_week / 6)) bankCash(setup, shop, day, busy, pay);
      if (day.dom === shop.dom) payBills(setup, shop, day, pay);
    }
  };
};

function trade(
  sector: Sector,
  name: string,
  n: number,
  cash: number,
  cash_week: number,
  card: number,
  card_week: number,
  channel: Channel,
): Trade {
  return { sector, name, n, cash, cash_week, card, card_week, channel };
}

function castShop({ draw, caster }: Setup, t: Trade): Shop {
  const income = Math.round((t.cash * t.cash_week + t.card * t.card_week) * 0.52);
  const options = { role: 'merchant', sector: t.sector, trade: t.name, income } as const;
  const clerk = caster.person({ role: 'clerk', occupation: 'service' });
  const firm = caster.company({ ...options, country: clerk.country === 'US' ? 'US' : 'MX' });
  const supplier = caster.outsider({ country: firm.country, sector: 'wholesale', trade: 'Abasto' });
  return {
    trade: t,
    firm,
    clerk,
    supplier,
    size: draw.amount(100, 0.3) / 100,
    dom: draw.integer(1, 28),
  };
}

function bankCash({ draw }: Setup, shop: Shop, day: Day, busy: number, pay: Pay): void {
  const { firm, clerk, trade: t } = shop;
  const pesos = firm.currency === 'MXN' ? 17 : 1;
  const minor = Math.round((draw.amount(t.cash, 0.4) * shop.size * busy * pesos) / 100) * 100;
  const carried = t.channel === 'branch' || t.channel === 'night_drop';
  const conductor = carried ? clerk.party_id : undefined;
  const at = hours(draw, day, firm, 9, t.channel === 'night_drop' ? 23 : 16.5);
  const common = { at, from: null, to: firm, minor, rail: 'cash', channel: t.channel } as const;
  pay({
    ...common,
    conductor,
    behalf: firm.party_id,
    purpose: 'services',
    text: 'ventas / takings',
  });
}

function payBills({ draw, cast }: Setup, shop: Shop, day: Day, pay: Pay): void {
  const { firm: from, clerk, supplier, trade: t } = shop;
  const month = (t.cash * t.cash_week + t.card * t.card_week) * 4.3 * shop.size;
  const at = () => hours(draw, day, from, 9, 17);
  const out = (to: Holder, share: number, purpose: 'trade' | 'tax' | 'utilities') => {
    const minor = local(from, Math.round(month * share * draw.between(0.85, 1.15)));
    pay({ at: at(), from, to, minor, rail: transferRail(from, to), purpose });
  };
  for (let n = draw.integer(2, 4); n > 0; n--) out(supplier, 0.25, 'trade');
  const wage = local(from, Math.round((clerk.income_minor / 12) * 0.85));
  const rail = transferRail(from, clerk);
  pay({ at: at(), from, to: clerk, minor: wage, rail, purpose: 'payroll' });
  const country = from.country === 'US' ? 'us' : 'mx';
  out(cast.fixture(`tax_${country}`), 0.07, 'tax');
  out(cast.fixture(`utility_${country}`), 0.03, 'utilities');
}
