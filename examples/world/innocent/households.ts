import type { Holder } from '../cast.js';
import { type Behaviour, many } from '../setup.js';
import { bankNotes, habit, isMonthly, isTurn, known, liveOn, send } from './habit.js';

const inStates = ({ country }: Holder) => country === 'US';

/** Landlords, car dealers and freelancers who place an advert abroad now and then, at night. */
export const adverts = (role: string, text: string): Behaviour =>
  habit(8, known(role, inStates), (who, life) => {
    if (!isMonthly(life) && !(role === 'dealer' && isMonthly(life, 12))) return;
    // Nine in the evening of Chicago, summer or winter.
    const at = life.day.start_ms + life.draw.integer(97_000, 104_000) * 1000;
    const minor = life.draw.integer(15, 60) * 1_00;
    const to = life.cast.fixture('adverts');
    life.pay({ at, from: who, to, minor, rail: 'card', purpose: 'services', text });
  });

/** Grown children who pay the rent of their mother from her computer. */
export const familyComputers: Behaviour = habit(
  8,
  (setup, index) => {
    const to = known('retiree', inStates)(setup, index + 41);
    const from = many(2, (n) => known('salaried', inStates)(setup, index * 2 + n + 140));
    return to && { to, from: from.filter((who) => who !== undefined) };
  },
  ({ to, from }, life) => {
    if (!isMonthly(life)) return;
    const what = { purpose: 'family', text: 'for mother', channel: 'online' } as const;
    for (const who of from) {
      const device = to.device_id ?? who.device_id;
      send(life, who, to, life.draw.integer(12, 30) * 10_00, { ...what, device });
    }
  },
);

/** Bookkeepers who pay their own fee for their clients, from their own desk. */
export const bookkeepers: Behaviour = habit(
  6,
  (setup, index) => {
    const to = known('freelancer', inStates)(setup, index + 31);
    const clients = many(3, (n) => known('merchant', inStates)(setup, index * 3 + n));
    return to && { to, clients: clients.filter((who) => who !== undefined) };
  },
  ({ to, clients }, life) => {
    if (!isMonthly(life)) return;
    const what = { purpose: 'services', text: 'bookkeeping', channel: 'online' } as const;
    for (const client of clients) {
      send(life, client, to, 140_00, { ...what, device: to.device_id ?? client.device_id });
    }
  },
);

/** Tenants without a computer who pay their landlord from the terminal of the library. */
export const readingRoomTerminals: Behaviour = habit(
  6,
  (setup, index) => {
    const to = known('landlord', inStates)(setup, index);
    const tenants = many(3, (n) => known('freelancer', inStates)(setup, index * 3 + n + 60));
    return to && { to, tenants: tenants.filter((who) => who !== undefined) };
  },
  ({ to, tenants }, life) => {
    if (!isMonthly(life)) return;
    const device = tenants.find((who) => who.device_id)?.device_id ?? null;
    const what = { purpose: 'rent', text: 'room', channel: 'online', device } as const;
    for (const who of tenants) send(life, who, to, 410_00, what);
  },
);

/** Coaches who take rooms for a team, a weekend or two a year. */
export const coaches: Behaviour = habit(8, known('salaried', inStates), (who, life) => {
  if (![0, 1, 90, 91].some((after) => isTurn(life, after))) return;
  const what = { rail: 'card', purpose: 'purchase', text: 'team rooms' } as const;
  many(2, () => send(life, who, life.cast.fixture('lodging_us'), 118_00, what));
});

/** Couples with one account: the wages of both arrive there. */
export const couples: Behaviour = habit(
  14,
  (setup, index) => {
    const who = known('salaried')(setup, index + 300);
    return who && { who, employer: setup.caster.outsider({ country: who.country }) };
  },
  ({ who, employer }, life) => {
    if (life.day.dom !== 15 && life.day.dom !== life.day.dom_last) return;
    const what = { purpose: 'payroll', text: 'wages / nómina' } as const;
    send(life, employer, who, who.income_minor / 34, what);
  },
);

/** Students with two or three small jobs. */
export const partTimers: Behaviour = habit(6, known('student', inStates), (who, life) => {
  if (life.day.weekday !== 5) return;
  for (const key of ['diner_us', 'grocer_us'] as const) {
    const what = { purpose: 'payroll', text: 'part-time wages' } as const;
    send(life, life.cast.fixture(key), who, life.draw.integer(60, 120) * 1_00, what);
  }
});

/** Aunts who send a school fee weeks before it is due; all of it goes to the school. */
export const earlyTuition: Behaviour = habit(
  8,
  (setup, index) => {
    const who = known('student', inStates)(setup, index + 20);
    return who && { who, aunt: setup.caster.outsider({ country: 'US' }) };
  },
  ({ who, aunt }, life) => {
    const what = { purpose: 'tuition', text: 'tuition' } as const;
    if (isTurn(life)) send(life, aunt, who, 5_400_00, what);
    if (isTurn(life, 21)) send(life, who, life.cast.fixture('university_us'), 5_400_00, what);
  },
);

/** Employees whose firm pays back the fees of an evening school. */
export const tuitionRefunds: Behaviour = habit(
  8,
  (setup, index) => {
    const who = known('salaried', inStates)(setup, index + 77);
    return who && { who, employer: setup.caster.outsider({ country: 'US' }) };
  },
  ({ who, employer }, life) => {
    const price = 1_800_00;
    const university = life.cast.fixture('university_us');
    if (isTurn(life)) send(life, who, university, price, { purpose: 'tuition' });
    const text = 'tuition assistance';
    if (isTurn(life, 25)) send(life, employer, who, price, { purpose: 'refund', text });
  },
);

/** Ranchers who sell cattle twice a year: the cheque of the auction and a sum in notes. */
export const cattleSellers: Behaviour = habit(
  5,
  ({ caster }) => {
    const options = { occupation: 'self_employed', country: 'US', income: 70_000 } as const;
    const who = caster.person({ role: 'rancher', ...options });
    return { who, auction: caster.outsider({ country: 'US', sector: 'agriculture' }) };
  },
  ({ who, auction }, life) => {
    liveOn(life, who);
    const { draw } = life;
    const [sale, second] = [0, 150].map((after) => isTurn(life, after));
    if (sale || second) {
      const what = { rail: 'cheque', purpose: 'trade', text: 'cattle' } as const;
      send(life, auction, who, draw.amount(26_000_00, 0.15), what);
    }
    if (isTurn(life, 2) || isTurn(life, 152)) {
      bankNotes(life, who, draw.integer(104, 125) * 100_00, { purpose: 'trade', text: 'cattle' });
    }
    if (isTurn(life, 20) || isTurn(life, 170)) {
      send(life, who, life.cast.fixture('wholesale_us'), 7_500_00, { purpose: 'trade' });
    }
  },
);
