import { placeId } from '../cast.js';
import { city } from '../cities.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, many, type Setup } from '../setup.js';

/** Families who send the same modest amount home twice a month for years. */
export const remittances: Behaviour = (setup) => {
  const { draw, caster } = setup;
  const msbs = ['XMSBUS41', 'XMSBUS42'];
  const families = many(setup.count(420), () => {
    const occupation = draw.pick(['labourer', 'farm_worker', 'service', 'homemaker'] as const);
    const sender = caster.person({ role: 'remitter', country: 'US', occupation, income: 31_000 });
    const isOurs = draw.chance(0.72);
    const receiver = isOurs
      ? caster.person({ role: 'receiver', country: 'MX', occupation: 'homemaker', income: 5_000 })
      : caster.outsider({ country: draw.pick(['MX', 'MX', 'GT', 'HN']) });
    const employer = caster.outsider({ country: 'US' });
    const dom = draw.integer(1, 14);
    return {
      sender,
      receiver,
      isOurs,
      employer,
      dom,
      usual: draw.amount(320_00, 0.4),
      via: draw.pick(msbs),
    };
  });
  const concentrate = castConcentration(setup);
  return (day, pay) => {
    concentrate(day, pay);
    for (const { sender, receiver, isOurs, employer, dom, usual, via } of families) {
      if (day.weekday === 5 && day.dom <= 14) {
        const minor = Math.round(sender.income_minor / 30);
        const wage = {
          from: employer,
          to: sender,
          minor,
          rail: 'ach',
          purpose: 'payroll',
        } as const;
        pay({ at: hours(draw, day, sender, 6, 8), ...wage, text: 'WAGES' });
      }
      const gift = day.month === 5 && day.dom === 8;
      if (day.dom !== dom && day.dom !== dom + 14 && !gift) continue;
      const minor =
        Math.round((usual * draw.between(0.8, 1.25) * (gift ? 1.6 : 1)) / 10_00) * 10_00;
      const channel = draw.pick(['agent', 'mobile'] as const);
      const place = channel === 'agent' ? placeId(sender.city, 'agent') : undefined;
      const at = hours(draw, day, sender, 11, 20);
      const ends = { from: sender, to: receiver, minor: minor + 10_00, via, place, channel };
      pay({ at, ...ends, rail: 'remittance', purpose: 'family', text: 'gasto de la casa' });
      // At home the money is drawn in notes within a few days.
      if (!isOurs || !draw.chance(0.5)) continue;
      const notes = Math.max(500_00, Math.floor((minor * 15) / 500_00) * 500_00);
      const drawn = at + draw.integer(1, 4) * 86_400_000;
      pay({ at: drawn, from: receiver, to: null, minor: notes, rail: 'cash', channel: 'atm' });
    }
  };
};

/** Money transmitters and casas de cambio: cash from many towns every day, one wire to Mexico. */
function castConcentration({ draw, cast, caster, count }: Setup): ReturnType<Behaviour> {
  const towns = ['Laredo', 'McAllen', 'Houston', 'Chicago', 'Atlanta', 'Los Angeles', 'Dallas'];
  const houses = many(count(4), (index) => {
    const bank = index % 2 === 0 ? 'EJBTUS44' : 'EXNBUS33';
    const msb = { sector: 'msb', country: 'US', income: 6_000_000, bank } as const;
    return caster.company({ role: 'msb', trade: index % 2 ? 'Casa de Cambio' : 'Envíos', ...msb });
  });
  return (day, pay) => {
    if (!day.is_business) return;
    for (const firm of houses) {
      const payout = cast.fixture('msb_payout_mx');
      let taken = 0;
      for (const town of draw.sample(towns, 3)) {
        const minor = Math.round(draw.amount(14_500_00, 0.4) / 20_00) * 20_00;
        taken += minor;
        const place = placeId(city(town), 'branch', 'EXNBUS33');
        const at = hours(draw, day, firm, 9, 13);
        pay({
          at,
          from: null,
          to: firm,
          minor,
          rail: 'cash',
          channel: 'armored_car',
          place,
          purpose: 'services',
        });
      }
      const out = Math.round(taken * draw.between(0.93, 0.98));
      const rail = transferRail(firm, payout);
      const at = hours(draw, day, firm, 15, 17);
      pay({
        at,
        from: firm,
        to: payout,
        minor: out,
        rail,
        purpose: 'services',
        text: 'settlement',
      });
    }
  };
}
