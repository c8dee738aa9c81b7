import { DAY_MS } from '../calendar.js';
import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many } from '../setup.js';

/** Title companies and notaries: a house price comes in whole and is split within a day or two. */
export const escrow: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const trusts = many(setup.count(16), () => {
    const country = draw.pick(['US', 'MX'] as const);
    const trade = country === 'US' ? 'Title & Escrow' : 'Notaría';
    const firm = caster.company({
      role: 'notary',
      country,
      sector: 'legal',
      trade,
      income: 700_000,
    });
    const trust = caster.account(firm, 'trust');
    const agent = caster.outsider({ country, sector: 'real_estate', trade: 'Realty' });
    return { firm, trust: { ...firm, account_id: trust.account_id }, agent };
  });
  const people = { US: byCountry('US'), MX: byCountry('MX') };
  return (day, pay) => {
    if (!day.is_business) return;
    for (const { firm, trust, agent } of trusts) {
      if (!draw.chance(0.055)) continue;
      const country = trust.country === 'US' ? 'US' : 'MX';
      const [buyer, seller] = draw.sample(people[country], 2);
      if (!buyer || !seller) continue;
      const price = local(trust, Math.round(draw.amount(240_000_00, 0.4) / 500_00) * 500_00);
      const lender = cast.fixture(country === 'US' ? 'lender_us' : 'lender_mx');
      const tax = cast.fixture(country === 'US' ? 'tax_us' : 'tax_mx');
      const at = hours(draw, day, trust, 9, 11);
      const text = `closing ${draw.integer(1000, 9999)}`;
      const move = (from: typeof trust, to: typeof trust, share: number, after: number) => {
        const minor = Math.round(price * share);
        const rail = from.country === 'US' ? 'wire' : transferRail(from, to);
        pay({ at: at + after, from, to, minor, rail, purpose: 'real_estate', text });
      };
      move(lender, trust, 0.8, 0);
      move(buyer, trust, 0.2, 1_800_000);
      move(trust, seller, 0.9, draw.pick([5, 24, 26]) * 3_600_000);
      move(trust, agent, 0.055, DAY_MS);
      move(trust, tax, 0.03, DAY_MS + 600_000);
      move(trust, firm, 0.015, 2 * DAY_MS);
    }
  };

  function byCountry(country: string) {
    const owners = [...cast.role('salaried'), ...cast.role('owner'), ...cast.role('landlord')];
    return owners.filter((h) => h.country === country && h.income_minor > 900_000);
  }
};
