import { placeId } from '../cast.js';
import { city } from '../cities.js';
import { type Behaviour, many, type Setup } from '../setup.js';
import { bankNotes, habit, isMonthly, isTurn, known, liveOn, send } from './habit.js';

const invest = { rail: 'ach', purpose: 'investment' } as const;

/** Employees of an exchange: their wages come from it, and a little goes back as savings. */
export const exchangeStaff: Behaviour = habit(
  6,
  ({ caster }) =>
    caster.person({
      role: 'coin_staff',
      occupation: 'professional',
      country: 'US',
      income: 88_000,
    }),
  (who, life) => {
    const { day, cast } = life;
    const exchange = cast.fixture('exchange_us');
    liveOn(life, who);
    if (day.dom === 15 || day.dom === day.dom_last) {
      send(life, exchange, who, who.income_minor / 30, { rail: 'ach', purpose: 'payroll' });
    }
    if (isMonthly(life)) send(life, who, exchange, 150_00, { ...invest, text: 'staff savings' });
  },
);

/** Hobby traders: they buy for some hundreds or thousands and cash out days later, up or down. */
export const coinTraders: Behaviour = habit(14, known('hobbyist'), (who, life) => {
  const { draw, day, cast } = life;
  if (!draw.chance(0.06)) return;
  const exchange = cast.fixture('exchange_us');
  const minor = Math.min(4_800_00, draw.amount(1_100_00, 0.5));
  send(life, who, exchange, minor, { ...invest, text: 'coin order' });
  const at = day.start_ms + draw.integer(4, 20) * 86_400_000 + draw.integer(50_000, 80_000) * 1000;
  const back = Math.round(minor * draw.between(0.85, 1.2));
  life.pay({ at, from: exchange, to: who, minor: back, ...invest, text: 'cash out' });
});

/** Registered operators of coin kiosks: armoured cars bring the notes, the exchange is paid. */
export const kioskOperators: Behaviour = habit(
  3,
  ({ caster }) =>
    caster.company({
      role: 'kiosk_operator',
      country: 'US',
      sector: 'crypto',
      trade: 'Coin Kiosks',
      income: 2_000_000,
    }),
  (firm, life) => {
    const { draw, day, cast } = life;
    if (day.weekday !== 2) return;
    const towns = draw.sample(['Dallas', 'Houston', 'Phoenix', 'Chicago', 'Atlanta'], 3);
    const taken = towns.map((town) => {
      const minor = draw.integer(40, 90) * 100_00;
      const place = placeId(city(town), 'branch', firm.institution_id);
      bankNotes(life, firm, minor, { channel: 'armored_car', place, purpose: 'services' });
      return minor;
    });
    const total = taken.reduce((sum, minor) => sum + minor, 0);
    const text = 'kiosk settlement';
    send(life, firm, cast.fixture('exchange_us'), total * 0.9, { purpose: 'services', text });
  },
);

/** Families who remit by a licensed stablecoin platform and say what for. */
export const stablecoinFamilies: Behaviour = (setup) => {
  const options = { country: 'US', sector: 'crypto', bank: 'XCRYUS51' } as const;
  const platform = setup.caster.outsider({ ...options, trade: 'Stable Remit' });
  const families = habit(
    26,
    (inner: Setup, index) => {
      const from = known('remitter')(inner, index);
      const to = known('receiver')(inner, index);
      return from && to && { from, to };
    },
    ({ from, to }, life) => {
      if (!isMonthly(life)) return;
      const minor = life.draw.integer(10, 26) * 10_00;
      const why = { purpose: 'family', text: 'para mi familia' } as const;
      send(life, from, platform, minor, { rail: 'ach', ...why });
      send(life, life.cast.fixture('msb_payout_mx'), to, minor, why);
    },
  );
  return families(setup);
};

/** Shops that take coins: a processor pays out dollars once a week. */
export const coinShops: Behaviour = (setup) => {
  const options = { country: 'US', sector: 'crypto', bank: 'XCRYUS51' } as const;
  const processor = setup.caster.outsider({ ...options, trade: 'Coin Checkout' });
  const shops = known('merchant', (holder) => holder.country === 'US');
  return habit(10, shops, (shop, life) => {
    if (life.day.weekday !== 3) return;
    const minor = life.draw.amount(420_00, 0.4);
    send(life, processor, shop, minor, { purpose: 'services', text: 'coin sales payout' });
  })(setup);
};

/** Waiters who bank their tips at the machine and save a part of them in coins. */
export const tipSavers: Behaviour = habit(
  6,
  known('salaried', (who) => who.occupation === 'service' && who.country === 'US'),
  (who, life) => {
    if (life.day.weekday !== 1) return;
    bankNotes(life, who, life.draw.integer(60, 140) * 1_00, { channel: 'atm', text: 'tips' });
    const exchange = life.cast.fixture('exchange_us');
    send(life, who, exchange, 25_00, { ...invest, text: 'recurring buy' });
  },
);

/** Sellers who travel from fair to fair: notes from a few towns, motels, savings in coins. */
export const fairTraders: Behaviour = habit(
  8,
  ({ caster, draw }) => {
    const home = city('Houston');
    const options = { occupation: 'self_employed', country: 'US', income: 34_000 } as const;
    const who = caster.person({ role: 'fair_trader', city: home, ...options });
    const towns = [
      home,
      city('San Antonio'),
      city(draw.pick(['Denver', 'Phoenix', 'Kansas City'])),
    ];
    return { who, towns };
  },
  ({ who, towns }, life) => {
    const { draw, day, cast } = life;
    liveOn(life, who);
    if (day.weekday === 0) {
      const town = draw.pick(towns);
      const place = placeId(town, 'atm', who.institution_id);
      bankNotes(life, who, draw.amount(380_00, 0.3), { channel: 'atm', place, text: 'fair' });
      const shop = placeId(town, 'shop');
      const room = { rail: 'card', place: shop, purpose: 'purchase' } as const;
      send(life, who, cast.fixture('lodging_us'), draw.amount(80_00, 0.3), room);
    }
    if (isMonthly(life)) send(life, who, cast.fixture('exchange_us'), 200_00, invest);
    if (isMonthly(life, 9)) {
      send(life, who, cast.fixture('wholesale_us'), draw.amount(520_00, 0.3), { purpose: 'trade' });
    }
  },
);

/** Careful savers: a first purchase of some hundreds, a second, and then they wait for years. */
export const coinSavers: Behaviour = habit(
  12,
  known('salaried', (who) => who.occupation === 'professional' && who.country === 'US'),
  (who, life) => {
    const exchange = life.cast.fixture('exchange_us');
    many(3, (n) => {
      if (!isTurn(life, n * 24)) return;
      send(life, who, exchange, (n + 1) * 300_00, { ...invest, text: 'long-term savings' });
    });
  },
);
