import type { Day } from '../calendar.js';
import type { Holder } from '../cast.js';
import { type Pay, transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';

interface Group {
  readonly parent: Holder;
  readonly firms: readonly Holder[];
  readonly customer: Holder;
  readonly supplier: Holder;
}

/**
 * Groups of companies whose treasury sweeps balances up and funds them again, and whose members
 * invoice one another in a ring: round trips and pass-through with one known owner.
 */
export const treasury: Behaviour = (setup) => {
  const groups = many(setup.count(10), (index) => castGroup(setup, index % 3 === 0));
  return (day, pay) => {
    for (const group of groups) {
      if (day.weekday === 1) sweep(setup, group, day, pay);
      if (day.weekday === 4) fund(setup, group, day, pay);
      if (day.dom === 20) recharge(setup, group, day, pay);
    }
  };
};

/** A third of the groups have a maquila in Mexico under a parent in the United States. */
function castGroup({ draw, caster }: Setup, isBinational: boolean): Group {
  const country = isBinational ? 'US' : draw.pick(['US', 'MX'] as const);
  const base = { role: 'group', income: 9_000_000 } as const;
  const parent = caster.company({ ...base, country, sector: 'finance', trade: 'Holding' });
  const firms = many(draw.integer(3, 5), (n) => {
    const where = isBinational && n > 0 ? 'MX' : country;
    const sector = draw.pick(['machinery', 'electronics', 'vehicles', 'food'] as const);
    const owner = parent.party_id;
    return caster.company({ ...base, country: where, sector, trade: 'Industrias', owner });
  });
  const customer = caster.outsider({ country, sector: 'wholesale', trade: 'Distribuidora' });
  const supplier = caster.outsider({ country, sector: 'metals', trade: 'Aceros' });
  return { parent, firms, customer, supplier };
}

function sweep({ draw }: Setup, { parent, firms, customer }: Group, day: Day, pay: Pay): void {
  for (const firm of firms) {
    const sales = draw.amount(82_000_00, 0.4);
    const at = hours(draw, day, firm, 8, 9);
    const income = { from: customer, to: firm, rail: transferRail(customer, firm) };
    pay({
      at,
      ...income,
      minor: local(customer, Math.round(sales * 1.1)),
      purpose: 'trade',
      text: 'invoice, factura',
    });
    const up = { from: firm, to: parent, rail: transferRail(firm, parent) };
    const text = 'zero balance sweep / concentración';
    const minor = local(firm, sales);
    pay({ at: at + 32_400_000, ...up, minor, purpose: 'own_account', text });
  }
}

function fund({ draw }: Setup, { parent, firms, supplier }: Group, day: Day, pay: Pay): void {
  for (const firm of firms) {
    const minor = local(parent, draw.amount(64_000_00, 0.35));
    const at = hours(draw, day, parent, 9, 11);
    const down = { from: parent, to: firm, rail: transferRail(parent, firm) };
    pay({ at, ...down, minor, purpose: 'own_account', text: 'subsidiary funding' });
    const spend = local(firm, draw.amount(60_000_00, 0.35));
    const rail = transferRail(firm, supplier);
    pay({ at: at + 14_400_000, from: firm, to: supplier, minor: spend, rail, purpose: 'trade' });
  }
}

function recharge({ draw }: Setup, { firms }: Group, day: Day, pay: Pay): void {
  const minor = draw.amount(18_000_00, 0.2);
  firms.forEach((from, index) => {
    const to = firms[(index + 1) % firms.length] ?? from;
    if (to === from) return;
    const at = hours(draw, day, from, 10 + index, 10.9 + index);
    const fee = Math.round(minor * draw.between(0.97, 1.03));
    const text = 'intercompany services';
    const rail = transferRail(from, to);
    pay({ at, from, to, minor: local(from, fee), rail, purpose: 'services', text });
  });
}
