import { DAY_MS, type Day } from '../calendar.js';
import type { Holder } from '../cast.js';
import { type Pay, transferRail } from '../movement.js';
import { type Behaviour, hours, local, many, type Setup } from '../setup.js';

interface Tenancy {
  readonly tenant: Holder;
  readonly payee: Holder;
  readonly minor: number;
  readonly dom: number;
  readonly purpose: 'rent' | 'loan';
}

interface Manager {
  readonly firm: Holder;
  readonly owners: readonly Holder[];
}

/** Landlords, property managers, mortgages: fan-in of steady amounts, then owners are paid. */
export const housing: Behaviour = (setup) => {
  const { draw } = setup;
  const managers = many(setup.count(14), () => castManager(setup));
  const tenancies = castTenancies(setup, managers);
  const byDay = many(32, (dom) => tenancies.filter((tenancy) => tenancy.dom === dom));
  return (day, pay) => {
    for (const tenancy of byDay[day.dom] ?? []) payHousing(setup, tenancy, day, pay);
    if (day.dom !== 12) return;
    for (const { firm, owners } of managers) {
      for (const to of owners) {
        const minor = local(firm, draw.amount(2_600_00, 0.3));
        const at = hours(draw, day, firm, 10, 16);
        const rail = transferRail(firm, to);
        pay({ at, from: firm, to, minor, rail, purpose: 'rent', text: 'Owner statement' });
      }
    }
  };
};

function castManager({ draw, caster }: Setup): Manager {
  const country = draw.pick(['US', 'MX'] as const);
  const options = { role: 'property_manager', country, sector: 'real_estate' } as const;
  const firm = caster.company({ ...options, trade: 'Inmuebles' });
  const owner = () => caster.person({ role: 'owner', occupation: 'executive', country });
  return { firm, owners: many(draw.integer(4, 9), owner) };
}

function castTenancies({ draw, cast, caster, count }: Setup, managers: Manager[]): Tenancy[] {
  const landlords = many(count(60), () => {
    const occupation = draw.pick(['self_employed', 'retired', 'professional'] as const);
    return caster.person({ role: 'landlord', occupation, age: [40, 75] });
  });
  const collectors = [...managers.map((manager) => manager.firm)];
  return cast.role('salaried').flatMap((tenant): Tenancy[] => {
    const dom = draw.pick([1, 1, 1, 2, 3, 4, 5, 16]);
    const fate = draw.unit();
    const monthly = local(tenant, Math.round(tenant.income_minor * draw.between(0.02, 0.03)));
    const minor = Math.round(monthly / 5_00) * 5_00;
    if (fate < 0.25) {
      const payee = cast.fixture(tenant.country === 'US' ? 'lender_us' : 'lender_mx');
      return [{ tenant, payee, minor: monthly, dom, purpose: 'loan' }];
    }
    if (fate > 0.66) return [];
    const nearby = (holder: Holder) => holder.country === tenant.country;
    const choices = (fate < 0.48 ? collectors : landlords).filter(nearby);
    if (choices.length === 0) return [];
    return [{ tenant, payee: draw.pick(choices), minor, dom, purpose: 'rent' }];
  });
}

function payHousing({ draw }: Setup, tenancy: Tenancy, day: Day, pay: Pay): void {
  const { tenant: from, payee: to, minor, purpose } = tenancy;
  if (draw.chance(0.02)) return;
  const at = hours(draw, day, from, 7, 21);
  const rail = transferRail(from, to);
  const rent = to.country === 'MX' ? 'Renta del mes' : `Rent ${day.iso.slice(0, 7)}`;
  pay({ at, from, to, minor, rail, purpose, text: purpose === 'loan' ? 'Mortgage' : rent });
  // A direct debit that the tenant's account could not bear comes back two days later.
  if (rail !== 'ach' || !draw.chance(0.006)) return;
  const back = { at: at + 2 * DAY_MS, from: to, to: from, minor, rail } as const;
  pay({ ...back, purpose: 'refund', text: 'Returned item', is_return: true });
}
