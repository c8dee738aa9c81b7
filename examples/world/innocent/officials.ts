import { isPayday } from '../calendar.js';
import { city } from '../cities.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';

/** Officials, police and customs officers on normal pay, their travel costs paid back. */
export const officials: Behaviour = (setup) => {
  const { draw, cast } = setup;
  const list = many(setup.count(90), () => castOfficial(setup));
  return (day, pay) => {
    const paid = isPayday(day);
    for (const { holder, travels } of list) {
      const office = cast.fixture(holder.country === 'US' ? 'treasury_us' : 'treasury_mx');
      const rail = transferRail(office, holder);
      if (paid) {
        const bonus = day.month === 12 && day.dom < 20 ? 1.8 : 1;
        const minor = local(holder, Math.round((holder.income_minor * bonus) / 25));
        const at = hours(draw, day, holder, 6, 7);
        pay({
          at,
          from: office,
          to: holder,
          minor,
          rail,
          purpose: 'payroll',
          text: 'NOMINA FEDERAL',
        });
      }
      if (!travels || !draw.chance(0.02)) continue;
      const minor = local(holder, draw.amount(310_00, 0.5));
      const at = hours(draw, day, holder, 9, 14);
      pay({
        at,
        from: office,
        to: holder,
        minor,
        rail,
        purpose: 'refund',
        text: 'viáticos comprobados',
      });
    }
  };
};

function castOfficial({ draw, caster }: Setup) {
  const job = draw.pick([
    'public_official',
    'public_official',
    'customs_official',
    'police',
  ] as const);
  const isSenior = job === 'public_official';
  const border = draw.pick(['Nuevo Laredo', 'Tijuana', 'Ciudad Juárez', 'Reynosa']);
  const where = job === 'customs_official' ? { city: city(border) } : {};
  const country = draw.chance(0.75) ? 'MX' : 'US';
  const home = country === 'MX' ? where : {};
  const income = country === 'MX' ? (isSenior ? 38_000 : 14_000) : isSenior ? 110_000 : 64_000;
  const options = { role: 'official', occupation: job, country, income } as const;
  const holder = caster.person({ ...options, ...home, is_official: isSenior });
  return { holder, travels: draw.chance(0.4) };
}
