import { placeId } from '../cast.js';
import { city } from '../cities.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

/** Tourists at cash machines; travel agencies and hotels paid by many strangers from abroad. */
export const tourism: Behaviour = (setup) => {
  const { draw, caster } = setup;
  const visitors = many(setup.count(300), () =>
    caster.outsider({ country: draw.pick(['US', 'US', 'CA']) }),
  );
  const resorts = ['Cancún', 'Puerto Vallarta', 'Nuevo Laredo', 'Tijuana', 'Ciudad de México'];
  const firms = many(setup.count(22), (index) => {
    const where = city(resorts[index % resorts.length] ?? 'Cancún');
    const kind =
      index % 2 === 0 ? (['lodging', 'Hotel'] as const) : (['travel', 'Viajes'] as const);
    const firm = caster.company({ role: 'resort', city: where, sector: kind[0], trade: kind[1] });
    const airline = caster.outsider({ country: 'MX', sector: 'travel', trade: 'Aerolínea' });
    return { firm, airline };
  });
  return (day, pay) => {
    const peak = [3, 4, 7, 12].includes(day.month) ? 1.7 : 0.9;
    for (let n = draw.poisson((visitors.length * 10 * peak) / 365); n > 0; n--) {
      const from = draw.pick(visitors);
      const where = city(draw.pick(resorts));
      const minor = draw.integer(2, 16) * 500_00;
      const at = hours(draw, day, firms[0]?.firm ?? from, 9, 26);
      const place = placeId(where, draw.pick(['hotel_atm', 'hotel_atm'] as const));
      pay({ at, from, to: null, minor, currency: 'MXN', rail: 'cash', channel: 'atm', place });
    }
    for (const { firm, airline } of firms) {
      if (!draw.chance(0.16 * peak)) continue;
      const from = draw.pick(visitors);
      const minor = draw.amount(640_00, 0.6);
      const text = draw.pick(['reservation fee', 'booking balance', 'reservación', 'tour']);
      const at = hours(draw, day, firm, 8, 22);
      pay({ at, from, to: firm, minor, rail: 'wire', purpose: 'services', text });
      if (!draw.chance(0.6)) continue;
      const out = local(firm, Math.round(minor * 0.7));
      const rail = transferRail(firm, airline);
      const later = at + draw.integer(2, 14) * 86_400_000;
      pay({ at: later, from: firm, to: airline, minor: out, rail, purpose: 'trade' });
    }
  };
};
