import type { Holder } from '../cast.js';
import { type Behaviour, many } from '../setup.js';
import { habit, isMonthly, isTurn, known, runFirm, send } from './habit.js';

const inStates = ({ country }: Holder) => country === 'US';

/** Migrants from China and their children who send pocket money to one grandmother there. */
export const pocketMoney: Behaviour = habit(
  10,
  (setup, index) => {
    const who = known('salaried', inStates)(setup, index + 11);
    return who && { who, relative: setup.caster.outsider({ country: 'CN' }) };
  },
  ({ who, relative }, life) => {
    if (!isMonthly(life)) return;
    const what = { rail: 'remittance', purpose: 'family', text: 'for grandma' } as const;
    send(life, who, relative, life.draw.integer(10, 18) * 5_00, what);
  },
);

/** Students who pay back two friends in China for dinners and books. */
export const friendsInChina: Behaviour = habit(
  8,
  (setup, index) => {
    const who = known('student', inStates)(setup, index);
    return who && { who, friends: many(2, () => setup.caster.outsider({ country: 'CN' })) };
  },
  ({ who, friends }, life) => {
    if (!isMonthly(life) && !isMonthly(life, 11)) return;
    const what = { rail: 'remittance', purpose: 'family', text: 'books, dinner' } as const;
    send(life, who, life.draw.pick(friends), life.draw.integer(12, 60) * 1_00, what);
  },
);

/** Buyers of small goods who pay sellers in China with prepaid cards. */
export const bargainBuyers: Behaviour = (setup) => {
  const sellers = many(4, () => setup.caster.outsider({ country: 'CN' }));
  return habit(12, known('salaried', inStates), (who, life) => {
    if (!isMonthly(life, 5) && !isMonthly(life, 19)) return;
    const what = { rail: 'prepaid', purpose: 'purchase', text: 'phone case, cables' } as const;
    send(life, who, life.draw.pick(sellers), life.draw.integer(12, 70) * 1_00, what);
  })(setup);
};

/** People who make soap and candles and order bases from China, a little each quarter. */
export const soapMakers: Behaviour = habit(
  9,
  (setup, index) => {
    const who = known('flea_seller', inStates)(setup, index);
    // Three customers keep one supplier in business; the fourth has another.
    const country = index % 2 === 0 ? 'CN' : 'HK';
    const colours = { country, sector: 'chemicals', trade: 'Soap Base Chemical' } as const;
    const supplier = setup.cast.role('soap_supplier')[Math.floor(index / 3)];
    const seller = supplier ?? setup.caster.outsider({ role: 'soap_supplier', ...colours });
    return who && { who, seller };
  },
  ({ who, seller }, life) => {
    if (life.day.month % 3 !== 0 || !isMonthly(life)) return;
    const what = { rail: 'wire', purpose: 'purchase', text: 'soap bases, colours' } as const;
    send(life, who, seller, life.draw.integer(12, 45) * 10_00, what);
  },
);

/** Hotels that try a pool cleaner from Hong Kong once or twice a year. */
export const poolKeepers: Behaviour = habit(
  8,
  (setup, index) => {
    const firm = known('resort', ({ sector }) => sector === 'lodging')(setup, index);
    // Two hotels share a supplier.
    const supplier = setup.cast.role('pool_supplier')[Math.floor(index / 2)];
    const pools = { country: 'HK', sector: 'chemicals', trade: 'Pool Chemicals' } as const;
    const seller = supplier ?? setup.caster.outsider({ role: 'pool_supplier', ...pools });
    return firm && { firm, seller };
  },
  ({ firm, seller }, life) => {
    if (!isTurn(life) && !isTurn(life, 120)) return;
    const what = { rail: 'wire', purpose: 'trade', text: 'pool care, sample lot' } as const;
    send(life, firm, seller, life.draw.integer(45, 95) * 10_00, what);
  },
);

