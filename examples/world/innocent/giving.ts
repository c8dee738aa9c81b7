import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

/** Churches: small cash every Monday, brought by a volunteer, more at Easter and Christmas. */
export const churches: Behaviour = (setup) => {
  const { draw, caster } = setup;
  const houses = many(setup.count(48), () => {
    const country = draw.pick(['US', 'MX'] as const);
    const trade = country === 'US' ? 'Community Church' : 'Parroquia';
    const house = caster.company({ role: 'church', country, sector: 'nonprofit', trade });
    const counter = caster.person({ role: 'clerk', occupation: 'retired', country });
    return { house, counter, size: draw.amount(780_00, 0.6) };
  });
  return (day, pay) => {
    if (day.weekday !== 1) return;
    const feast = day.month === 12 || (day.month === 4 && day.dom > 13 && day.dom < 25) ? 3 : 1;
    for (const { house: to, counter, size } of houses) {
      const minor = local(to, Math.round((size * draw.between(0.7, 1.3) * feast) / 1_00) * 1_00);
      const at = hours(draw, day, to, 9, 15);
      const who = { conductor: counter.party_id, behalf: to.party_id };
      const what = { rail: 'cash', purpose: 'donation', text: 'ofrenda' } as const;
      pay({ at, from: null, to, minor, ...what, ...who });
    }
  };
};

/** Charities: many monthly donors of round sums, and one large payment on to the shelter. */
export const charities: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const donors = [...cast.role('salaried'), ...cast.role('retiree')];
  const list = many(setup.count(10), () => {
    const country = draw.pick(['US', 'MX'] as const);
    const options = { role: 'charity', country, sector: 'nonprofit' } as const;
    const firm = caster.company({ ...options, trade: 'Fundación' });
    const near = donors.filter((holder) => holder.country === country);
    const shelter = caster.outsider({ country: 'MX', sector: 'nonprofit', trade: 'Albergue' });
    const givers = draw.sample(near, draw.integer(20, 45));
    return { firm, shelter, givers, dom: draw.integer(2, 9) };
  });
  const purpose = 'donation';
  return (day, pay) => {
    for (const { firm, shelter: to, givers, dom } of list) {
      if (day.dom === dom) {
        for (const from of givers) {
          const minor = local(from, draw.pick([10_00, 20_00, 25_00, 50_00, 100_00]));
          const at = hours(draw, day, from, 6, 9);
          pay({ at, from, to: firm, minor, rail: transferRail(from, firm), purpose });
        }
      }
      if (day.dom !== dom + 10) continue;
      const minor = local(firm, Math.round(draw.amount(900_00, 0.2) / 50_00) * 50_00);
      const at = hours(draw, day, firm, 10, 15);
      pay({ at, from: firm, to, minor, rail: transferRail(firm, to), purpose });
    }
  };
};
