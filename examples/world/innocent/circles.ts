import type { Holder } from '../cast.js';
import { type Behaviour, many } from '../setup.js';
import { habit, isMonthly, isTurn, known, liveOn, runFirm, send } from './habit.js';

const inStates = ({ country }: Holder) => country === 'US';

function circle(role: string, n: number): Parameters<typeof habit<Circle>>[1] {
  return (setup, index) => {
    const treasurer = known(role, inStates)(setup, index + 17);
    const near = setup.cast.role('salaried').filter((who) => inStates(who) && who !== treasurer);
    return treasurer && { treasurer, members: setup.draw.sample(near, n) };
  };
}

interface Circle {
  readonly treasurer: Holder;
  readonly members: readonly Holder[];
}

/** Clubs for skiing and blues: dues by telephone to a treasurer, who pays hall and coach. */
export const clubs: Behaviour = habit(8, circle('freelancer', 11), (club, life) => {
  const { treasurer, members } = club;
  if (isMonthly(life)) {
    for (const who of members) {
      const text = life.draw.chance(0.08) ? 'snow trip, blues night' : 'club dues';
      const what = { rail: 'p2p', purpose: 'fee', text } as const;
      send(life, who, treasurer, life.draw.integer(15, 30) * 1_00, what);
    }
  }
  if (!isMonthly(life, 6)) return;
  const hall = life.cast.fixture('university_us');
  send(life, treasurer, hall, 190_00, { purpose: 'services', text: 'hall' });
});

/** A grandmother collects for a family trip and pays airline and hotel. */
export const tripOrganisers: Behaviour = habit(8, circle('retiree', 5), (trip, life) => {
  const { treasurer, members } = trip;
  if (isTurn(life)) {
    const what = { rail: 'p2p', purpose: 'family', text: 'family trip' } as const;
    for (const who of members) send(life, who, treasurer, 360_00, what);
  }
  const what = { rail: 'card', purpose: 'purchase', text: 'family trip' } as const;
  if (isTurn(life, 2)) send(life, treasurer, life.cast.fixture('airline_us'), 1_100_00, what);
  if (isTurn(life, 3)) send(life, treasurer, life.cast.fixture('lodging_mx'), 640_00, what);
});

/** Colleagues who buy a share together on payday: one collects and pays the fund. */
export const colleaguePools: Behaviour = habit(6, circle('salaried', 4), (pool, life) => {
  const { treasurer, members } = pool;
  const text = 'fund, our share';
  if (isTurn(life)) {
    const what = { rail: 'p2p', purpose: 'investment', text } as const;
    for (const who of members) send(life, who, treasurer, 520_00, what);
  }
  if (!isTurn(life, 1)) return;
  const fund = life.cast.fixture('broker_us');
  send(life, treasurer, fund, 2_600_00, { purpose: 'investment', text });
});

/** Three traders of one street who lend to each other in turns. */
export const partnerLoans: Behaviour = habit(
  6,
  (setup, index) => {
    const near = ({ country }: Holder) => country === (index % 2 === 0 ? 'US' : 'MX');
    const partners = many(3, (n) => known('merchant', near)(setup, index * 3 + n + 40));
    return partners.filter((firm) => firm !== undefined);
  },
  (partners, life) => {
    partners.forEach((from, n) => {
      const to = partners[(n + 1) % partners.length] ?? from;
      if (to === from || !isTurn(life, n * 9)) return;
      send(life, from, to, 2_800_00, { purpose: 'loan', text: 'préstamo entre vecinos' });
    });
  },
);

/** Small builders: clients' cheques, some notes for helpers, wages and tax for the rest. */
export const smallBuilders: Behaviour = habit(
  5,
  ({ caster, draw, cast }) => {
    const options = { country: 'US', sector: 'construction', trade: 'Remodeling' } as const;
    const firm = caster.company({ role: 'builder', founded: -500, income: 240_000, ...options });
    const worker = caster.person({ role: 'clerk', country: 'US', occupation: 'labourer' });
    return { firm, worker, clients: draw.sample(cast.role('salaried').filter(inStates), 9) };
  },
  ({ firm, worker, clients }, life) => {
    const { draw, day } = life;
    runFirm(life, firm, worker, 14_000_00);
    liveOn(life, worker);
    if (day.weekday === 3) {
      const what = { rail: 'cheque', purpose: 'services', text: 'kitchen remodel' } as const;
      send(life, draw.pick(clients), firm, draw.amount(2_900_00, 0.3), what);
    }
    if (day.weekday === 5) {
      const at = day.start_ms + draw.integer(60_000, 80_000) * 1000;
      const minor = draw.integer(20, 40) * 20_00;
      life.pay({ at, from: firm, to: null, minor, rail: 'cash', text: 'helpers' });
    }
    if (day.weekday === 2) {
      send(life, firm, life.cast.fixture('wholesale_us'), 1_000_00, { purpose: 'trade' });
    }
  },
);