/** Tanneries that buy salts for leather in whole lots. */
export const tanneries: Behaviour = habit(
  5,
  ({ caster }) => {
    const options = {
      country: 'MX',
      sector: 'leather',
      trade: 'Curtidos',
      income: 2_000_000,
    } as const;
    const firm = caster.company({ role: 'tannery', ...options });
    const worker = caster.person({ role: 'clerk', country: 'MX', occupation: 'labourer' });
    const seller = caster.outsider({
      country: 'CN',
      sector: 'chemicals',
      trade: 'Leather Chemical',
    });
    const shoes = caster.outsider({ country: 'MX', sector: 'leather', trade: 'Calzado' });
    return { firm, worker, seller, shoes };
  },
  ({ firm, worker, seller, shoes }, life) => {
    runFirm(life, firm, worker, 40_000_00);
    const { draw } = life;
    const text = `lote ${draw.integer(100, 999)}`;
    if (life.day.weekday === 2) {
      send(life, shoes, firm, draw.amount(9_500_00, 0.2), { purpose: 'trade', text });
    }
    if (life.day.month % 2 === 0 && isMonthly(life, 8)) {
      send(life, firm, seller, draw.integer(125, 220) * 100_00, { purpose: 'trade', text });
    }
  },
);

/** Makers of sweets who buy moulds and dies for pressed candy. */
export const candyMakers: Behaviour = (setup) => {
  const options = { country: 'CN', sector: 'machinery', trade: 'Candy Machinery' } as const;
  const seller = setup.caster.outsider(options);
  return habit(
    4,
    known('merchant', ({ sector }) => sector === 'food'),
    (firm, life) => {
      if (!isTurn(life)) return;
      const what = { rail: 'wire', purpose: 'trade', text: 'die set for pressed candy' } as const;
      send(life, firm, seller, life.draw.integer(30, 90) * 10_00, what);
    },
  )(setup);
};

/** Gardeners who fill herbs into capsules at home with a hand tool for the price of a dinner. */
export const herbalists: Behaviour = habit(8, known('retiree', inStates), (who, life) => {
  if (!isTurn(life)) return;
  const what = { rail: 'card', purpose: 'purchase', text: 'capsule filler, by hand' } as const;
  send(life, who, life.cast.fixture('market_us'), life.draw.integer(28, 90) * 1_00, what);
});

const DRINKS = 'coke and chips,ice cream,lunch,coffee,cake,tea,juice,donuts'.split(',');

/** Colleagues who chip in for drinks; a few write what they had. */
export const drinkKitties: Behaviour = habit(
  10,
  (setup, index) => {
    const to = known('salaried', inStates)(setup, index + 23);
    const near = setup.cast.role('salaried').filter(inStates);
    return to && { to, from: setup.draw.sample(near, 2).filter((who) => who !== to) };
  },
  ({ to, from }, life) => {
    if (!isMonthly(life)) return;
    for (const who of from) {
      const text = life.draw.pick(DRINKS);
      const what = { rail: 'p2p', purpose: 'family', text } as const;
      send(life, who, to, life.draw.integer(6, 22) * 1_00, what);
    }
  },
);

/** Investors with a broker before an order names it, and with one that an order has released. */
export const brokerClients =
  (isNamed: boolean): Behaviour =>
  (setup) => {
    const bank = isNamed ? 'XTRVMXMM' : 'XPALMXMM';
    const broker = setup.caster.outsider({ country: 'MX', bank, currency: 'USD' });
    return habit(
      6,
      known('landlord', ({ country }) => country === 'MX'),
      (who, life) => {
        const { iso } = life.day;
        const isFree = isNamed ? iso < '2025-02-25' : iso > '2025-03-03';
        if (!isFree || !isMonthly(life)) return;
        const what = { purpose: 'investment', text: 'aportación mensual' } as const;
        send(life, who, broker, life.draw.integer(20, 60) * 10_00, what);
      },
    )(setup);
  };

/** Firms whose name or sign recalls an institution of an order, nothing more. */
export const namesakes: Behaviour = (setup) => {
  const sellers = ['Muebles Tres Valles', 'Hotel Palmar Imaginario', 'Fletes Tres Valles'].map(
    (name) => setup.caster.outsider({ country: 'MX', sector: 'retail', name }),
  );
  return habit(
    9,
    known('salaried', ({ country }) => country === 'MX'),
    (who, life) => {
      if (!isMonthly(life)) return;
      const to = sellers[life.turn % 3] ?? who;
      if (to !== who) send(life, who, to, life.draw.amount(60_00, 0.4), { purpose: 'purchase' });
    },
  )(setup);
};
