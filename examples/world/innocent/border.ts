import { type Holder, placeId } from '../cast.js';
import { citiesIn, city } from '../cities.js';
import { type Behaviour, many } from '../setup.js';
import { bankNotes, habit, isMonthly, isTurn, known, runFirm, send } from './habit.js';

const NORTH = /^(TAM|NLE|COA|CHH|SON|BCN)$/;
const inMexico = ({ country }: Holder) => country === 'MX';

/** Supermarkets at the border: armoured cars, clerks with notes, some goods from Mexico. */
export const borderChains: Behaviour = habit(
  4,
  ({ caster, draw }) => {
    const town = city(draw.pick(['Laredo', 'McAllen', 'El Paso', 'Brownsville']));
    const options = { country: 'US', sector: 'retail', income: 4_200_000 } as const;
    const firm = caster.company({ role: 'border_chain', city: town, trade: 'Súper', ...options });
    const clerks = many(3, () =>
      caster.person({ role: 'clerk', occupation: 'service', country: 'US' }),
    );
    const farm = caster.outsider({ country: 'MX', sector: 'food', trade: 'Empacadora' });
    return { firm, clerks, farm };
  },
  ({ firm, clerks, farm }, life) => {
    const { draw, day, cast } = life;
    const [first] = clerks;
    if (first) runFirm(life, firm, first, 160_000_00);
    const behalf = firm.party_id;
    if (day.weekday === 1) {
      const cash = draw.amount(21_000_00, 0.2);
      bankNotes(life, firm, cash, { channel: 'armored_car', purpose: 'services', behalf });
      send(life, firm, cast.fixture('wholesale_us'), 15_000_00, { purpose: 'trade' });
    }
    if (day.weekday === 4) {
      const conductor = draw.pick(clerks).party_id;
      const text = 'takings / ventas';
      bankNotes(life, firm, draw.amount(8_200_00, 0.25), { conductor, behalf, text });
      send(life, firm, farm, draw.amount(6_800_00, 0.2), { purpose: 'trade', text: 'produce' });
    }
  },
);

/** Shops at the border and the beach that bank the dollars of their customers. */
export const dollarShops: Behaviour = habit(8, known('merchant', inMexico), (shop, life) => {
  if (life.day.weekday !== 2) return;
  const at = life.day.start_ms + life.draw.integer(60_000, 80_000) * 1000;
  const minor = life.draw.integer(15, 60) * 10_00;
  const what = { rail: 'cash', currency: 'USD', purpose: 'services' } as const;
  life.pay({ at, from: null, to: shop, minor, ...what, text: 'ventas en dólares' });
});

/** Guides and waiters who bank tips in dollars. */
export const dollarTips: Behaviour = habit(
  8,
  known('salaried', (who) => inMexico(who) && who.occupation === 'service'),
  (who, life) => {
    if (!isMonthly(life) && !isMonthly(life, 14)) return;
    const at = life.day.start_ms + life.draw.integer(60_000, 80_000) * 1000;
    const minor = life.draw.integer(4, 14) * 10_00;
    const what = { rail: 'cash', currency: 'USD', channel: 'branch' } as const;
    life.pay({ at, from: null, to: who, minor, ...what, text: 'propinas' });
  },
);

/** People who work across the bridge and are paid a part in dollar notes. */
export const bridgeWorkers: Behaviour = habit(
  8,
  known('salaried', (who) => inMexico(who) && who.city.is_border),
  (who, life) => {
    if (!isMonthly(life)) return;
    const at = life.day.start_ms + life.draw.integer(60_000, 80_000) * 1000;
    const minor = life.draw.integer(15, 32) * 20_00;
    const what = { rail: 'cash', currency: 'USD', channel: 'branch' } as const;
    life.pay({ at, from: null, to: who, minor, ...what, text: 'trabajo del otro lado' });
  },
);

/** Workers with some wages in notes who build a house at home and pay its builder by wire. */
export const houseBuilders: Behaviour = habit(
  10,
  (setup, index) => {
    const who = known('remitter')(setup, index + 60);
    const builder = { country: 'MX', sector: 'construction', trade: 'Construcciones' } as const;
    return who && { who, builder: setup.caster.outsider(builder) };
  },
  ({ who, builder }, life) => {
    if (life.day.weekday === 6) bankNotes(life, who, life.draw.integer(12, 40) * 5_00);
    if (!isMonthly(life)) return;
    const text = 'obra de la casa';
    send(life, who, builder, life.draw.integer(5, 9) * 100_00, { purpose: 'services', text });
  },
);

