import { city } from '../cities.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

/**
 * Retired people with a steady pension. Some once make a large honest payment (a car, a roof, help
 * for a child); a few pay yearly fees to an old resort in Mexico where they really stay.
 */
export const retirees: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const resort = caster.company({
    role: 'resort',
    city: city('Puerto Vallarta'),
    sector: 'lodging',
    trade: 'Club Vacacional',
    founded: -7_000,
  });
  const list = many(setup.count(560), () => {
    const options = { occupation: 'retired', age: [64, 88] } as const;
    const holder = caster.person({
      role: 'retiree',
      ...options,
      opened: -draw.integer(2_000, 9_000),
    });
    const child = caster.outsider({ country: holder.country });
    const large = draw.chance(0.09) ? draw.integer(20, 340) : -1;
    const club = holder.country === 'US' && draw.chance(0.08) ? draw.integer(5, 350) : -1;
    return { holder, child, large, club };
  });
  return (day, pay) => {
    for (const { holder, child, large, club } of list) {
      const pension = cast.fixture(holder.country === 'US' ? 'pension_us' : 'pension_mx');
      if (day.dom === 3) {
        const minor = local(holder, Math.round(holder.income_minor / 14));
        const at = hours(draw, day, holder, 5, 7);
        const rail = transferRail(pension, holder);
        pay({ at, from: pension, to: holder, minor, rail, purpose: 'government', text: 'PENSION' });
      }
      if (day.index === large) {
        const minor = local(holder, Math.round(draw.amount(24_000_00, 0.5) / 100_00) * 100_00);
        const at = hours(draw, day, holder, 10, 15);
        const text = draw.pick(['down payment for daughter', 'new roof', 'hospital', 'coche']);
        const rail = holder.country === 'US' ? 'wire' : transferRail(holder, child);
        pay({
          at,
          from: holder,
          to: child,
          minor,
          rail,
          channel: 'branch',
          purpose: 'family',
          text,
        });
      }
      if (day.index !== club) continue;
      const minor = draw.amount(1_150_00, 0.15);
      const at = hours(draw, day, holder, 9, 16);
      const text = 'annual maintenance fee';
      pay({ at, from: holder, to: resort, minor, rail: 'wire', purpose: 'fee', text });
    }
  };
};
