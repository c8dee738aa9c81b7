import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

/**
 * Tandas: rotating savings clubs. About ten people pay the same amount to whoever's turn it is, so
 * over a year money runs in cycles of equal amounts among them.
 */
export const tandas: Behaviour = (setup) => {
  const { draw, cast } = setup;
  const people = [...cast.role('salaried'), ...cast.role('flea_seller'), ...cast.role('receiver')];
  const byCountry = ['MX', 'MX', 'US'].map((country) =>
    people.filter((p) => p.country === country),
  );
  const clubs = many(setup.count(28), (index) => {
    const pool = byCountry[index % 3] ?? people;
    const members = draw.sample(pool, draw.integer(8, 12));
    const share = draw.pick([50_00, 60_00, 100_00, 120_00, 150_00]);
    return { members, share, dom: draw.pick([1, 2, 16, 17]) };
  });
  return (day, pay) => {
    for (const { members, share, dom } of clubs) {
      if (day.dom !== dom) continue;
      const to = members[(day.month - 1) % members.length];
      if (!to) continue;
      for (const from of members) {
        if (from === to) continue;
        const minor = local(from, share);
        const rail = from.country === 'US' ? 'p2p' : transferRail(from, to);
        const text = `tanda ${day.month}`;
        pay({ at: hours(draw, day, from, 8, 22), from, to, minor, rail, purpose: 'family', text });
      }
    }
  };
};
