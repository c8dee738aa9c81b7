import { placeId } from '../cast.js';
import { citiesIn } from '../cities.js';
import { type Behaviour, hours, local, many } from '../setup.js';

const STOPS = ['fuel_us', 'diner_us', 'lodging_us', 'fuel_us'] as const;

/** Truckers, travelling nurses and touring sellers: cards, motels and some cash in many cities. */
export const travellers: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const carrier = caster.outsider({ country: 'US', sector: 'freight', trade: 'Haulage' });
  const clinic = caster.outsider({ country: 'US', sector: 'staffing', trade: 'Nurse Staffing' });
  const truckers = many(setup.count(90), () =>
    caster.person({ role: 'trucker', country: 'US', occupation: 'driver', income: 58_000 }),
  );
  const nurses = many(setup.count(26), () =>
    caster.person({ role: 'nurse', country: 'US', occupation: 'professional', income: 82_000 }),
  );
  const cities = citiesIn('US');
  return (day, pay) => {
    for (const [people, employer, rate] of [
      [truckers, carrier, 0.13],
      [nurses, clinic, 0.05],
    ] as const) {
      for (const traveller of people) {
        if (day.weekday === 5) {
          const minor = Math.round(traveller.income_minor / 60);
          const at = hours(draw, day, traveller, 5, 7);
          pay({ at, from: employer, to: traveller, minor, rail: 'ach', purpose: 'payroll' });
        }
        if (!draw.chance(rate)) continue;
        const to = cast.fixture(draw.pick(STOPS));
        const place = placeId(draw.pick(cities), 'shop');
        const at = hours(draw, day, traveller, 5, 23);
        const minor = local(traveller, draw.amount(to.sector === 'fuel' ? 240_00 : 48_00, 0.5));
        pay({ at, from: traveller, to, minor, rail: 'card', purpose: 'purchase', place });
      }
    }
    // A per diem advance paid in cash is sometimes banked on the road.
    if (!draw.chance(0.4)) return;
    const to = draw.pick(truckers);
    const minor = draw.integer(3, 11) * 50_00;
    const place = placeId(draw.pick(cities), 'atm', 'EXNBUS33');
    const at = hours(draw, day, to, 8, 20);
    pay({ at, from: null, to, minor, rail: 'cash', channel: 'atm', place });
  };
};