/** Young firms that sell a lot from the start and pay wages, tax and suppliers with it. */
export const startUps: Behaviour = habit(
  4,
  ({ caster }) => {
    const options = { country: 'US', sector: 'technology', trade: 'Apps' } as const;
    const firm = caster.company({ role: 'start_up', founded: -260, income: 500_000, ...options });
    const worker = caster.person({ role: 'clerk', country: 'US', occupation: 'professional' });
    const store = caster.outsider({ country: 'US', sector: 'technology', trade: 'App Store' });
    const cloud = caster.outsider({ country: 'US', sector: 'technology', trade: 'Cloud' });
    return { firm, worker, store, cloud };
  },
  ({ firm, worker, store, cloud }, life) => {
    runFirm(life, firm, worker, 34_000_00);
    liveOn(life, worker);
    const { draw, day } = life;
    if (day.weekday === 1) {
      send(life, store, firm, draw.amount(8_400_00, 0.2), { purpose: 'trade', text: 'sales' });
    }
    if (day.weekday === 3)
      send(life, firm, cloud, draw.amount(4_600_00, 0.2), { purpose: 'trade' });
  },
);

/** Agents who order in Asia for a few shops: a commission, freight and duties, their own staff. */
export const buyingAgents: Behaviour = habit(
  5,
  (setup, index) => {
    const { caster } = setup;
    const options = { country: 'US', sector: 'import_export', trade: 'Sourcing' } as const;
    const firm = caster.company({ role: 'buying_agent', income: 450_000, ...options });
    const worker = caster.person({ role: 'clerk', country: 'US', occupation: 'office' });
    const shops = many(4, (n) => known('merchant', inStates)(setup, index * 4 + n + 70));
    const maker = caster.outsider({ country: 'CN', sector: 'electronics', trade: 'Works' });
    return { firm, worker, maker, shops: shops.filter((shop) => shop !== undefined) };
  },
  ({ firm, worker, maker, shops }, life) => {
    runFirm(life, firm, worker, 20_000_00);
    liveOn(life, worker);
    const { draw, day, cast } = life;
    const text = `order ${draw.integer(100, 999)}`;
    if (day.weekday === 1 && shops.length > 0) {
      send(life, draw.pick(shops), firm, draw.amount(5_600_00, 0.2), { purpose: 'trade', text });
    }
    if (day.weekday === 4) send(life, firm, maker, 3_500_00, { purpose: 'trade', text });
    if (isMonthly(life, 13)) {
      send(life, firm, cast.fixture('courier_us'), 1_700_00, {
        purpose: 'services',
        text: 'freight',
      });
    }
  },
);

/** Clinics that are open at night as well: a part of the card takings comes in the small hours. */
export const nightClinics: Behaviour = habit(
  3,
  ({ caster }) => {
    const options = { country: 'US', sector: 'health', trade: 'Urgent Care' } as const;
    const firm = caster.company({ role: 'clinic', income: 600_000, ...options });
    const worker = caster.person({ role: 'clerk', country: 'US', occupation: 'professional' });
    return { firm, worker };
  },
  ({ firm, worker }, life) => {
    runFirm(life, firm, worker, 30_000_00);
    liveOn(life, worker);
    const { draw, day, cast } = life;
    const processor = cast.fixture('processor_us');
    const what = { rail: 'card', purpose: 'services', text: 'card batch' } as const;
    if (draw.chance(0.8)) send(life, processor, firm, draw.amount(900_00, 0.3), what);
    if (!draw.chance(0.25)) return;
    // Seven in the morning UTC is the small hours in Chicago, summer and winter.
    const at = day.start_ms + draw.integer(25_000, 28_000) * 1000;
    life.pay({ at, from: processor, to: firm, minor: draw.amount(400_00, 0.3), ...what });
  },
);
