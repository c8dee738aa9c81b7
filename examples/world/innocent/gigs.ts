import { transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';

/** People paid by strangers for honest work: freelancers, flea-market sellers. */
export const gigs: Behaviour = (setup) => {
  const { draw, cast, caster } = setup;
  const payers = cast.role('salaried');
  const freelancers = many(setup.count(170), () => {
    const occupation = draw.pick(['self_employed', 'self_employed', 'student'] as const);
    const holder = caster.person({ role: 'freelancer', occupation });
    return { holder, card: caster.account(holder, 'card'), dom: draw.integer(3, 27) };
  });
  const sellers = many(setup.count(80), () =>
    caster.person({ role: 'flea_seller', occupation: 'self_employed', income: 24_000 }),
  );
  return (day, pay) => {
    for (const { holder, card, dom } of freelancers) {
      if (draw.chance(0.07)) {
        const from = draw.pick(payers);
        const minor = local(from, Math.round(draw.amount(140_00, 0.7) / 5_00) * 5_00 + 5_00);
        const rail = holder.country === from.country && from.country === 'US' ? 'p2p' : undefined;
        const at = hours(draw, day, holder, 9, 21);
        const text = draw.pick(['logo design', 'clases', 'photo session', 'plomería', 'tutoring']);
        const how = rail ?? transferRail(from, holder);
        if (how === 'wire') continue;
        pay({ at, from, to: holder, minor, rail: how, purpose: 'services', text });
      }
      if (draw.chance(0.08)) {
        const to = cast.fixture(holder.country === 'US' ? 'retail_us' : 'retail_mx');
        const minor = local(holder, draw.amount(230_00, 0.6));
        const at = hours(draw, day, holder, 10, 21);
        pay({ at, from: card, to, minor, rail: 'card', purpose: 'purchase' });
      }
      if (day.dom !== dom) continue;
      const minor = local(holder, draw.amount(620_00, 0.5));
      const at = hours(draw, day, holder, 18, 22);
      pay({ at, from: holder, to: card, minor, rail: 'internal', purpose: 'card_payment' });
    }
    if (day.weekday !== 1) return;
    for (const to of sellers) {
      if (draw.chance(0.15)) continue;
      const minor = local(to, Math.round(draw.amount(540_00, 0.5) / 5_00) * 5_00 + 5_00);
      const at = hours(draw, day, to, 9, 16);
      pay({
        at,
        from: null,
        to,
        minor,
        rail: 'cash',
        purpose: 'purchase',
        text: 'tianguis / flea market',
      });
    }
  };
};

/** Used-car dealers: cash and cashier's cheques of thousands in, auction wires out. */
export const carDealers: Behaviour = (setup: Setup) => {
  const { draw, cast, caster } = setup;
  const dealers = many(setup.count(14), () =>
    caster.company({ role: 'dealer', country: 'US', sector: 'vehicles', trade: 'Used Cars' }),
  );
  const buyers = cast.role('salaried').filter((holder) => holder.country === 'US');
  return (day, pay) => {
    for (const dealer of dealers) {
      if (day.weekday === 0 || !draw.chance(0.28)) continue;
      const from = draw.pick(buyers);
      const minor = Math.round(draw.amount(8_600_00, 0.45) / 100_00) * 100_00 - 5_00;
      const at = hours(draw, day, dealer, 10, 17);
      if (draw.chance(0.3)) {
        const conductor = dealer.party_id;
        pay({ at, from: null, to: dealer, minor, rail: 'cash', conductor, purpose: 'purchase' });
      } else {
        const rail = draw.pick(['cashiers_cheque', 'cheque'] as const);
        pay({ at, from, to: dealer, minor, rail, purpose: 'purchase', text: 'vehicle' });
      }
      if (!draw.chance(0.7)) continue;
      const cost = Math.round(minor * draw.between(0.75, 0.9));
      const to = cast.fixture('auction_us');
      pay({ at: at + 90_000_000, from: dealer, to, minor: cost, rail: 'wire', purpose: 'trade' });
    }
  };
};