/** Workers paid in notes who support parents and in-laws: two households, small sums. */
export const twoHouseholds: Behaviour = habit(
  10,
  (setup, index) => {
    const who = known('remitter')(setup, index + 120);
    const homes = ['MX', 'GT'].map((country) => setup.caster.outsider({ country }));
    return who && { who, homes };
  },
  ({ who, homes }, life) => {
    if (!isMonthly(life) && !isMonthly(life, 14)) return;
    bankNotes(life, who, life.draw.integer(36, 60) * 5_00, { channel: 'atm' });
    const why = { purpose: 'family', text: 'para la casa', channel: 'agent' } as const;
    const how = { rail: 'remittance', via: 'XMSBUS41' } as const;
    for (const to of homes)
      send(life, who, to, life.draw.integer(8, 12) * 10_00, { ...how, ...why });
  },
);

/** Parents in the north to whom a few children abroad send money at feasts. */
export const borderParents: Behaviour = habit(
  8,
  (setup, index) => {
    const parent = known('receiver', (who) => NORTH.test(who.city.region))(setup, index);
    const towns = setup.draw.sample(citiesIn('US'), 4);
    const children = towns.map((town) => setup.caster.outsider({ country: 'US', city: town }));
    return parent && { parent, children };
  },
  ({ parent, children }, life) => {
    const { month, dom } = life.day;
    if (!((month === 5 && dom === 9) || (month === 12 && dom === 22))) return;
    const why = { purpose: 'family', text: 'feliz día, mamá', via: 'XMSBUS42' } as const;
    for (const child of children) {
      const minor = life.draw.integer(50, 65) * 10_00;
      send(life, child, parent, minor, { rail: 'remittance', ...why });
    }
  },
);

/** Retired people with a flat on the coast: dues every quarter, the yearly fee of the trust. */
export const secondHomes: Behaviour = (setup) => {
  const options = { sector: 'real_estate', trade: 'Condominios', founded: -6_000 } as const;
  const beach = city('Puerto Vallarta');
  const firm = setup.caster.company({ role: 'condominium', city: beach, ...options });
  return habit(
    14,
    known('retiree', (who) => who.country === 'US'),
    (who, life) => {
      const what = { rail: 'wire', purpose: 'fee' } as const;
      const quarter = life.day.month % 3 === 1 && isMonthly(life);
      if (quarter) send(life, who, firm, 420_00, { ...what, text: 'cuota de mantenimiento' });
      if (!isTurn(life)) return;
      send(life, who, firm, 1_050_00, { ...what, text: 'fideicomiso, annual fee' });
    },
  )(setup);
};

/** Young surf schools whose pupils abroad wire a registration fee. */
export const surfSchools: Behaviour = habit(
  3,
  ({ caster, cast, draw }) => {
    const options = { sector: 'education', trade: 'Escuela de Surf', founded: -300 } as const;
    const beach = city('Puerto Vallarta');
    const firm = caster.company({ role: 'surf_school', city: beach, ...options });
    const pupils = draw.sample(
      cast.role('salaried').filter((who) => who.country === 'US'),
      8,
    );
    return { firm, pupils, teacher: cast.role('receiver')[0] ?? firm };
  },
  ({ firm, pupils, teacher }, life) => {
    if (teacher !== firm) runFirm(life, firm, teacher, 4_000_00);
    if (!life.draw.chance(0.05)) return;
    const what = { rail: 'wire', purpose: 'fee', text: 'registration fee, surf course' } as const;
    send(life, life.draw.pick(pupils), firm, life.draw.integer(30, 90) * 10_00, what);
  },
);

/** Mexican sellers by catalogue, schools and relief funds paid in notes at any branch. */
export const branchCollectors: Behaviour = habit(
  9,
  ({ caster, draw }, index) => {
    const [sector, trade] = (
      [
        ['wholesale', 'Ventas por Catálogo'],
        ['education', 'Colegio'],
        ['nonprofit', 'Fondo de Ayuda'],
      ] as const
    )[index % 3] ?? ['wholesale', 'Catálogo'];
    const firm = caster.company({ role: 'branch_collector', country: 'MX', sector, trade });
    const worker = caster.person({ role: 'clerk', country: 'MX', occupation: 'office' });
    const supplier = caster.outsider({ country: 'MX', sector: 'wholesale', trade: 'Surtidora' });
    const towns = [firm.city, ...draw.sample(citiesIn('MX'), 3)];
    return { firm, worker, supplier, towns };
  },
  ({ firm, worker, supplier, towns }, life) => {
    runFirm(life, firm, worker, 3_000_00);
    if (life.day.is_business && life.draw.chance(0.3)) {
      const place = placeId(life.draw.pick(towns), 'branch', firm.institution_id);
      const text = 'pago de cliente, sucursal';
      bankNotes(life, firm, life.draw.amount(340_00, 0.3), { place, text });
    }
    if (isMonthly(life, 20)) send(life, firm, supplier, 1_000_00, { purpose: 'trade' });
  },
);
